/**
 * docs/graph-model.md says what shared/ontology.ts says. Its tables are written by this test: change the ontology, then
 * run `npx vitest run --project unit docs-graph-model -u`.
 */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { normalizeKey } from '../../shared/keys.ts';
import { EDGE_TYPES, type EdgeType, NODE_TYPES, type NodeLabel, type NodeType } from '../../shared/ontology.ts';
import { PROVENANCE } from '../../shared/provenance.ts';
import { ROOT, readText } from '../helpers/source-tree.ts';

const FILE = 'docs/graph-model.md';

/** What the page shows of `normalizeKey`; the second column is computed. */
const KEY_EXAMPLES: [NodeLabel, string][] = [
  ['HostName', 'MAIL.Tower.Example.'],
  ['HostName', 'münchen.example'],
  ['HostName', 'printer in room 2.tower.example'],
  ['HostName', 'a\\.b.tower.example'],
  ['HostName', '.'],
  ['DomainName', 'Tower.Example.'],
  ['IP', '2001:DB8:0:0::1'],
  ['IP', '::ffff:192.0.2.1'],
  ['BGPPrefix', '192.0.2.77/24'],
  ['AS', 'AS64500'],
  ['AS', '1.10'],
  ['Country', 'zz'],
  ['Organization', ' Tower Works (synthetic) '],
];

function toTable(head: string[], rows: string[][]): string {
  const toLine = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)].join('\n');
}

function toCode(...words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function toPropertyRows(name: string, properties: Readonly<Record<string, string>>): string[][] {
  return Object.entries(properties).map(([property, meaning]) => [toCode(name), toCode(property), meaning]);
}

const nodeTypes: [string, NodeType][] = Object.entries(NODE_TYPES);
const edgeTypes: [string, EdgeType][] = Object.entries(EDGE_TYPES);

const TABLES: Record<string, string> = {
  labels: toTable(
    ['label', 'key', 'type of the key', 'other labels', 'what it is'],
    nodeTypes.map(([label, { key, keyType, extraLabels, description }]) => [
      toCode(label),
      toCode(key),
      keyType,
      [
        ...extraLabels.always.map((extra) => toCode(extra)),
        ...extraLabels.maybe.map((extra) => `${toCode(extra)} where known`),
      ].join(', '),
      description,
    ]),
  ),
  'node-properties': toTable(
    ['label', 'property', 'value'],
    nodeTypes.flatMap(([label, { properties }]) => toPropertyRows(label, properties)),
  ),
  edges: toTable(
    ['type', 'from', 'to', 'what it says'],
    edgeTypes.flatMap(([type, { ends, description }]) =>
      ends.map(([from, to], i) => [toCode(type), toCode(from), toCode(to), i === 0 ? description : 'as above']),
    ),
  ),
  'edge-properties': toTable(
    ['type', 'property', 'value'],
    edgeTypes.flatMap(([type, { properties }]) => toPropertyRows(type, properties)),
  ),
  provenance: toTable(
    ['property', 'value'],
    Object.entries(PROVENANCE).map(([property, meaning]) => [toCode(property), meaning]),
  ),
  keys: toTable(
    ['label', 'as written', 'key'],
    KEY_EXAMPLES.map(([label, raw]) => [toCode(label), toCode(raw), toCode(String(normalizeKey(label, raw)))]),
  ),
};

/** The page with the text between `<!-- table: name -->` and `<!-- end -->` made anew. */
function fillIn(page: string): string {
  return page.replace(
    /(<!-- table: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const table = TABLES[name];
      if (table === undefined)
        throw new Error(`${FILE} asks for a table "${name}"; there is ${Object.keys(TABLES).join(', ')}`);
      return `${start}\n${table}\n\n${end}`;
    },
  );
}

describe(FILE, () => {
  it('has every table, once', () => {
    const names = [...readText(FILE).matchAll(/<!-- table: ([\w-]+) -->/g)].map((match) => match[1]);
    expect(names.toSorted()).toEqual(Object.keys(TABLES).toSorted());
  });

  it('says of labels, keys, edges, ends and properties what the ontology says', async () => {
    await expect(fillIn(readText(FILE))).toMatchFileSnapshot(path.join(ROOT, FILE));
  });

  it('speaks in its text of no label and no type that the ontology does not have', () => {
    const own = new Set([
      ...nodeTypes.flatMap(([label, { extraLabels }]) => [label, ...extraLabels.always, ...extraLabels.maybe]),
      ...edgeTypes.map(([type]) => type),
    ]);
    const prose = fillIn(readText(FILE)).replace(/<!-- table: [\s\S]*?<!-- end -->/g, '');
    const named = [...prose.matchAll(/`:?([A-Z][A-Za-z]+|[A-Z]+(?:_[A-Z]+)+)`/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !own.has(name))).toEqual([]);
  });
});
