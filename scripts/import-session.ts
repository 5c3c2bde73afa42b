/** Imports what the command names, one file after the other, and says what became of each. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../server/config.ts';
import { AppError, StartError } from '../server/errors.ts';
import type { Database } from '../server/graph/database.ts';
import { importFiles } from '../server/import/import-files.ts';
import { type ImportOptions, throwIfCancelled } from '../server/import/import-options.ts';
import { ImportError } from '../server/import/record.ts';
import { claimSpool, type Temporary } from '../server/import/temporary.ts';
import { toWriteError } from '../server/import/write-error.ts';
import type { ImportSummary } from '../shared/import-summary.ts';
import { createProgressPrinter } from './import-progress.ts';
import { toSummaryText } from './import-summary-text.ts';
import { toPrintable, toPrintableLines } from './printable.ts';

/** Copies standard input into a file: the import reads it twice, once for its hash. */
async function spoolInput(config: Config, signal: AbortSignal | undefined): Promise<Temporary> {
  await mkdir(config.dataDir, { recursive: true });
  const spool = await claimSpool(config.dataDir);
  try {
    await pipeline(process.stdin, createWriteStream(spool.path, { mode: 0o600 }), signal ? { signal } : {});
  } catch (error) {
    await spool.remove();
    throwIfCancelled(signal);
    throw toWriteError(error, `Standard input, in ${spool.path},`, 'set DATA_DIR to a folder on another disk');
  }
  return spool;
}

/** Why the exit code is not 0 although the summary was made. */
function findFault(summary: ImportSummary): string | undefined {
  if (summary.incomplete !== undefined) {
    return (
      `${summary.file} is not whole: ${summary.incomplete}. What could be read is in; import the whole file into the ` +
      'same data set when you have it, and only what is missing is added.'
    );
  }
  if (summary.accepted === 0 && summary.rejected > 0)
    return `${summary.file}: no line could be read as ${summary.format}.`;
  return undefined;
}

/** What is said of a failure: one sentence where it is known, all that helps to mend it where it is ours. */
export function toSentence(error: unknown): string {
  const known = error instanceof ImportError || error instanceof AppError || error instanceof StartError;
  if (known) return toPrintable((error as Error).message);
  return toPrintableLines(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

export type Session = {
  /** Imports a file, or standard input as `-`. Failures are said and counted, not thrown. */
  importOne(given: string): Promise<void>;
  readonly summaries: readonly ImportSummary[];
  readonly hasFailed: boolean;
};

/** `isQuiet`: nothing is said of a file that brought nothing new. */
export function openSession(
  database: Database | undefined,
  config: Config,
  options: ImportOptions,
  isQuiet: boolean,
): Session {
  const progress = createProgressPrinter(process.stderr);
  const summaries: ImportSummary[] = [];
  let hasFailed = false;
  const fail = (sentence: string) => {
    process.stderr.write(`${sentence}\n`);
    hasFailed = true;
  };

  function say(summary: ImportSummary): void {
    if (isQuiet && (summary.alreadyImported || summary.read === 0)) return;
    summaries.push(summary);
    process.stderr.write(toSummaryText(summary));
    const fault = findFault(summary);
    if (fault !== undefined) fail(toPrintable(fault));
  }

  return {
    async importOne(given) {
      let spool: Temporary | undefined;
      try {
        spool = given === '-' ? await spoolInput(config, options.signal) : undefined;
        const settled = {
          clientKeyFile: path.join(config.dataDir, 'client-pseudonyms.key'),
          ...options,
          nameOf: (file: string) => (file === spool?.path ? 'stdin' : path.basename(file)),
          rejectedFolder: path.join(config.dataDir, 'rejected'),
        };
        const imported = await importFiles(database, [spool?.path ?? given], settled, progress.show);
        progress.end();
        for (const summary of imported) say(summary);
      } catch (error) {
        progress.end();
        fail(toSentence(error));
      } finally {
        await spool?.remove();
      }
    },
    summaries,
    get hasFailed() {
      return hasFailed;
    },
  };
}
