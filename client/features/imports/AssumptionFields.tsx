/** What the file may leave unsaid: the zone and the year of its times. */
import { NumberInput, Select } from '@mantine/core';
import type { Assumption, FormatEntry, Preview, ReadingParams } from '../../../shared/api-imports.ts';

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const FIRST = [...new Set(['UTC', OWN_ZONE])];
const ZONES = [
  { group: 'Here', items: FIRST },
  { group: 'All', items: Intl.supportedValuesOf('timeZone').filter((zone) => !FIRST.includes(zone)) },
];

type AssumptionFieldsProps = {
  format: FormatEntry;
  preview: Preview;
  reading: ReadingParams;
  onRead: (change: Partial<ReadingParams>) => void;
};

export function AssumptionFields({ format, preview, reading, onRead }: AssumptionFieldsProps) {
  const describe = (assumption: Assumption, needed: string) => {
    if (preview.depends.includes(assumption)) return needed;
    return preview.rows.length === 0 ? undefined : 'The first rows say their own; this is for rows that do not';
  };
  return (
    <>
      {format.assumes.includes('timezone') && (
        <Select
          label="Time zone"
          description={describe('timezone', 'The times of this file name no zone: they are read in this one')}
          size="xs"
          data={ZONES}
          value={reading.timezone ?? 'UTC'}
          allowDeselect={false}
          searchable
          nothingFoundMessage="No such zone"
          maxDropdownHeight={280}
          onChange={(timezone) => timezone && onRead({ timezone })}
        />
      )}
      {format.assumes.includes('year') && (
        <NumberInput
          label="Year"
          description={describe('year', 'The times of this file name no year. Empty: by the date of the file')}
          placeholder="By the date of the file"
          size="xs"
          min={1970}
          max={2099}
          allowDecimal={false}
          hideControls
          value={reading.year ?? ''}
          onChange={(value) => {
            if (value === '') onRead({ year: undefined });
            else if (typeof value === 'number' && value >= 1970 && value <= 2099) onRead({ year: value });
          }}
        />
      )}
    </>
  );
}
