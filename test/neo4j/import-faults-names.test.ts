/** Hostile names are stored as they are, or rejected with a reason; they are never executed and change no other node. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { ImportError } from '../../server/import/record.ts';
import { normalizeHostName, normalizeKey } from '../../shared/keys.ts';
import { IS_LONG } from '../helpers/fault-rounds.ts';
import { HOSTILE_NAMES } from '../helpers/hostile-names.ts';
import { setUpImports } from '../helpers/imports.ts';
import { readGraph } from '../helpers/read-graph.ts';
import { createTinyGraph } from '../helpers/tiny-graph.ts';

const { database, write, importAll } = setUpImports('hostile');
let before: string[];

beforeEach(async () => {
  await createTinyGraph(database);
  before = await readGraph(database);
});
/** A half of a pair alone cannot be said in UTF-8: it is stored as U+FFFD. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

function isWellFormed(text: string): boolean {
  return text.search(LONE_SURROGATE) < 0;
}

/** Keys of these texts, and the places of those that have none. */
function toKeys(texts: readonly string[], normalize: (text: string) => string | number) {
  const keys = new Set<string | number>();
  const refused: number[] = [];
  for (const [at, text] of texts.entries()) {
    try {
      keys.add(normalize(text));
    } catch {
      refused.push(at);
    }
  }
  return { keys, refused };
}

async function readNames(label: 'HostName' | 'Organization'): Promise<Set<string>> {
  const cypher = {
    HostName: 'MATCH (n:HostName) RETURN n.name AS name',
    Organization: 'MATCH (n:Organization) RETURN n.name AS name',
  };
  const records = await readRecords<{ name: string }>(database, cypher[label]);
  return new Set(records.map((record) => record.get('name')));
}

/** Every node and edge that was there is there still, as it was. */
async function expectNothingChanged(): Promise<void> {
  const after = new Set(await readGraph(database));
  expect(before.filter((text) => !after.has(text))).toEqual([]);
}

function readRejected(file: string): { line: number; reason: string }[] {
  const lines = readFileSync(`${file}.rejected.jsonl`, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Each takes an import of its own. */
function choose(names: readonly string[]): string[] {
  return names.filter((_, at) => IS_LONG || at % 4 === 0);
}

const LOOKUP = { client: '198.51.100.7', hour: '2026-03-02T08:00:00Z', count: 1 };

describe('hostile names', { timeout: 300_000 }, () => {
  it('of hosts', async () => {
    const known = await readNames('HostName');
    const file = write('hosts.jsonl', HOSTILE_NAMES.map((name) => `${JSON.stringify({ ...LOOKUP, name })}\n`).join(''));
    const [summary] = await importAll([file], { format: 'lookups-jsonl' });
    const { keys, refused } = toKeys(HOSTILE_NAMES, (name) => normalizeHostName(name.trim()));
    const rejected = readRejected(file);
    expect(rejected.map(({ line }) => line - 1).filter((at) => HOSTILE_NAMES[at]?.trim() !== '')).toEqual(
      refused.filter((at) => HOSTILE_NAMES[at]?.trim() !== ''),
    );
    for (const { reason } of rejected) expect(reason).toMatch(/name|label|octet|dots/);
    expect(summary?.read).toBe(HOSTILE_NAMES.length);
    expect(await readNames('HostName')).toEqual(new Set([...known, ...keys]));
    await expectNothingChanged();
  });

  it('of organizations', async () => {
    const known = await readNames('Organization');
    const rows = HOSTILE_NAMES.map((name, at) => ({
      type: 'Organization',
      organizationId: `X-${at}`,
      name,
      country: 'DE',
    }));
    const file = write('orgs.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const [summary] = await importAll([file], { format: 'as2org-jsonl' });
    const { keys } = toKeys(HOSTILE_NAMES, (name) =>
      normalizeKey('Organization', name.replace(LONE_SURROGATE, '\ufffd')),
    );
    expect(summary?.read).toBe(HOSTILE_NAMES.length);
    expect(await readNames('Organization')).toEqual(new Set([...known, ...keys]));
    await expectNothingChanged();
  });

  it('of data sets', async () => {
    const file = write('one.jsonl', `${JSON.stringify({ ...LOOKUP, name: 'a.alpha.example' })}\n`);
    const datasets = choose(HOSTILE_NAMES.filter((name) => name.length <= 255 && isWellFormed(name)));
    for (const dataset of datasets) await importAll([file], { dataset });
    const records = await readRecords<{ name: string; count: bigint }>(
      database,
      `MATCH (:HostName {name: 'a.alpha.example'})<-[edge:LOOKED_UP]-()
       RETURN edge.reference_name AS name, edge.count AS count`,
    );
    expect(records.map((record) => record.get('name')).sort()).toEqual(datasets.toSorted());
    expect(new Set(records.map((record) => record.get('count')))).toEqual(new Set([1n]));
    await expectNothingChanged();
  });

  it('of data sets that Neo4j could not index are refused', async () => {
    const file = write('one.jsonl', `${JSON.stringify({ ...LOOKUP, name: 'a.alpha.example' })}\n`);
    const importing = importAll([file], { dataset: 'x'.repeat(256) });
    await expect(importing).rejects.toThrow('The name of a data set has up to 255 characters, not 256.');
    await expect(importing).rejects.toBeInstanceOf(ImportError);
    expect(await readGraph(database)).toEqual(before);
  });

  it('of files', async () => {
    const names = choose(HOSTILE_NAMES.filter((name) => !/[/\0]|^\.*$/.test(name) && Buffer.byteLength(name) <= 200));
    for (const [at, name] of names.entries()) {
      const file = write(name, `${JSON.stringify({ ...LOOKUP, name: `n${at}.alpha.example` })}\n`);
      await importAll([file], { dataset: `file-${at}` });
    }
    const records = await readRecords<{ file: string }>(database, 'MATCH (entry:_Import) RETURN entry.file AS file');
    const listed = records.map((record) => record.get('file'));
    for (const name of names) if (isWellFormed(name)) expect(listed).toContain(name);
    await expectNothingChanged();
  });
});
