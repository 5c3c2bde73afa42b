/** Every format's case for the contract that all formats keep, in the order of their names. */
import { as2orgJsonl } from './cases/as2org-jsonl.ts';
import { csv } from './cases/csv.ts';
import { dnstap } from './cases/dnstap.ts';
import { dnstapJson } from './cases/dnstap-json.ts';
import { dnstapText } from './cases/dnstap-text.ts';
import { dnstapYaml } from './cases/dnstap-yaml.ts';
import { iptoasn } from './cases/iptoasn.ts';
import { zeekJson } from './cases/zeek-json.ts';
import { zeekTsv } from './cases/zeek-tsv.ts';
import type { FormatCase } from './format-case.ts';

export const FORMAT_CASES: readonly FormatCase[] = [
  as2orgJsonl,
  csv,
  dnstap,
  dnstapJson,
  dnstapText,
  dnstapYaml,
  iptoasn,
  zeekJson,
  zeekTsv,
];
