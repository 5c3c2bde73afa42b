/** Joins the query and the response of one lookup where a log writes both, so that it is counted once. */
import { normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import { copyText } from './counted.ts';
import { ACCEPTED, type Answer, leaveOut, type Outcome, type ParseOptions, type Settled, type Sink } from './record.ts';

export type Question = {
  client: string;
  name: string;
  /** When the message was seen, since 1970 UTC. */
  seconds: number;
  /** Empty: the log does not say. */
  qtype: string;
  /** How many lookups the row stands for: 1, unless the log has been reduced. */
  count: number;
};

export type Reply = {
  rcode: string;
  answers: Answer[];
  /**
   * True where each record of a response is a row of its own that does not repeat the question: rows of one key and time
   * are one response, and its question is that of the query with the key, whatever the name and type of the row.
   */
  isPart?: boolean;
};

export type Joiner = {
  /** A question was seen. Throws KeyError, before anything is counted, where client or name is none. */
  query(key: string, question: Question, sink: Sink): Outcome;
  /** A response, or a part of one, was seen. Throws as `query` does. */
  response(key: string, question: Question, reply: Reply, sink: Sink): Outcome;
  /**
   * Counts what is still held; none of its rows was pending. It stays known: where a log that has grown goes on, a response that comes only then counts
   * no lookup again.
   */
  finish(sink: Sink): Settled[];
};

/** Stub resolvers give up before (resolv.conf: at most 30 s). */
const WINDOW_SECONDS = 30;
/** Held however far the time of the log jumps: threads that read a capture write rows in no order of time. */
const MIN_HELD = 10_000;
/** Some 60 MB. */
const MAX_HELD = 100_000;
/** Lookups of one key: more is a flood of the same packet. */
const MAX_PER_KEY = 64;
/** A record takes 12 octets at least, a message 65,535 at most. */
const MAX_ANSWERS = 5461;

const RESPONSE_COUNTED = leaveOut('response of a lookup counted already');
const QUERY_COUNTED = leaveOut('query of a lookup counted already');

type Held = Question & {
  key: string;
  /** False where only the response was seen. */
  asked: boolean;
  reply: Reply | undefined;
  repliedAt: number;
  counted: boolean;
  next: Held | undefined;
};

function split(cell: string): Answer[] {
  return JSON.parse(cell) as Answer[];
}

function emit({ client, name, seconds, qtype, count, reply }: Held, sink: Sink): void {
  sink.lookup(client, name, seconds, qtype, reply?.rcode ?? '', count);
  if (!reply || reply.answers.length === 0) return;
  sink.answers(name, seconds, qtype, JSON.stringify(reply.answers), split, count);
}

/** Throws KeyError where client or name is none. */
function toHeld(key: string, { client, name, seconds, qtype, count }: Question, reply: Reply | undefined): Held {
  return {
    client: normalizeIp(client),
    name: normalizeHostName(name),
    seconds,
    qtype,
    count,
    key,
    asked: reply === undefined,
    reply,
    repliedAt: seconds,
    counted: false,
    next: undefined,
  };
}

function isNear(held: Held, lookup: Held): boolean {
  return Math.abs(lookup.seconds - held.seconds) <= WINDOW_SECONDS;
}

function isSame(held: Held, lookup: Held): boolean {
  return held.name === lookup.name && held.qtype === lookup.qtype;
}

function addPart(whole: Reply, part: Reply): void {
  if (whole.rcode === '') whole.rcode = part.rcode;
  for (const answer of part.answers) if (whole.answers.length < MAX_ANSWERS) whole.answers.push(answer);
}

/**
 * Holds each lookup until the log has gone on for 30 s and 10,000 lookups, or for 100,000 lookups, and counts it then, in
 * the order of the log. The key says which exchange of messages a row belongs to (client, its port, server, message id); name and type
 * are compared beside it.
 *
 * - A query and its response, in whichever order they were written, are one lookup at the query's time with the
 *   response's code and answers; the row that came second is left out.
 * - A query without a response is a lookup without a code; a response without a query is a lookup at its own time.
 * - Every row of a query is a lookup: a query that was sent again is one more. A response that was sent again is none, if
 *   a query was seen.
 */
export function createJoiner({ note }: Pick<ParseOptions, 'note'>): Joiner {
  const byKey = new Map<string, Held[]>();
  let oldest: Held | undefined;
  let newest: Held | undefined;
  let size = 0;

  function count(lookup: Held, sink: Sink): void {
    if (lookup.counted) return;
    lookup.counted = true;
    emit(lookup, sink);
  }

  /** No row is joined with it any more. */
  function forget(lookup: Held): void {
    const chain = byKey.get(lookup.key) ?? [];
    const at = chain.indexOf(lookup);
    if (at >= 0) chain.splice(at, 1);
    if (chain.length === 0) byKey.delete(lookup.key);
  }

  function dropOldest(sink: Sink): void {
    if (!oldest) return;
    const lookup = oldest;
    oldest = lookup.next;
    if (!oldest) newest = undefined;
    size -= 1;
    count(lookup, sink);
    forget(lookup);
  }

  function expire(now: number, sink: Sink): void {
    while (oldest && size > MIN_HELD && (oldest.counted || now - oldest.seconds > WINDOW_SECONDS)) dropOldest(sink);
    if (size < MAX_HELD || !oldest) return;
    if (!oldest.counted && !oldest.reply) note('query not waited for: too many at once; a late response counts again');
    dropOldest(sink);
  }

  function hold(lookup: Held, sink: Sink): Outcome {
    lookup.name = copyText(lookup.name);
    const chain = byKey.get(lookup.key);
    if (!chain) byKey.set(lookup.key, [lookup]);
    else {
      chain.push(lookup);
      const [first] = chain;
      if (first && chain.length > MAX_PER_KEY) {
        count(first, sink);
        forget(first);
      }
    }
    if (newest) newest.next = lookup;
    else oldest = lookup;
    newest = lookup;
    size += 1;
    return ACCEPTED;
  }

  return {
    query(key, question, sink) {
      const lookup = toHeld(key, question, undefined);
      expire(lookup.seconds, sink);
      // Threads of a server write their rows in no order; the times tell which of the messages came first.
      const earlier = byKey.get(key)?.find((held) => {
        if (held.asked || lookup.seconds > held.seconds || !isNear(held, lookup)) return false;
        return held.reply?.isPart || isSame(held, lookup);
      });
      if (!earlier) return hold(lookup, sink);
      earlier.asked = true;
      earlier.name = copyText(lookup.name);
      earlier.qtype = lookup.qtype;
      earlier.seconds = lookup.seconds;
      earlier.count = lookup.count;
      return QUERY_COUNTED;
    },
    response(key, question, reply, sink) {
      const lookup = toHeld(key, question, reply);
      expire(lookup.seconds, sink);
      const chain = byKey.get(key);
      if (!chain) return hold(lookup, sink);
      const near = chain.filter((held) => isNear(held, lookup) && (reply.isPart || isSame(held, lookup)));
      const whole = near.find((held) => held.reply?.isPart && reply.isPart && held.repliedAt === lookup.seconds);
      if (whole?.reply) {
        addPart(whole.reply, reply);
        return RESPONSE_COUNTED;
      }
      const open = near.find((held) => !held.reply);
      if (open) {
        open.reply = reply;
        open.repliedAt = lookup.seconds;
        return RESPONSE_COUNTED;
      }
      return near.some(({ asked }) => asked) ? RESPONSE_COUNTED : hold(lookup, sink);
    },
    finish(sink) {
      for (let lookup = oldest; lookup; lookup = lookup.next) count(lookup, sink);
      return [];
    },
  };
}
