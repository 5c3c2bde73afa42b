import { Router } from 'express';
import type { SampleAnswer } from '../../shared/api.ts';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { AppError } from '../errors.ts';
import type { Database } from '../graph/database.ts';
import { isEmpty } from '../graph/is-empty.ts';

export function createSampleRoutes(database: Database, loadSample: () => Promise<ImportSummary[]>): Router {
  const router = Router();
  let isLoading = false;
  router.post('/sample', async (_req, res) => {
    if (isLoading) throw new AppError('busy', 'The sample is being loaded already.');
    isLoading = true;
    try {
      if (!(await isEmpty(database))) {
        throw new AppError('database-not-empty', 'The sample is only loaded into an empty database.');
      }
      res.json({ summaries: await loadSample() } satisfies SampleAnswer);
    } finally {
      isLoading = false;
    }
  });
  return router;
}
