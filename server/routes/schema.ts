import { Router } from 'express';
import type { Schema } from '../../shared/api.ts';
import type { Database } from '../graph/database.ts';
import { findSchema } from '../graph/find-schema.ts';

export function createSchemaRoutes(database: Database): Router {
  const router = Router();
  router.get('/schema', async (_req, res) => {
    res.json((await findSchema(database)) satisfies Schema);
  });
  return router;
}
