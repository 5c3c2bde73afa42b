/** Requests and answers of uploads, previews and imports. */
import { z } from 'zod';
import { ApiError, ImportEntry } from './api.ts';
import { ImportSummary, Vantage } from './import-summary.ts';

const Count = z.int().min(0);

function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** CSV column names by what they hold, as `client=src_ip,name=qname`. */
export const COLUMN_MAP = /^\s*[^=,]+=[^=,]+(,\s*[^=,]+=[^=,]+)*$/;

export const ASSUMPTIONS = ['timezone', 'year'] as const;
export const Assumption = z.enum(ASSUMPTIONS);
export type Assumption = z.infer<typeof Assumption>;

export const FormatEntry = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The data set's name where the user gives none. */
  dataset: z.string(),
  vantage: Vantage.optional(),
  /** What such a file may leave unsaid. */
  assumes: z.array(Assumption),
});
export type FormatEntry = z.infer<typeof FormatEntry>;
export const Formats = z.strictObject({ formats: z.array(FormatEntry), maxUpload: Count });
export type Formats = z.infer<typeof Formats>;

/** How a file is read: what is absent is found from the file, or is the format's own. */
const READING = {
  format: z.string().min(1).max(100).optional(),
  timezone: z.string().max(100).refine(isTimezone, 'is no time zone such as Europe/Berlin or UTC').optional(),
  map: z.string().max(2000).regex(COLUMN_MAP, 'is not of the form client=src_ip,name=qname').optional(),
};
const Year = z.int().min(1970).max(2099);
const YearParam = z.coerce.number().pipe(Year);

export const ReadingParams = z.strictObject({ ...READING, year: YearParam.optional() });
export type ReadingParams = z.infer<typeof ReadingParams>;

/** `modified`: when the file was last changed, in milliseconds since 1970 UTC. */
const FILE = {
  name: z.string().max(1000).default('upload'),
  modified: z.coerce.number().int().min(0).max(8.64e15).optional(),
};
export const UploadParams = z.strictObject({ ...FILE, ...ReadingParams.shape });
export type UploadParams = z.input<typeof UploadParams>;

const TARGET = { dataset: z.string().trim().min(1).max(200).optional(), vantage: Vantage.optional() };
/** `upload`: the id that `POST /api/uploads` answered. */
export const ImportRequest = z.strictObject({ upload: z.string(), ...READING, year: Year.optional(), ...TARGET });
export type ImportRequest = z.input<typeof ImportRequest>;
/** The same with the file itself as the body. */
export const ImportFileParams = z.strictObject({ ...UploadParams.shape, ...TARGET });

/** A row as the format reads it: a lookup, facts, or both. Times are ISO 8601. */
export const PreviewRow = z.strictObject({
  client: z.string().optional(),
  name: z.string().optional(),
  time: z.string().optional(),
  qtype: z.string().optional(),
  rcode: z.string().optional(),
  count: Count.optional(),
  answers: z.array(z.string()),
  facts: z.array(z.strictObject({ type: z.string(), source: z.string(), target: z.string() })),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

export const RejectedLine = z.strictObject({ line: Count, reason: z.string(), text: z.string() });
export type RejectedLine = z.infer<typeof RejectedLine>;

/** What the beginning of a file says. */
export const Preview = z.strictObject({
  /** The format asked for, else the one found; absent where none fits, and `problem` says why. */
  format: z.string().optional(),
  problem: z.string().optional(),
  rows: z.array(PreviewRow),
  /** What the times of these rows depend on beyond the file. */
  depends: z.array(Assumption),
  /** Rows judged so far, and what became of them. */
  read: Count,
  accepted: Count,
  leftOut: z.record(z.string(), Count),
  rejected: Count,
  /** The first of them. */
  rejectedLines: z.array(RejectedLine),
  notes: z.record(z.string(), Count),
  /** True where the whole file was looked at. */
  whole: z.boolean(),
});
export type Preview = z.infer<typeof Preview>;

export const Upload = z.strictObject({ id: z.string(), file: z.string(), octets: Count, preview: Preview });
export type Upload = z.infer<typeof Upload>;

export const PHASES = ['waiting', 'hashing', 'reading', 'writing', 'loading', 'mapping', 'deriving'] as const;
export const Progress = z.strictObject({
  phase: z.enum(PHASES),
  /** Data rows read so far. */
  rows: Count,
  rowsPerSecond: z.number().min(0).optional(),
  /** Octets of the file as it was sent. */
  octets: Count,
  totalOctets: Count,
  /** Nodes and edges of the part that is being written, or the addresses mapped so far. */
  written: z.strictObject({ done: Count, total: Count.optional() }).optional(),
  /** Since this phase began. */
  seconds: z.number().min(0),
});
export type Progress = z.infer<typeof Progress>;

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
/** One import this server was asked for. Finished ones are kept for a while. */
export const ImportJob = z.strictObject({
  id: z.string(),
  state: z.enum(JOB_STATES),
  file: z.string(),
  /** Absent: the format's own. */
  dataset: z.string().optional(),
  /** Imports that go before it. */
  ahead: Count.optional(),
  progress: Progress.optional(),
  /** Of a job that is done. */
  summary: ImportSummary.optional(),
  /** The import in the list, which outlives the job. */
  entry: z.string().optional(),
  /** Of a job that failed. */
  error: ApiError.shape.error.optional(),
});
export type ImportJob = z.infer<typeof ImportJob>;

/** `rejectedKept`: ids of the imports whose rejected lines can be downloaded. */
export const Imports = z.strictObject({
  imports: z.array(ImportEntry),
  jobs: z.array(ImportJob),
  rejectedKept: z.array(z.string()),
});
export type Imports = z.infer<typeof Imports>;

/** A job by its id, or an import of the list by its own. */
export const ImportAnswer = z.strictObject({ job: ImportJob.optional(), entry: ImportEntry.optional() });
export type ImportAnswer = z.infer<typeof ImportAnswer>;
