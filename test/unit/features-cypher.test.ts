import { describe, expect, test } from 'vitest';
import { ApiFailure } from '../../client/api.ts';
import { CYPHER_FUNCTIONS, CYPHER_PROCEDURES } from '../../client/features/cypher/cypher-functions.ts';
import { lintCypher } from '../../client/features/cypher/lint-cypher.ts';
import { findPosition, toServerProblems } from '../../client/features/cypher/server-problem.ts';
import { addToHistory } from '../../client/features/cypher/session-history.ts';
import {
  findParameters,
  toParameterText,
  toParameterValue,
  toStatementTitle,
} from '../../client/features/cypher/statement-text.ts';
import { READING_FUNCTIONS, READING_PROCEDURES } from '../../server/graph/read-only-plans.ts';
import type { PropertyValue } from '../../shared/graph.ts';

test.each([
  ['RETURN $a, $b, $a', ['a', 'b']],
  ['RETURN "$a", \'$b\' // $c\n/* $d */, $e', ['e']],
  ['RETURN $`odd name`, `$no`', ['odd name']],
  ['RETURN "a \\" $b", $c', ['c']],
  ['RETURN $größe, $1', ['größe']],
  ['RETURN 1', []],
])('findParameters: %s', (text, names) => {
  expect(findParameters(text)).toEqual(names);
});

describe('parameters as typed', () => {
  test.each<[string, PropertyValue]>([
    ['mail.example', 'mail.example'],
    ['30', 30],
    ['"30"', '30'],
    [' true ', true],
    ['["a", 1]', ['a', 1]],
    ['9007199254740993', '9007199254740993'],
    ['', ''],
    ['2016-05-01', '2016-05-01'],
  ])('%s', (typed, value) => {
    expect(toParameterValue(typed)).toEqual(value);
  });

  test.each<[PropertyValue]>([['mail.example'], ['30'], ['true'], [30], [['a']], [''], [null], [{ a: 1 }]])(
    '%j is read as it was written',
    (value) => {
      expect(toParameterValue(toParameterText(value))).toEqual(value);
    },
  );
});

test.each([
  ['// Names of one client\nMATCH (n)', 'Names of one client'],
  ['\n  MATCH (n)\n  RETURN n', 'MATCH (n) RETURN n'],
  [`RETURN "${'x'.repeat(100)}"`, `RETURN "${'x'.repeat(71)}…`],
])('toStatementTitle: %s', (text, title) => {
  expect(toStatementTitle(text)).toBe(title);
});

test('addToHistory keeps each statement once, newest first, and 50 of them', () => {
  expect(addToHistory(['a', 'b'], 'b')).toEqual(['b', 'a']);
  const many = Array.from({ length: 50 }, (_, index) => String(index));
  expect(addToHistory(many, 'new')).toHaveLength(50);
});

describe('toServerProblems', () => {
  const text = 'MATCH (n)\nRETRUN n';
  const failure = (details: Record<string, PropertyValue>) =>
    new ApiFailure('cypher-syntax', 'Invalid input', { status: 400, details });

  test('marks the word at the position', () => {
    const problems = toServerProblems(failure({ line: 2, column: 1, offset: 10 }), text);
    expect(problems).toEqual([{ from: 10, to: 16, severity: 'error', message: 'Invalid input' }]);
  });

  test('marks the last character where the position is the end', () => {
    const [problem] = toServerProblems(failure({ position: { line: 2, column: 9, offset: text.length } }), text);
    expect([problem?.from, problem?.to]).toEqual([text.length - 1, text.length]);
  });

  test('marks nothing without a position', () => {
    expect(toServerProblems(failure({}), text)).toEqual([]);
    expect(findPosition(new Error('no answer'))).toBeUndefined();
  });
});

/** The parser's first steps take seconds on a busy machine; that is no failure. */
describe('lintCypher', { timeout: 60_000 }, () => {
  const schema = {
    labels: ['HostName', 'IP'],
    relationshipTypes: ['LOOKED_UP'],
    propertyKeys: ['name', 'count'],
    graphSchema: [{ from: 'IP', relType: 'LOOKED_UP', to: 'HostName' }],
    parameters: {},
  };
  const found = (text: string) =>
    lintCypher(text, schema).map(({ from, to, severity }) => `${severity} ${text.slice(from, to)}`);

  test.each([
    'MATCH (h:HostName {name: $name}) CALL (h) { MATCH (h)<-[r:LOOKED_UP]-(:IP) RETURN count(r) AS c } RETURN h, c',
    'MATCH p = (:IP) ((a)-[:LOOKED_UP]->(b)){1,3} (:HostName) RETURN p',
    'MATCH p = SHORTEST 2 (:IP)-[:LOOKED_UP]-+(:HostName) RETURN p',
    'MATCH (h:HostName) WHERE COUNT { (h)<-[:LOOKED_UP]-() } > 3 RETURN h.name',
    'RETURN apoc.text.join(["a"], ",") AS text',
    'UNWIND [1] AS h RETURN datetime({epochSeconds: h * 3600, timezone: $zone}).dayOfWeek AS weekday',
    '',
  ])('finds nothing wrong with %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('marks a typing error, an unknown variable and an unknown label', () => {
    expect(found('MATCH (h:HostName) RETRUN h')).toContain('error RETRUN');
    expect(found('MATCH (h:HostName) RETURN k')).toEqual(['error k']);
    expect(found('MATCH (h:Hostnme) RETURN h')).toEqual(['warning Hostnme']);
  });
});

test('completion offers the procedures and functions that the API lets run', () => {
  expect(CYPHER_PROCEDURES.map(({ name }) => name).sort()).toEqual([...READING_PROCEDURES].sort());
  const dotted = CYPHER_FUNCTIONS.map(({ name }) => name).filter((name) => name.includes('.'));
  expect(dotted.filter((name) => !READING_FUNCTIONS.has(name))).toEqual([]);
  expect(dotted.length).toBeGreaterThan(10);
});
