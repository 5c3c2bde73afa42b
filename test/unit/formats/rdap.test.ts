import { expect, it } from 'vitest';
import { getFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS } from './collect-records.ts';

function toCard(properties: Record<string, unknown>): unknown[] {
  return ['vcard', Object.entries(properties).map(([name, value]) => [name, {}, 'text', value])];
}

function toDomain(...cards: unknown[]) {
  const entities = cards.map((vcardArray) => ({ objectClassName: 'entity', roles: ['registrant'], vcardArray }));
  return { objectClassName: 'domain', ldhName: 'a.example', entities };
}

async function readText(text: string) {
  const notes: string[] = [];
  const options = { ...NO_OPTIONS, note: (note: string) => notes.push(note) };
  const { records, rejected, counts } = await collectRecords(getFormat('rdap'), text, options);
  return { records, notes, counts, reasons: rejected.map(({ line, reason }) => `${line}: ${reason}`) };
}

async function findNames(...cards: unknown[]) {
  const { records, notes } = await readText(JSON.stringify(toDomain(...cards)));
  return { names: records.map((record) => record[5]), notes };
}

it.each<[string, Record<string, unknown>]>([
  ['a name without a kind', { fn: 'Pat Invented' }],
  ['an individual', { fn: 'Pat Invented', kind: 'individual' }],
  ['a group', { fn: 'Pat and Sam Invented', kind: 'group' }],
  ['an individual whose organization is the own name', { fn: 'Pat Invented', kind: 'individual', org: 'PAT INVENTED' }],
  ['an empty organization', { fn: 'Pat Invented', org: '' }],
])('makes no organization of %s', async (_, properties) => {
  const { names, notes } = await findNames(toCard(properties));
  expect(names).toEqual([]);
  expect(notes).toEqual(['a contact that is a person or does not say it is none']);
});

it.each(['REDACTED FOR PRIVACY', '[[REDACTED]]', 'Data Protected', 'Not Disclosed'])('leaves out %s', async (org) => {
  expect(await findNames(toCard({ fn: 'x', org }))).toEqual({ names: [], notes: ['a redacted contact'] });
});

it.each<[string, unknown, RegExp]>([
  ['no card', ['card', []], /no jCard/],
  ['a property without a value', ['vcard', [['fn', {}, 'text']]], /a property that has no/],
  ['a property whose name is no text', ['vcard', [[7, {}, 'text', 'x']]], /a property that has no/],
  ['an endless name', toCard({ org: 'x'.repeat(1001) }), /more than 1,000/],
])('rejects an object with %s before anything is counted', async (_, card, reason) => {
  const { records, reasons } = await readText(JSON.stringify(toDomain(toCard({ org: 'Alpha Invented Ltd' }), card)));
  expect(records).toEqual([]);
  expect(reasons).toEqual([expect.stringMatching(reason)]);
});

it('says that a date cannot be read, and keeps the rest', async () => {
  const domain = toDomain(toCard({ org: 'Alpha Invented Ltd' }));
  const events = [{ eventAction: 'expiration', eventDate: '9999-12-31T00:00:00Z' }];
  const { records, notes } = await readText(JSON.stringify({ ...domain, events }));
  expect(records.map((record) => record[6])).toEqual([{ role: 'registrant' }]);
  expect(notes).toEqual(['an event whose date cannot be read']);
});

const ANSWERS = [toDomain(toCard({ org: 'Alpha Invented Ltd' })), toDomain(toCard({ org: 'Beta {Invented} "Co' }))];

it.each([
  ['lines', ANSWERS.map((answer) => JSON.stringify(answer)).join('\n')],
  ['documents with line ends', ANSWERS.map((answer) => JSON.stringify(answer, null, 2)).join('\n')],
  ['an array', JSON.stringify(ANSWERS)],
  ['an array with line ends', JSON.stringify(ANSWERS, null, 4)],
])('reads %s', async (_, text) => {
  const { records, counts } = await readText(text);
  expect(records.map((record) => record[5])).toEqual(['Alpha Invented Ltd', 'Beta {Invented} "Co']);
  expect(counts).toMatchObject({ read: 2, accepted: 2 });
});

it('rejects a line that is cut and reads on', async () => {
  const [line = '', next = ''] = ANSWERS.map((answer) => JSON.stringify(answer));
  const { counts, reasons } = await readText(
    [line, line.slice(0, 60), line.slice(0, -3), '<html>', next, ''].join('\n'),
  );
  expect(counts).toMatchObject({ read: 5, accepted: 2, rejected: 3 });
  expect(reasons.map((reason) => reason.slice(0, 10))).toEqual(['2: no JSON', '3: no JSON', '4: no JSON']);
});

it('bears depth and length', async () => {
  const deep = `${'{"network":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
  const { counts } = await readText(
    [deep, '['.repeat(1_000_000), '{'.repeat(1_000_000), '"'.repeat(100_000)].join('\n'),
  );
  expect(counts.accepted).toBe(0);
  expect(counts.rejected).toBe(counts.read);
});

it('keeps what it rejects of a result nested too deeply to be written again', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const { counts, reasons } = await readText(`{"domainSearchResults": [${JSON.stringify(toDomain())}, ${deep}]}`);
  expect(counts).toMatchObject({ read: 2, rejected: 1 });
  expect(reasons).toEqual(['2: no JSON object']);
});
