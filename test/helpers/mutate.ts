/** Spoils lines and octets in the ways in which logs are spoiled, and in those of somebody who means harm. */
import type { Random } from '../../server/sample/random.ts';

const NUMBERS = [
  '-1',
  '0',
  '1e309',
  '-1e308',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  '0x10',
  '4294967296',
  '1.',
];

/** Cells of every kind that means something to somebody: Cypher, CSV, JSON, terminals, file systems, prototypes. */
const CELLS = [
  '',
  '-',
  '.',
  '..',
  '(empty)',
  'null',
  '__proto__',
  'constructor',
  "'); MATCH (n) DETACH DELETE n //",
  '`}) DETACH DELETE n //',
  '=cmd|calc!A1',
  '"',
  '""',
  '\\',
  '\\000',
  '\\999',
  '\\u0027',
  '\u0000',
  '\u001b[2J',
  '\u202egro.live',
  '\u200b',
  '😀.example',
  'xn--',
  'xn--a-ecp.example',
  '192.0.2.256',
  '192.0.2.0/33',
  '::ffff:192.0.2.1',
  '2001:db8::/129',
  'fe80::1%eth0',
  `${'a'.repeat(64)}.example`,
  'a.'.repeat(128),
];

const SEPARATORS = ['\t', ',', ';', '|', ' ', ':', '"', '='];

function joinLines(line: string, random: Random): string {
  return `${line.slice(0, random.below(line.length + 1))}${line.slice(random.below(line.length + 1))}`;
}

/** Cells of the line by the first separator it holds, changed as asked. */
function changeCells(line: string, random: Random, change: (cells: string[]) => void): string {
  const found = SEPARATORS.filter((each) => line.includes(each));
  const separator = found.length > 0 ? random.pick(found) : ' ';
  const cells = line.split(separator);
  change(cells);
  return cells.join(separator);
}

function toDeepJson(random: Random): string {
  const depth = 10 ** (1 + random.below(4));
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return `${open.repeat(depth)}1${random.below(2) ? close.repeat(depth) : ''}`;
}

type Mutation = (line: string, random: Random, lines: readonly string[]) => string;

/** Lines are octets as latin1 text: what comes out may be no UTF-8. */
const MUTATIONS: readonly Mutation[] = [
  (line, random) => {
    const at = random.below(line.length + 1);
    return line.slice(0, at) + String.fromCharCode(random.below(256)) + line.slice(at + 1);
  },
  (line, random) => line.slice(0, random.below(line.length + 1)),
  (line, random) => line.slice(random.below(line.length + 1)),
  joinLines,
  (line, random, lines) => line + random.pick(lines),
  (line, random) =>
    changeCells(line, random, (cells) => {
      const at = random.below(cells.length);
      cells.splice(at, 0, cells[at] ?? '');
    }),
  (line, random) => changeCells(line, random, (cells) => cells.splice(random.below(cells.length), 1)),
  (line, random) =>
    changeCells(line, random, (cells) => {
      const [a, b] = [random.below(cells.length), random.below(cells.length)];
      [cells[a], cells[b]] = [cells[b] ?? '', cells[a] ?? ''];
    }),
  (line, random) =>
    changeCells(line, random, (cells) => {
      cells[random.below(cells.length)] = Buffer.from(random.pick(CELLS)).toString('latin1');
    }),
  (line, random) => line.replace(/\d+(?:\.\d+)?/g, (number) => (random.below(4) ? number : random.pick(NUMBERS))),
  (line, random) => line.replace(/"[^"]*"/g, (text) => (random.below(6) ? text : toDeepJson(random))),
  (line, random) =>
    line.replace(/"[^"]*"|\d+/g, (text) =>
      random.below(6) ? text : random.pick(['null', '[]', '{}', '1', '""', 'true']),
    ),
  (_, random) => toDeepJson(random),
  (line, random) => {
    const at = random.below(line.length + 1);
    return (
      line.slice(0, at) +
      random.pick(['\u0000', '\r', '\u001b', '\u007f', '\xff', '\xc0\x80', '\u0085']) +
      line.slice(at)
    );
  },
  (line, random) => {
    const at = random.below(line.length + 1);
    return line.slice(0, at) + line.slice(at, at + 1 + random.below(8)).repeat(random.below(2_000)) + line.slice(at);
  },
  (line, random) => line.replaceAll(random.pick(SEPARATORS), random.pick(SEPARATORS)),
];

/** A line above this is not changed again: a change may make it thousands of times as long. */
const LONG_LINE = 1024 * 1024;

/** A line as latin1 text with one to three changes. */
export function mutateLine(line: string, random: Random, lines: readonly string[]): string {
  let changed = line;
  for (let left = 1 + random.below(3); left > 0 && changed.length < LONG_LINE; left -= 1) {
    changed = random.pick(MUTATIONS)(changed, random, lines);
  }
  return changed;
}

/** Octets with up to eight places overwritten, cut out, doubled or set to their greatest value. */
export function mutateOctets(octets: Buffer, random: Random): Buffer {
  let changed = Buffer.from(octets);
  for (let left = 1 + random.below(8); left > 0; left -= 1) {
    const at = random.below(changed.length + 1);
    const length = 1 + random.below(16);
    switch (random.below(5)) {
      case 0:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)]);
        break;
      case 1:
        changed = Buffer.concat([changed.subarray(0, at + length), changed.subarray(at)]);
        break;
      case 2:
        changed.subarray(at, at + (random.below(2) ? 4 : length)).fill(random.pick([0, 127, 128, 255]));
        break;
      case 3:
        changed = changed.subarray(0, random.below(8) ? changed.length : at);
        break;
      default:
        if (at < changed.length) changed[at] = random.below(256);
    }
  }
  return changed;
}
