/** What dnstap's messages mean, in whichever shape they are written (dnstap.proto, dnstap.info). */
import type { DnsMessage } from './dns-message.ts';
import { createJoiner } from './join-responses.ts';
import {
  leaveOut,
  NO_NAME,
  NO_ROW,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Settled,
  type Sink,
  TruncatedError,
  type Unit,
} from './record.ts';

export const DNSTAP_REFERENCE = { reference_url_info: 'https://dnstap.info/' };
export const DNSTAP_DATASET = 'dnstap';

type MessageKind = { place: string; isResponse: boolean; leftOut: Outcome | undefined };

/**
 * Who takes part, by the place where the message was seen: the client of CLIENT and AUTH is who asked the logging server, that
 * of STUB the machine itself. The others are no lookup by a client of this log: what a resolver or forwarder asks on behalf
 * of its clients would count their lookups twice.
 */
const PLACES: readonly [place: string, letter: string, leftOut: Outcome | undefined][] = [
  ['AUTH', 'A', undefined],
  ['RESOLVER', 'R', leaveOut('a question of the resolver itself (RESOLVER)')],
  ['CLIENT', 'C', undefined],
  ['FORWARDER', 'F', leaveOut('a question of the forwarder itself (FORWARDER)')],
  ['STUB', 'S', undefined],
  ['TOOL', 'T', leaveOut('a question of a tool (TOOL)')],
  ['UPDATE', 'U', leaveOut('a dynamic update (UPDATE)')],
];

/** In the order of their numbers, which begin at 1. */
const KINDS = PLACES.flatMap(([place, letter, leftOut]) => [
  { name: `${place}_QUERY`, letters: `${letter}Q`, place, isResponse: false, leftOut },
  { name: `${place}_RESPONSE`, letters: `${letter}R`, place, isResponse: true, leftOut },
]);
const KINDS_BY_NAME = new Map<string, MessageKind>(
  KINDS.flatMap((kind) => [
    [kind.name, kind],
    [kind.letters, kind],
  ]),
);

/** The kind by its number, its name (`CLIENT_QUERY`) or its letters (`CQ`). Throws RecordError for another. */
export function getMessageKind(type: number | string): MessageKind {
  const kind = typeof type === 'number' ? KINDS[type - 1] : KINDS_BY_NAME.get(type);
  if (!kind) throw new RecordError(`"${String(type).slice(0, 40)}" is no message type of dnstap`);
  return kind;
}

export type DnstapMessage = {
  kind: MessageKind;
  client: string;
  port: string | number;
  /** Of the question where the message says it, else of the response. */
  seconds: number;
  dns: DnsMessage;
};

const NO_QUESTIONS = new Map<string, Outcome>();

function leaveOutOpcode(opcode: string): Outcome {
  const outcome = NO_QUESTIONS.get(opcode) ?? leaveOut(`no lookup (DNS opcode ${opcode})`);
  NO_QUESTIONS.set(opcode, outcome);
  return outcome;
}

export type LookupCounter = {
  add(message: DnstapMessage, sink: Sink): Outcome;
  finish(sink: Sink): Settled[];
};

/** Counts each lookup once, whether the log holds its question, its response or both. */
export function createLookupCounter(options: Pick<ParseOptions, 'note'>): LookupCounter {
  const joiner = createJoiner(options);
  return {
    add({ kind, client, port, seconds, dns }, sink) {
      if (dns.opcode !== 'QUERY') return leaveOutOpcode(dns.opcode);
      const { id, name, qtype, rcode, answers } = dns;
      if (name === '') return NO_NAME;
      const key = `${kind.place} ${client} ${port} ${id}`;
      const question = { client, name, seconds, qtype, count: 1 };
      return kind.isResponse
        ? joiner.response(key, question, { rcode, answers }, sink)
        : joiner.query(key, question, sink);
    },
    finish: joiner.finish,
  };
}

/**
 * The units of the parts, and a last one, no row of its own, that counts what still waits. It comes out before the
 * TruncatedError does where the parts end early.
 */
export async function* readLookups<Part>(
  parts: AsyncIterable<Part>,
  toUnits: (part: Part) => Iterable<Unit>,
  { finish }: LookupCounter,
): AsyncGenerator<Unit> {
  let number = 0;
  let truncation: TruncatedError | undefined;
  try {
    for await (const part of parts) {
      for (const unit of toUnits(part)) {
        ({ number } = unit);
        yield unit;
      }
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    truncation = error;
  }
  yield {
    number,
    toText: () => '',
    parse(sink) {
      finish(sink);
      return NO_ROW;
    },
  };
  if (truncation) throw truncation;
}
