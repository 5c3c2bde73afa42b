/** The answer of a query: as a table, and as a heat map or bars where its columns say so. */
import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconTopologyStar3 } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { type CypherAnswer, MAX_ROWS } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { toAnswerText } from '../../ui/RunState.tsx';
import { AnswerTable } from './AnswerTable.tsx';
import { ChartChoice } from './ChartChoice.tsx';
import { type Elements, toCellText, toColumns, toElements } from './cells.ts';
import { findDayBars, findHeatMaps } from './chart-shapes.ts';
import { DayBarsView } from './DayBarsView.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { HeatMapView } from './HeatMapView.tsx';
import classes from './results.module.css';

type ResultsTableProps = {
  answer: CypherAnswer;
  title: string;
  onOpenNode: (id: string) => void;
  onShowOnCanvas: () => void;
  /** The zone moments are written in; UTC when it is not given. */
  timezone?: string | undefined;
};

export function ResultsTable(props: ResultsTableProps) {
  const [shown, setShown] = useState({ answer: props.answer, number: 0 });
  // Filter, order and view belong to one answer: the next one begins anew.
  if (shown.answer !== props.answer) setShown({ answer: props.answer, number: shown.number + 1 });
  return <Answer key={shown.number} {...props} />;
}

function filterRows(answer: CypherAnswer, texts: readonly string[], filter: string) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return answer.rows;
  return answer.rows.filter((_, index) => words.every((word) => texts[index]?.includes(word)));
}

function toRowTexts(answer: CypherAnswer, elements: Elements): string[] {
  return answer.rows.map((row) =>
    row
      .map((cell) => toCellText(cell, elements))
      .join('\n')
      .toLowerCase(),
  );
}

function Answer({ answer, title, onOpenNode, onShowOnCanvas, timezone = 'UTC' }: ResultsTableProps) {
  const elements = useMemo(() => toElements(answer), [answer]);
  const columns = useMemo(() => toColumns(answer), [answer]);
  const texts = useMemo(() => toRowTexts(answer, elements), [answer, elements]);
  const heatMaps = useMemo(() => findHeatMaps(answer), [answer]);
  const dayBars = useMemo(() => findDayBars(answer), [answer]);
  const [view, setView] = useState(heatMaps.length > 0 ? 'heat-map' : dayBars.length > 0 ? 'days' : 'table');
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [filter, setFilter] = useState('');
  const deferredFilter = useDeferredValue(filter);
  const rows = useMemo(() => filterRows(answer, texts, deferredFilter), [answer, texts, deferredFilter]);
  const order = useRef<readonly PropertyValue[][]>(rows);
  const views = [
    ...(heatMaps.length > 0 ? [{ value: 'heat-map', label: 'Heat map' }] : []),
    ...(dayBars.length > 0 ? [{ value: 'days', label: 'Days' }] : []),
    { value: 'table', label: 'Table' },
  ];

  return (
    <section className={classes.results} aria-label={`Result: ${title}`}>
      <div className={classes.toolbar}>
        <Text size="xs" c="dimmed" role="status">
          {deferredFilter.trim() === ''
            ? toAnswerText(answer)
            : `${formatCount(rows.length)} of ${formatCounted(answer.rows.length, 'row')} hold “${deferredFilter.trim()}”.`}
        </Text>
        <Group gap={6} className={classes.tools}>
          {views.length > 1 && (
            <SegmentedControl
              size="xs"
              data={views}
              value={view}
              onChange={setView}
              aria-label="How to show the result"
            />
          )}
          {view === 'table' && answer.rows.length > 0 && (
            <TextInput
              size="xs"
              type="search"
              w={160}
              aria-label="Filter the rows"
              placeholder="Filter the rows"
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          )}
          {answer.nodes.length > 0 && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTopologyStar3 size={14} />}
              onClick={onShowOnCanvas}
              title={`${formatCounted(answer.nodes.length, 'node')}, ${formatCounted(answer.edges.length, 'edge')}`}
            >
              Show on canvas
            </Button>
          )}
          <ExportMenu
            title={title}
            columns={columns}
            rows={rows}
            order={view === 'table' ? order : undefined}
            elements={elements}
            hidden={hidden}
            onHidden={setHidden}
            showColumns={view === 'table'}
          />
        </Group>
      </div>
      {answer.truncated && (
        <Text size="xs" className={classes.truncated}>
          {formatCounted(answer.rows.length, 'row')} shown, the query has more:{' '}
          {answer.limit < MAX_ROWS ? 'raise the row limit or add a LIMIT' : 'add a LIMIT or count in the query'}.
        </Text>
      )}
      {view === 'heat-map' && (
        <ChartChoice charts={heatMaps}>{(heatMap) => <HeatMapView heatMap={heatMap} />}</ChartChoice>
      )}
      {view === 'days' && <ChartChoice charts={dayBars}>{(bars) => <DayBarsView bars={bars} />}</ChartChoice>}
      {view === 'table' && answer.rows.length === 0 && (
        <Text size="sm" p="sm">
          The query ran and found nothing. Check names and labels, or widen its range.
        </Text>
      )}
      {view === 'table' && answer.rows.length > 0 && rows.length === 0 && (
        <Text size="sm" p="sm">
          No row holds “{deferredFilter.trim()}”.
        </Text>
      )}
      {view === 'table' && rows.length > 0 && (
        <AnswerTable
          title={title}
          columns={columns}
          rows={rows}
          elements={elements}
          hidden={hidden}
          timezone={timezone}
          onOpenNode={onOpenNode}
          order={order}
        />
      )}
    </section>
  );
}
