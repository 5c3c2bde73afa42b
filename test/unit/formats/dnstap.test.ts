/** Binary dnstap beyond the contract: what streams and messages may look like. */
import { describe, expect, it } from 'vitest';
import { dnstap } from '../../../server/import/formats/dnstap.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { readFrames } from '../../../server/import/frame-stream.ts';
import { ImportError } from '../../../server/import/record.ts';
import {
  CONTROL,
  type Message,
  toControlFrame,
  toDataFrame,
  toDns,
  toDnstap,
  toFrameStream,
  toWord,
} from '../../helpers/frame-stream.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const CONTENT_TYPE = 'protobuf:dnstap.Dnstap';
const TIME = 1772438400;
const QUESTION = { name: 'mail.alpha.example', type: 'A', class: 'IN' } as const;
const QUERY = toDns({ type: 'query', id: 7, questions: [QUESTION] });
const RESPONSE = toDns({ type: 'response', id: 7, flags: 3, questions: [QUESTION] });

const ASKED: Message = {
  type: 5,
  queryAddress: [198, 51, 100, 7],
  queryPort: 50000,
  queryTime: TIME,
  query: QUERY,
};
const FRAME = toDataFrame(toDnstap(ASKED));
const START = toControlFrame(CONTROL.START, CONTENT_TYPE);
const STOP = toControlFrame(CONTROL.STOP);

function toLookup(rcode: string, seconds = TIME): unknown[] {
  return ['lookup', '198.51.100.7', 'mail.alpha.example', seconds, 'A', rcode, 1];
}

async function collect(...messages: Message[]) {
  return collectRecords(dnstap, toFrameStream(messages.map(toDnstap)));
}

describe('a frame stream', () => {
  it.each([
    [
      'with the handshake of a socket',
      [
        toControlFrame(CONTROL.READY, CONTENT_TYPE),
        toControlFrame(CONTROL.ACCEPT, CONTENT_TYPE),
        START,
        FRAME,
        STOP,
        toControlFrame(CONTROL.FINISH),
      ],
    ],
    ['without a content type', [toControlFrame(CONTROL.START), FRAME, STOP]],
    ['that is still being written', [START, FRAME]],
    ['behind an empty one', [START, STOP, START, FRAME, STOP]],
    [
      'with an offer of several content types',
      [toControlFrame(CONTROL.READY, 'text:plain', CONTENT_TYPE), START, FRAME, STOP],
    ],
  ])('%s', async (_, frames) => {
    const content = Buffer.concat(frames);
    expect(findFormat(toHead(content), NO_OPTIONS)?.id).toBe('dnstap');
    const { records, counts } = await collectRecords(dnstap, content);
    expect(records).toEqual([toLookup('')]);
    expect(counts).toMatchObject({ read: 1, accepted: 1, incomplete: undefined });
  });

  it('of another content type is refused', async () => {
    const content = Buffer.concat([toControlFrame(CONTROL.START, 'protobuf:other.Thing'), FRAME]);
    expect(dnstap.detect(toHead(content), NO_OPTIONS)).toBe(false);
    const refused = 'The frame stream holds "protobuf:other.Thing"; only protobuf:dnstap.Dnstap is read.';
    await expect(collectRecords(dnstap, content)).rejects.toThrow(new ImportError(refused));
  });

  it.each([
    ['text', Buffer.from('no frame stream at all\n')],
    ['zeros', Buffer.alloc(64)],
    ['a control frame of 600 octets', Buffer.concat([toWord(0), toWord(600), Buffer.alloc(600)])],
    ['a control frame of an unknown type', Buffer.concat([toControlFrame(9), FRAME])],
    ['data before any control frame', Buffer.concat([FRAME, STOP])],
  ])('is not what %s is', async (_, content) => {
    expect(dnstap.detect(toHead(content), NO_OPTIONS)).toBe(false);
    await expect(collectRecords(dnstap, content)).rejects.toThrow(/is no frame stream/);
  });

  it.each([
    ['ends inside a frame', [FRAME.subarray(0, -1)], /ends inside a frame/],
    ['ends inside a length', [FRAME.subarray(0, 2)], /ends inside a frame/],
    ['ends behind a length', [FRAME.subarray(0, 4)], /ends inside a frame/],
    ['has a frame of 4 GB', [toWord(0xffffffff), FRAME], /a frame of 4294967295 octets, more than 1 MB/],
    ['has a damaged control frame', [toWord(0), toWord(4), toWord(77), FRAME], /a control frame cannot be read/],
  ])('that %s is read as far as it goes', async (_, rest, reason) => {
    const { records, counts } = await collectRecords(dnstap, Buffer.concat([START, FRAME, ...rest]));
    expect(records).toEqual([toLookup('')]);
    expect(counts).toMatchObject({ read: 1, accepted: 1, incomplete: expect.stringMatching(reason) });
  });

  it.each([1, 2, 3, 7, 100])('is put together again from chunks of %i octets', async (size) => {
    const content = toFrameStream([1, 2, 3].map((queryPort) => toDnstap({ ...ASKED, queryPort })));
    async function* cut(): AsyncGenerator<Buffer> {
      for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
    }
    const frames: Buffer[] = [];
    for await (const frame of readFrames(cut(), CONTENT_TYPE)) frames.push(frame);
    expect(frames).toEqual([1, 2, 3].map((queryPort) => toDnstap({ ...ASKED, queryPort })));
  });
});

