/** Where in the text the server's error is. */
import { QueryPosition } from '../../../shared/api.ts';
import { ApiFailure } from '../../api.ts';
import { toMessage } from '../../ui/FailureNotice.tsx';
import type { Problem } from './language-messages.ts';

/** The position Neo4j gave, where it gave one. */
export function findPosition(error: unknown): QueryPosition | undefined {
  if (!(error instanceof ApiFailure)) return undefined;
  const position = QueryPosition.safeParse(error.details.position ?? error.details);
  return position.success ? position.data : undefined;
}

/** From the position to the end of the word there; the last character where the position is the text's end. */
export function toServerProblems(error: unknown, text: string): Problem[] {
  const position = findPosition(error);
  if (!position) return [];
  const from = Math.max(0, Math.min(position.offset, text.length - 1));
  const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(from))?.[0];
  return [{ from, to: from + (word?.length ?? 1), severity: 'error', message: toMessage(error) }];
}
