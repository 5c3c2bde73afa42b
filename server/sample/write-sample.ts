/** Writes the sample as the files a user would have. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createLookups, SEED } from './lookups.ts';
import { toAsOrganizations, toIptoasn } from './registers.ts';
import { toZeekLog } from './zeek-log.ts';

/** The three files, in the order in which they are best imported: networks before the clients in them. */
export const SAMPLE_FILES = {
  networks: 'ip2asn-combined.tsv',
  organizations: 'as-org2info.jsonl',
  lookups: 'dns.log.gz',
} as const;

export type SampleFiles = { [K in keyof typeof SAMPLE_FILES]: string } & { lookupRows: number };

/** Makes the folder where it is missing and returns the paths. The same content on every machine and day. */
export async function writeSample(folder: string): Promise<SampleFiles> {
  const lookups = createLookups();
  const files = {
    networks: path.join(folder, SAMPLE_FILES.networks),
    organizations: path.join(folder, SAMPLE_FILES.organizations),
    lookups: path.join(folder, SAMPLE_FILES.lookups),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(files.networks, toIptoasn());
  await writeFile(files.organizations, toAsOrganizations());
  await writeFile(files.lookups, gzipSync(toZeekLog(lookups, SEED), { level: 6 }));
  return { ...files, lookupRows: lookups.length };
}
