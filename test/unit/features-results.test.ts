import { describe, expect, test } from 'vitest';
import {
  compareCells,
  toCellText,
  toColumns,
  toDateTimeText,
  toElements,
  toNumberText,
} from '../../client/features/results/cells.ts';
import { findDayBars, findHeatMaps } from '../../client/features/results/chart-shapes.ts';
import { toCsv, toFileName, toJson, toTsv } from '../../client/features/results/table-export.ts';
import type { GraphEdge, GraphNode, PropertyValue } from '../../shared/graph.ts';

const nodes: GraphNode[] = [
  { id: 'HostName:mail.tower.example', labels: ['HostName'], properties: { name: 'mail.tower.example' } },
  { id: 'IP:192.0.2.1', labels: ['Resolver', 'IP'], properties: { ip: '192.0.2.1', af: 4 } },
  { id: 'AS:64500', labels: ['AS'], properties: { asn: 64500 } },
];
const edges: GraphEdge[] = [
  { id: 'e1', type: 'LOOKED_UP', source: 'IP:192.0.2.1', target: 'HostName:mail.tower.example', properties: {} },
];
const elements = toElements({ nodes, edges });

describe('toCellText', () => {
  const cases: [string, PropertyValue, string][] = [
    ['null', null, ''],
    ['text', 'a b', 'a b'],
    ['number', 1234.5, '1234.5'],
    ['truth', true, 'true'],
    ['host name', { $node: 'HostName:mail.tower.example' }, 'mail.tower.example'],
    ['network, with its letters', { $node: 'AS:64500' }, 'AS64500'],
    ['address with an extra label', { $node: 'IP:192.0.2.1' }, '192.0.2.1'],
    ['node that is not in the answer', { $node: 'IP:192.0.2.9' }, 'IP:192.0.2.9'],
    ['edge', { $edge: 'e1' }, '192.0.2.1 –LOOKED_UP→ mail.tower.example'],
    [
      'path',
      { $path: { nodes: ['IP:192.0.2.1', 'HostName:mail.tower.example'], edges: ['e1'] } },
      '192.0.2.1 – mail.tower.example',
    ],
    ['list', ['A', 1, { $node: 'AS:64500' }], 'A; 1; AS64500'],
    ['map', { a: 1, b: ['x'] }, 'a: 1; b: x'],
    ['empty list', [], ''],
  ];
  test.each(cases)('%s', (_, value, text) => {
    expect(toCellText(value, elements)).toBe(text);
  });
});

describe('toNumberText', () => {
  test.each([
    [1234567, '1,234,567'],
    [0, '0'],
    [-5, '-5'],
    [0.12345, '0.123'],
    ['9007199254740993', '9,007,199,254,740,993'],
  ])('%s', (value, text) => {
    expect(toNumberText(value)).toBe(text);
  });
});

test('toDateTimeText writes a moment in the zone', () => {
  expect(toDateTimeText('2016-05-03T22:30:09Z', 'UTC')).toBe('2016-05-03 22:30:09');
  expect(toDateTimeText('2016-05-03T22:30:09Z', 'Europe/Moscow')).toBe('2016-05-04 01:30:09');
});

describe('toColumns', () => {
  const kindOf = (name: string, values: PropertyValue[]) => {
    const [column] = toColumns({ columns: [name], rows: values.map((value) => [value]) });
    return [column?.kind, column?.scale];
  };
  const cases: [string, string, PropertyValue[], [string, number]][] = [
    ['numbers', 'lookups', [1, null, 2], ['number', 1]],
    ['big integers as text', 'lookups', [1, '9007199254740993'], ['number', 1]],
    ['digits that are a key', 'name', ['64500', '64501'], ['other', 1]],
    ['fractions', 'share', [0.2, 0.8], ['share', 1]],
    ['fractions in a longer name', 'shareOfLookups', [0.2, 0.8], ['share', 1]],
    ['per cent', 'share', [20, 80], ['share', 100]],
    ['less than one per cent', 'sharePercent', [0.2, 0.8], ['share', 100]],
    ['a share beyond 100 is a number', 'share', [20, 800], ['number', 1]],
    ['a negative share is a number', 'share', [-1, 8], ['number', 1]],
    ['shared is no share', 'sharedClients', [1, 2], ['number', 1]],
    ['moments', 'lastSeen', ['2016-05-03T22:30:09Z', null], ['datetime', 1]],
    ['days are no moments', 'day', ['2016-05-03'], ['other', 1]],
    ['mixed', 'value', [1, 'a'], ['other', 1]],
    ['nothing at all', 'value', [null, null], ['other', 1]],
  ];
  test.each(cases)('%s', (_, name, values, expected) => {
    expect(kindOf(name, values)).toEqual(expected);
  });
});

test('compareCells orders numbers by size and digits in text as numbers', () => {
  const sorted = (values: PropertyValue[]) => [...values].sort((a, b) => compareCells(a, b, elements));
  expect(sorted([10, 9, 100])).toEqual([9, 10, 100]);
  expect(sorted(['192.0.2.10', '192.0.2.9'])).toEqual(['192.0.2.9', '192.0.2.10']);
  const [host, network] = [{ $node: 'HostName:mail.tower.example' }, { $node: 'AS:64500' }];
  expect(sorted([host, network])).toEqual([network, host]);
});

