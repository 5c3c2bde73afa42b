import { Router } from 'express';
import { RunQueryRequest, type SavedQueries, type SavedQuery } from '../../shared/api.ts';
import { AppError } from '../errors.ts';
import type { Database } from '../graph/database.ts';
import { toQueryParams } from '../graph/query-params.ts';
import { runCypher } from '../graph/run-cypher.ts';
import { getAbortSignal, parseRequest } from '../http.ts';
import { readSavedQueries } from '../saved-queries/read-saved-queries.ts';

async function getSavedQuery(folder: string, id: string): Promise<SavedQuery> {
  const query = (await readSavedQueries(folder)).find((candidate) => candidate.id === id);
  if (!query) throw new AppError('not-found', `There is no saved query ${id}.`, { details: { id } });
  return query;
}

export function createQueryRoutes(database: Database, folder: string): Router {
  const router = Router();
  router.get('/queries', async (_req, res) => {
    res.json({ queries: await readSavedQueries(folder) } satisfies SavedQueries);
  });
  router.get('/queries/:id', async (req, res) => {
    res.json(await getSavedQuery(folder, req.params.id));
  });
  router.post('/queries/:id/run', async (req, res) => {
    const signal = getAbortSignal(res);
    const query = await getSavedQuery(folder, req.params.id);
    const { params, limit } = parseRequest(RunQueryRequest, req.body);
    res.json(await runCypher(database, query.cypher, toQueryParams(query.params, params), { limit, signal }));
  });
  return router;
}
