/** DNS messages from the wire; dns-packet writes them, so that two readings of RFC 1035 are compared. */
import { decode, type Packet } from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { readDnsMessage } from '../../server/import/dns-message.ts';
import { RecordError } from '../../server/import/record.ts';
import { normalizeHostName } from '../../shared/keys.ts';
import { toDns } from '../helpers/frame-stream.ts';

const QUESTION = { type: 'A', name: 'mail.alpha.example', class: 'IN' } as const;

function toResponse(packet: Omit<Packet, 'type'>): Buffer {
  return toDns({ type: 'response', id: 7, questions: [QUESTION], ...packet });
}

/** A header with these counts, then what follows. */
function toRaw(flags: number, counts: readonly [number, number, number, number], ...rest: number[][]): Buffer {
  const words = [7, flags, ...counts].flatMap((word) => [word >> 8, word & 255]);
  return Buffer.from([...words, ...rest.flat()]);
}

const A_IN = [0, 1, 0, 1];
const RESPONSE = 0x8000;

it('reads a question', () => {
  const message = toDns({ type: 'query', id: 4711, questions: [{ ...QUESTION, type: 'AAAA' }] });
  expect(readDnsMessage(message)).toEqual({
    id: 4711,
    opcode: 'QUERY',
    rcode: 'NOERROR',
    name: 'mail.alpha.example',
    qtype: 'AAAA',
    answers: [],
  });
});

it('reads the answers the graph has edges for, as dns-packet does', () => {
  const response = toResponse({
    flags: 3,
    answers: [
      { type: 'CNAME', name: 'mail.alpha.example', data: 'edge.alpha.example' },
      { type: 'A', name: 'edge.alpha.example', data: '203.0.113.10' },
      { type: 'AAAA', name: 'edge.alpha.example', data: '2001:db8::10' },
      { type: 'MX', name: 'alpha.example', data: { preference: 10, exchange: 'mx1.alpha.example' } },
      { type: 'NS', name: 'alpha.example', data: 'ns1.alpha.example' },
      { type: 'TXT', name: 'alpha.example', data: 'left alone' },
    ],
    authorities: [{ type: 'NS', name: 'alpha.example', data: 'ns2.alpha.example' }],
  });
  expect(readDnsMessage(response)).toMatchObject({
    rcode: 'NXDOMAIN',
    answers: [
      { owner: 'mail.alpha.example', type: 'CNAME', data: 'edge.alpha.example' },
      { owner: 'edge.alpha.example', type: 'A', data: '203.0.113.10' },
      { owner: 'edge.alpha.example', type: 'AAAA', data: '2001:db8::10' },
      { owner: 'alpha.example', type: 'MX', data: '10 mx1.alpha.example' },
      { owner: 'alpha.example', type: 'NS', data: 'ns1.alpha.example' },
    ],
  });
  expect(decode(response).answers).toHaveLength(6);
});

it('follows pointers, in owners and in data', () => {
  const message = toRaw(
    RESPONSE,
    [1, 1, 0, 0],
    [4, ...Buffer.from('mail'), 5, ...Buffer.from('alpha'), 7, ...Buffer.from('example'), 0, ...A_IN],
    [0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 7, 4, ...Buffer.from('edge'), 0xc0, 17],
  );
  expect(readDnsMessage(message).answers).toEqual([
    { owner: 'mail.alpha.example', type: 'CNAME', data: 'edge.alpha.example' },
  ]);
  expect(decode(message).answers).toMatchObject([{ name: 'mail.alpha.example', data: 'edge.alpha.example' }]);
});

it('adds the upper bits of the response code (RFC 6891)', () => {
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 1, ednsVersion: 0, flags: 0 } as const;
  const response = toResponse({ additionals: [{ ...opt, flag_do: false, options: [] }] });
  expect(readDnsMessage(response).rcode).toBe('BADVERS');
});

it('keeps the lookup where a record has a type or data that nobody knows', () => {
  const owner = [0xc0, 12];
  const unknown = [...owner, 0xff, 0xf0, 0, 1, 0, 0, 0, 60, 0, 3, 1, 2, 3];
  const noService = [...owner, 0, 65, 0, 1, 0, 0, 0, 60, 0, 1, 9];
  const message = toRaw(RESPONSE, [1, 2, 0, 0], [1, 97, 0, ...A_IN], unknown, noService);
  expect(readDnsMessage(message)).toMatchObject({ name: 'a', rcode: 'NOERROR', answers: [] });
});

