/** Counts what became of the rows of a file, so that every one is accounted for. */
import { KeyError } from '../../shared/keys.ts';
import { type Outcome, RecordError, reject } from './record.ts';

/** read = accepted + the sum of leftOut + rejected, once everything pending is settled. */
export type Tally = {
  read: number;
  accepted: number;
  leftOut: Map<string, number>;
  rejected: number;
};

export type OnRejected = (line: number, reason: string, text: string) => void;

export function createTally(): Tally {
  return { read: 0, accepted: 0, leftOut: new Map(), rejected: 0 };
}

export function addTally(tally: Tally, more: Tally): void {
  tally.read += more.read;
  tally.accepted += more.accepted;
  tally.rejected += more.rejected;
  for (const [reason, count] of more.leftOut) tally.leftOut.set(reason, (tally.leftOut.get(reason) ?? 0) + count);
}

/** Counts an outcome; `toText` is asked for rejected rows only. Counts no row as read. */
export function settle(
  tally: Tally,
  outcome: Outcome,
  line: number,
  toText: () => string,
  onRejected: OnRejected,
): void {
  switch (outcome.type) {
    case 'accepted':
      tally.accepted += 1;
      return;
    case 'left-out':
      tally.leftOut.set(outcome.reason, (tally.leftOut.get(outcome.reason) ?? 0) + 1);
      return;
    case 'rejected':
      tally.rejected += 1;
      onRejected(line, outcome.reason, toText());
      return;
    default:
  }
}

/** Runs a parser; what it throws about the row is the row's rejection. */
export function judge(parse: () => Outcome): Outcome {
  try {
    return parse();
  } catch (error) {
    if (error instanceof KeyError || error instanceof RecordError) return reject(error.message);
    throw error;
  }
}
