/** npm run prestart: builds the front end into dist/client, unless it was built from the same files before. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['client', 'shared', 'package-lock.json', 'vite.config.ts'];
const BUILT = path.join(ROOT, 'dist/client/index.html');
/** Beside dist/client, which the build empties. Written last: a build that was interrupted is done again. */
const HASH_FILE = path.join(ROOT, 'dist/client.sha256');

async function listFiles(relative: string): Promise<string[]> {
  const file = path.join(ROOT, relative);
  const entries = await readdir(file, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [file];
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(SOURCES.map(listFiles))).flat().sort();
  for (const file of files) hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file));
  return hash.digest('hex');
}

const wanted = await hashSources();
const built = existsSync(BUILT) ? await readFile(HASH_FILE, 'utf8').catch(() => '') : '';
if (built !== wanted) {
  console.log('Building the front end (once, and after changes)');
  try {
    // Inherited from a test run or a shell, `test` or `development` would make a larger and slower page.
    process.env.NODE_ENV = 'production';
    await rm(HASH_FILE, { force: true });
    await build({
      root: path.join(ROOT, 'client'),
      configFile: path.join(ROOT, 'vite.config.ts'),
      logLevel: 'warn',
      // How long its plugins take is no news to a user.
      build: { rolldownOptions: { checks: { pluginTimings: false } } },
    });
    await mkdir(path.dirname(HASH_FILE), { recursive: true });
    await writeFile(HASH_FILE, wanted);
  } catch (error) {
    console.error(`The front end could not be built: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
