import { expect, it } from 'vitest';
import { as2orgTxt } from '../../../server/import/formats/as2org-txt.ts';
import { collectRecords, toHead } from './collect-records.ts';

it('knows the columns of older files, in any order of parts', async () => {
  const { records, rejected } = await collectRecords(
    as2orgTxt,
    [
      '# format: aut|changed|aut_name|org_id|source',
      '64500|20120101|ALPHA-AS|ALPHA-1|TEST',
      '# format: org_id|changed|name|country|source',
      'ALPHA-1|20120101|Alpha Invented Ltd|AT|TEST',
    ].join('\n'),
  );
  expect(rejected).toEqual([]);
  expect(records).toEqual([
    ['edge', 'COUNTRY', 'Organization', 'Alpha Invented Ltd', 'Country', 'AT'],
    ['edge', 'MANAGED_BY', 'AS', 64500, 'Organization', 'Alpha Invented Ltd'],
    ['edge', 'NAME', 'AS', 64500, 'Name', 'ALPHA-AS'],
  ]);
});

it('rejects rows before the first layout and rows without an organization', async () => {
  const layout = '# format:aut|changed|aut_name|org_id|source';
  const { rejected } = await collectRecords(
    as2orgTxt,
    `64500|x|ALPHA-AS|ALPHA-1|TEST\n${layout}\n64500|x|ALPHA-AS||TEST\n`,
  );
  expect(rejected.map(({ reason }) => reason)).toEqual([
    'a row before the first "# format:" line, which names its columns',
    'a row without the id of an organization',
  ]);
});

it('is dated by its own comment', () => {
  const head = toHead(
    Buffer.from('# name: AS Org\n# Date: 20260401\n# format:org_id|changed|org_name|country|source\n'),
  );
  expect(as2orgTxt.findDate?.(head)).toBe('2026-04-01');
});
