/** What is drawn, by label and edge type; a click hides or shows all of one. */
import { Text, UnstyledButton } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EDGE_TYPES, isEdgeTypeName } from '../../../shared/ontology.ts';
import type { Canvas, CanvasState, LegendEntry } from '../../canvas/types.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import classes from './legend.module.css';

/** Dashes of types the ontology does not know. */
const UNKNOWN_DASH = [4, 4];

function EdgeSample({ type }: { type: string }) {
  const known = isEdgeTypeName(type) ? EDGE_TYPES[type] : undefined;
  const lookup = known?.kind === 'lookup';
  return (
    <svg width="26" height="10" aria-hidden="true" focusable="false" className={classes.sample}>
      <line
        x1="0"
        x2="26"
        y1="5"
        y2="5"
        strokeWidth={lookup ? 3 : 1.5}
        strokeDasharray={(known?.dash ?? UNKNOWN_DASH).join(' ')}
      />
    </svg>
  );
}

type EntryProps = { entry: LegendEntry; sample: ReactNode; onToggle: () => void };

function Entry({ entry, sample, onToggle }: EntryProps) {
  return (
    <UnstyledButton
      className={classes.entry}
      aria-pressed={!entry.hidden}
      title={entry.hidden ? `Show ${entry.name}` : `Hide ${entry.name}`}
      data-hidden={entry.hidden || undefined}
      onClick={onToggle}
    >
      {entry.hidden ? <IconEyeOff size={13} aria-hidden /> : sample}
      <span className={classes.name}>{entry.name}</span>{' '}
      <span className={classes.count}>{formatCount(entry.count)}</span>
    </UnstyledButton>
  );
}

/** `end` stands at the end of the line. */
export function Legend({ canvas, state, end }: { canvas: Canvas; state: CanvasState; end: ReactNode }) {
  const { legend, nodeCount, edgeCount, hiddenCount } = state;
  return (
    <section className={classes.legend} aria-label="Legend">
      <div className={classes.entries}>
        {legend.labels.map((entry) => (
          <Entry
            key={entry.name}
            entry={entry}
            sample={<LabelGlyph label={entry.name} />}
            onToggle={() => canvas.setHiddenLabel(entry.name, !entry.hidden)}
          />
        ))}
        {legend.types.length > 0 && <span className={classes.rule} />}
        {legend.types.map((entry) => (
          <Entry
            key={entry.name}
            entry={entry}
            sample={<EdgeSample type={entry.name} />}
            onToggle={() => canvas.setHiddenType(entry.name, !entry.hidden)}
          />
        ))}
      </div>
      <Text span size="xs" c="dimmed" className={classes.total}>
        {formatCounted(nodeCount, 'node')}, {formatCounted(edgeCount, 'edge')}
        {hiddenCount > 0 ? `, ${formatCounted(hiddenCount, 'node')} hidden` : ''}
      </Text>
      {end}
    </section>
  );
}
