/** Every format's case for the contract that all formats keep, in the order of their names. */
import { as2orgJsonl } from './cases/as2org-jsonl.ts';
import { csv } from './cases/csv.ts';
import { iptoasn } from './cases/iptoasn.ts';
import { jsonl } from './cases/jsonl.ts';
import { lookupsCsv } from './cases/lookups-csv.ts';
import { lookupsJsonl } from './cases/lookups-jsonl.ts';
import { lookupsParquet } from './cases/lookups-parquet.ts';
import { piholeSqlite } from './cases/pihole-sqlite.ts';
import { zeekJson } from './cases/zeek-json.ts';
import { zeekTsv } from './cases/zeek-tsv.ts';
import type { FormatCase } from './format-case.ts';

export const FORMAT_CASES: readonly FormatCase[] = [
  as2orgJsonl,
  csv,
  iptoasn,
  jsonl,
  lookupsCsv,
  lookupsJsonl,
  lookupsParquet,
  piholeSqlite,
  zeekJson,
  zeekTsv,
];
