/**
 * npm test: types, lint, and the unit, Neo4j and browser tests; the totals at the end. Nothing is skipped unseen.
 * `npm test -- unit neo4j` runs these projects only, after types and lint.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ensureChromium } from './chromium.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROJECTS = ['unit', 'neo4j', 'browser'];

type Totals = { passed: number; failed: number };

/** What we need of the JSON that Vitest writes. */
const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

function runTool(name: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const executable = path.join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
  const child = spawn(executable, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${name} cannot be run (${error.message}): run npm ci first.`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

async function runCheck(name: string, tool: string, args: string[]): Promise<Totals> {
  const passed = await runTool(tool, args);
  console.log(`${passed ? 'passed' : 'FAILED'}: ${name}`);
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A test file that could not be loaded, and a run that failed without a failed test, count as one failure each. */
async function runProject(project: string, reportFile: string, env: NodeJS.ProcessEnv): Promise<Totals> {
  console.log(`\n${project} tests`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  const ended = await runTool('vitest', [...args, `--outputFile.json=${reportFile}`], env);
  const text = await readFile(reportFile, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1 };
  const report = Report.parse(JSON.parse(text));
  const notRun = report.numPendingTests + report.numTodoTests;
  if (notRun > 0) console.error(`${notRun} ${project} tests did not run: they count as failed.`);
  const notLoaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + notRun + notLoaded;
  return { passed: report.numPassedTests, failed: failed === 0 && !ended ? 1 : failed };
}

async function findBrowser(): Promise<{ env: NodeJS.ProcessEnv; totals: Totals[] }> {
  try {
    return { env: { ...process.env, CHROME_PATH: await ensureChromium() }, totals: [] };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return { env: process.env, totals: [{ passed: 0, failed: 1 }] };
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PROJECTS.includes(name));
if (unknown.length > 0) {
  console.error(`There are no ${unknown.join(', ')} tests: name some of ${PROJECTS.join(', ')}, or none for all.`);
  process.exit(1);
}
const projects = PROJECTS.filter((name) => wanted.length === 0 || wanted.includes(name));
const folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-reports-'));
const totals = await Promise.all([
  runCheck('types', 'tsc', ['--noEmit']),
  runCheck('lint and format', 'biome', ['check', '.']),
]);
const browser = projects.includes('browser') ? await findBrowser() : { env: process.env, totals: [] };
totals.push(...browser.totals);
for (const project of projects) {
  totals.push(await runProject(project, path.join(folder, `${project}.json`), browser.env));
}
await rm(folder, { recursive: true, force: true });

const sum = (key: keyof Totals) => totals.reduce((total, each) => total + each[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
