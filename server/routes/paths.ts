import { Router } from 'express';
import { PathParams } from '../../shared/api.ts';
import type { Database } from '../graph/database.ts';
import { findPaths } from '../graph/find-paths.ts';
import { parseRequest } from '../http.ts';

export function createPathRoutes(database: Database): Router {
  const router = Router();
  router.get('/paths', async (req, res) => {
    res.json(await findPaths(database, parseRequest(PathParams, req.query)));
  });
  return router;
}
