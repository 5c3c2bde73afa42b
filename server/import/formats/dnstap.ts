import protobuf from 'protobufjs';
import { type DnsMessage, readDnsMessage, toAddress } from '../dns-message.ts';
import {
  createLookupCounter,
  DNSTAP_DATASET,
  DNSTAP_REFERENCE,
  getMessageKind,
  readLookups,
} from '../dnstap-lookups.ts';
import { isFrameStream, readFrames } from '../frame-stream.ts';
import {
  type Format,
  leaveOut,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Sink,
  type Unit,
  type UnitSource,
} from '../record.ts';
import { checkSeconds } from '../times.ts';

const CONTENT_TYPE = 'protobuf:dnstap.Dnstap';

const NO_MESSAGE = leaveOut('no message');

/** Field number and wire type of dnstap.proto, as a message writes them: `number << 3 | wire type`. */
const DNSTAP_MESSAGE = (14 << 3) | 2;
const TYPE = 1 << 3;
const QUERY_ADDRESS = (4 << 3) | 2;
const QUERY_PORT = 6 << 3;
const QUERY_TIME_SEC = 8 << 3;
const QUERY_TIME_NSEC = (9 << 3) | 5;
const QUERY_MESSAGE = (10 << 3) | 2;
const RESPONSE_TIME_SEC = 12 << 3;
const RESPONSE_TIME_NSEC = (13 << 3) | 5;
const RESPONSE_MESSAGE = (14 << 3) | 2;

type Message = {
  type: number;
  queryAddress: Uint8Array | undefined;
  queryPort: number;
  querySeconds: number | undefined;
  queryNanoseconds: number;
  query: Uint8Array | undefined;
  responseSeconds: number | undefined;
  responseNanoseconds: number;
  response: Uint8Array | undefined;
};

function readMessage(reader: protobuf.Reader, end: number): Message {
  const message: Message = {
    type: 0,
    queryAddress: undefined,
    queryPort: 0,
    querySeconds: undefined,
    queryNanoseconds: 0,
    query: undefined,
    responseSeconds: undefined,
    responseNanoseconds: 0,
    response: undefined,
  };
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === TYPE) message.type = reader.int32();
    else if (tag === QUERY_ADDRESS) message.queryAddress = reader.bytes();
    else if (tag === QUERY_PORT) message.queryPort = reader.uint32();
    else if (tag === QUERY_TIME_SEC) message.querySeconds = Number(reader.uint64());
    else if (tag === QUERY_TIME_NSEC) message.queryNanoseconds = reader.fixed32();
    else if (tag === QUERY_MESSAGE) message.query = reader.bytes();
    else if (tag === RESPONSE_TIME_SEC) message.responseSeconds = Number(reader.uint64());
    else if (tag === RESPONSE_TIME_NSEC) message.responseNanoseconds = reader.fixed32();
    else if (tag === RESPONSE_MESSAGE) message.response = reader.bytes();
    else reader.skipType(tag & 7);
  }
  if (reader.pos !== end) throw new RangeError('a field reaches beyond the message');
  return message;
}

/**
 * Reads the fields a lookup needs with protobufjs' reader rather than a compiled schema: that takes half the time, and the
 * library compiles by `new Function`. Undefined where the frame holds no message.
 */
function findMessage(frame: Buffer): Message | undefined {
  const reader = protobuf.Reader.create(frame);
  let message: Message | undefined;
  try {
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === DNSTAP_MESSAGE) {
        const length = reader.uint32();
        if (reader.pos + length > reader.len) throw new RangeError('the message is longer than its frame');
        message = readMessage(reader, reader.pos + length);
      } else reader.skipType(tag & 7);
    }
  } catch (error) {
    throw new RecordError(`no dnstap message: ${(error as Error).message}`, { cause: error });
  }
  return message;
}

function toSeconds(message: Message): number {
  const isQuery = message.querySeconds !== undefined;
  const seconds = isQuery ? message.querySeconds : message.responseSeconds;
  if (seconds === undefined) throw new RecordError('neither query_time nor response_time');
  const nanoseconds = isQuery ? message.queryNanoseconds : message.responseNanoseconds;
  return checkSeconds(seconds + nanoseconds / 1e9, seconds);
}

function readDns(octets: Uint8Array | undefined, field: string): DnsMessage {
  if (!octets) throw new RecordError(`no ${field}`);
  return readDnsMessage(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
}

function readUnits({ chunks }: UnitSource, options: ParseOptions): AsyncGenerator<Unit> {
  const counter = createLookupCounter(options);

  function parse(frame: Buffer, sink: Sink): Outcome {
    const message = findMessage(frame);
    if (!message) return NO_MESSAGE;
    const kind = getMessageKind(message.type);
    if (kind.leftOut) return kind.leftOut;
    const seconds = toSeconds(message);
    if (!message.queryAddress) throw new RecordError('no query_address');
    const client = toAddress(message.queryAddress);
    const dns = kind.isResponse
      ? readDns(message.response, 'response_message')
      : readDns(message.query, 'query_message');
    return counter.add({ kind, client, port: message.queryPort, seconds, dns }, sink);
  }

  let number = 0;
  const toUnit = (frame: Buffer): Unit => {
    number += 1;
    return { number, toText: () => frame.toString('hex'), parse: (sink) => parse(frame, sink) };
  };
  return readLookups(readFrames(chunks, CONTENT_TYPE), (frame) => [toUnit(frame)], counter);
}

/** Binary dnstap in a frame stream, as BIND, Unbound, Knot, PowerDNS, dnsdist and CoreDNS write it to a file or socket. */
export const dnstap: Format = {
  id: 'dnstap',
  title: 'dnstap, binary frame stream',
  dataset: DNSTAP_DATASET,
  reference: DNSTAP_REFERENCE,
  assumes: [],
  bringsPrefixes: false,
  detect: ({ octets }) => isFrameStream(octets, CONTENT_TYPE),
  readUnits,
};
