/**
 * Reads the sample's files with code of its own, so that tests compare what the importer and the saved queries say with
 * something that knows neither.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import ipaddr from 'ipaddr.js';

export type LogRow = {
  /** Seconds since 1970. */
  time: number;
  client: string;
  port: string;
  name: string;
  type: string;
  rcode: string;
  answers: string[];
};

export type SampleLog = {
  /** Every row, as written. */
  rows: LogRow[];
  columns: string[];
  /** Rows that are DNS lookups of a name, the name in lower case. */
  lookups: LogRow[];
  /** Undefined where no range holds the address. */
  findAsn: (address: string) => number | undefined;
  findOrganization: (asn: number) => string | undefined;
  /** The organization, else the AS, else undefined. */
  findHolder: (address: string) => string | undefined;
  asns: number[];
};

function parseLog(text: string): { columns: string[]; rows: LogRow[] } {
  const lines = text.split('\n').filter((line) => line !== '');
  const columns = (lines.find((line) => line.startsWith('#fields')) ?? '').split('\t').slice(1);
  const at = (name: string) => columns.indexOf(name);
  const [time, client, port] = [at('ts'), at('id.orig_h'), at('id.resp_p')];
  const [name, type, rcode, answers] = [at('query'), at('qtype_name'), at('rcode_name'), at('answers')];
  const rows = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const cells = line.split('\t');
      const answerCell = cells[answers] ?? '-';
      return {
        time: Number(cells[time]),
        client: cells[client] ?? '',
        port: cells[port] ?? '',
        name: cells[name] ?? '',
        type: cells[type] ?? '',
        rcode: cells[rcode] ?? '',
        answers: answerCell === '-' ? [] : answerCell.split(','),
      };
    });
  return { columns, rows };
}

/** Octets as text of equal length, which compares as the number does. */
function toComparable(address: string): string {
  const octets = ipaddr.parse(address).toByteArray();
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

function parseRanges(text: string) {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((cells) => cells[2] !== '0')
    .map(([first = '', last = '', asn = '']) => {
      return { first: toComparable(first), last: toComparable(last), asn: Number(asn) };
    });
}

function parseOrganizations(text: string): Map<number, string> {
  const lines = text
    .trim()
    .split('\n')
    .map((line): Record<string, string> => JSON.parse(line));
  const names = new Map(
    lines.filter((line) => line.type === 'Organization').map((line) => [line.organizationId, line.name ?? '']),
  );
  const networks = lines.filter((line) => line.type === 'ASN');
  return new Map(networks.map((line) => [Number(line.asn), names.get(line.organizationId) ?? '']));
}

/** Reads the three files that the sample generator wrote into a folder. */
export async function readSampleLog(folder: string): Promise<SampleLog> {
  const { columns, rows } = parseLog(gunzipSync(await readFile(path.join(folder, 'dns.log.gz'))).toString('utf8'));
  const ranges = parseRanges(await readFile(path.join(folder, 'ip2asn-combined.tsv'), 'utf8'));
  const organizations = parseOrganizations(await readFile(path.join(folder, 'as-org2info.jsonl'), 'utf8'));
  const known = new Map<string, number | undefined>();
  const findAsn = (address: string) => {
    if (!known.has(address)) {
      const at = toComparable(address);
      const found = ranges.find(({ first, last }) => first.length === at.length && first <= at && at <= last);
      known.set(address, found?.asn);
    }
    return known.get(address);
  };
  const findOrganization = (asn: number) => organizations.get(asn);
  return {
    rows,
    columns,
    lookups: rows
      .filter(({ port, name }) => port === '53' && name !== '-')
      .map((row) => ({ ...row, name: row.name.toLowerCase() })),
    findAsn,
    findOrganization,
    findHolder(address) {
      const asn = findAsn(address);
      return asn === undefined ? undefined : (findOrganization(asn) ?? `AS${asn}`);
    },
    asns: [...new Set(ranges.map(({ asn }) => asn))].sort((a, b) => a - b),
  };
}

export function groupBy<T, K>(items: Iterable<T>, toKey: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = toKey(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Rounded as Cypher's `round` does: a half goes up. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
