import { Text, Tooltip } from '@mantine/core';
import type { Properties as PropertyMap, PropertyValue } from '../../../shared/graph.ts';
import { formatAgo, formatCount, formatTime } from '../../ui/format.ts';
import classes from './details.module.css';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Numbers with separators only where they are amounts: an AS number or a year is a name. */
const AMOUNTS = /count|lookups|clients|names|bytes|total/i;

function Value({ name, value, timezone }: { name: string; value: PropertyValue; timezone: string }) {
  if (typeof value === 'string' && ISO_TIME.test(value)) {
    return <Tooltip label={`${value}, ${formatAgo(value)}`}>{<span>{formatTime(value, timezone)}</span>}</Tooltip>;
  }
  if (typeof value === 'number' && AMOUNTS.test(name)) return formatCount(value);
  if (typeof value === 'string' && /^https?:\/\//.test(value)) {
    return (
      <a href={value} target="_blank" rel="noreferrer noopener">
        {value}
      </a>
    );
  }
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Properties by name; those in `without` are shown elsewhere. */
export function Properties({
  properties,
  without = [],
  names = {},
  timezone,
}: {
  properties: PropertyMap;
  without?: readonly string[];
  /** What a property is called on the screen, where that is not its name. */
  names?: Readonly<Record<string, string>>;
  timezone: string;
}) {
  const shown = Object.entries(properties).filter(([name, value]) => !without.includes(name) && value !== null);
  if (shown.length === 0) return null;
  return (
    <dl className={classes.properties}>
      {shown.map(([name, value]) => (
        <div key={name} className={classes.property}>
          <Text component="dt" size="xs" c="dimmed">
            {names[name] ?? name}
          </Text>
          <Text component="dd" size="sm">
            <Value name={name} value={value} timezone={timezone} />
          </Text>
        </div>
      ))}
    </dl>
  );
}