describe('messages', () => {
  it.each([
    [1, 2, 1],
    [5, 6, 1],
    [9, 10, 1],
    [3, 4, 0],
    [7, 8, 0],
    [11, 12, 0],
    [13, 14, 0],
  ])('of the types %i and %i are %i lookup', async (query, response, lookups) => {
    const { records, counts } = await collect(
      { ...ASKED, type: query },
      { ...ASKED, type: response, responseTime: TIME + 1, response: RESPONSE },
    );
    expect(records).toEqual(lookups === 1 ? [toLookup('NXDOMAIN')] : []);
    expect(counts).toMatchObject({ read: 2, accepted: lookups, rejected: 0 });
  });

  it('of a client and of the resolver that asks on are not joined', async () => {
    const { records } = await collect({ ...ASKED, type: 1 }, { ...ASKED, type: 6, response: RESPONSE });
    expect(records).toEqual([toLookup(''), toLookup('NXDOMAIN')]);
  });

  it('take the time of the question where a response says it', async () => {
    const answered = { ...ASKED, type: 6, queryTime: TIME + 0.5, responseTime: TIME + 2, response: RESPONSE };
    const { queryTime: _, ...late } = { ...answered, queryPort: 50001 };
    const { records } = await collect(answered, late);
    expect(records).toEqual([toLookup('NXDOMAIN', TIME + 0.5), toLookup('NXDOMAIN', TIME + 2)]);
  });

  it('of IPv6 and of IPv4 inside IPv6', async () => {
    const mapped = [...Array(10).fill(0), 255, 255, 192, 0, 2, 1];
    const { records } = await collect(
      { ...ASKED, queryAddress: [0x20, 1, 0x0d, 0xb8, ...Array(11).fill(0), 1] },
      { ...ASKED, queryAddress: mapped },
    );
    expect(records.map(([, client]) => client)).toEqual(['2001:db8::1', '192.0.2.1']);
  });

  const { queryAddress: _a, ...withoutAddress } = ASKED;
  const { queryTime: _t, ...withoutTime } = ASKED;
  const { query: _q, ...withoutQuery } = ASKED;
  it.each([
    ['without address', withoutAddress, /no query_address/],
    ['without time', withoutTime, /neither query_time nor response_time/],
    ['without DNS message', withoutQuery, /no query_message/],
    ['with an address of 5 octets', { ...ASKED, queryAddress: [1, 2, 3, 4, 5] }, /an address of 5 octets/],
    ['of an unknown type', { ...ASKED, type: 99 }, /"99" is no message type of dnstap/],
    ['of the year 5000', { ...ASKED, queryTime: 95_617_584_000 }, /no time between 1970 and 2100/],
    ['with a cut DNS message', { ...ASKED, query: QUERY.subarray(0, 20) }, /a DNS message that ends inside a name/],
  ])('%s are rejected', async (_, message, reason) => {
    const { rejected, records } = await collect(message, ASKED);
    expect(rejected).toEqual([
      { line: 1, reason: expect.stringMatching(reason), text: toDnstap(message).toString('hex') },
    ]);
    expect(records).toEqual([toLookup('')]);
  });

  it.each([
    ['garbage', Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), /no dnstap message/],
    ['a field longer than its frame', Buffer.from([0x72, 0x7f, 0x08, 0x05]), /no dnstap message/],
    [
      'a field longer than its message',
      Buffer.from([0x72, 2, 0x22, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      /no dnstap message/,
    ],
    ['groups within groups', Buffer.alloc(500_000, 0x0b), /no dnstap message/],
  ])('of %s are rejected', async (_, content, reason) => {
    const { rejected } = await collectRecords(dnstap, toFrameStream([content]));
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
  });

  it('that are none are left out', async () => {
    const { counts } = await collectRecords(dnstap, toFrameStream([Buffer.from([0x78, 1])]));
    expect(Object.fromEntries(counts.leftOut)).toEqual({ 'no message': 1 });
  });
});
