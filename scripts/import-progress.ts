/** Shows how far an import is: a bar on a terminal, a line now and then elsewhere. */
import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../server/import/read-file.ts';

const LINE_EVERY_MS = 5_000;
const PHASES: Record<ImportProgress['phase'], string> = {
  hashing: 'hashing',
  reading: 'reading',
  writing: 'writing to Neo4j',
  mapping: 'mapping addresses to prefixes',
};

export type ProgressPrinter = { show(progress: ImportProgress): void; end(): void };

function toClock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Rows, rows/s and time left, of what has been read of the file. */
function toFigures({ phase, rows, octets, totalOctets }: ImportProgress, seconds: number): string {
  // A rate of the first moments says nothing.
  if (phase === 'hashing' || seconds < 0.5) return '';
  const rate = Math.round(rows / seconds);
  const left = octets > 0 ? (seconds * (totalOctets - octets)) / octets : Number.NaN;
  return `${rows.toLocaleString('en')} rows, ${rate.toLocaleString('en')} rows/s, ${toClock(left)} left`;
}

export function createProgressPrinter(out: NodeJS.WriteStream): ProgressPrinter {
  const terminal = out.isTTY;
  let bar: SingleBar | undefined;
  let started = 0;
  let shown = 0;
  let phase: ImportProgress['phase'] | undefined;

  return {
    show(progress) {
      const now = performance.now();
      if (progress.phase === 'hashing' && phase !== 'hashing') started = 0;
      if (progress.phase !== 'hashing' && (phase === 'hashing' || phase === undefined)) started = now;
      phase = progress.phase;
      const seconds = (now - (started || now)) / 1000;
      const figures = toFigures(progress, seconds);
      const total = Math.max(1, progress.totalOctets);
      const text = { file: progress.file, phase: PHASES[progress.phase], figures };
      if (terminal) {
        if (!bar) {
          const format = '{file} [{bar}] {percentage}% {phase} {figures}';
          bar = new SingleBar({ format, stream: out, hideCursor: true, clearOnComplete: true, fps: 5 });
          bar.start(total, 0, text);
        }
        bar.update(Math.min(total, progress.octets), text);
      } else if (now - shown >= LINE_EVERY_MS) {
        shown = now;
        const percent = Math.floor((100 * progress.octets) / total);
        out.write(`${text.file}: ${percent} %, ${text.phase}${figures === '' ? '' : `, ${figures}`}\n`);
      }
    },
    end() {
      bar?.stop();
      bar = undefined;
      phase = undefined;
      shown = 0;
    },
  };
}
