/** Finds a Java that the wanted Neo4j runs on. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../errors.ts';
import { WAYS_OUT } from './problems.ts';
import type { ServerRelease } from './versions.ts';

const run = promisify(execFile);

export type Java = { executable: string; major: number };

/** The major version in the output of `java -version`: `1.8.0_412` is 8, `21.0.5` is 21. */
export function parseJavaVersion(output: string): number | undefined {
  const match = /version "(\d+)(?:\.(\d+))?/.exec(output);
  if (!match) return undefined;
  const [, first, second] = match;
  return first === '1' && second !== undefined ? Number(second) : Number(first);
}

/**
 * Of the Javas found, in order of preference (JAVA_HOME, PATH, installed ones): the first that the server's makers
 * support, else the first that is new enough.
 */
export function chooseJava(found: Java[], { oldest, newest }: ServerRelease['java']): Java | undefined {
  const usable = found.filter((java) => java.major >= oldest);
  return usable.find((java) => java.major <= newest) ?? usable[0];
}

/** Throws StartError when there is no Java, or none that is new enough. */
export async function findJava(version: string, needed: ServerRelease['java']): Promise<Java> {
  const found: Java[] = [];
  for (const executable of await listCandidates()) {
    const major = await readMajor(executable);
    if (major === undefined) continue;
    found.push({ executable, major });
    if (major >= needed.oldest && major <= needed.newest) break;
  }
  const java = chooseJava(found, needed);
  if (java) return java;
  const fact =
    found.length === 0
      ? 'no Java was found'
      : `only Java ${[...new Set(found.map((each) => each.major))].join(', ')} was found`;
  throw new StartError(
    `Neo4j ${version} needs Java ${needed.oldest} or newer and ${fact}: install one (Debian, Ubuntu: apt install openjdk-${needed.oldest}-jre-headless; macOS: brew install openjdk@${needed.oldest}) or name it in JAVA_HOME, ${WAYS_OUT}.`,
  );
}

async function listCandidates(): Promise<string[]> {
  const name = process.platform === 'win32' ? 'java.exe' : 'java';
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const installed = await Promise.all(
    [
      { folder: '/usr/lib/jvm', inside: 'bin' },
      { folder: '/usr/java', inside: 'bin' },
      { folder: '/opt/java', inside: 'bin' },
      { folder: '/Library/Java/JavaVirtualMachines', inside: 'Contents/Home/bin' },
      { folder: '/opt/homebrew/opt', inside: 'bin', only: /^openjdk/ },
      { folder: '/usr/local/opt', inside: 'bin', only: /^openjdk/ },
      { folder: path.join(os.homedir(), '.sdkman/candidates/java'), inside: 'bin' },
      { folder: 'C:\\Program Files\\Java', inside: 'bin' },
      { folder: 'C:\\Program Files\\Eclipse Adoptium', inside: 'bin' },
    ].map(async ({ folder, inside, only }) => {
      const entries = await readdir(folder).catch(() => []);
      return entries
        .filter((entry) => only?.test(entry) ?? true)
        .sort()
        .map((entry) => path.join(folder, entry, inside));
    }),
  );
  const home = process.env.JAVA_HOME;
  const folders = [...(home ? [path.join(home, 'bin')] : []), ...onPath, ...installed.flat()];
  return [...new Set(folders)].map((folder) => path.join(folder, name));
}

async function readMajor(executable: string): Promise<number | undefined> {
  try {
    const { stdout, stderr } = await run(executable, ['-version'], { timeout: 20_000 });
    return parseJavaVersion(stderr + stdout);
  } catch {
    return undefined;
  }
}
