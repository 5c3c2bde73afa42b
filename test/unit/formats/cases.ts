/** Every format's case for the contract that all formats keep, in the order of their names. */
import { as2orgJsonl } from './cases/as2org-jsonl.ts';
import { as2orgTxt } from './cases/as2org-txt.ts';
import { bindQuery } from './cases/bind-query.ts';
import { csv } from './cases/csv.ts';
import { dnsmasq } from './cases/dnsmasq.ts';
import { ipRangesCsv } from './cases/ip-ranges-csv.ts';
import { ipRangesJsonl } from './cases/ip-ranges-jsonl.ts';
import { iptoasn } from './cases/iptoasn.ts';
import { mmdb } from './cases/mmdb.ts';
import { pfx2as } from './cases/pfx2as.ts';
import { pyasn } from './cases/pyasn.ts';
import { rirDelegated } from './cases/rir-delegated.ts';
import { unbound } from './cases/unbound.ts';
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
  as2orgTxt,
  bindQuery,
  csv,
  dnsmasq,
  ipRangesCsv,
  ipRangesJsonl,
  iptoasn,
  mmdb,
  pfx2as,
  pyasn,
  rirDelegated,
  unbound,
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
