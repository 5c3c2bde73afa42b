/** The first load through Neo4j's import tool beside the tool alone on the same files, same machine, same run. */
import { link, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Database, readRecords, runAutoCommit } from '../../server/graph/database.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { prepareLaunch } from '../../server/neo4j/attachment.ts';
import { chooseMemory, readTotalMemory } from '../../server/neo4j/configure.ts';
import { startImportTool } from '../../server/neo4j/import-tool.ts';
import type { BulkLoader } from '../../server/neo4j/managed.ts';
import { createBulkHome } from '../../server/neo4j/replace-store.ts';
import { createFolders } from '../../server/neo4j/server-process.ts';
import type { BenchContext } from './import/context.ts';
import type { BenchRow } from './import/measure.ts';

const CLEAR = 'MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS';

type Kept = { folder: string; args: readonly string[] };

/** Keeps the files by links, which takes no time that would count. */
function keepFiles(loader: BulkLoader, folder: string, onKept: (kept: Kept) => void): BulkLoader {
  let files: string | undefined;
  return {
    async begin() {
      files = await loader.begin();
      return files;
    },
    async load(args) {
      if (files === undefined) throw new Error('Files are loaded from nowhere.');
      await mkdir(folder, { recursive: true });
      for (const name of await readdir(files)) await link(path.join(files, name), path.join(folder, name));
      onKept({ folder, args });
      await loader.load(args);
    },
  };
}

async function countEdges(database: Database): Promise<number> {
  const [record] = await readRecords<{ edges: bigint }>(database, 'MATCH ()-[edge]->() RETURN count(edge) AS edges');
  return Number(record?.get('edges') ?? 0);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Seconds from the file to the graph with its schema, and of the tool alone. */
export async function benchBulk(context: BenchContext): Promise<BenchRow[]> {
  const { database, files, bulkLoader, folder, version } = context;
  if (!bulkLoader) return [{ measure: 'not measured: it needs the Neo4j of our own, without NEO4J_URI' }];
  const rows: BenchRow[] = [];
  for (const [at, file] of files.entries()) {
    const place = path.join(folder, `bulk-${at}`);
    let kept: Kept | undefined;
    const loader = keepFiles(bulkLoader, path.join(place, 'files'), (found) => {
      kept = found;
    });
    const ours = await time(() => importFiles(database, [file], { bulk: 'always', bulkLoader: loader }));
    if (!kept) throw new Error(`${file} went over Bolt.`);
    const edges = await countEdges(database);
    await runAutoCommit(database, CLEAR);
    const launch = await prepareLaunch({ home: place, version, onProgress: () => undefined });
    await createFolders(place);
    await createBulkHome(place);
    const { folder: csv, args } = kept;
    const alone = await time(() => startImportTool(launch, chooseMemory(readTotalMemory()), csv, args).ended);
    const toRow = (measure: string, seconds: number) => ({
      file: path.basename(file),
      measure,
      edges,
      seconds: Number(seconds.toFixed(2)),
      timesBaseline: Number((seconds / alone).toFixed(2)),
    });
    rows.push(toRow('import --bulk', ours), toRow('baseline: neo4j-admin database import full alone', alone));
  }
  return rows;
}
