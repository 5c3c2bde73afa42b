/** Finds the Chromium of the browser tests and the screenshots, or installs one. */
import { execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC_APPS = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];

const run = promisify(execFile);

/** An executable that answers to `--version`: CHROME_PATH, a system's one, or Playwright's. */
export async function findChromium(): Promise<string | undefined> {
  const { CHROME_PATH, PATH = '' } = process.env;
  const folders = PATH.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const candidates = [
    ...(CHROME_PATH ? [CHROME_PATH] : []),
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...(process.platform === 'darwin' ? MAC_APPS.map((app) => path.join('/Applications', app)) : []),
    chromium.executablePath(),
  ];
  for (const candidate of candidates) {
    // Ubuntu's chromium-browser may be a stub that only says how to install a snap.
    const works = await run(candidate, ['--version'], { timeout: 30_000 }).then(
      ({ stdout }) => /\d+\.\d+/.test(stdout),
      () => false,
    );
    if (works) return candidate;
  }
  return undefined;
}

/** Finds it, else installs it with what the machine has. Throws with one sentence when nothing helps. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  for (const commands of listInstallations()) {
    console.log(`Installing Chromium: ${commands.map((command) => command.join(' ')).join(' && ')}`);
    if (!(await runAll(commands))) continue;
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium was found and none could be installed: install it (Debian: apt install chromium) or name one in CHROME_PATH.',
  );
}

function listInstallations(): string[][][] {
  const isRoot = process.getuid?.() === 0;
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const distributions = [
    [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ],
    [['dnf', 'install', '-y', 'chromium', 'liberation-sans-fonts']],
    [['apk', 'add', 'chromium', 'font-liberation']],
    [['pacman', '-S', '--noconfirm', 'chromium', 'ttf-liberation']],
    [['zypper', '--non-interactive', 'install', 'chromium']],
  ];
  const playwright = [[process.execPath, cli, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']];
  return [...(isRoot ? distributions : []), playwright];
}

/** False at the first command that is missing or fails. */
async function runAll(commands: string[][]): Promise<boolean> {
  for (const [command = '', ...args] of commands) {
    const code = await new Promise<number | null>((resolve) => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
      child.on('error', () => resolve(null)).on('close', resolve);
    });
    if (code !== 0) return false;
  }
  return true;
}
