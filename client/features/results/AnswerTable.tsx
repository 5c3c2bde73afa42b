/** Up to 10,000 rows as a real table of which only the rows in view are in the page. */
import {
  type ColumnDef,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { PropertyValue } from '../../../shared/graph.ts';
import { CellView } from './CellView.tsx';
import { type Column, compareCells, type Elements, toCellText, toNumberText } from './cells.ts';
import classes from './results.module.css';

const features = tableFeatures({
  rowSortingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

const ROW_HEIGHT = 28;
const CHARACTER_WIDTH = 7.2;
/** Of a cell, with a chip's glyph and border. */
const PADDING = 44;
const BAR_WIDTH = 64;
const MIN_WIDTH = 72;
const MAX_WIDTH = 380;
/** Rows looked at for the width of a column; more would cost time and change little. */
const WIDTH_SAMPLE = 200;

type Row = PropertyValue[];

type AnswerTableProps = {
  title: string;
  columns: readonly Column[];
  rows: readonly Row[];
  elements: Elements;
  /** Indexes of columns that are switched off. */
  hidden: ReadonlySet<number>;
  timezone: string;
  onOpenNode: (id: string) => void;
  /** Takes the rows in the order they are shown in, for whoever saves them. */
  order: { current: readonly Row[] };
};

/** Characters of a cell as it is shown: a share is a bar and `100.0 %`, a moment `2016-05-03 14:05:09`. */
function toShownLength(value: PropertyValue, column: Column, elements: Elements): number {
  if (column.kind === 'share') return 7;
  if (column.kind === 'datetime') return 19;
  if (column.kind === 'number' && value !== null) return toNumberText(value as number | string).length;
  return toCellText(value, elements).length;
}

function toWidth(column: Column, rows: readonly Row[], elements: Elements): number {
  const lengths = rows.slice(0, WIDTH_SAMPLE).map((row) => toShownLength(row[column.index] ?? null, column, elements));
  const cell = Math.max(...lengths, 0) * CHARACTER_WIDTH + (column.kind === 'share' ? BAR_WIDTH : 0);
  const head = (column.name.length + (column.kind === 'datetime' ? 8 : 2)) * CHARACTER_WIDTH;
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, PADDING + Math.max(cell, head))));
}

function toColumnDefs(columns: readonly Column[], rows: readonly Row[], elements: Elements) {
  return columns.map(
    (column): ColumnDef<typeof features, Row> => ({
      id: String(column.index),
      header: column.name,
      accessorFn: (row) => row[column.index] ?? undefined,
      size: toWidth(column, rows, elements),
      sortUndefined: 'last',
      sortDescFirst: column.kind === 'number' || column.kind === 'share',
      sortFn: (a, b) => compareCells(a.original[column.index] ?? null, b.original[column.index] ?? null, elements),
    }),
  );
}

export function AnswerTable({ title, columns, rows, elements, hidden, timezone, onOpenNode, order }: AnswerTableProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const defs = useMemo(() => toColumnDefs(columns, rows, elements), [columns, rows, elements]);
  const columnVisibility = useMemo(
    () => Object.fromEntries([...hidden].map((index) => [String(index), false])),
    [hidden],
  );
  const table = useTable({ features, columns: defs, data: rows as Row[], state: { columnVisibility } });
  const sorted = table.getRowModel().rows;
  const visible = table.getVisibleLeafColumns();
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const shown = useMemo(() => columns.filter(({ index }) => !hidden.has(index)), [columns, hidden]);
  useEffect(() => {
    order.current = sorted.map((row) => row.original);
  }, [order, sorted]);
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = visible.reduce((sum, column) => sum + column.getSize(), 0);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows scroll, and the keyboard has to reach that
    <section ref={viewport} className={classes.viewport} tabIndex={0} aria-label={`Rows of ${title}`}>
      <table className={classes.table} style={{ width }} aria-rowcount={sorted.length + 1}>
        <colgroup>
          {visible.map((column) => (
            <col key={column.id} style={{ width: column.getSize() }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {visible.map((column) => {
              const order = column.getIsSorted();
              const kind = columns[Number(column.id)]?.kind ?? 'other';
              return (
                <th
                  key={column.id}
                  scope="col"
                  data-kind={kind}
                  aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
                >
                  <button type="button" className={classes.sort} onClick={column.getToggleSortingHandler()}>
                    <span className={classes.columnName}>{columns[Number(column.id)]?.name}</span>
                    {kind === 'datetime' && <span className={classes.zone}>{timezone}</span>}
                    <span aria-hidden="true" className={classes.order}>
                      {order === 'asc' ? '▲' : order === 'desc' ? '▼' : ''}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {items.map((item) => {
            const row = sorted[item.index];
            if (!row) return null;
            return (
              <AnswerRow
                key={row.id}
                row={row.original}
                number={item.index + 2}
                columns={shown}
                elements={elements}
                timezone={timezone}
                onOpenNode={onOpenNode}
              />
            );
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </section>
  );
}

type AnswerRowProps = Pick<AnswerTableProps, 'columns' | 'elements' | 'timezone' | 'onOpenNode'> & {
  row: Row;
  number: number;
};

/** Rows that stay in view are not drawn again while the table scrolls. */
const AnswerRow = memo(function AnswerRow({ row, number, columns, ...rest }: AnswerRowProps) {
  return (
    <tr aria-rowindex={number}>
      {columns.map((column) => (
        <td key={column.index} data-kind={column.kind}>
          <CellView value={row[column.index] ?? null} column={column} {...rest} />
        </td>
      ))}
    </tr>
  );
});
