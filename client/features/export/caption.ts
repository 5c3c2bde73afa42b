/** What a printed figure has to say about itself, read from what is drawn. */
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

function sayDatasets(canvas: Canvas): string | undefined {
  const names = canvas.getGraph().edges.map(({ properties }) => properties.reference_name);
  const datasets = [...new Set(names.filter((name) => typeof name === 'string'))].sort();
  if (datasets.length === 0) return undefined;
  return `${datasets.length === 1 ? 'Data set' : 'Data sets'}: ${datasets.join(', ')}.`;
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

/** One sentence a line: time range and zone, data sets, whether it is synthetic, what is cut and hidden. */
export function toCaptionLines(canvas: Canvas, timezone: string, synthetic: boolean): string[] {
  return [
    sayTimeRange(canvas, timezone),
    sayDatasets(canvas),
    synthetic ? 'Synthetic sample data: nothing in this picture exists.' : undefined,
    ...sayCuts(canvas),
    sayHidden(canvas.getState()),
  ].filter((line): line is string => line !== undefined);
}
