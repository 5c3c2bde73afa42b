/** Every saved query on the imported sample: its answer beside one computed from the log by other code. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, type Database } from '../../server/graph/database.ts';
import { toQueryParams } from '../../server/graph/query-params.ts';
import { runCypher } from '../../server/graph/run-cypher.ts';
import { loadSample, SAMPLE_DATASETS } from '../../server/sample/load-sample.ts';
import { readSavedQueries } from '../../server/saved-queries/read-saved-queries.ts';
import type { CypherAnswer } from '../../shared/api.ts';
import type { Properties, PropertyValue } from '../../shared/graph.ts';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';
import { readSampleLog, type SampleLog } from '../helpers/sample-log.ts';
import { ROOT } from '../helpers/source-tree.ts';
import { BANK, DATASET, type Expected, type ExpectedRow, STORY, SUCCESSOR } from './expected/answer.ts';
import { NAMES } from './expected/names.ts';
import { EVIDENCE, NETWORKS, TIME } from './expected/time-and-networks.ts';
import { WHO_ASKED } from './expected/who-asked.ts';

const EXPECTED: Record<string, Expected> = { ...WHO_ASKED, ...NAMES, ...TIME, ...NETWORKS, ...EVIDENCE };
/** Of these the answer holds more rows than the log can tell. */
const FIRST_ROW_ONLY = ['edges-by-dataset'];

const queries = await readSavedQueries(path.join(ROOT, 'queries'));

let database: Database;
let folder: string;
let summaries: ImportSummary[];
let log: SampleLog;

beforeAll(async () => {
  database = openTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-sample-'));
  await clearDatabase(database);
  summaries = await loadSample(database, folder);
  log = await readSampleLog(path.join(folder, 'sample'));
});

afterAll(async () => {
  await clearDatabase(database);
  await closeDatabase(database);
  await rm(folder, { recursive: true });
});

function run(id: string, params: Properties = {}): Promise<CypherAnswer> {
  const query = queries.find((candidate) => candidate.id === id);
  if (!query) throw new Error(`no saved query ${id}`);
  return runCypher(database, query.cypher, toQueryParams(query.params, params), { limit: 10_000 });
}

/** Nodes by their id, instants to the millisecond. */
function toPlain(value: PropertyValue | undefined): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null) return value.$node;
  const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
  return isInstant ? new Date(value).toISOString() : value;
}

/** The answer's rows as objects that hold the columns of the expected row in the same place, and no others. */
function toRows(answer: CypherAnswer, expected: readonly ExpectedRow[]): ExpectedRow[] {
  return answer.rows.map((row, i) => {
    const columns = Object.keys(expected[Math.min(i, expected.length - 1)] ?? {});
    return Object.fromEntries(columns.map((column) => [column, toPlain(row[answer.columns.indexOf(column)])]));
  });
}

describe('the sample', () => {
  it('goes in whole', () => {
    expect(summaries.map(({ dataset }) => dataset)).toEqual([
      SAMPLE_DATASETS.networks,
      SAMPLE_DATASETS.organizations,
      SAMPLE_DATASETS.lookups,
    ]);
    expect(summaries.map(({ rejected }) => rejected)).toEqual([0, 0, 0]);
    const { lookups } = log;
    expect(summaries[2]).toMatchObject({
      accepted: lookups.length,
      clients: new Set(lookups.map(({ client }) => client)).size,
      names: new Set(lookups.map(({ name }) => name)).size,
      pairs: new Set(lookups.map(({ client, name }) => `${client} ${name}`)).size,
    });
  });
});

describe('every saved query', () => {
  it('has an expected answer', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(queries.map(({ id }) => id).sort());
  });

  it.each(queries.map(({ id }) => id))('%s answers what the log holds', async (id) => {
    const expected = EXPECTED[id]?.(log) ?? [];
    const answer = await run(id);
    expect(expected.length).toBeGreaterThan(0);
    const rows = toRows(answer, expected);
    expect(FIRST_ROW_ONLY.includes(id) ? rows.slice(0, 1) : rows).toEqual(expected);
    expect(answer.warnings).toEqual([]);
  });
});

describe('what is drawn', () => {
  it.each([
    ['story', [`HostName:${STORY}`, `HostName:${SUCCESSOR}`, `Organization:${BANK}`, 'AS:64496', 'IP:198.51.100.77']],
    ['who-asked', [`HostName:${STORY}`, `Organization:${BANK}`, 'IP:198.18.0.10', 'BGPPrefix:198.18.0.0/22']],
    ['clients-in-common', [`HostName:${STORY}`, `HostName:${SUCCESSOR}`, 'IP:198.18.0.10']],
    ['what-client-asks', ['IP:198.18.0.10', `HostName:${STORY}`]],
    ['names-sharing-address', ['IP:198.51.100.77', `HostName:${SUCCESSOR}`]],
    ['names-of-domain', ['DomainName:tower.example', `HostName:${STORY}`]],
    ['aliases', ['HostName:edge.pixelbarn.example']],
    ['network-footprint', ['AS:64496', `Organization:${BANK}`, 'Country:QM']],
    ['hosting-of-domain', ['AS:64507', 'IP:198.51.100.77']],
    ['paths-between-organizations', [`Organization:${BANK}`, 'Organization:Sample Health Network']],
  ])('%s draws nodes that hang together', async (id, ids) => {
    const { nodes, edges } = await run(id);
    expect(nodes.map((node) => node.id)).toEqual(expect.arrayContaining(ids));
    const joined = new Set(edges.flatMap(({ source, target }) => [source, target]));
    expect(nodes.filter((node) => !joined.has(node.id))).toEqual([]);
  });
});

describe('parameters', () => {
  it('take keys as they are typed', async () => {
    const typed = await run('who-asked-by-organization', { name: 'HostName:MAIL.Tower.Example.' });
    expect(typed.rows).toEqual((await run('who-asked-by-organization')).rows);
  });

  it('narrow hours and zones to one organization', async () => {
    const { rows } = await run('lookups-by-weekday-and-hour', { organization: BANK });
    expect(rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(2451);
    const zones = await run('best-time-zone', { organization: BANK });
    expect(zones.rows[0]).toEqual([DATASET, -3, expect.any(Number), 2451]);
  });

  it('name a network by its number where it has no organization', async () => {
    const { rows, columns } = await run('what-organization-asks', { organization: 'AS65543', maxNames: 5000 });
    const lookups = log.lookups.filter(({ client }) => log.findAsn(client) === 65_543).length;
    expect(rows.reduce((sum, row) => sum + Number(row[columns.indexOf('lookups')]), 0)).toBe(lookups);
    expect((await run('names-only-this-organization', { organization: 'AS65543', minLookups: 1 })).rows.length).toBe(
      new Set(log.lookups.map(({ name }) => name)).size -
        new Set(log.lookups.filter(({ client }) => log.findAsn(client) !== 65_543).map(({ name }) => name)).size,
    );
    expect((await run('paths-between-organizations', { other: 'as65543' })).rows).toHaveLength(5);
  });

  it('of a successor show the others that began', async () => {
    const { rows, columns } = await run('successors', { minSharePercent: 0, minLookups: 1 });
    expect(rows).toHaveLength(Number(rows[0]?.[columns.indexOf('candidates')]));
  });
});
