/** Write Cypher, run it, see what came of it. Only reading queries run; the server sees to that. */
import { Button, Group, Loader, Menu, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconHistory, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useId, useMemo, useState } from 'react';
import { type CypherAnswer, DEFAULT_ROWS, MAX_ROWS, type Schema } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';
import { api } from '../../api.ts';
import { formatCount } from '../../ui/format.ts';
import { isMac } from '../../ui/platform.ts';
import { RunState } from '../../ui/RunState.tsx';
import { useRun } from '../../ui/use-run.ts';
import type { LanguageSchema, Problem } from './language-messages.ts';
import { findPosition, toServerProblems } from './server-problem.ts';
import { addToHistory, readHistory, writeHistory } from './session-history.ts';
import { findParameters, toParameterText, toParameterValue, toStatementTitle } from './statement-text.ts';

const CypherEditor = lazy(async () => ({ default: (await import('./CypherEditor.tsx')).CypherEditor }));

type CypherPanelProps = {
  query: string;
  onQueryChange: (query: string) => void;
  onAnswer: (answer: { answer: CypherAnswer; title: string }) => void;
  theme: 'light' | 'dark';
  /** Values for the parameters of `query`, such as those of a saved query opened here. */
  params?: Record<string, PropertyValue> | undefined;
  /** The values a run is made with, before its answer comes. */
  onParamsChange?: ((params: Record<string, PropertyValue>) => void) | undefined;
};

const LIMITS = [100, DEFAULT_ROWS, MAX_ROWS];
const NO_PROBLEMS: readonly Problem[] = [];
const RUN_KEYS = isMac ? '⌘ Enter' : 'Ctrl+Enter';

function toLanguageSchema(schema: Schema | undefined, parameters: readonly string[]): LanguageSchema {
  const properties = [...(schema?.labels ?? []), ...(schema?.edgeTypes ?? [])].flatMap((part) => part.properties);
  return {
    labels: schema?.labels.map(({ name }) => name) ?? [],
    relationshipTypes: schema?.edgeTypes.map(({ name }) => name) ?? [],
    propertyKeys: [...new Set(properties.map(({ name }) => name))],
    graphSchema:
      schema?.edgeTypes.flatMap(({ name, ends }) => ends.map(({ from, to }) => ({ from, to, relType: name }))) ?? [],
    parameters: Object.fromEntries(parameters.map((name) => [name, ''])),
  };
}

export function CypherPanel({ query, onQueryChange, onAnswer, theme, params, onParamsChange }: CypherPanelProps) {
  const schema = useQuery({ queryKey: ['schema'], queryFn: ({ signal }) => api.schema(signal) });
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [limit, setLimit] = useState(DEFAULT_ROWS);
  const [statements, setStatements] = useState(readHistory);
  const [ran, setRan] = useState('');
  const { run, start, cancel } = useRun<CypherAnswer>();
  const helpId = useId();

  // Compared by content: what is being typed must not give way to the same values in a new object.
  const givenParams = JSON.stringify(params ?? {});
  useEffect(() => {
    const given = Object.entries(JSON.parse(givenParams) as Record<string, PropertyValue>);
    const texts = given.map(([name, value]) => [name, toParameterText(value)]);
    setTyped((before) => ({ ...before, ...Object.fromEntries(texts) }));
  }, [givenParams]);

  const nameList = findParameters(query).join('\n');
  const names = useMemo(() => (nameList === '' ? [] : nameList.split('\n')), [nameList]);
  const language = useMemo(() => toLanguageSchema(schema.data, names), [schema.data, names]);
  const problems = useMemo(() => (run.type === 'failed' ? toServerProblems(run.error, ran) : NO_PROBLEMS), [run, ran]);
  const position = run.type === 'failed' ? findPosition(run.error) : undefined;
  const isRunning = run.type === 'running';
  const isEmpty = query.trim() === '';

  const runQuery = async () => {
    if (isEmpty || isRunning) return;
    const next = addToHistory(statements, query);
    setStatements(next);
    writeHistory(next);
    setRan(query);
    const values = Object.fromEntries(names.map((name) => [name, toParameterValue(typed[name] ?? '')]));
    onParamsChange?.(values);
    const answer = await start((signal) => api.cypher({ query, params: values, limit }, signal));
    if (answer) onAnswer({ answer, title: toStatementTitle(query) });
  };

  return (
    <Stack gap="xs" p="xs" component="section" aria-label="Cypher">
      <Suspense fallback={<EditorLoading />}>
        <CypherEditor
          value={query}
          onChange={onQueryChange}
          onRun={() => void runQuery()}
          schema={language}
          problems={problems}
          theme={theme}
          describedBy={helpId}
        />
      </Suspense>
      <Text size="xs" c="dimmed" id={helpId}>
        {RUN_KEYS} runs. Tab leaves the editor; Escape closes suggestions first.
      </Text>
      {names.map((name) => (
        <TextInput
          key={name}
          size="xs"
          label={`$${name}`}
          placeholder="Text, a number or JSON"
          value={typed[name] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setTyped((before) => ({ ...before, [name]: value }));
          }}
        />
      ))}
      <Group gap="xs" align="flex-end">
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={14} />}
          disabled={isEmpty || isRunning}
          onClick={() => void runQuery()}
        >
          Run
        </Button>
        {isRunning && (
          <Button size="xs" variant="default" onClick={cancel}>
            Cancel
          </Button>
        )}
        <Select
          size="xs"
          w={118}
          aria-label="Rows to fetch at most"
          title="Rows to fetch at most. The query itself is not changed."
          data={LIMITS.map((rows) => ({ value: String(rows), label: `${formatCount(rows)} rows` }))}
          value={String(limit)}
          onChange={(value) => value && setLimit(Number(value))}
          allowDeselect={false}
        />
        <HistoryMenu statements={statements} onChoose={onQueryChange} />
      </Group>
      <RunState
        run={run}
        failedTitle={position ? `Line ${position.line}, column ${position.column}` : 'The query did not run'}
      />
      {schema.isError && (
        <Text size="xs" c="dimmed">
          Labels and properties are not suggested: the schema could not be read.
        </Text>
      )}
    </Stack>
  );
}

function EditorLoading() {
  return (
    <Group gap="xs" role="status" h={180} justify="center">
      <Loader size="xs" /> <Text size="sm">Opening the editor…</Text>
    </Group>
  );
}

type HistoryMenuProps = { statements: readonly string[]; onChoose: (statement: string) => void };

function HistoryMenu({ statements, onChoose }: HistoryMenuProps) {
  return (
    <Menu position="bottom-end" width={300} withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconHistory size={14} />} disabled={statements.length === 0}>
          History
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Label>Run in this tab, newest first</Menu.Label>
        {statements.map((statement) => (
          <Menu.Item key={statement} title={statement} onClick={() => onChoose(statement)}>
            <Text size="xs" ff="monospace" truncate>
              {toStatementTitle(statement)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
