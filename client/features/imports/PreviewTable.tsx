/** The first rows of a file as its format reads them. */
import { ScrollArea, Text } from '@mantine/core';
import type { Preview, PreviewRow } from '../../../shared/api-imports.ts';
import { formatTime } from '../../ui/format.ts';
import classes from './imports.module.css';

type Column = { name: string; toCell: (row: PreviewRow) => string };

function toColumns(rows: readonly PreviewRow[], timezone: string): Column[] {
  const columns: Column[] = [
    { name: `Time (${timezone})`, toCell: ({ time }) => (time ? formatTime(time, timezone) : '') },
    { name: 'Client', toCell: ({ client }) => client ?? '' },
    { name: 'Name', toCell: ({ name }) => name ?? '' },
    { name: 'Type', toCell: ({ qtype }) => qtype ?? '' },
    { name: 'Code', toCell: ({ rcode }) => rcode ?? '' },
    { name: 'Lookups', toCell: ({ count }) => (count !== undefined && count !== 1 ? String(count) : '') },
    { name: 'Answers', toCell: ({ answers }) => answers.join(', ') },
    {
      name: 'Facts',
      toCell: ({ facts }) => facts.map(({ type, source, target }) => `${source} ${type} ${target}`.trim()).join('; '),
    },
  ];
  return columns.filter(({ toCell }) => rows.some((row) => toCell(row) !== ''));
}

export function PreviewTable({ preview, timezone }: { preview: Preview; timezone: string }) {
  const { rows } = preview;
  if (rows.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        No row of the beginning holds a lookup or a fact.
      </Text>
    );
  }
  const columns = toColumns(rows, timezone);
  return (
    <ScrollArea
      type="auto"
      offsetScrollbars="x"
      scrollbarSize={8}
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'First rows' }}
    >
      <table className={classes.preview}>
        <caption className={classes.caption}>
          The first {rows.length === 1 ? 'row' : `${rows.length} rows`} as they are read
        </caption>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity beyond their place in the file
            <tr key={at}>
              {columns.map(({ name, toCell }) => (
                <td key={name} title={toCell(row)}>
                  {toCell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
