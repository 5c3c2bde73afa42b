/** Columns on and off, and the rows as text, CSV or JSON. What is hidden or filtered out is not in the file. */
import { Button, Checkbox, Menu, Popover, Stack } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { PropertyValue } from '../../../shared/graph.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import type { Column, Elements } from './cells.ts';
import { downloadText, toCsv, toFileName, toJson, toTsv } from './table-export.ts';

type ExportMenuProps = {
  title: string;
  columns: readonly Column[];
  rows: readonly PropertyValue[][];
  /** The same rows in the order the table shows them in. */
  order?: { current: readonly PropertyValue[][] } | undefined;
  elements: Elements;
  hidden: ReadonlySet<number>;
  onHidden: (hidden: ReadonlySet<number>) => void;
  showColumns: boolean;
};

export function ExportMenu({ title, columns, rows, order, elements, hidden, onHidden, showColumns }: ExportMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const shown = columns.filter((column) => !hidden.has(column.index));
  const names = shown.map((column) => column.name);
  const cells = () => (order?.current ?? rows).map((row) => shown.map((column) => row[column.index] ?? null));
  const toggle = (index: number) => {
    const next = new Set(hidden);
    if (!next.delete(index)) next.add(index);
    // A table without columns could not be told from an empty one.
    if (next.size < columns.length) onHidden(next);
  };

  return (
    <>
      {showColumns && columns.length > 1 && (
        <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
          <Popover.Target>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconColumns3 size={14} />}
              onClick={() => setOpen(!isOpen)}
            >
              {hidden.size > 0 ? `Columns (${hidden.size} hidden)` : 'Columns'}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label="Columns">
            <Stack gap={6} mah={280} style={{ overflowY: 'auto' }}>
              {columns.map((column) => (
                <Checkbox
                  key={column.index}
                  size="xs"
                  label={column.name}
                  checked={!hidden.has(column.index)}
                  onChange={() => toggle(column.index)}
                />
              ))}
            </Stack>
          </Popover.Dropdown>
        </Popover>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} disabled={rows.length === 0}>
            Save
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() =>
              downloadText(toCsv(names, cells(), elements), 'text/csv;charset=utf-8', toFileName(title, 'csv'))
            }
          >
            Save as CSV
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              downloadText(toJson(names, cells(), elements), 'application/json', toFileName(title, 'json'))
            }
          >
            Save as JSON
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <CopyButton text={() => toTsv(names, cells(), elements)} what="the rows as tab-separated text" />
    </>
  );
}
