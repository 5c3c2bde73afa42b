/** What is said of an import while it runs. */
import type { ImportJob, Progress } from '../../../shared/api-imports.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';

/** `812 B`, `3.4 MB`, `1,250 MB`. */
export function formatOctets(octets: number): string {
  if (octets < 1000) return `${octets} B`;
  if (octets < 1e6) return `${formatCount(Math.round(octets / 1000))} kB`;
  const megabytes = octets / 1e6;
  return `${megabytes < 10 ? megabytes.toFixed(1) : formatCount(Math.round(megabytes))} MB`;
}

/** `48 s`, `3 min 20 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  return `${formatCount(Math.floor(whole / 60))} min ${whole % 60} s`;
}

const PHASES: Record<Progress['phase'], string> = {
  waiting: 'Waiting for another import into this data set',
  hashing: 'Reading the file through',
  reading: 'Reading rows',
  writing: 'Writing to Neo4j',
  loading: 'Loading into Neo4j',
  mapping: 'Mapping addresses to networks',
  deriving: 'Counting who asked, by network',
};

/** Below this a forecast says nothing. */
const MIN_SECONDS = 1;

/** From 0 to 1, of the phase alone; undefined where its end is not known. */
export function findFraction({ phase, octets, totalOctets, written }: Progress): number | undefined {
  if (phase === 'hashing' || phase === 'reading') return totalOctets === 0 ? 1 : Math.min(1, octets / totalOctets);
  return written?.total ? Math.min(1, written.done / written.total) : undefined;
}

function sayAmount({ phase, written, totalOctets, octets }: Progress): string {
  if (phase === 'hashing') return `${formatOctets(octets)} of ${formatOctets(totalOctets)}`;
  if (phase === 'writing' && written?.total) {
    return `${formatCount(written.done)} of ${formatCount(written.total)} nodes and edges`;
  }
  return phase === 'mapping' && written ? formatCounted(written.done, 'address', 'addresses') : '';
}

/** Phase, then what is known: rows, rows a second, time left in this phase. */
export function sayProgress(job: ImportJob): { phase: string; facts: string[] } {
  const { progress, state, ahead = 0 } = job;
  if (state === 'waiting')
    return { phase: ahead === 0 ? 'Waiting' : `Waiting for ${formatCounted(ahead, 'import')}`, facts: [] };
  if (!progress) return { phase: 'Beginning', facts: [] };
  const fraction = findFraction(progress);
  const left = fraction && progress.seconds >= MIN_SECONDS ? (progress.seconds * (1 - fraction)) / fraction : undefined;
  const rate = progress.rowsPerSecond;
  const facts = [
    progress.rows > 0 ? formatCounted(progress.rows, 'row') : '',
    progress.phase === 'reading' && rate ? `${formatCount(Math.round(rate))} rows/s` : '',
    sayAmount(progress),
    left === undefined ? '' : `${formatSeconds(left)} left`,
  ];
  return { phase: PHASES[progress.phase], facts: facts.filter(Boolean) };
}
