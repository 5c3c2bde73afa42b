/** Everything the routes of imports work with, opened together and closed together. */
import path from 'node:path';
import type { Database } from '../graph/database.ts';
import { createImportJobs, type ImportJobs } from './jobs.ts';
import { createRejectedLines, type RejectedLines } from './rejected-lines.ts';
import { openUploads, type Uploads } from './uploads.ts';

export type ImportServices = {
  uploads: Uploads;
  jobs: ImportJobs;
  rejectedLines: RejectedLines;
  /** Octets one upload may have. */
  maxUpload: number;
};

type ServiceOptions = { dataDir: string; maxUpload: number; onFault: (error: unknown) => void };

/** Uploads lie in `uploads` and rejected lines in `rejected` of the data folder. The caller closes `jobs`. */
export async function openImportServices(database: Database, options: ServiceOptions): Promise<ImportServices> {
  const { dataDir, maxUpload, onFault } = options;
  const uploads = await openUploads(path.join(dataDir, 'uploads'), maxUpload);
  const rejectedLines = createRejectedLines(path.join(dataDir, 'rejected'));
  return { uploads, rejectedLines, maxUpload, jobs: createImportJobs({ database, uploads, rejectedLines, onFault }) };
}
