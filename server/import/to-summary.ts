/** What an import says at its end. */
import type { ImportSummary } from '../../shared/import-summary.ts';
import type { Coverage } from './coverage.ts';
import type { Job } from './import-options.ts';
import type { ReadFile } from './read-file.ts';
import type { RunFigures } from './to-batches.ts';

/** Without what is not known: a summary has no empty fields. */
function toKnown<K extends string>(values: Record<K, string | undefined>): Partial<Record<K, string>> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Partial<Record<K, string>>;
}

type Written = { figures: RunFigures; coverage: Coverage; sha256: string; incomplete: string | undefined };

export function toSummary(
  { name, format, dataset, options, parse, notes, privacy, tableDate }: Job,
  { counts, rejectedFile }: ReadFile,
  { figures, coverage, sha256, incomplete }: Written,
  rest: Pick<ImportSummary, 'seconds' | 'alreadyImported' | 'dryRun' | 'continuesAt'>,
): ImportSummary {
  const vantage = options.vantage ?? format.vantage;
  return {
    file: name,
    format: format.id,
    dataset,
    ...(vantage === undefined ? {} : { vantage }),
    ...(format.assumes.includes('timezone') ? { timezone: parse.timezone } : {}),
    ...(format.assumes.includes('year') && parse.year !== undefined ? { year: parse.year } : {}),
    ...(privacy.stored === undefined ? {} : { clientMode: privacy.stored }),
    ...(tableDate === undefined ? {} : { tableDate }),
    sha256,
    bytes: counts.octets,
    read: counts.read,
    accepted: counts.accepted,
    leftOut: Object.fromEntries([...counts.leftOut].sort()),
    rejected: counts.rejected,
    ...figures,
    ...toKnown({
      rejectedFile,
      firstSeen: coverage.firstSeen(),
      lastSeen: coverage.lastSeen(),
      incomplete: incomplete ?? counts.incomplete,
    }),
    ...(notes.size > 0 ? { notes: Object.fromEntries([...notes].sort()) } : {}),
    nodesCreated: 0,
    edgesCreated: 0,
    edgesUpdated: 0,
    ...rest,
  };
}
