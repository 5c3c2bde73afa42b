/** Asks, on a terminal, for what the lines of the files do not say and what changes their times. */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ImportOptions } from '../server/import/import-options.ts';
import { previewFile } from '../server/import/preview-file.ts';
import { ImportError } from '../server/import/record.ts';
import { isTimezone } from '../shared/timezone.ts';
import { toPrintable } from './printable.ts';

/** What each file depends on; a file that cannot be read is left to the import, which says why. */
async function findMissing(files: readonly string[], options: ImportOptions) {
  const missing = new Map<'timezone' | 'year', string>();
  for (const file of files) {
    if (file === '-') continue;
    try {
      const { timezone, year, map, format } = options;
      const known = {
        ...(timezone && { timezone }),
        ...(year && { year }),
        ...(map && { map }),
        ...(format && { format }),
      };
      const { depends } = await previewFile(file, path.basename(file), known);
      for (const what of depends) if (options[what] === undefined && !missing.has(what)) missing.set(what, file);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
    }
  }
  return missing;
}

/** The options with the answers; Enter takes the default, which is printed. Each is asked for once, for all files. */
export async function askMissing(files: readonly string[], options: ImportOptions): Promise<ImportOptions> {
  const missing = await findMissing(files, options);
  if (missing.size === 0) return options;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: string, isValid: (text: string) => boolean): Promise<string> => {
    for (;;) {
      const answer = (await terminal.question(question)).trim();
      if (answer === '' || isValid(answer)) return answer;
    }
  };
  const answers: ImportOptions = { ...options };
  try {
    const zoned = missing.get('timezone');
    if (zoned !== undefined) {
      const name = toPrintable(path.basename(zoned));
      answers.timezone =
        (await ask(`${name} has times without a zone. Which, such as Europe/Berlin? [UTC] `, isTimezone)) || 'UTC';
    }
    const dated = missing.get('year');
    if (dated !== undefined) {
      const year = (await stat(dated)).mtime.getUTCFullYear();
      const name = toPrintable(path.basename(dated));
      const question = `${name} has times without a year. Which is that of its first line? [by the file's own date, ${year}] `;
      const answer = await ask(question, (text) => /^(19|20)\d\d$/.test(text));
      if (answer !== '') answers.year = Number(answer);
    }
  } finally {
    terminal.close();
  }
  return answers;
}
