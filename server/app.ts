/** The HTTP application: routes, security headers and the built client. It opens nothing and listens nowhere. */
import path from 'node:path';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { ImportSummary } from '../shared/import-summary.ts';
import type { Database } from './graph/database.ts';
import { answerError, answerUnknownPath, isLoopback, refuseForeignHosts } from './http.ts';
import type { ImportServices } from './import-jobs/services.ts';
import { createCypherRoutes } from './routes/cypher.ts';
import { createHealthRoutes } from './routes/health.ts';
import { createImportRoutes } from './routes/imports.ts';
import { createNodeRoutes } from './routes/nodes.ts';
import { createPathRoutes } from './routes/paths.ts';
import { createQueryRoutes } from './routes/queries.ts';
import { createSampleRoutes } from './routes/sample.ts';
import { createSchemaRoutes } from './routes/schema.ts';
import { createSearchRoutes } from './routes/search.ts';
import { createUploadRoutes } from './routes/uploads.ts';

export type AppOptions = {
  database: Database;
  savedQueriesDir: string;
  /** The built client. */
  clientDir: string;
  imports: ImportServices;
  loadSample: () => Promise<ImportSummary[]>;
  logger: Logger;
  /** The address the server is bound to; on loopback only requests from this machine's own pages are answered. */
  host?: string;
};

/** 5,000 ids, the most a request may hold, are below this. */
const MAX_BODY = '4mb';

/** Mantine and Cytoscape set styles from script; pictures are made as blobs; layouts run in workers. */
const SECURITY_HEADERS = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", 'data:', 'blob:'],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // Served over plain HTTP on this machine; a proxy that adds TLS adds this too.
  strictTransportSecurity: false,
});

/** Any other page address is the client's: the one screen reads it. */
function sendClient(clientDir: string): RequestHandler {
  return (_req, res, next) => {
    res.set('Cache-Control', 'no-cache').sendFile('index.html', { root: path.resolve(clientDir) }, (error) => {
      if (error) next(error);
    });
  };
}

function createApiRoutes({ database, savedQueriesDir, imports, loadSample }: AppOptions): express.Router {
  const api = express.Router();
  api.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  api.use(createUploadRoutes(imports));
  api.use(express.json({ limit: MAX_BODY }));
  api.use(createHealthRoutes(database));
  api.use(createSchemaRoutes(database));
  api.use(createSearchRoutes(database));
  api.use(createNodeRoutes(database));
  api.use(createPathRoutes(database));
  api.use(createCypherRoutes(database));
  api.use(createQueryRoutes(database, savedQueriesDir));
  api.use(createImportRoutes(database, imports));
  api.use(createSampleRoutes(database, loadSample));
  api.use(answerUnknownPath);
  return api;
}

export function createApp(options: AppOptions): Express {
  const { clientDir, logger, host = '127.0.0.1' } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(
    pinoHttp({
      logger,
      // Request lines hold no client address: who looks at what is no business of a log.
      serializers: { req: ({ method, url }) => ({ method, url }), res: ({ statusCode }) => ({ statusCode }) },
    }),
  );
  app.use(SECURITY_HEADERS);
  if (isLoopback(host)) app.use(refuseForeignHosts);
  // Over loopback, compressing takes longer than sending.
  else app.use(compression());
  app.use('/api', createApiRoutes(options));
  app.use(express.static(clientDir, { index: false, redirect: false }));
  app.get('/{*path}', sendClient(clientDir));
  app.use(answerUnknownPath);
  app.use(answerError);
  return app;
}
