/** What a printed figure has to say about itself, read from what is drawn. */
import type { ImportEntry } from '../../../shared/api.ts';
import { toClientModeText } from '../../../shared/import-summary.ts';
import type { Canvas, CanvasState } from '../../canvas/types.ts';
import { toCounted, toTitleFromId } from '../../explorer/words.ts';
import { formatCounted, formatDayRange } from '../../ui/format.ts';

/** More cut relations than this are summed up in one sentence. */
const NAMED_CUTS = 3;

function sayTimeRange(canvas: Canvas, timezone: string): string | undefined {
  const times = canvas
    .getGraph()
    .edges.flatMap(({ properties }) => [properties.first_seen, properties.last_seen])
    .filter((time): time is string => typeof time === 'string')
    .sort();
  const [first, last] = [times[0], times.at(-1)];
  return first && last ? `Seen ${formatDayRange(first, last, timezone)}, time zone ${timezone}.` : undefined;
}

function findDatasets(canvas: Canvas): string[] {
  const names = canvas.getGraph().edges.map(({ properties }) => properties.reference_name);
  return [...new Set(names.filter((name) => typeof name === 'string'))].sort();
}

function sayDatasets(canvas: Canvas): string | undefined {
  const datasets = findDatasets(canvas);
  if (datasets.length === 0) return undefined;
  return `${datasets.length === 1 ? 'Data set' : 'Data sets'}: ${datasets.join(', ')}.`;
}

/** What an address in the picture may be other than a client's own. */
function sayClients(canvas: Canvas, imports: CaptionFacts['imports']): string[] {
  return findDatasets(canvas).flatMap((dataset) => {
    const stored = imports.find((entry) => entry.dataset === dataset && entry.clientMode !== undefined)?.clientMode;
    return stored === undefined ? [] : [`Clients of ${dataset} are stored as ${toClientModeText(stored)}.`];
  });
}

function sayCuts(canvas: Canvas): string[] {
  const cut = canvas
    .getGraph()
    .nodes.flatMap(({ id }) => canvas.getExpansions(id))
    .filter(({ shown, total }) => shown < total);
  if (cut.length > NAMED_CUTS) return [`Of ${cut.length} relations only the strongest neighbors are drawn.`];
  return cut.map(
    ({ node, label, shown, total }) =>
      `${shown.toLocaleString('en-US')} of ${toCounted(total, label)} of ${toTitleFromId(node)} drawn.`,
  );
}

function sayHidden({ legend, hiddenCount }: CanvasState): string | undefined {
  const off = [...legend.labels, ...legend.types].filter(({ hidden }) => hidden).map(({ name }) => name);
  const parts = [
    hiddenCount > 0 ? formatCounted(hiddenCount, 'node') : '',
    off.length > 0 ? `all ${off.join(', ')}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `Not shown: ${parts.join('; ')}.` : undefined;
}

export type CaptionFacts = {
  timezone: string;
  synthetic: boolean;
  imports: readonly Pick<ImportEntry, 'dataset' | 'clientMode'>[];
};

/** One sentence a line: time range and zone, data sets, what clients are, whether it is synthetic, what is cut and hidden. */
export function toCaptionLines(canvas: Canvas, { timezone, synthetic, imports }: CaptionFacts): string[] {
  return [
    sayTimeRange(canvas, timezone),
    sayDatasets(canvas),
    ...sayClients(canvas, imports),
    synthetic ? 'Synthetic sample data: nothing in this picture exists.' : undefined,
    ...sayCuts(canvas),
    sayHidden(canvas.getState()),
  ].filter((line): line is string => line !== undefined);
}
