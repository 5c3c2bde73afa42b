/** `npm run import -- list` and `--remove-dataset NAME`. */
import { createInterface } from 'node:readline/promises';
import { StartError } from '../server/errors.ts';
import type { Database } from '../server/graph/database.ts';
import { listImports } from '../server/graph/list-imports.ts';
import { type Removal, type RemovalStep, removeDataset } from '../server/graph/remove-dataset.ts';
import { SUFFIX_LIST_DATE } from '../shared/suffix-list.ts';
import { toImportListText } from './import-list-text.ts';
import { toPrintable, toPrintableJson } from './printable.ts';

/** Prints what is in the graph, as a table or, with every field, as JSON. */
export async function listDatasets(database: Database, json: boolean): Promise<void> {
  const imports = await listImports(database);
  const text = json ? toPrintableJson(imports) : toImportListText(imports, SUFFIX_LIST_DATE);
  process.stdout.write(text);
}

const STEPS: Record<RemovalStep, string> = {
  edges: 'deleting its edges',
  deriving: 'deriving anew where lookups come from',
  nodes: 'deleting nodes that nothing else holds',
};

/** Throws StartError without a terminal to ask on, and where the answer is not yes. */
async function askConsent(database: Database, dataset: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new StartError('Removing a data set needs --yes where there is no terminal to ask on.');
  const own = (await listImports(database)).filter((entry) => entry.dataset === dataset);
  const rows = own.reduce((sum, { accepted }) => sum + accepted, 0);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const question = `Remove "${toPrintable(dataset)}" (${own.length} imports, ${rows.toLocaleString('en')} rows) from the graph? [y/N] `;
  const answer = await terminal.question(question).finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new StartError('Nothing was removed.');
}

function toRemovalText(dataset: string, { edges, nodes }: Removal): string {
  const toLines = (word: string, counts: Record<string, number>) => {
    const lines = Object.entries(counts).map(
      ([name, count]) => `  ${count.toLocaleString('en').padStart(12)}  ${name}`,
    );
    return [`  ${word}${lines.length === 0 ? ': none' : ''}`, ...lines];
  };
  return `${[`Removed "${toPrintable(dataset)}"`, ...toLines('edges', edges), ...toLines('nodes', nodes)].join('\n')}\n`;
}

/** Takes a data set out after a yes, and prints what was deleted. Throws StartError, AppError. */
export async function removeWithConsent(
  database: Database,
  { dataset, yes, json }: { dataset: string; yes: boolean; json: boolean },
): Promise<void> {
  if (!yes) await askConsent(database, dataset);
  const onStep = (step: RemovalStep) => void process.stderr.write(`${toPrintable(dataset)}: ${STEPS[step]}\n`);
  const removal = await removeDataset(database, dataset, onStep);
  if (json) process.stdout.write(toPrintableJson({ dataset, ...removal }));
  else process.stdout.write(toRemovalText(dataset, removal));
}
