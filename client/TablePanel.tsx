/** The last answer as a table, folded to one line until wanted. */
import { Loader, Text, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import classes from './App.module.css';
import type { Answered } from './explorer/use-answer.ts';
import { formatCounted } from './ui/format.ts';
import { ResizeHandle } from './ui/ResizeHandle.tsx';

const ResultsTable = lazy(async () => ({
  default: (await import('./features/results/ResultsTable.tsx')).ResultsTable,
}));

type TablePanelProps = {
  answered: Answered;
  open: boolean;
  timezone: string;
  onToggle: () => void;
  onOpenNode: (id: string) => void;
  onDraw: () => void;
};

export function TablePanel({ answered, open, timezone, onToggle, onOpenNode, onDraw }: TablePanelProps) {
  const [height, setHeight] = useLocalStorage({ key: 'whoasked-table-height', defaultValue: 280 });
  const { answer, title } = answered;
  const Chevron = open ? IconChevronDown : IconChevronUp;
  return (
    <section className={classes.table} aria-label="Table of the last answer">
      {open && (
        <ResizeHandle label="Height of the table" side="below" size={height} min={120} max={900} onResize={setHeight} />
      )}
      <UnstyledButton className={classes.tableBar} aria-expanded={open} onClick={onToggle}>
        <Chevron size={15} aria-hidden />
        <Text span size="sm" fw={550} className={classes.tableTitle}>
          {title}
        </Text>
        <Text span size="xs" c="dimmed">
          {formatCounted(answer.rows.length, 'row')}
          {answer.truncated ? ', the query has more' : ''}
        </Text>
      </UnstyledButton>
      {open && (
        <div className={classes.tableBody} style={{ height, maxHeight: '55vh' }}>
          <Suspense fallback={<Loader size="sm" m="md" aria-label="Loading the table" />}>
            <ResultsTable
              answer={answer}
              title={title}
              onOpenNode={onOpenNode}
              onShowOnCanvas={onDraw}
              timezone={timezone}
            />
          </Suspense>
        </div>
      )}
    </section>
  );
}
