/** The API of uploads and imports; sending with progress and following events is what fetch cannot do. */
import { z } from 'zod';
import {
  Formats,
  ImportAnswer,
  ImportJob,
  type ImportRequest,
  type ReadingParams,
  Upload,
  type UploadParams,
} from '../shared/api-imports.ts';
import { ApiFailure, call, post, toFailure, toQuery } from './api.ts';

export const importApi = {
  formats: (signal?: AbortSignal) => call(Formats, '/api/formats', { signal }),
  /** The upload read in another way. */
  preview: (id: string, reading: ReadingParams) => call(Upload, `/api/uploads/${id}${toQuery(reading)}`),
  discard: (id: string) => call(z.undefined(), `/api/uploads/${id}`, { method: 'DELETE' }),
  start: (request: ImportRequest) => call(ImportAnswer, '/api/imports', post(request, undefined)),
  cancel: (id: string) => call(ImportAnswer, `/api/imports/${id}`, { method: 'DELETE' }),
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends the file as it is. `onSent` hears how many octets have left. Throws ApiFailure, or AbortError when it is cancelled. */
export function uploadFile(
  file: File,
  params: UploadParams,
  onSent: (octets: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/uploads${toQuery(params)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      const body = parseJson(request.responseText);
      const parsed = Upload.safeParse(body);
      if (request.status === 201 && parsed.success) resolve(parsed.data);
      else reject(toFailure(request.status, body));
    });
    request.addEventListener('error', () =>
      reject(new ApiFailure('unreachable', 'The connection broke while the file was sent. Is Whoasked still running?')),
    );
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled.', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/**
 * Follows a job to its end; the browser connects again by itself when the connection breaks. `onLost`: the server does not know
 * the job any more. Answers the undo.
 */
export function watchImport(id: string, onJob: (job: ImportJob) => void, onLost: () => void): () => void {
  const source = new EventSource(`/api/imports/${id}/events`);
  const take = ({ data }: MessageEvent<string>) => {
    const parsed = ImportJob.safeParse(parseJson(data));
    if (parsed.success) onJob(parsed.data);
  };
  source.addEventListener('progress', take);
  source.addEventListener('end', (event) => {
    source.close();
    take(event);
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) onLost();
  });
  return () => source.close();
}
