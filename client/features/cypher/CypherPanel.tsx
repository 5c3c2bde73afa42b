/** Write Cypher, run it, see what came of it. Only reading queries run; the server sees to that. */
import { Button, Group, Loader, Menu, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHistory, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
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

type Params = Record<string, PropertyValue>;

type CypherPanelProps = {
  query: string;
  /** A moment after the typing, and before a run: the text with the values of its parameters. */
  onQueryChange: (query: string, params: Params) => void;
  onAnswer: (answer: { answer: CypherAnswer; title: string }) => void;
  theme: 'light' | 'dark';
  /** Values for the parameters of `query`, such as those of a saved query opened here. */
  params?: Params | undefined;
};

const REPORT_DELAY_MS = 400;
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

function toTyped(params: Params): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, toParameterText(value)]));
}

export function CypherPanel({ query, onQueryChange, onAnswer, theme, params }: CypherPanelProps) {
  const schema = useQuery({ queryKey: ['schema'], queryFn: ({ signal }) => api.schema(signal) });
  const [text, setText] = useState(query);
  const [typed, setTyped] = useState(() => toTyped(params ?? {}));
  const [isAsked, setAsked] = useState(false);
  const [limit, setLimit] = useState(DEFAULT_ROWS);
  const [statements, setStatements] = useState(readHistory);
  const [ran, setRan] = useState('');
  const { run, start, cancel } = useRun<CypherAnswer>();
  const helpId = useId();

  // What comes from outside replaces what is typed here; what was reported from here and comes back does not.
  const givenParams = JSON.stringify(params ?? {});
  const reported = useRef({ query, params: givenParams });
  useEffect(() => {
    if (query === reported.current.query && givenParams === reported.current.params) return;
    reported.current = { query, params: givenParams };
    setText(query);
    setTyped(toTyped(JSON.parse(givenParams)));
  }, [query, givenParams]);
  const report = (next: string, values: Params) => {
    reported.current = { query: next, params: JSON.stringify(values) };
    onQueryChange(next, values);
  };
  // The whole screen knows the text, for the URL: telling it of every letter would make typing slow.
  const reportLater = useDebouncedCallback(report, { delay: REPORT_DELAY_MS, flushOnUnmount: true });

  const nameList = findParameters(text).join('\n');
  const names = useMemo(() => (nameList === '' ? [] : nameList.split('\n')), [nameList]);
  const language = useMemo(() => toLanguageSchema(schema.data, names), [schema.data, names]);
  const problems = useMemo(() => (run.type === 'failed' ? toServerProblems(run.error, ran) : NO_PROBLEMS), [run, ran]);
  const position = run.type === 'failed' ? findPosition(run.error) : undefined;
  const isRunning = run.type === 'running';
  const isEmpty = text.trim() === '';

  const toValues = (of: string, from: Readonly<Record<string, string>>): Params =>
    Object.fromEntries(findParameters(of).map((name) => [name, toParameterValue(from[name] ?? '')]));
  const change = (next: string) => {
    setText(next);
    reportLater(next, toValues(next, typed));
  };

  const runQuery = async () => {
    if (isEmpty || isRunning) return;
    const missing = names.find((name) => (typed[name] ?? '') === '');
    setAsked(missing !== undefined);
    if (missing !== undefined) {
      document.getElementById(`${helpId}-${missing}`)?.focus();
      return;
    }
    const next = addToHistory(statements, text);
    setStatements(next);
    writeHistory(next);
    setRan(text);
    const values = toValues(text, typed);
    report(text, values);
    const answer = await start((signal) => api.cypher({ query: text, params: values, limit }, signal));
    if (answer) onAnswer({ answer, title: toStatementTitle(text) });
  };

  return (
    <Stack gap="xs" p="xs" component="section" aria-label="Cypher">
      <Suspense fallback={<EditorLoading />}>
        <CypherEditor
          value={text}
          onChange={change}
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
          id={`${helpId}-${name}`}
          size="xs"
          label={`$${name}`}
          placeholder="Text, a number or JSON"
          error={isAsked && (typed[name] ?? '') === '' ? 'Needs a value; "" is the empty text.' : undefined}
          errorProps={{ fz: 12 }}
          value={typed[name] ?? ''}
          onChange={(event) => {
            const next = { ...typed, [name]: event.currentTarget.value };
            setTyped(next);
            reportLater(text, toValues(text, next));
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
        <HistoryMenu statements={statements} onChoose={change} />
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
