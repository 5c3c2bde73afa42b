/** Every format's case for the contract that all formats keep, in the order of their names. */
import { as2orgJsonl } from './cases/as2org-jsonl.ts';
import { as2orgTxt } from './cases/as2org-txt.ts';
import { bindQuery } from './cases/bind-query.ts';
import { cof } from './cases/cof.ts';
import { csv } from './cases/csv.ts';
import { dnscollectorJson } from './cases/dnscollector-json.ts';
import { dnscollectorText } from './cases/dnscollector-text.ts';
import { dnsdb } from './cases/dnsdb.ts';
import { dnsmasq } from './cases/dnsmasq.ts';
import { dnstap } from './cases/dnstap.ts';
import { dnstapJson } from './cases/dnstap-json.ts';
import { dnstapText } from './cases/dnstap-text.ts';
import { dnstapYaml } from './cases/dnstap-yaml.ts';
import { ipRangesCsv } from './cases/ip-ranges-csv.ts';
import { ipRangesJsonl } from './cases/ip-ranges-jsonl.ts';
import { iptoasn } from './cases/iptoasn.ts';
import { jsonl } from './cases/jsonl.ts';
import { lookupsCsv } from './cases/lookups-csv.ts';
import { lookupsJsonl } from './cases/lookups-jsonl.ts';
import { lookupsParquet } from './cases/lookups-parquet.ts';
import { mmdb } from './cases/mmdb.ts';
import { passivedns } from './cases/passivedns.ts';
import { passivednsJson } from './cases/passivedns-json.ts';
import { pfx2as } from './cases/pfx2as.ts';
import { piholeSqlite } from './cases/pihole-sqlite.ts';
import { pyasn } from './cases/pyasn.ts';
import { rdap } from './cases/rdap.ts';
import { rirDelegated } from './cases/rir-delegated.ts';
import { suricataEve } from './cases/suricata-eve.ts';
import { unbound } from './cases/unbound.ts';
import { zeekJson } from './cases/zeek-json.ts';
import { zeekTsv } from './cases/zeek-tsv.ts';
import { zoneFile } from './cases/zone-file.ts';
import type { FormatCase } from './format-case.ts';

export const FORMAT_CASES: readonly FormatCase[] = [
  as2orgJsonl,
  as2orgTxt,
  bindQuery,
  cof,
  csv,
  dnscollectorJson,
  dnscollectorText,
  dnsdb,
  dnsmasq,
  dnstapJson,
  dnstapText,
  dnstapYaml,
  dnstap,
  ipRangesCsv,
  ipRangesJsonl,
  iptoasn,
  jsonl,
  lookupsCsv,
  lookupsJsonl,
  lookupsParquet,
  mmdb,
  passivednsJson,
  passivedns,
  pfx2as,
  piholeSqlite,
  pyasn,
  rdap,
  rirDelegated,
  suricataEve,
  unbound,
  zeekJson,
  zeekTsv,
  zoneFile,
];
