/** How numbers and times are written: thousands separators everywhere, times in the zone the reader chose. */

const integers = new Intl.NumberFormat('en-US');

export function formatCount(count: number): string {
  return integers.format(count);
}

/** `1 client`, `2 clients`; the plural is given where it is not made by an s. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function getFormatter(zone: string, kind: 'time' | 'day' | 'zone'): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  const options: Record<typeof kind, Intl.DateTimeFormatOptions> = {
    day,
    time: { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    zone: { timeZoneName: 'shortOffset' },
  };
  const made = new Intl.DateTimeFormat('en-GB', { ...options[kind], timeZone: zone });
  formatters.set(key, made);
  return made;
}

/** An ISO time as `3 May 2016, 14:05` in the zone; text that is no time is left as it is. */
export function formatTime(iso: string, zone: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : getFormatter(zone, 'time').format(time);
}

export function formatDay(iso: string, zone: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : getFormatter(zone, 'day').format(time);
}

/** `3 May 2016 – 23 Sep 2016`; one day once. */
export function formatDayRange(first: string, last: string, zone: string): string {
  const [from, to] = [formatDay(first, zone), formatDay(last, zone)];
  return from === to ? from : `${from} – ${to}`;
}

/** The offset of the zone now: `GMT+3`. */
export function getOffsetName(zone: string): string {
  return (
    getFormatter(zone, 'zone')
      .formatToParts(Date.now())
      .find((part) => part.type === 'timeZoneName')?.value ?? zone
  );
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** `9 years ago`: for tooltips only. */
export function formatAgo(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en').format(Math.round(seconds / size), unit as Intl.RelativeTimeFormatUnit);
}

/** Cuts the middle out of a long text, where names differ least: `mail.…example.org`. */
export function shortenMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
