import { leaveOut, type Outcome } from './record.ts';

/** Past some hundred kinds the input is no such log: one reason for all the rest, so that the summary stays bounded. */
const MAX_KINDS = 200;

/** The reason for leaving out rows of another kind, such as `no dns event (event type flow)`, by the kind. */
export function createOtherKinds(toReason: (kind: string) => string): (kind: unknown) => Outcome {
  const known = new Map<unknown, Outcome>();
  const unknown = leaveOut(toReason('unknown'));
  return (kind) => {
    const found = known.get(kind);
    if (found) return found;
    if (typeof kind !== 'string' || known.size >= MAX_KINDS) return unknown;
    const outcome = leaveOut(toReason(kind.slice(0, 60)));
    known.set(kind, outcome);
    return outcome;
  };
}
