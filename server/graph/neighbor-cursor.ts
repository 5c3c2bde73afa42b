/** Where a page of neighbours ended: opaque to callers, a position in the order and not a number of rows to skip. */
import { z } from 'zod';
import { AppError } from '../errors.ts';

const Position = z.strictObject({
  /** Strength of the last neighbour of the page. */
  strength: z.number(),
  id: z.string(),
  elementId: z.string(),
});
export type Position = z.infer<typeof Position>;

/** Before the strongest neighbour. */
export const START: Position = { strength: Number.MAX_VALUE, id: '', elementId: '' };

export function toCursor({ strength, id, elementId }: Position): string {
  return Buffer.from(JSON.stringify([strength, id, elementId])).toString('base64url');
}

export function parseCursor(cursor: string | undefined): Position {
  if (cursor === undefined) return START;
  try {
    const [strength, id, elementId] = z
      .tuple([z.number(), z.string(), z.string()])
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { strength, id, elementId };
  } catch (cause) {
    throw new AppError('invalid-request', 'cursor: is not one that this API gave out.', { cause });
  }
}

/** Strongest first, then by id in the order of code points, which is Neo4j's. */
export function comparePositions(a: Position, b: Position): number {
  return (
    b.strength - a.strength ||
    Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)) ||
    Buffer.compare(Buffer.from(a.elementId), Buffer.from(b.elementId))
  );
}
