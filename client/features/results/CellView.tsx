/** One cell, by what is in it. Long values are cut to one line and open in a popover. */
import { Popover } from '@mantine/core';
import { Fragment, useState } from 'react';
import type { PropertyValue } from '../../../shared/graph.ts';
import { formatCounted } from '../../ui/format.ts';
import { NodeChip } from '../../ui/NodeChip.tsx';
import {
  type Column,
  type Elements,
  edgeText,
  isDateTime,
  isEdgeCell,
  isMap,
  isNodeCell,
  isPathCell,
  toCellText,
  toDateTimeText,
  toNumberText,
} from './cells.ts';
import classes from './results.module.css';

type ValueProps = { value: PropertyValue; elements: Elements; timezone: string; onOpenNode: (id: string) => void };

export function CellView({ column, ...props }: ValueProps & { column: Column }) {
  const { value } = props;
  if (value === null) return <span className={classes.null}>–</span>;
  if (column.kind === 'share') return <Share value={Number(value)} scale={column.scale} />;
  if (column.kind === 'number') return toNumberText(value as number | string);
  if (typeof value === 'string' && !isDateTime(value)) {
    return (
      <span className={classes.text} title={value}>
        {value}
      </span>
    );
  }
  if (isPathCell(value) || Array.isArray(value) || (isMap(value) && !isNodeCell(value) && !isEdgeCell(value))) {
    return <Folded {...props} />;
  }
  return <Value {...props} />;
}

/** A value in full, as deep as it goes. */
function Value({ value, elements, timezone, onOpenNode }: ValueProps) {
  if (value === null) return <span className={classes.null}>null</span>;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return toNumberText(value);
  if (isDateTime(value)) return <time dateTime={value}>{toDateTimeText(value, timezone)}</time>;
  if (typeof value === 'string') return <span className={classes.text}>{value}</span>;
  if (isNodeCell(value)) {
    const node = elements.nodes.get(value.$node);
    return node ? <NodeChip node={node} onOpen={onOpenNode} /> : value.$node;
  }
  if (isEdgeCell(value)) {
    const text = edgeText(value.$edge, elements);
    return (
      <span className={classes.text} title={text}>
        {text}
      </span>
    );
  }
  if (isPathCell(value)) return <Path path={value.$path} elements={elements} onOpenNode={onOpenNode} />;
  const entries: [string, PropertyValue][] = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item])
    : Object.entries(value);
  return (
    <dl className={classes.entries}>
      {entries.map(([name, item]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>
            <Value value={item} elements={elements} timezone={timezone} onOpenNode={onOpenNode} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

type PathProps = Pick<ValueProps, 'elements' | 'onOpenNode'> & { path: { nodes: string[]; edges: string[] } };

function Path({ path, elements, onOpenNode }: PathProps) {
  return (
    <ol className={classes.path}>
      {path.nodes.map((id, index) => {
        const node = elements.nodes.get(id);
        const edge = elements.edges.get(path.edges[index] ?? '');
        const arrow = edge?.source === id ? `–${edge.type}→` : edge ? `←${edge.type}–` : '';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a path may pass a node twice, and its order is what it is
          <li key={index}>
            {node ? <NodeChip node={node} onOpen={onOpenNode} /> : id} <span className={classes.null}>{arrow}</span>
          </li>
        );
      })}
    </ol>
  );
}

function toSummary(value: PropertyValue, elements: Elements): string {
  const text = toCellText(value, elements);
  if (isPathCell(value)) return `${formatCounted(value.$path.edges.length, 'edge')}: ${text}`;
  if (Array.isArray(value)) return `[${value.length}] ${text}`;
  return `{${isMap(value) ? Object.keys(value).length : 0}} ${text}`;
}

function Folded(props: ValueProps) {
  const [isOpen, setOpen] = useState(false);
  const summary = toSummary(props.value, props.elements);
  const button = (
    <button
      type="button"
      className={classes.folded}
      title="Show all of it"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      {summary.slice(0, 200)}
    </button>
  );
  // A popover in every row, opened or not, would make scrolling slow.
  if (!isOpen) return button;
  return (
    <Popover
      opened
      onChange={setOpen}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus
      returnFocus
      width={360}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label="The whole value">
        <Value {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

const PERCENT = new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

function Share({ value, scale }: { value: number; scale: number }) {
  const percent = (value / scale) * 100;
  return (
    <span className={classes.share}>
      <span className={classes.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      <span className={classes.percent}>{PERCENT.format(percent)} %</span>
    </span>
  );
}
