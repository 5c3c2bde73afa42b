/** npm run make-sample -- [DIR]: writes the synthetic sample files into DIR (default: sample). */
import path from 'node:path';
import { SAMPLE_DATASETS } from '../server/sample/load-sample.ts';
import { writeSample } from '../server/sample/write-sample.ts';

const [folder = 'sample', ...rest] = process.argv.slice(2);
if (rest.length > 0 || folder.startsWith('-')) {
  console.error('Usage: npm run make-sample -- [DIR]');
  process.exit(1);
}
const started = performance.now();
try {
  const files = await writeSample(path.resolve(folder));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Wrote synthetic data in ${seconds} s: ${files.lookupRows.toLocaleString('en')} rows of lookups.`);
  console.log('To import them, networks first:');
  for (const kind of ['networks', 'organizations', 'lookups'] as const) {
    console.log(`  npm run import -- --dataset ${SAMPLE_DATASETS[kind]} ${files[kind]}`);
  }
} catch (error) {
  console.error(`The sample could not be written: ${error instanceof Error ? error.message : String(error)}.`);
  process.exitCode = 1;
}
