import { Router } from 'express';
import type { Health } from '../../shared/api.ts';
import { AppError } from '../errors.ts';
import type { Database } from '../graph/database.ts';
import { getServerInfo } from '../graph/get-server-info.ts';

/** Answers within this time, whatever Neo4j does. */
const DEADLINE_MS = 1_500;

function failAfterDeadline(): Promise<never> {
  return new Promise((_, reject) => {
    const message = `Neo4j did not answer within ${DEADLINE_MS / 1000} seconds.`;
    setTimeout(() => reject(new AppError('neo4j-unavailable', message)), DEADLINE_MS).unref();
  });
}

export function createHealthRoutes(database: Database): Router {
  const router = Router();
  router.get('/health', async (_req, res) => {
    try {
      const neo4j = await Promise.race([getServerInfo(database), failAfterDeadline()]);
      res.json({ status: 'ok', neo4j } satisfies Health);
    } catch (error) {
      const message = error instanceof AppError ? error.message : 'Neo4j does not answer.';
      res.status(503).json({ status: 'unavailable', message } satisfies Health);
    }
  });
  return router;
}
