/** Every format's case for the contract that all formats keep, in the order of their names. */
import { as2orgJsonl } from './cases/as2org-jsonl.ts';
import { cof } from './cases/cof.ts';
import { csv } from './cases/csv.ts';
import { dnsdb } from './cases/dnsdb.ts';
import { iptoasn } from './cases/iptoasn.ts';
import { rdap } from './cases/rdap.ts';
import { zeekJson } from './cases/zeek-json.ts';
import { zeekTsv } from './cases/zeek-tsv.ts';
import { zoneFile } from './cases/zone-file.ts';
import type { FormatCase } from './format-case.ts';

export const FORMAT_CASES: readonly FormatCase[] = [
  as2orgJsonl,
  cof,
  csv,
  dnsdb,
  iptoasn,
  rdap,
  zeekJson,
  zeekTsv,
  zoneFile,
];
