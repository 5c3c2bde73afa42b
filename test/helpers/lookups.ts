/** Counted lookups for fixtures: what the three files of the `lookups` format hold, and a Parquet file of any rows. */
import { parquetWriteBuffer } from 'hyparquet-writer';

/** 2026-03-02, 8 and 9 o'clock UTC. */
const EIGHT = 1_772_438_400;
const NINE = EIGHT + 3600;

/** As the contract of formats collects them. */
export const LOOKUP_RECORDS: readonly unknown[][] = [
  ['lookup', '198.51.100.7', 'mail.alpha.example', EIGHT + 1.5, 'A', 'NOERROR', 40, EIGHT + 3599.999],
  ['lookup', '198.51.100.7', 'mail.alpha.example', NINE, 'AAAA', 'NXDOMAIN', 2, NINE + 1.25],
  ['lookup', '2001:db8::1', 'alpha.example', NINE, '', '', 1],
  ['lookup', '198.51.100.8', 'alpha.example', NINE, 'MX', '', 7],
];

export type ParquetLookup = {
  client: string | Uint8Array;
  name: string | Uint8Array;
  hour: number;
  count: number;
  qtype?: string;
  rcode?: string;
  /** Seconds since 1970 UTC. */
  seen?: [first: number, last: number];
};

export const PARQUET_LOOKUPS: readonly ParquetLookup[] = [
  {
    client: '198.51.100.7',
    name: 'Mail.Alpha.Example.',
    hour: EIGHT,
    count: 40,
    qtype: 'A',
    rcode: 'NOERROR',
    seen: [EIGHT + 1.5, EIGHT + 3599.999],
  },
  {
    client: '198.51.100.7',
    name: 'mail.alpha.example',
    hour: NINE,
    count: 2,
    qtype: '28',
    rcode: '3',
    seen: [NINE, NINE + 1.25],
  },
  { client: '2001:db8::1', name: 'alpha.example', hour: NINE, count: 1 },
  { client: '198.51.100.8', name: 'alpha.example', hour: NINE, count: 7, qtype: 'MX' },
  { client: '198.51.100.8', name: '', hour: NINE, count: 3 },
];

function toOctets(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text;
}

/** Texts as octets, the hour and the times seen as TIMESTAMP, the count as INT64; two rows in each row group. */
export function toLookupsParquet(rows: readonly ParquetLookup[]): Buffer {
  const toDate = (seconds: number | undefined) => (seconds === undefined ? undefined : new Date(seconds * 1000));
  const written = parquetWriteBuffer({
    columnData: [
      { name: 'client', data: rows.map(({ client }) => toOctets(client)), type: 'BYTE_ARRAY' },
      { name: 'name', data: rows.map(({ name }) => toOctets(name)), type: 'BYTE_ARRAY' },
      { name: 'hour', data: rows.map(({ hour }) => toDate(hour)), type: 'TIMESTAMP' },
      { name: 'count', data: rows.map(({ count }) => BigInt(count)), type: 'INT64' },
      { name: 'qtype', data: rows.map(({ qtype }) => qtype), type: 'STRING', nullable: true },
      { name: 'rcode', data: rows.map(({ rcode }) => rcode), type: 'STRING', nullable: true },
      { name: 'first_seen', data: rows.map(({ seen }) => toDate(seen?.[0])), type: 'TIMESTAMP', nullable: true },
      { name: 'last_seen', data: rows.map(({ seen }) => toDate(seen?.[1])), type: 'TIMESTAMP', nullable: true },
    ],
    rowGroupSize: 2,
  });
  return Buffer.from(written);
}
