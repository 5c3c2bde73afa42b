/** Shows how far an import is: a bar on a terminal, a line now and then elsewhere. */
import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../server/import/import-options.ts';
import { toPrintable } from './printable.ts';

const LINE_EVERY_MS = 5_000;

type Phase = ImportProgress['phase'];

const PHASES: Record<Phase, string> = {
  waiting: 'waiting for another import into this data set',
  hashing: 'hashing',
  reading: 'reading',
  writing: 'writing to Neo4j',
  loading: "loading with Neo4j's import tool",
  mapping: 'mapping addresses to prefixes',
  deriving: 'deriving who asked by network',
};

export type ProgressPrinter = { show(progress: ImportProgress): void; end(): void };

function toClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Between 0 and 1, of the phase alone; undefined where its end is not known. */
function findFraction({ phase, octets, totalOctets, written }: ImportProgress): number | undefined {
  if (phase === 'hashing' || phase === 'reading') return Math.min(1, octets / Math.max(1, totalOctets));
  return written?.total ? Math.min(1, written.done / written.total) : undefined;
}

function toAmount({ phase, rows, written }: ImportProgress, seconds: number): string[] {
  if (phase === 'hashing') return [];
  const parts = [`${rows.toLocaleString('en')} rows`];
  // A rate of the first moments says nothing.
  if (phase === 'reading' && seconds >= 0.5) parts.push(`${Math.round(rows / seconds).toLocaleString('en')} rows/s`);
  if ((phase === 'writing' || phase === 'loading') && written?.total) {
    parts.push(`${written.done.toLocaleString('en')} of ${written.total.toLocaleString('en')} nodes and edges`);
  }
  if (phase === 'mapping' && written) parts.push(`${written.done.toLocaleString('en')} addresses`);
  return parts;
}

/**
 * What is known `seconds` after the phase began: rows, rows/s while reading, what is written, and the time left in this
 * phase.
 */
export function toFigures(progress: ImportProgress, seconds: number): string {
  const fraction = findFraction(progress);
  const parts = toAmount(progress, seconds);
  if (fraction && seconds >= 0.5) parts.push(`${toClock((seconds * (1 - fraction)) / fraction)} left`);
  return parts.join(', ');
}

export function createProgressPrinter(out: NodeJS.WriteStream): ProgressPrinter {
  let bar: SingleBar | undefined;
  let phase: Phase | undefined;
  let began = 0;
  let shown = 0;

  return {
    show(progress) {
      const now = performance.now();
      if (progress.phase !== phase) began = now;
      phase = progress.phase;
      const fraction = findFraction(progress);
      const text = {
        file: toPrintable(progress.file),
        phase: PHASES[progress.phase],
        figures: toFigures(progress, (now - began) / 1000),
      };
      if (out.isTTY) {
        if (!bar) {
          const format = '{file} [{bar}] {percentage}% {phase} {figures}';
          bar = new SingleBar({ format, stream: out, hideCursor: true, clearOnComplete: true, fps: 5 });
          bar.start(100, 0, text);
        }
        bar.update(Math.floor(100 * (fraction ?? 1)), text);
      } else if (now - shown >= LINE_EVERY_MS) {
        shown = now;
        const percent = fraction === undefined ? '' : ` ${Math.floor(100 * fraction)} %`;
        out.write(`${text.file}: ${text.phase}${percent}${text.figures && `, ${text.figures}`}\n`);
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
