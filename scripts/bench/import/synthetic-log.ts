/** Writes made-up lookups as Zeek's dns.log, row by row. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import {
  createPairs,
  createPermutation,
  type DayShape,
  type SyntheticPairs,
  toClientAddress,
  toDayShape,
  toHash,
  toHostName,
} from './synthetic-pairs.ts';

export const SEED = 20_260_203;
const DAY = Date.UTC(2026, 1, 3) / 1000;
const BLOCK_CHARACTERS = 256 * 1024;

const COLUMNS =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto trans_id rtt query qclass qclass_name qtype qtype_name ' +
  'rcode rcode_name AA TC RD RA Z answers TTLs rejected';
const TYPES =
  'time string addr port addr port enum count interval string count string count string count string bool bool bool ' +
  'bool count vector[string] vector[interval] bool';
const HEADER = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\tdns',
  '#open\t2026-02-03-00-00-00',
  `#fields\t${COLUMNS.replaceAll(' ', '\t')}`,
  `#types\t${TYPES.replaceAll(' ', '\t')}`,
].join('\n');

const MIDDLES = [...Array(13).fill('1\tA'), ...Array(5).fill('28\tAAAA'), '65\tHTTPS', '16\tTXT'] as const;
const CODES = [...Array(14).fill('0\tNOERROR'), '3\tNXDOMAIN', '2\tSERVFAIL'] as const;

/** More lookups by day than by night: the share of the day that has passed after this share of its rows. */
function warp(share: number): number {
  return share + (0.35 * Math.sin(2 * Math.PI * share)) / (2 * Math.PI);
}

function toRow(seconds: number, client: number, name: number, names: number, chance: number): string {
  const uid = `C${chance.toString(36)}${toHash(chance, 7).toString(36)}`;
  const middle = MIDDLES[chance % MIDDLES.length];
  const code = CODES[toHash(name, 3) % CODES.length];
  return (
    `${seconds.toFixed(6)}\t${uid}\t${toClientAddress(client)}\t${1024 + (chance % 64_512)}\t192.0.2.53\t53\tudp\t` +
    `${chance >>> 16}\t0.00${1000 + (chance % 9000)}\t${toHostName(name, names)}\t1\tC_INTERNET\t${middle}\t${code}\t` +
    `F\tF\tT\tT\t0\t-\t-\tF\n`
  );
}

type LogRows = {
  pairs: SyntheticPairs;
  names: number;
  rows: number;
  /** The number of the pair in this row. */
  toPairNumber(row: number): number;
  fromHour: number;
  untilHour: number;
  seed: number;
};

async function writeLog(file: string, log: LogRows): Promise<void> {
  const { pairs, names, rows, toPairNumber, fromHour, untilHour, seed } = log;
  const out = createWriteStream(file);
  let waiting = `${HEADER}\n`;
  for (let row = 0; row < rows; row += 1) {
    const [client, name] = pairs.toPair(toPairNumber(row));
    const seconds = DAY + 3600 * (fromHour + (untilHour - fromHour) * warp(row / rows));
    waiting += toRow(seconds, client, name, names, toHash(row, seed));
    if (waiting.length < BLOCK_CHARACTERS) continue;
    if (!out.write(waiting)) await once(out, 'drain');
    waiting = '';
  }
  out.end(`${waiting}#close\t2026-02-04-00-00-00\n`);
  await finished(out);
}

/** A day with 1.7 pairs to 2 rows, every pair at least once. The same content for the same rows and seed. */
export async function writeSparseLog(file: string, rows: number, seed = SEED): Promise<DayShape> {
  const shape = toDayShape(rows);
  const order = createPermutation(rows, seed);
  const toPairNumber = (row: number) => {
    const place = order(row);
    return place < shape.pairs ? place : toHash(place, seed) % shape.pairs;
  };
  const pairs = createPairs(shape, seed);
  await writeLog(file, { pairs, names: shape.names, rows, toPairNumber, fromHour: 0, untilHour: 24, seed });
  return shape;
}

/** Three hours of the day that follow the others. */
export const LATER_HOURS = [21, 22, 23] as const;
const KNOWN_SHARE = 0.6;

export type GrowingDay = {
  /** Pairs of each later hour, each in one row: how many the day has had before, and how many are new. */
  known: number;
  added: number;
  writeDay(file: string): Promise<void>;
  writeHour(file: string, hour: (typeof LATER_HOURS)[number]): Promise<void>;
};

/** A day of `edges` pairs, each in one row, until 21 o'clock, and three hours after it that share no new pair. */
export function createGrowingDay(edges: number, pairsPerHour: number, seed = SEED): GrowingDay {
  const known = Math.round(pairsPerHour * KNOWN_SHARE);
  const added = pairsPerHour - known;
  const total = edges + added * LATER_HOURS.length;
  const shape: DayShape = { ...toDayShape(Math.ceil(total / 0.85)), pairs: total };
  const pairs = createPairs(shape, seed);
  const order = createPermutation(total, seed);
  const common = { pairs, names: shape.names };
  return {
    known,
    added,
    writeDay: (file) =>
      writeLog(file, { ...common, rows: edges, toPairNumber: order, fromHour: 0, untilHour: LATER_HOURS[0], seed }),
    writeHour(file, hour) {
      const mix = createPermutation(pairsPerHour, seed + hour);
      const firstAdded = edges + added * LATER_HOURS.indexOf(hour);
      const toPairNumber = (row: number) => {
        const place = mix(row);
        return order(place < added ? firstAdded + place : Math.floor(((place - added) * edges) / known));
      };
      const hours = { fromHour: hour, untilHour: hour + 1 };
      return writeLog(file, { ...common, rows: pairsPerHour, toPairNumber, ...hours, seed: seed + hour });
    },
  };
}
