/** Asks for what the lines of the files do not say: the times' zone and year, the data set's name, where they were taken. */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { FORMATS } from '../server/import/formats.ts';
import type { ImportOptions } from '../server/import/import-options.ts';
import { previewFile } from '../server/import/preview-file.ts';
import { getFileSize } from '../server/import/read-source.ts';
import { ImportError } from '../server/import/record.ts';
import { VANTAGES, Vantage } from '../shared/import-summary.ts';
import { isTimezone } from '../shared/timezone.ts';
import { toPrintable } from './printable.ts';

/** Shows the question and answers the line that is typed, '' for Enter alone. */
export type Ask = (question: string) => Promise<string>;

type Missing = {
  /** A file each that depends on it. */
  timezone?: string;
  year?: string;
  /** A file of lookups of a format that is taken in different places. */
  vantage?: string;
  /** Names of data sets, as the formats of the files have them. */
  datasets: Set<string>;
};

/** A file that cannot be read is left to the import, which says why. */
async function findMissing(files: readonly string[], options: ImportOptions): Promise<Missing> {
  const missing: Missing = { datasets: new Set() };
  const { timezone, year, map, format } = options;
  const known = {
    ...(timezone && { timezone }),
    ...(year && { year }),
    ...(map && { map }),
    ...(format && { format }),
  };
  for (const file of files) {
    if (file === '-') continue;
    try {
      await getFileSize(file);
      const { depends, rows, format: id } = await previewFile(file, path.basename(file), known);
      const found = FORMATS.find((each) => each.id === id);
      for (const what of depends) if (options[what] === undefined) missing[what] ??= file;
      if (options.vantage === undefined && !found?.vantage && rows.some(({ client }) => client))
        missing.vantage ??= file;
      if (options.dataset === undefined && found) missing.datasets.add(found.dataset);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
    }
  }
  return missing;
}

/** The options with the answers; Enter takes the default, which is shown. Each is asked for once, for all files. */
export async function askMissing(files: readonly string[], options: ImportOptions, ask: Ask): Promise<ImportOptions> {
  const missing = await findMissing(files, options);
  const answers: ImportOptions = { ...options };
  const askUntil = async (question: string, isValid: (text: string) => boolean): Promise<string> => {
    for (;;) {
      const answer = (await ask(question)).trim();
      if (answer === '' || isValid(answer)) return answer;
    }
  };
  const show = (file: string) => toPrintable(path.basename(file));
  if (missing.timezone !== undefined) {
    const question = `${show(missing.timezone)} has times without a zone. Which, such as Europe/Berlin? [UTC] `;
    answers.timezone = (await askUntil(question, isTimezone)) || 'UTC';
  }
  if (missing.year !== undefined) {
    const year = (await stat(missing.year)).mtime.getUTCFullYear();
    const question = `${show(missing.year)} has times without a year. Which is that of its first line? [by the file's own date, ${year}] `;
    const answer = await askUntil(question, (text) => /^(19|20)\d\d$/.test(text));
    if (answer !== '') answers.year = Number(answer);
  }
  if (missing.datasets.size > 0) {
    const names = [...missing.datasets].join(', ');
    const answer = await askUntil(`What is the data set called that the edges belong to? [${names}] `, () => true);
    if (answer !== '') answers.dataset = answer;
  }
  if (missing.vantage !== undefined) {
    const question = `Where was ${show(missing.vantage)} taken: ${VANTAGES.join(', ')}? [not said] `;
    const answer = await askUntil(question, (text) => Vantage.safeParse(text).success);
    if (answer !== '') answers.vantage = Vantage.parse(answer);
  }
  return answers;
}

function cancel(error: unknown): never {
  if (error instanceof Error && error.name === 'AbortError') throw new ImportError('Nothing was imported.');
  throw error;
}

/** `askMissing` on the terminal that standard input and standard error are. */
export async function askOnTerminal(files: readonly string[], options: ImportOptions): Promise<ImportOptions> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await askMissing(files, options, (question) => terminal.question(question).catch(cancel));
  } finally {
    terminal.close();
  }
}
