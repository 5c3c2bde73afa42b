/** The octets of a range of a content, counted and shown to whoever inspects them. */
import type { ReadOptions, RowCounts } from './read-rows.ts';
import type { Source } from './read-source.ts';
import { TruncatedError } from './record.ts';
import { createTally } from './tally.ts';

export function createRowCounts(): RowCounts {
  return { ...createTally(), octets: 0, units: 0, hasOpenEnd: false, incomplete: undefined };
}

/** Ends with the range. Throws TruncatedError where the content ends before it. */
export async function* readOctets(
  source: Source,
  counts: RowCounts,
  { range, inspector, onProgress }: Pick<ReadOptions, 'range' | 'inspector' | 'onProgress'>,
): AsyncGenerator<Buffer> {
  try {
    for await (const whole of source.chunks) {
      const chunk = whole.subarray(0, range.to - counts.octets);
      counts.octets += chunk.length;
      inspector?.add(chunk);
      yield chunk;
      await onProgress(counts.read, source.octetsRead());
      if (counts.octets >= range.to) return;
    }
  } catch (error) {
    if (error instanceof TruncatedError) inspector?.cut(error.message);
    throw error;
  }
}
