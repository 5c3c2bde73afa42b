/** An import's summary as lines for people. */
import { type ImportSummary, toClientModeText } from '../shared/import-summary.ts';
import { toPrintable } from './printable.ts';

function toNumber(count: number): string {
  return count.toLocaleString('en');
}

export function toSummaryText(summary: ImportSummary): string {
  const { file, format, dataset, vantage, timezone } = summary;
  const lines = [`${file}: ${format}, data set "${dataset}"${vantage ? `, vantage ${vantage}` : ''}`];
  const add = (label: string, text: string) => lines.push(`  ${label.padEnd(14)}${text}`);
  if (summary.alreadyImported) {
    add('nothing to do', 'this content is in this data set already; nothing was changed. The import then:');
  }
  add('read', `${toNumber(summary.read)} rows`);
  add('accepted', toNumber(summary.accepted));
  for (const [reason, count] of Object.entries(summary.leftOut)) add('left out', `${toNumber(count)}  ${reason}`);
  const where = summary.rejectedFile === undefined ? '' : `, listed in ${summary.rejectedFile}`;
  add('rejected', `${toNumber(summary.rejected)}${where}`);
  for (const [note, count] of Object.entries(summary.notes ?? {})) add('noted', `${toNumber(count)}  ${note}`);
  if (summary.pairs > 0) {
    const { clients, names, pairs } = summary;
    add('lookups of', `${toNumber(names)} names by ${toNumber(clients)} clients, ${toNumber(pairs)} pairs`);
    add('time range', `${summary.firstSeen ?? '?'} to ${summary.lastSeen ?? '?'}`);
  }
  if (summary.clientMode !== undefined) add('clients', toClientModeText(summary.clientMode));
  if (summary.year !== undefined) add('year', `${summary.year}, for times that name none`);
  if (timezone !== undefined) add('time zone', `${timezone}, for times that name none`);
  if (summary.dryRun) add('dry run', 'the database was left alone');
  else if (!summary.alreadyImported) {
    add('nodes', `${toNumber(summary.nodesCreated)} created`);
    add('edges', `${toNumber(summary.edgesCreated)} created, ${toNumber(summary.edgesUpdated)} updated`);
  }
  if (!summary.alreadyImported) {
    const rate = summary.seconds > 0 ? Math.round(summary.read / summary.seconds) : 0;
    add('seconds', `${summary.seconds.toFixed(1)} (${toNumber(rate)} rows/s)`);
  }
  return `${lines.map(toPrintable).join('\n')}\n`;
}