describe('toCsv', () => {
  test.each<[string, PropertyValue, string]>([
    ['plain', 'a', 'a'],
    ['comma', 'a,b', '"a,b"'],
    ['quote', 'say "a"', '"say ""a"""'],
    ['line break', 'a\nb', '"a\nb"'],
    ['formula', '=1+1', "'=1+1"],
    ['formula with a comma', '=SUM(1,2)', '"\'=SUM(1,2)"'],
    ['plus', '+1', "'+1"],
    ['minus in text', '-1', "'-1"],
    ['at', '@name', "'@name"],
    ['tab', '\t=1', "'\t=1"],
    ['negative number', -1, '-1'],
    ['formula inside a list', ['=1'], "'=1"],
    ['null', null, ''],
  ])('%s', (_, value, cell) => {
    expect(toCsv(['column'], [[value]], elements)).toBe(`column\r\n${cell}\r\n`);
  });

  test('a column name is text too', () => {
    expect(toCsv(['=cmd', 'a,b'], [], elements)).toBe('\'=cmd,"a,b"\r\n');
  });
});

test('toTsv keeps one line a row', () => {
  expect(
    toTsv(
      ['a', 'b'],
      [
        ['x\ty', 'l1\nl2'],
        ['=1', 2],
      ],
      elements,
    ),
  ).toBe("a\tb\nx y\tl1 l2\n'=1\t2");
});

test('toJson puts nodes and edges where cells name them', () => {
  const rows = [[{ $node: 'AS:64500' }, [{ $edge: 'e1' }], null]];
  expect(JSON.parse(toJson(['as', 'edges', 'none'], rows, elements))).toEqual([
    { as: nodes[2], edges: [edges[0]], none: null },
  ]);
});

test.each([
  ['Who looked up this name?', 'who-looked-up-this-name.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['…', 'result.csv'],
])('toFileName: %s', (title, name) => {
  expect(toFileName(title, 'csv')).toBe(name);
});

describe('findHeatMaps', () => {
  const columns = ['weekday', 'hour', 'lookups'];

  test('puts every count in its cell, Monday first', () => {
    const rows = [
      [1, 0, 5],
      [7, 23, 2],
    ];
    const [found] = findHeatMaps({ columns, rows });
    expect([found?.chart.cells[0]?.[0], found?.chart.cells[6]?.[23]]).toEqual([5, 2]);
    expect(found).toMatchObject({ name: '', chart: { max: 5, total: 7, countName: 'lookups' } });
    expect(found?.chart.cells.map((line) => line.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
  });

  test('takes names of weekdays and other orders of columns', () => {
    const rows = [
      [3, 9, 'Tue'],
      [4, 9, 'Sunday'],
    ];
    const [found] = findHeatMaps({ columns: ['count', 'hour', 'dayOfWeek'], rows });
    expect([found?.chart.cells[1]?.[9], found?.chart.cells[6]?.[9]]).toEqual([3, 4]);
  });

  test('never adds up two data sets', () => {
    const rows = [
      ['one', 1, 0, 5],
      ['two', 1, 0, 7],
    ];
    const found = findHeatMaps({ columns: ['dataset', ...columns], rows });
    expect(found.map(({ name, chart }) => [name, chart.total])).toEqual([
      ['one', 5],
      ['two', 7],
    ]);
  });

  test('keeps rows apart that are named alike', () => {
    const rows = [
      ['one', '', 1, 0, 5],
      ['', 'one', 2, 0, 7],
    ];
    const found = findHeatMaps({ columns: ['dataset', 'organization', ...columns], rows });
    expect(found.map(({ chart }) => chart.total)).toEqual([5, 7]);
  });

  test.each<[string, string[], PropertyValue[][]]>([
    ['no rows', columns, []],
    ['a missing column', ['weekday', 'lookups'], [[1, 2]]],
    ['a weekday that is none', columns, [[0, 1, 2]]],
    ['an hour that is none', columns, [[1, 24, 2]]],
    ['a half hour', columns, [[1, 1.5, 2]]],
    ['no count', columns, [[1, 2, null]]],
    ['a negative count', columns, [[1, 2, -1]]],
    ['ambiguous letters', columns, [['T', 2, 1]]],
    ['an hour named twice', columns, Array(2).fill([1, 2, 3])],
    ['a further number', ['year', ...columns], [[2016, 1, 2, 3]]],
    ['too many parts', ['name', ...columns], Array.from({ length: 51 }, (_, index) => [`n${index}`, 1, 2, 3])],
  ])('finds none with %s', (_, names, rows) => {
    expect(findHeatMaps({ columns: names, rows })).toEqual([]);
  });
});

describe('findDayBars', () => {
  test('fills the days between with 0', () => {
    const rows = [
      ['2016-03-01', 4],
      ['2016-02-28', 2],
    ];
    const [found] = findDayBars({ columns: ['day', 'lookups'], rows });
    expect(found?.chart.days).toEqual([
      { day: '2016-02-28', count: 2 },
      { day: '2016-02-29', count: 0 },
      { day: '2016-03-01', count: 4 },
    ]);
    expect(found?.chart).toMatchObject({ max: 4, total: 6, countName: 'lookups' });
  });

  test.each<[string, string[], PropertyValue[][]]>([
    ['no rows', ['day', 'lookups'], []],
    ['text that is no day', ['day', 'lookups'], [['2016-05', 1]]],
    ['a day of the calendar that is none', ['day', 'lookups'], [['2016-13-40', 1]]],
    ['a day named twice', ['day', 'lookups'], Array(2).fill(['2016-05-01', 1])],
    ['a further number', ['day', 'lookups', 'share'], [['2016-05-01', 1, 2]]],
    [
      'more than ten years',
      ['day', 'lookups'],
      [
        ['1970-01-01', 1],
        ['2016-05-01', 1],
      ],
    ],
  ])('finds none with %s', (_, columns, rows) => {
    expect(findDayBars({ columns, rows })).toEqual([]);
  });
});
