/** What an import says at its end: printed by the command, kept in the ledger, answered by the API. */
import { z } from 'zod';

const Count = z.int().min(0);

/** Where a log was taken: by a resolver, at an authoritative server, on the wire, or on the asking machine. */
export const VANTAGES = ['resolver', 'authoritative', 'network', 'stub'] as const;
export const Vantage = z.enum(VANTAGES);
export type Vantage = z.infer<typeof Vantage>;

export const ImportSummary = z.strictObject({
  file: z.string(),
  /** SHA-256 of the content after decompression, hexadecimal. */
  sha256: z.string(),
  /** Octets after decompression. */
  bytes: Count,
  format: z.string(),
  dataset: z.string(),
  vantage: Vantage.optional(),
  /** The zone assumed for times without one; absent where the log says its own. */
  timezone: z.string().optional(),
  year: z.int().optional(),
  /** The day a table of networks is of, ISO 8601. */
  tableDate: z.string().optional(),
  /** What is stored of clients: `truncate:24,48`, or `pseudonym:` and the key's fingerprint; absent: their addresses. */
  clientMode: z.string().optional(),
  /** Data rows: header and comment lines do not count. read = accepted + the sum of leftOut + rejected. */
  read: Count,
  accepted: Count,
  /** Rows that are well-formed but no lookup or fact, by reason. */
  leftOut: z.record(z.string(), Count),
  rejected: Count,
  rejectedFile: z.string().optional(),
  /** What was assumed or is doubtful though the row was accepted, and in how many rows. */
  notes: z.record(z.string(), Count).optional(),
  clients: Count,
  names: Count,
  /** Distinct (client, name) pairs. */
  pairs: Count,
  nodesCreated: Count,
  edgesCreated: Count,
  edgesUpdated: Count,
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  seconds: z.number(),
  /** The same content was imported before into the same data set: nothing was changed. */
  alreadyImported: z.boolean(),
  /** Octets of the content that an earlier import of the same log brought: only what follows was read. */
  continuesAt: Count.optional(),
  /** The file ended early (cut gzip, cut line): what could be read is in. */
  incomplete: z.string().optional(),
  dryRun: z.boolean(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/** `truncate:24,48` or `pseudonym:1a2b3c4d` as words that complete "clients are stored as". */
export function toClientModeText(stored: string): string {
  const [type, detail = ''] = stored.split(':');
  if (type === 'pseudonym') return `pseudonyms, key ${detail}`;
  if (type === 'truncate') return `networks of /${detail.replace(',', ' and /')}, each by its first address`;
  return stored;
}
