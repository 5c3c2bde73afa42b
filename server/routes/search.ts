import { Router } from 'express';
import { SearchParams, SuggestionParams } from '../../shared/api.ts';
import type { Database } from '../graph/database.ts';
import { findSuggestions } from '../graph/find-suggestions.ts';
import { searchNodes } from '../graph/search-nodes.ts';
import { parseRequest } from '../http.ts';

export function createSearchRoutes(database: Database): Router {
  const router = Router();
  router.get('/search', async (req, res) => {
    res.json(await searchNodes(database, parseRequest(SearchParams, req.query)));
  });
  router.get('/suggestions', async (req, res) => {
    res.json(await findSuggestions(database, parseRequest(SuggestionParams, req.query)));
  });
  return router;
}
