/** What it means for the user when a file of our own cannot be written. */
import { ImportError } from './record.ts';

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than a file may be',
};

/** An ImportError that says what could not be written and how to go on; any other error is given back as it came. */
export function toWriteError(error: unknown, what: string, wayOut: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
  if (reason === undefined) return error;
  return new ImportError(`${what} cannot be written: ${reason}. Free some space, or ${wayOut}, and import again.`, {
    cause: error,
  });
}
