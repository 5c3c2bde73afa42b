/** Saved queries: the list by category, or the one that is chosen. */
import { Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { CypherAnswer, SavedQuery } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';
import { api } from '../../api.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { QueryForm } from './QueryForm.tsx';
import { groupByCategory, searchQueries } from './query-search.ts';
import classes from './saved-queries.module.css';

export type SelectedQuery = { id: string; params: Record<string, PropertyValue> };

type SavedQueriesPanelProps = {
  /** Undefined: the list is shown. */
  selected?: SelectedQuery | undefined;
  onSelect: (selected: SelectedQuery | undefined) => void;
  onAnswer: (answer: { answer: CypherAnswer; title: string }) => void;
  onOpenInEditor?: (cypher: string, params: Record<string, PropertyValue>) => void;
  /** What a time zone parameter without a default begins with; else the viewer's own zone. */
  timezone?: string | undefined;
};

export function SavedQueriesPanel({ selected, onSelect, onAnswer, onOpenInEditor, timezone }: SavedQueriesPanelProps) {
  const queries = useQuery({ queryKey: ['queries'], queryFn: ({ signal }) => api.queries(signal) });

  if (queries.isPending) {
    return (
      <Group gap="xs" p="xs" role="status">
        <Loader size="xs" /> <Text size="sm">Reading the saved queries…</Text>
      </Group>
    );
  }
  if (queries.isError) {
    return (
      <Stack p="xs">
        <FailureNotice
          title="The saved queries could not be listed"
          error={queries.error}
          onRetry={() => void queries.refetch()}
        />
      </Stack>
    );
  }
  const all = queries.data.queries;
  if (!selected) return <QueryList queries={all} onChoose={(query) => onSelect({ id: query.id, params: {} })} />;

  const query = all.find(({ id }) => id === selected.id);
  if (!query) {
    return (
      <Stack p="xs" gap="xs" align="flex-start">
        <Text size="sm">There is no saved query “{selected.id}” here.</Text>
        <Button size="compact-sm" variant="default" onClick={() => onSelect(undefined)}>
          All queries
        </Button>
      </Stack>
    );
  }
  return (
    <QueryForm
      key={query.id}
      query={query}
      params={selected.params}
      viewerZone={timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
      onParams={(params) => onSelect({ id: query.id, params })}
      onBack={() => onSelect(undefined)}
      onAnswer={onAnswer}
      onOpenInEditor={onOpenInEditor}
    />
  );
}

function QueryList({ queries, onChoose }: { queries: SavedQuery[]; onChoose: (query: SavedQuery) => void }) {
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => searchQueries(queries, text), [queries, text]);
  const categories = useMemo(() => groupByCategory(found), [found]);

  const moveFocus = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[event.key === 'ArrowDown' ? index + 1 : index - 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const chooseFirst = (event: KeyboardEvent) => {
    const first = categories[0]?.queries[0];
    if (event.key === 'Enter' && first && text.trim() !== '') onChoose(first);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div className={classes.panel} onKeyDown={moveFocus}>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search saved queries"
        placeholder="Search saved queries"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={chooseFirst}
      />
      <Text size="xs" c="dimmed" role="status">
        {found.length === queries.length ? `${queries.length} queries` : `${found.length} of ${queries.length} queries`}
      </Text>
      {queries.length === 0 && <Text size="sm">There are none yet. Put .cypher files into the folder queries/.</Text>}
      {queries.length > 0 && found.length === 0 && <Text size="sm">No saved query holds these words.</Text>}
      <div ref={list}>
        {categories.map((category) => (
          <section key={category.name} aria-label={category.name}>
            <h3 className={classes.category}>{category.name}</h3>
            <ul className={classes.list}>
              {category.queries.map((query) => (
                <li key={query.id}>
                  <button
                    type="button"
                    className={classes.query}
                    title={query.description}
                    onClick={() => onChoose(query)}
                  >
                    {query.title}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
