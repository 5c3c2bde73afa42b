/** Every format's case for the contract that all formats keep, in the order of their names. */
import { as2orgJsonl } from './cases/as2org-jsonl.ts';
import { csv } from './cases/csv.ts';
import { dnscollectorJson } from './cases/dnscollector-json.ts';
import { dnscollectorText } from './cases/dnscollector-text.ts';
import { iptoasn } from './cases/iptoasn.ts';
import { passivedns } from './cases/passivedns.ts';
import { passivednsJson } from './cases/passivedns-json.ts';
import { suricataEve } from './cases/suricata-eve.ts';
import { zeekJson } from './cases/zeek-json.ts';
import { zeekTsv } from './cases/zeek-tsv.ts';
import type { FormatCase } from './format-case.ts';

export const FORMAT_CASES: readonly FormatCase[] = [
  as2orgJsonl,
  csv,
  dnscollectorJson,
  dnscollectorText,
  iptoasn,
  passivedns,
  passivednsJson,
  suricataEve,
  zeekJson,
  zeekTsv,
];
