/** What the reading thread and the parsing threads say to each other. */
import type { ClientPrivacy } from './client-privacy.ts';
import type { ParseOptions } from './record.ts';
import type { Tally } from './tally.ts';

export type WorkerSettings = {
  format: string;
  parse: Omit<ParseOptions, 'note' | 'keep'>;
  octetsPerRun: number;
  clients: Pick<ClientPrivacy, 'mode' | 'key'>;
  /** Where the worker writes its runs, in folders of its own. */
  folder: string;
};

export type ToWorker =
  | {
      type: 'block';
      index: number;
      /** Header lines that stand before the block, behind those the worker knows already. */
      header: string[];
      /** Whole lines; only the last block may end without a line end. */
      octets: Uint8Array;
      /** The content ends early: what follows the last line end is no whole line. */
      isCut: boolean;
    }
  | { type: 'end' };

export type Rejection = { line: number; reason: string; text: string };

export type FromWorker =
  | {
      type: 'block';
      index: number;
      tally: Tally;
      lines: number;
      /** Lines counted within the block. */
      rejections: Rejection[];
      notes: Map<string, number>;
      hasOpenEnd: boolean;
    }
  /** Descriptions of the runs in the worker's folder, which `openRun` reads. */
  | { type: 'end'; runs: string[] };
