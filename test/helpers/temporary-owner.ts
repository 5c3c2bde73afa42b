/** A process that keeps something in the folder of its first argument until it is killed; it prints where. */
import { writeFileSync } from 'node:fs';
import { claimSpool, createTemporaryFolder } from '../../server/import/temporary.ts';

const [parent = ''] = process.argv.slice(2);
const folder = await createTemporaryFolder(parent, 'import');
writeFileSync(`${folder.path}/run`, 'rows');
const spool = await claimSpool(parent);
writeFileSync(spool.path, 'input');
process.stdout.write(`${JSON.stringify([folder.path, spool.path])}\n`);
setInterval(() => undefined, 60_000);
