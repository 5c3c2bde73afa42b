import { Router } from 'express';
import { ActivityParams, EdgesAmongRequest, NeighborParams, NodesRequest } from '../../shared/api.ts';
import type { Database } from '../graph/database.ts';
import { findEdgesAmong } from '../graph/find-edges-among.ts';
import { findNeighbors } from '../graph/find-neighbors.ts';
import { findNodes } from '../graph/find-nodes.ts';
import { getActivity } from '../graph/get-activity.ts';
import { getNode } from '../graph/get-node.ts';
import { parseRequest } from '../http.ts';

export function createNodeRoutes(database: Database): Router {
  const router = Router();
  router.post('/nodes', async (req, res) => {
    res.json(await findNodes(database, parseRequest(NodesRequest, req.body).ids));
  });
  router.post('/edges-among', async (req, res) => {
    res.json(await findEdgesAmong(database, parseRequest(EdgesAmongRequest, req.body).ids));
  });
  router.get('/nodes/:id', async (req, res) => {
    res.json(await getNode(database, req.params.id));
  });
  router.get('/nodes/:id/neighbors', async (req, res) => {
    res.json(await findNeighbors(database, req.params.id, parseRequest(NeighborParams, req.query)));
  });
  router.get('/nodes/:id/activity', async (req, res) => {
    res.json(await getActivity(database, req.params.id, parseRequest(ActivityParams, req.query).timezone));
  });
  return router;
}
