/** Writes the sample's files and imports them the way a user's files are imported. */
import path from 'node:path';
import type { ImportSummary } from '../../shared/import-summary.ts';
import type { Database } from '../graph/database.ts';
import { importFiles } from '../import/import-files.ts';
import type { ImportOptions, OnProgress } from '../import/import-options.ts';
import { writeSample } from './write-sample.ts';

/** The names of the sample's data sets; whatever begins like this is shown as synthetic. */
export const SAMPLE_DATASETS = {
  networks: 'whoasked.sample.networks',
  organizations: 'whoasked.sample.organizations',
  lookups: 'whoasked.sample.lookups',
} as const;

/** Instead of the publisher the format stands for: nobody but us made these files. */
const REFERENCE = { reference_org: 'Whoasked sample (synthetic)', reference_url_info: 'docs/sample.md' };

/** The sensor of the story stands before the name servers that answer for all names of the sample. */
const OPTIONS: Record<keyof typeof SAMPLE_DATASETS, ImportOptions> = {
  networks: { format: 'iptoasn' },
  organizations: { format: 'as2org-jsonl' },
  lookups: { format: 'zeek-tsv', vantage: 'authoritative' },
};

/**
 * Writes the sample below `dataDir` and imports it, networks first, so that clients find theirs when they come. One summary
 * for each file.
 */
export async function loadSample(
  database: Database,
  dataDir: string,
  onProgress: OnProgress = () => undefined,
): Promise<ImportSummary[]> {
  const files = await writeSample(path.join(dataDir, 'sample'));
  const summaries: ImportSummary[] = [];
  for (const kind of ['networks', 'organizations', 'lookups'] as const) {
    const options = { ...OPTIONS[kind], dataset: SAMPLE_DATASETS[kind], reference: REFERENCE };
    summaries.push(...(await importFiles(database, [files[kind]], options, onProgress)));
  }
  return summaries;
}
