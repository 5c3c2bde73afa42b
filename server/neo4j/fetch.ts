/** Fetches the jars of a Neo4j server from Maven Central, once per version and user. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '../errors.ts';
import { findFetchProblem, isDiskFull, toDiskFullSentence, WAYS_OUT } from './problems.ts';
import { isRunning } from './processes.ts';
import type { OnProgress } from './progress.ts';

const POM = fileURLToPath(new URL('pom.xml', import.meta.url));

/** Written last: a folder without it, or with another number of jars, is no whole server. */
const MARKER = 'complete.json';

/** The user's cache folder, shared by every clone of the repository. */
export function findCacheDir(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return path.join(XDG_CACHE_HOME, 'whoasked');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Caches/whoasked');
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'whoasked');
  return path.join(os.homedir(), '.cache/whoasked');
}

export type FetchOptions = { version: string; cacheDir?: string; javaHome?: string; onProgress: OnProgress };

/** Answers the folder with the jars of this version; fetches them when they are not there. Throws StartError. */
export async function fetchServer({
  version,
  cacheDir = findCacheDir(),
  javaHome,
  onProgress,
}: FetchOptions): Promise<string> {
  const folder = path.join(cacheDir, `neo4j-${version}`);
  if (await isWhole(folder)) return folder;
  const unfinished = path.join(cacheDir, `.neo4j-${version}.${process.pid}.${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(cacheDir, { recursive: true });
    await removeAbandoned(cacheDir);
    onProgress(toStep(version));
    await copyJars(version, unfinished, javaHome, onProgress);
    const jars = await listJars(unfinished);
    await writeFile(path.join(unfinished, MARKER), JSON.stringify({ version, jars: jars.length }));
    await moveIntoPlace(unfinished, folder);
    return folder;
  } catch (error) {
    if (isDiskFull(error)) throw new StartError(toDiskFullSentence(cacheDir), { cause: error });
    throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const { jars } = JSON.parse(await readFile(path.join(folder, MARKER), 'utf8'));
    return jars === (await listJars(folder)).length;
  } catch {
    return false;
  }
}

async function listJars(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jar'));
}

/** Another process may have finished the same fetch meanwhile: then its folder stays. */
async function moveIntoPlace(unfinished: string, folder: string): Promise<void> {
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (await isWhole(folder)) return;
    if (!(error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String(error.code)))) {
      throw error;
    }
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  }
}

/** What fetches that were killed left behind. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const match = /^\.neo4j-.+\.(\d+)\.[0-9a-f]{8}$/.exec(name);
    if (match && !isRunning(Number(match[1]))) await rm(path.join(cacheDir, name), { recursive: true, force: true });
  }
}

function toStep(version: string): string {
  return `Fetching Neo4j ${version} from Maven Central (about 130 MB, once)`;
}

async function copyJars(
  version: string,
  folder: string,
  javaHome: string | undefined,
  onProgress: OnProgress,
): Promise<void> {
  const args = ['-B', '-f', POM, `-Dneo4j.version=${version}`, 'dependency:copy-dependencies'];
  const { code, output } = await runMaven(
    [...args, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`],
    javaHome ? { JAVA_HOME: javaHome, ...process.env } : process.env,
    (files) => onProgress(toStep(version), `${files} files`),
  ).catch((error: unknown) => {
    throw new StartError(
      `Maven, which fetches Neo4j ${version}, cannot be run: install it (Debian, Ubuntu: apt install maven; macOS: brew install maven), ${WAYS_OUT}.`,
      { cause: error },
    );
  });
  if (code === 0) return;
  const reason = /^\[ERROR\] (.+)$/m.exec(output)?.[1] ?? `it ended with code ${code}`;
  throw new StartError(
    findFetchProblem(output, version, path.dirname(folder)) ??
      `Maven could not fetch Neo4j ${version} (${reason}): ${WAYS_OUT}.`,
  );
}

type MavenResult = { code: number | null; output: string };

/** Calls back with the number of files downloaded so far, twice a second. Rejects when Maven cannot be run. */
async function runMaven(
  args: string[],
  env: NodeJS.ProcessEnv,
  onDownloaded: (files: number) => void,
): Promise<MavenResult> {
  const maven = spawn(process.platform === 'win32' ? 'mvn.cmd' : 'mvn', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let output = '';
  let files = 0;
  const onOutput = (chunk: string) => {
    output = (output + chunk).slice(-200_000);
    files += chunk.match(/Downloaded from /g)?.length ?? 0;
  };
  maven.stdout.setEncoding('utf8').on('data', onOutput);
  maven.stderr.setEncoding('utf8').on('data', onOutput);
  const killWithUs = () => maven.kill();
  process.once('exit', killWithUs);
  const timer = setInterval(() => {
    if (files > 0) onDownloaded(files);
  }, 500);
  return await new Promise<MavenResult>((resolve, reject) => {
    maven.on('error', reject).on('close', (code) => resolve({ code, output }));
  }).finally(() => {
    clearInterval(timer);
    process.off('exit', killWithUs);
  });
}
