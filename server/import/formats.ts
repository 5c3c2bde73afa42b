/** Every input format, in the order in which they are tried on a file. */
import { as2orgJsonl } from './formats/as2org-jsonl.ts';
import { as2orgTxt } from './formats/as2org-txt.ts';
import { bindQuery } from './formats/bind-query.ts';
import { cof } from './formats/cof.ts';
import { csv } from './formats/csv.ts';
import { dnscollectorJson } from './formats/dnscollector-json.ts';
import { dnscollectorText } from './formats/dnscollector-text.ts';
import { dnsdb } from './formats/dnsdb.ts';
import { dnsmasq } from './formats/dnsmasq.ts';
import { dnstap } from './formats/dnstap.ts';
import { dnstapJson } from './formats/dnstap-json.ts';
import { dnstapText } from './formats/dnstap-text.ts';
import { dnstapYaml } from './formats/dnstap-yaml.ts';
import { ipRangesCsv } from './formats/ip-ranges-csv.ts';
import { ipRangesJsonl } from './formats/ip-ranges-jsonl.ts';
import { iptoasn } from './formats/iptoasn.ts';
import { jsonl } from './formats/jsonl.ts';
import { lookupsCsv } from './formats/lookups-csv.ts';
import { lookupsJsonl } from './formats/lookups-jsonl.ts';
import { lookupsParquet } from './formats/lookups-parquet.ts';
import { mmdb } from './formats/mmdb.ts';
import { passivedns } from './formats/passivedns.ts';
import { passivednsJson } from './formats/passivedns-json.ts';
import { pfx2as } from './formats/pfx2as.ts';
import { piholeSqlite } from './formats/pihole-sqlite.ts';
import { pyasn } from './formats/pyasn.ts';
import { rdap } from './formats/rdap.ts';
import { rirDelegated } from './formats/rir-delegated.ts';
import { suricataEve } from './formats/suricata-eve.ts';
import { unbound } from './formats/unbound.ts';
import { zeekJson } from './formats/zeek-json.ts';
import { zeekTsv } from './formats/zeek-tsv.ts';
import { zoneFile } from './formats/zone-file.ts';
import { type Format, type Head, ImportError, type ParseOptions } from './record.ts';

export const FORMATS: readonly Format[] = [
  zeekTsv,
  zeekJson,
  mmdb,
  lookupsParquet,
  piholeSqlite,
  dnstap,
  suricataEve,
  dnstapJson,
  dnscollectorJson,
  passivednsJson,
  as2orgJsonl,
  lookupsJsonl,
  ipRangesJsonl,
  dnsdb,
  cof,
  rdap,
  dnstapYaml,
  dnstapText,
  dnscollectorText,
  passivedns,
  as2orgTxt,
  rirDelegated,
  iptoasn,
  pfx2as,
  pyasn,
  bindQuery,
  unbound,
  dnsmasq,
  zoneFile,
  lookupsCsv,
  ipRangesCsv,
  csv,
  jsonl,
];

export function getFormat(id: string): Format {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new ImportError(`There is no format "${id}". Known formats: ${FORMATS.map((f) => f.id).join(', ')}.`);
}

/** The first format that recognizes the ends of a file. */
export function findFormat(head: Head, options: ParseOptions): Format | undefined {
  return FORMATS.find((format) => format.detect(head, options));
}

/** The format asked for, else the first that recognizes the ends of the file. Throws ImportError. */
export function getFormatOf(file: string, head: Head, asked: string | undefined, options: ParseOptions): Format {
  if (asked !== undefined) return getFormat(asked);
  if (head.octets.length === 0 || head.lines.every((line) => line.trim() === '')) {
    throw new ImportError(`${file} is empty: there is nothing to import.`);
  }
  const format = findFormat(head, options);
  if (format) return format;
  if (['fffe', 'feff'].includes(head.octets.subarray(0, 2).toString('hex'))) {
    throw new ImportError(`${file} is UTF-16 text; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8).`);
  }
  const known = FORMATS.map(({ id }) => id).join(', ');
  throw new ImportError(
    `The format of ${file} is not recognized; say --format with one of ${known}, or --map for CSV with other column names.`,
  );
}
