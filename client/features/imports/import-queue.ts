/** Files on their way into the database, from being dropped to their result; it outlives the panel that shows it. */
import type { ImportJob, ReadingParams, Upload } from '../../../shared/api-imports.ts';
import type { Vantage } from '../../../shared/import-summary.ts';
import { isAbort } from '../../api.ts';
import { importApi, uploadFile, watchImport } from '../../uploads.ts';

export type Target = { dataset: string; vantage: Vantage | undefined };

export type Stage =
  | { type: 'sending'; sent: number; total: number }
  /** Read and shown. `asking`: it is being read in another way, or its import begins. */
  | { type: 'ready'; upload: Upload; reading: ReadingParams; asking: boolean; failure?: unknown }
  | { type: 'importing'; job: ImportJob; upload: Upload | undefined; reading: ReadingParams }
  | { type: 'ended'; job: ImportJob }
  | { type: 'failed'; title: string; error: unknown };

export type QueuedFile = { key: string; name: string; stage: Stage };

export type ImportQueue = {
  subscribe: (listener: () => void) => () => void;
  getFiles: () => readonly QueuedFile[];
  /** Sends the files, one after the other. */
  add: (files: readonly File[]) => void;
  /** Follows imports that the server has under way already. */
  adopt: (jobs: readonly ImportJob[]) => void;
  /** Reads an upload in another way. */
  reread: (key: string, reading: ReadingParams) => Promise<void>;
  start: (key: string, target: Target) => Promise<void>;
  /** Stops what is sent or imported, and forgets what is not begun or over. */
  cancel: (key: string) => Promise<void>;
  /** Hears of each import that changed the database. */
  onImported: (listener: () => void) => () => void;
};

/** Times that name no zone are most likely those of the reader's own machines. */
function getOwnZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const isOver = ({ state }: ImportJob) => state === 'done' || state === 'failed' || state === 'cancelled';

export function createImportQueue(): ImportQueue {
  let files: readonly QueuedFile[] = [];
  let made = 0;
  let sending: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  const importedListeners = new Set<() => void>();
  const controllers = new Map<string, AbortController>();

  const set = (next: readonly QueuedFile[]) => {
    files = next;
    for (const listener of listeners) listener();
  };
  const find = (key: string) => files.find((file) => file.key === key);
  const put = (key: string, stage: Stage) => set(files.map((file) => (file.key === key ? { ...file, stage } : file)));
  const forget = (key: string) => set(files.filter((file) => file.key !== key));

  async function send(key: string, file: File): Promise<void> {
    const controller = controllers.get(key);
    if (!controller || controller.signal.aborted) return;
    const reading: ReadingParams = { timezone: getOwnZone() };
    try {
      const { maxUpload } = await importApi.formats(controller.signal);
      if (file.size > maxUpload) {
        const limit = Math.floor(maxUpload / (1024 * 1024)).toLocaleString('en-US');
        throw new Error(`The file is larger than ${limit} MB, which the server takes. MAX_UPLOAD_MB sets the limit.`);
      }
      const upload = await uploadFile(
        file,
        { name: file.name, modified: file.lastModified, ...reading },
        (sent) => put(key, { type: 'sending', sent, total: file.size }),
        controller.signal,
      );
      put(key, { type: 'ready', upload, reading, asking: false });
    } catch (error) {
      if (!isAbort(error)) put(key, { type: 'failed', title: 'The file could not be sent', error });
    } finally {
      controllers.delete(key);
    }
  }

  function follow(key: string, job: ImportJob, upload: Upload | undefined, reading: ReadingParams): void {
    put(key, { type: 'importing', job, upload, reading });
    watchImport(
      job.id,
      (next) => {
        if (!isOver(next)) put(key, { type: 'importing', job: next, upload, reading });
        else if (next.state === 'failed' && upload) {
          // The server still has the file: it can be read in another way.
          put(key, { type: 'ready', upload, reading, asking: false, failure: new Error(next.error?.message) });
        } else put(key, { type: 'ended', job: next });
        if (isOver(next)) for (const listener of importedListeners) listener();
      },
      () => {
        const error = new Error(
          'The server was started anew meanwhile. Import the file again: nothing is counted twice.',
        );
        put(key, { type: 'failed', title: 'The import was interrupted', error });
        for (const listener of importedListeners) listener();
      },
    );
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getFiles: () => files,
    add(added) {
      for (const file of added) {
        made += 1;
        const key = String(made);
        controllers.set(key, new AbortController());
        set([...files, { key, name: file.name, stage: { type: 'sending', sent: 0, total: file.size } }]);
        sending = sending.then(() => send(key, file));
      }
    },
    adopt(jobs) {
      // One that begins this moment is in the list before it is known by its id here; the next list settles it.
      if (files.some(({ stage }) => stage.type === 'ready' && stage.asking)) return;
      const known = new Set(
        files.flatMap(({ stage }) => (stage.type === 'importing' || stage.type === 'ended' ? stage.job.id : [])),
      );
      for (const job of jobs) {
        if (isOver(job) || known.has(job.id)) continue;
        set([
          ...files,
          { key: job.id, name: job.file, stage: { type: 'importing', job, upload: undefined, reading: {} } },
        ]);
        follow(job.id, job, undefined, {});
      }
    },
    async reread(key, reading) {
      const stage = find(key)?.stage;
      if (stage?.type !== 'ready') return;
      put(key, { ...stage, reading, asking: true });
      const settle = (change: Partial<typeof stage>) => {
        const now = find(key)?.stage;
        // A later choice is being read already.
        if (now?.type === 'ready' && now.reading === reading)
          put(key, { ...now, failure: undefined, ...change, asking: false });
      };
      await importApi.preview(stage.upload.id, reading).then(
        (upload) => settle({ upload }),
        (failure: unknown) => settle({ failure }),
      );
    },
    async start(key, { dataset, vantage }) {
      const stage = find(key)?.stage;
      if (stage?.type !== 'ready') return;
      const { upload, reading } = stage;
      put(key, { ...stage, asking: true });
      try {
        const { job } = await importApi.start({
          upload: upload.id,
          ...reading,
          ...(dataset.trim() && { dataset: dataset.trim() }),
          ...(vantage && { vantage }),
        });
        if (job) follow(key, job, upload, reading);
      } catch (failure) {
        put(key, { ...stage, asking: false, failure });
      }
    },
    async cancel(key) {
      const stage = find(key)?.stage;
      controllers.get(key)?.abort();
      if (stage?.type === 'importing') {
        await importApi.cancel(stage.job.id).catch((error: unknown) => {
          put(key, { type: 'failed', title: 'The import could not be cancelled', error });
        });
        return;
      }
      forget(key);
      // What the server keeps all the same it removes after a day.
      if (stage?.type === 'ready') await importApi.discard(stage.upload.id).catch(() => undefined);
    },
    onImported: (listener) => {
      importedListeners.add(listener);
      return () => void importedListeners.delete(listener);
    },
  };
}
