import { type Request, type Response, Router } from 'express';
import { ImportFileParams, type ImportJob, ImportRequest, type Imports } from '../../shared/api-imports.ts';
import { AppError } from '../errors.ts';
import type { Database } from '../graph/database.ts';
import { findImport, listImports } from '../graph/list-imports.ts';
import { parseRequest, refuseForeignOrigins, refuseForms } from '../http.ts';
import { toKeptName } from '../import-jobs/rejected-lines.ts';
import { sendEvents } from '../import-jobs/send-events.ts';
import type { ImportServices } from '../import-jobs/services.ts';
import { toReading } from '../import-jobs/to-reading.ts';

type ById = Request<{ id: string }>;

/** Of an import that was waited for. Throws what became of it where it is not done. */
function getDone(job: ImportJob): ImportJob {
  if (job.error) throw new AppError(job.error.code, job.error.message);
  if (job.state === 'cancelled') throw new AppError('import-cancelled', 'The import was cancelled.');
  return job;
}

export function createImportRoutes(database: Database, services: ImportServices): Router {
  const { uploads, jobs, rejectedLines } = services;
  const router = Router();

  async function importBody(req: Request, res: Response): Promise<void> {
    const { name, modified, dataset, vantage, ...reading } = parseRequest(ImportFileParams, req.query);
    const upload = await uploads.receive(req, name, modified);
    const target = { ...(dataset && { dataset }), ...(vantage && { vantage }) };
    const { id } = jobs.start(upload, { ...toReading(reading), ...target }, false);
    if (req.accepts('json', 'text/event-stream') === 'text/event-stream') return sendEvents(res, jobs, id);
    res.json({ job: getDone(await jobs.whenOver(id)) });
  }

  router.get('/imports', async (_req, res) => {
    const [imports, rejectedKept] = await Promise.all([listImports(database), rejectedLines.list()]);
    res.json({ imports, jobs: jobs.list(), rejectedKept } satisfies Imports);
  });
  router.post('/imports', refuseForeignOrigins, refuseForms, async (req, res) => {
    if (!req.is('application/json')) return importBody(req, res);
    const { upload, dataset, vantage, ...reading } = parseRequest(ImportRequest, req.body);
    const target = { ...(dataset && { dataset }), ...(vantage && { vantage }) };
    const job = jobs.start(uploads.get(upload), { ...toReading(reading), ...target }, true);
    res.status(202).location(`/api/imports/${job.id}`).json({ job });
  });
  router.get('/imports/:id', async ({ params: { id } }: ById, res) => {
    const job = jobs.find(id);
    const entry = job ? undefined : await findImport(database, id);
    if (!job && !entry) throw new AppError('not-found', 'There is no such import.');
    res.json(job ? { job } : { entry });
  });
  router.get('/imports/:id/events', ({ params: { id } }: ById, res) => sendEvents(res, jobs, id));
  router.get('/imports/:id/rejected', async ({ params: { id } }: ById, res) => {
    const entry = jobs.find(id)?.entry ?? id;
    const file = await rejectedLines.find(entry);
    if (file === undefined) throw new AppError('not-found', 'No rejected lines of this import are kept here.');
    const name = toKeptName((await findImport(database, entry))?.file ?? entry);
    res.type('application/x-ndjson').download(file, name, { dotfiles: 'allow' });
  });
  router.delete('/imports/:id', refuseForeignOrigins, async ({ params: { id } }: ById, res) => {
    res.json({ job: await jobs.cancel(id) });
  });
  return router;
}
