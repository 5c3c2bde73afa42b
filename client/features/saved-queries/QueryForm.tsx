/** A chosen saved query: what it answers, its form, its run, its Cypher. */
import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type CypherAnswer, MAX_ROWS, type SavedQuery } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';
import { api } from '../../api.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { RunState } from '../../ui/RunState.tsx';
import { useRun } from '../../ui/use-run.ts';
import { ParamField } from './ParamField.tsx';
import { type FormValues, toAskedTitle, toFormValues, toRequestParams } from './param-values.ts';
import classes from './saved-queries.module.css';

type Params = Record<string, PropertyValue>;

type QueryFormProps = {
  query: SavedQuery;
  params: Params;
  viewerZone: string;
  onParams: (params: Params) => void;
  onBack: () => void;
  onAnswer: (answer: { answer: CypherAnswer; title: string }) => void;
  onOpenInEditor?: ((cypher: string, params: Params) => void) | undefined;
};

export function QueryForm({ query, params, viewerZone, onParams, onBack, onAnswer, onOpenInEditor }: QueryFormProps) {
  const [values, setValues] = useState<FormValues>(() => toFormValues(query.params, params, viewerZone));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { run, start, cancel } = useRun<CypherAnswer>();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const headingId = useId();

  // Whoever came here by the list goes on reading here.
  useEffect(() => heading.current?.focus(), []);

  const change = (name: string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _, ...others }) => others);
  };

  const runQuery = async (limit?: number) => {
    const request = toRequestParams(query.params, values);
    if (request.type === 'incomplete') {
      setErrors(request.errors);
      const first = query.params.find((param) => request.errors[param.name] !== undefined);
      form.current?.querySelector<HTMLInputElement>(`[name="${CSS.escape(first?.name ?? '')}"]`)?.focus();
      return;
    }
    onParams(request.params);
    const answer = await start((signal) => api.runQuery(query.id, { params: request.params, limit }, signal));
    if (answer) onAnswer({ answer, title: toAskedTitle(query, values) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void runQuery();
  };
  const openInEditor = () => {
    const request = toRequestParams(query.params, values);
    onOpenInEditor?.(query.cypher, request.type === 'ready' ? request.params : {});
  };
  const isRunning = run.type === 'running';

  return (
    <Stack gap="xs" p="xs" component="section" aria-labelledby={headingId}>
      <UnstyledButton className={classes.back} onClick={onBack}>
        <IconArrowLeft size={14} /> All queries
      </UnstyledButton>
      <div>
        <h2 className={classes.title} id={headingId} ref={heading} tabIndex={-1}>
          {query.title}
        </h2>
        <Text size="sm" c="dimmed">
          {query.description}
        </Text>
      </div>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="xs">
          {query.params.map((param) => (
            <ParamField
              key={param.name}
              param={param}
              value={values[param.name] ?? ''}
              error={errors[param.name]}
              onChange={(value) => change(param.name, value)}
            />
          ))}
          <Group gap="xs">
            <Button type="submit" leftSection={<IconPlayerPlay size={14} />} disabled={isRunning}>
              Run
            </Button>
            {isRunning && (
              <Button variant="default" onClick={cancel}>
                Cancel
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      <RunState run={run} failedTitle="The query did not run">
        {run.type === 'done' && run.value.truncated && run.value.limit < MAX_ROWS && (
          <Button size="compact-sm" variant="default" mt={4} onClick={() => void runQuery(MAX_ROWS)}>
            Run again for up to 10,000 rows
          </Button>
        )}
      </RunState>
      <CypherText cypher={query.cypher} onOpenInEditor={onOpenInEditor && openInEditor} />
    </Stack>
  );
}

function CypherText({ cypher, onOpenInEditor }: { cypher: string; onOpenInEditor: (() => void) | undefined }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <UnstyledButton
          className={classes.fold}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          {isOpen ? 'Hide Cypher' : 'Show Cypher'}
        </UnstyledButton>
        <Group gap={4}>
          {onOpenInEditor && (
            <Button size="compact-xs" variant="subtle" onClick={onOpenInEditor}>
              Open in editor
            </Button>
          )}
          <CopyButton text={cypher} what="the Cypher of this query" />
        </Group>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long query scrolls, and the keyboard has to reach that */}
      <section id={id} className={classes.cypher} hidden={!isOpen} tabIndex={0} aria-label="Cypher of this query">
        <pre>{cypher}</pre>
      </section>
    </div>
  );
}
