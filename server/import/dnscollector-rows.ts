/** What a message of DNS-collector means, whether it is written as text or as JSON. */
import { createJoiner } from './join-responses.ts';
import { createOtherKinds } from './other-kinds.ts';
import {
  type Answer,
  NO_NAME,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Settled,
  type Sink,
} from './record.ts';
import { OTHER_PORTS } from './zeek-rows.ts';

export type CollectorMessage = {
  /** A message type of dnstap, in full or short as `quiet-text` writes it. */
  operation: string;
  seconds: number;
  client: string;
  serverPort: string;
  /** What ties a query to its response, beside name and type. */
  exchange: string;
  /** In DNS text; undefined where the message has no question. */
  name: string | undefined;
  qtype: string;
  rcode: string;
  answers: Answer[];
  /** How many messages the row stands for. */
  count: number;
};

export type CollectorCounter = {
  add(message: CollectorMessage, sink: Sink): Outcome;
  finish(sink: Sink): Settled[];
};

/**
 * Messages between a server and those who ask it. The rest are what the server asks others, which is no client's lookup.
 * `QUERY` and `REPLY` come from text logs that DNS-collector followed.
 */
const OPERATIONS: ReadonlyMap<string, { family: string; isQuery: boolean }> = new Map<
  string,
  { family: string; isQuery: boolean }
>(
  [
    ['CLIENT_QUERY', 'CLIENT_RESPONSE'],
    ['AUTH_QUERY', 'AUTH_RESPONSE'],
    ['CQ', 'CR'],
    ['AQ', 'AR'],
    ['QUERY', 'REPLY'],
  ].flatMap(([query = '', response = '']) => [
    [query, { family: query, isQuery: true }],
    [response, { family: query, isQuery: false }],
  ]),
);

/** Any message type of dnstap. */
export function isOperation(text: string): boolean {
  return OPERATIONS.has(text) || /^([A-Z]{4,9}_(QUERY|RESPONSE)|[RFSTU][QR])$/.test(text);
}

const OTHER_OPERATION = 'no query of a client';

/** `-` and `UNKNOWN` are what DNS-collector writes where it does not know. */
export function toKnown(text: string): string {
  return text === '-' || text === 'UNKNOWN' ? '' : text.toUpperCase();
}

/** `reducer.occurrences`, where the transformer that drops repetitions was on. */
export function toOccurrences(raw: unknown): number {
  if (raw === undefined) return 1;
  if (typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0) return Math.max(raw, 1);
  throw new RecordError('reducer.occurrences is no number of messages');
}

export function createCollectorCounter(options: ParseOptions): CollectorCounter {
  const joiner = createJoiner(options);
  const leaveOutOperation = createOtherKinds((operation) => `${OTHER_OPERATION} (${operation})`);
  return {
    add(message, sink) {
      const operation = OPERATIONS.get(message.operation);
      if (!operation) return leaveOutOperation(isOperation(message.operation) ? message.operation : undefined);
      const otherPort = OTHER_PORTS.get(message.serverPort);
      if (otherPort) return otherPort;
      const { client, name, seconds, rcode, answers, count } = message;
      if (name === undefined) return NO_NAME;
      const key = `${operation.family} ${client} ${message.exchange}`;
      const question = { client, name, seconds, qtype: toKnown(message.qtype), count };
      // The latency transformer writes a query again, with this code, when no response came in time.
      const isTimeout = rcode === 'TIMEOUT';
      if (operation.isQuery && !isTimeout) return joiner.query(key, question, sink);
      return joiner.response(key, question, { rcode: isTimeout ? '' : toKnown(rcode), answers }, sink);
    },
    finish: joiner.finish,
  };
}
