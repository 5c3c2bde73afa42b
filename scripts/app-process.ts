/** Starts the whole product as a user does, for the browser tests and the screenshots. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY = /Whoasked is ready at (http:\/\/\S+)/;
/** The first start on a slow machine fetches Neo4j, starts it and imports the sample. */
const PATIENCE_MS = 5 * 60_000;

export type AppProcess = {
  url: string;
  dataDir: string;
  /** As Ctrl-C does; settles when the process and its Neo4j have ended. */
  stop: () => Promise<void>;
};

async function runScript(script: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with code ${code}.`);
}

/** An app on a free port with a data folder of its own, which `stop` removes. The page is built first if it has changed. */
export async function startApp(env: Record<string, string> = {}): Promise<AppProcess> {
  await runScript('scripts/build-client.ts');
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'whoasked-app-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/index.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NEO4J_URI: '', HOST: '127.0.0.1', PORT: '0', ...env, DATA_DIR: dataDir },
  });
  const closed = once(child, 'close');
  const stop = async () => {
    child.kill('SIGTERM');
    await closed;
    await rm(dataDir, { recursive: true, force: true });
  };
  let output = '';
  const url = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The app did not become ready in time')), PATIENCE_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const ready = READY.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void closed.then(([code]) => reject(new Error(`The app ended with code ${code} before it was ready`)));
    void closed.finally(() => clearTimeout(timer));
  });
  try {
    return { url: await url, dataDir, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}. It said:\n${output}`);
  }
}