describe('names', () => {
  it.each([
    ['the root', [0], '.'],
    ['a dot in a label', [3, 97, 46, 98, 1, 99, 0], 'a\\046b.c'],
    ['a backslash and a blank', [3, 97, 92, 32, 0], 'a\\092\\032'],
    ['octets that are no UTF-8', [3, 97, 0xff, 0, 0], 'a\\255\\000'],
    ['UTF-8', [5, ...Buffer.from('café'), 0], 'caf\\195\\169'],
    ['letters as they are', [2, 65, 98, 0], 'Ab'],
  ])('with %s', (_, octets, name) => {
    const { name: read } = readDnsMessage(toRaw(0, [1, 0, 0, 0], octets, A_IN));
    expect(read).toBe(name);
    expect(() => normalizeHostName(read)).not.toThrow();
  });

  it('of 255 octets, and of no more', () => {
    const label = (length: number) => [length, ...Array(length).fill(97)];
    const longest = [...label(63), ...label(63), ...label(63), ...label(61), 0];
    expect(longest).toHaveLength(255);
    expect(readDnsMessage(toRaw(0, [1, 0, 0, 0], longest, A_IN)).name).toHaveLength(253);
    const longer = [...label(63), ...label(63), ...label(63), ...label(62), 0];
    expect(() => readDnsMessage(toRaw(0, [1, 0, 0, 0], longer, A_IN))).toThrow(/more than 255 octets/);
  });
});

describe('damaged messages', () => {
  it.each([
    ['nothing', Buffer.alloc(0), /0 octets, which is shorter than its header/],
    ['half a header', Buffer.alloc(11), /11 octets/],
    ['no name behind the header', toRaw(0, [1, 0, 0, 0]), /ends inside a name/],
    ['a label that ends early', toRaw(0, [1, 0, 0, 0], [9, 97]), /ends inside a name/],
    ['a name without its end', toRaw(0, [1, 0, 0, 0], [1, 97]), /ends inside a name/],
    ['half a pointer', toRaw(0, [1, 0, 0, 0], [0xc0]), /ends inside a name/],
    ['a pointer to itself', toRaw(0, [1, 0, 0, 0], [0xc0, 12], A_IN), /leads to no earlier name/],
    ['a pointer forward', toRaw(0, [1, 0, 0, 0], [0xc0, 14, 1, 97, 0], A_IN), /leads to no earlier name/],
    ['two pointers in a circle', toRaw(0, [1, 0, 0, 0], [1, 97, 0xc0, 12], A_IN), /leads to no earlier name/],
    ['a label of another kind', toRaw(0, [1, 0, 0, 0], [0x41, 97, 0], A_IN), /unknown kind/],
    ['a question without type', toRaw(0, [1, 0, 0, 0], [1, 97, 0, 0, 1]), /ends inside its question/],
    ['fewer records than it says', toRaw(RESPONSE, [1, 9, 0, 0], [1, 97, 0, ...A_IN]), /ends inside a name/],
    [
      'an address of 3 octets',
      toRaw(RESPONSE, [1, 1, 0, 0], [1, 97, 0, ...A_IN, 0xc0, 12, ...A_IN, 0, 0, 0, 60, 0, 3, 1, 2, 3]),
      /A record of 3 octets/,
    ],
    [
      'data beyond its end',
      toRaw(RESPONSE, [1, 1, 0, 0], [1, 97, 0, ...A_IN, 0xc0, 12, ...A_IN, 0, 0, 0, 60, 0, 4, 1, 2]),
      /ends inside a record/,
    ],
  ])('%s', (_, octets, reason) => {
    expect(() => readDnsMessage(octets)).toThrow(reason);
    expect(() => readDnsMessage(octets)).toThrow(RecordError);
  });

  it('end at any octet with a reason or a name', () => {
    const whole = toResponse({ answers: [{ type: 'A', name: 'mail.alpha.example', data: '203.0.113.10' }] });
    for (let end = 0; end < whole.length; end += 1) {
      expect(() => readDnsMessage(whole.subarray(0, end))).toThrow(RecordError);
    }
  });

  it('never take long, whatever the octets', () => {
    let seed = 1;
    for (let round = 0; round < 20_000; round += 1) {
      const octets = Buffer.alloc(12 + (round % 60));
      for (let at = 0; at < octets.length; at += 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        // Pointers more often than chance would have them.
        octets[at] = at % 5 === 0 ? 0xc0 : seed >> 16;
      }
      try {
        normalizeHostName(readDnsMessage(octets).name || '.');
      } catch (error) {
        expect(error).toBeInstanceOf(RecordError);
      }
    }
  });
});

it('says that a message has no question', () => {
  expect(readDnsMessage(toRaw(0x8001, [0, 0, 0, 0]))).toMatchObject({ name: '', rcode: 'FORMERR' });
});

it.each([
  [4 << 11, 'NOTIFY'],
  [5 << 11, 'UPDATE'],
  [9 << 11, 'OPCODE9'],
])('reads the opcode of flags %i', (flags, opcode) => {
  expect(readDnsMessage(toRaw(flags, [1, 0, 0, 0], [1, 97, 0], A_IN)).opcode).toBe(opcode);
});
