/** What became of the rows of an import, and what it brought. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ImportSummary, toClientModeText } from '../../../shared/import-summary.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatCounted } from '../../ui/format.ts';
import { toFileName, toRange, toReasons } from './import-facts.ts';
import classes from './imports.module.css';

type ImportFactsProps = {
  summary: ImportSummary;
  /** By which id the rejected lines can be downloaded. */
  keptAs: string | undefined;
};

export function ImportFacts({ summary, keptAs }: ImportFactsProps) {
  const {
    read,
    accepted,
    leftOut,
    rejected,
    rejectedFile,
    notes = {},
    clients,
    clientMode,
    continuesAt,
    tableDate,
    names,
    pairs,
    timezone,
    year,
  } = summary;
  const range = toRange(summary);
  return (
    <dl className={classes.facts}>
      <Fact name="Read">{formatCounted(read, 'row')}</Fact>
      <Fact name="Accepted">{formatCounted(accepted, 'row')}</Fact>
      {toReasons(leftOut).map(({ reason, count }) => (
        <Fact key={reason} name={`Left out: ${reason}`}>
          {formatCounted(count, 'row')}
        </Fact>
      ))}
      {rejected > 0 && (
        <Fact name="Rejected">
          {formatCounted(rejected, 'row')}
          {keptAs !== undefined && (
            <div>
              <Anchor href={`/api/imports/${keptAs}/rejected`} download size="xs" underline="always">
                Download rejected lines
              </Anchor>
            </div>
          )}
          {keptAs === undefined && rejectedFile && (
            <div className={classes.note}>listed in {toFileName(rejectedFile)}</div>
          )}
        </Fact>
      )}
      {toReasons(notes).map(({ reason, count }) => (
        <Fact key={reason} name={`Note: ${reason}`}>
          {formatCounted(count, 'time')}
        </Fact>
      ))}
      {clients > 0 && (
        <Fact name="Clients">
          {formatCounted(clients, 'client')}
          {clientMode && `, stored as ${toClientModeText(clientMode)}`}
        </Fact>
      )}
      {names > 0 && <Fact name="Names">{formatCounted(names, 'name')}</Fact>}
      {pairs > 0 && <Fact name="Pairs of both">{formatCounted(pairs, 'pair')}</Fact>}
      {range && (
        <Fact name="Time" title={`${summary.firstSeen} – ${summary.lastSeen}`}>
          {range} (UTC)
        </Fact>
      )}
      {timezone && <Fact name="Zone assumed">{timezone}</Fact>}
      {year !== undefined && <Fact name="Year assumed">{year}</Fact>}
      {tableDate && <Fact name="Table of">{tableDate}</Fact>}
      {continuesAt !== undefined && (
        <Fact name="Goes on behind">{formatCounted(continuesAt, 'octet')} that an earlier import brought</Fact>
      )}
      <Fact name="SHA-256">
        <span className={classes.hash}>
          <code title={summary.sha256}>{summary.sha256.slice(0, 12)}…</code>
          <CopyButton text={summary.sha256} what={`SHA-256 of ${toFileName(summary.file)}`} />
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd title={title}>{children}</dd>
    </>
  );
}
