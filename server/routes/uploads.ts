/** Files on their way in. Mounted before anything reads bodies: the body is the file, whatever its type is called. */
import { type Request, Router } from 'express';
import { type Formats, ReadingParams, type Upload, UploadParams } from '../../shared/api-imports.ts';
import { parseRequest, refuseForeignOrigins, refuseForms } from '../http.ts';
import { FORMATS } from '../import/formats.ts';
import { previewFile } from '../import/preview-file.ts';
import type { ImportServices } from '../import-jobs/services.ts';
import { toReading } from '../import-jobs/to-reading.ts';

export function createUploadRoutes({ uploads, maxUpload }: ImportServices): Router {
  const router = Router();
  const toAnswer = async (id: string, reading: ReadingParams): Promise<Upload> => {
    const { name, path, octets } = uploads.get(id);
    return { id, file: name, octets, preview: await previewFile(path, name, toReading(reading)) };
  };
  router.get('/formats', (_req, res) => {
    const formats = FORMATS.map(({ id, title, dataset, vantage, assumes }) => {
      return { id, title, dataset, ...(vantage && { vantage }), assumes: [...assumes] };
    });
    res.json({ formats, maxUpload } satisfies Formats);
  });
  router.post('/uploads', refuseForeignOrigins, refuseForms, async (req, res) => {
    const { name, modified, ...reading } = parseRequest(UploadParams, req.query);
    const { id } = await uploads.receive(req, name, modified);
    const answer = await toAnswer(id, reading).catch(async (error: unknown) => {
      // Nobody hears of its id.
      await uploads.remove(id);
      throw error;
    });
    res.status(201).json(answer);
  });
  router.get('/uploads/:id', async (req: Request<{ id: string }>, res) => {
    res.json(await toAnswer(req.params.id, parseRequest(ReadingParams, req.query)));
  });
  router.delete('/uploads/:id', refuseForeignOrigins, async (req: Request<{ id: string }>, res) => {
    await uploads.discard(req.params.id);
    res.status(204).end();
  });
  return router;
}
