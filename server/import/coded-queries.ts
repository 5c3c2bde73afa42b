/** Logs whose replies name their query and its code alone: BIND's and Unbound's. */
import { createOpenQueries, type OpenQueries, type OpenQuery } from './open-queries.ts';
import { ACCEPTED, type Outcome, type Sink } from './record.ts';

export type CodedQuery = Pick<OpenQuery, 'client' | 'name' | 'seconds' | 'qtype'> & {
  /** Who sent it, as exactly as the log says: with the port, where it has one. */
  peer: string;
};

export type Reply = {
  rcode: string;
  /** What becomes of its row beside its query. */
  joined: Outcome;
  /** What becomes of its row where its query must have been counted without it. */
  stray: Outcome;
};

export type CodedQueries = Pick<OpenQueries<OpenQuery>, 'finish'> & {
  /** Throws KeyError, before anything is counted, where client or name is none. */
  query(query: CodedQuery, sink: Sink): Outcome;
  /** `query` is the one that the reply names, at the time of the reply. Throws KeyError as `query` does where it counts it. */
  reply(query: CodedQuery, reply: Reply, sink: Sink): Outcome;
};

function toKey({ peer, name, qtype }: CodedQuery): string {
  return `${peer} ${name} ${qtype}`;
}

/** Counts a query with the code of its reply, and a reply alone where the log holds no queries. */
export function createCodedQueries(): CodedQueries {
  const open = createOpenQueries<OpenQuery>(({ client, name, seconds, qtype, rcode }, sink) => {
    sink.lookup(client, name, seconds, qtype, rcode, 1);
  });
  return {
    query(query, sink) {
      const { client, name, seconds, qtype } = query;
      open.open(
        { key: toKey(query), client, name, seconds, qtype, rcode: '', isClosed: false, before: undefined },
        sink,
      );
      return ACCEPTED;
    },
    reply(query, { rcode, joined, stray }, sink) {
      const asked = open.find(toKey(query));
      if (asked) {
        asked.rcode = rcode;
        open.close(asked, sink);
        return joined;
      }
      const { client, name, seconds, qtype } = query;
      if (open.isLogged(seconds)) return stray;
      sink.lookup(client, name, seconds, qtype, rcode, 1);
      return ACCEPTED;
    },
    finish: open.finish,
  };
}
