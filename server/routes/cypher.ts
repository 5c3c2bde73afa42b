import { Router } from 'express';
import { CypherRequest } from '../../shared/api.ts';
import type { Database } from '../graph/database.ts';
import { toDriverValues } from '../graph/query-params.ts';
import { runCypher } from '../graph/run-cypher.ts';
import { getAbortSignal, parseRequest } from '../http.ts';

export function createCypherRoutes(database: Database): Router {
  const router = Router();
  router.post('/cypher', async (req, res) => {
    const signal = getAbortSignal(res);
    const { query, params, limit } = parseRequest(CypherRequest, req.body);
    res.json(await runCypher(database, query, toDriverValues(params), { limit, signal }));
  });
  return router;
}
