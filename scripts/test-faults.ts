/**
 * npm run test:faults: the tests of faults in their long form, which takes an hour or more. It needs what `npm test` needs,
 * and on Linux the right to mount, for disks that are really full. `FAULT_SEED` draws other faults.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES = [
  'import-mutations',
  'import-bombs',
  'keys-hostile-names',
  'import-faults-',
  'import-bulk-kill',
  'import-continued',
];

const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '--project', 'unit', '--project', 'neo4j', '--reporter=verbose', ...FILES];
const env = { ...process.env, FAULT_ROUNDS: 'long' };
const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env });
const [code] = await once(child, 'close');
process.exitCode = code ?? 1;
