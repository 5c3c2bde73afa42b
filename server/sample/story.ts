/**
 * The story in the sample: a name most of whose lookups come from one organization in office hours stops working, and
 * four days later a name appears that only the same organization asks for. All its figures are set here, and
 * docs/sample.md tells them.
 */
import type { Rhythm, Zone } from './calendar.ts';
import { HOURS, toSampleHour } from './calendar.ts';
import { type HostedName, STORY_ADDRESS } from './names.ts';
import { BANK, COUNCIL } from './organizations.ts';

export const STORY_NAME = 'mail.tower.example';
export const SUCCESSOR_NAME = 'mx.spire.example';
/** A Friday, shortly before noon in Halifax: all lookups of STORY_NAME after this one are answered with NXDOMAIN. */
export const LAST_ANSWERED = '2026-06-05T14:52:07Z';
const STORY_END = '2026-06-05T15:00Z';
export const SUCCESSOR_START = '2026-06-09T12:04:33Z';
export const STORY_ZONE: Zone = 'America/Halifax';

/** Lookups of one name by one organization (undefined: clients that map to no network). */
export type Quota = {
  name: string;
  /** As in organizations.ts; `none` is the one without a registered organization. */
  by: string | undefined;
  /** How many of the organization's addresses ask, each at least once. */
  clients: number;
  /** The asking addresses are the first of this many that are spread over the organization's; `clients` where absent. */
  among?: number;
  lookups: number;
  zone: Zone;
  rhythm: Rhythm;
  /** ISO times; without them all weeks. */
  from?: string;
  until?: string;
  /** A lookup of the address at exactly this time is one of them. */
  exactly?: string;
};

/** 87 % of the lookups of STORY_NAME: 2,451 of 2,817. Nearly all fall in office hours; some are around the clock. */
const BANK_QUOTAS: Quota[] = [
  {
    name: STORY_NAME,
    by: BANK,
    clients: 6,
    lookups: 2310,
    zone: STORY_ZONE,
    rhythm: 'office',
    until: STORY_END,
    exactly: LAST_ANSWERED,
  },
  { name: STORY_NAME, by: BANK, clients: 6, lookups: 127, zone: STORY_ZONE, rhythm: 'flat', until: STORY_END },
  {
    name: STORY_NAME,
    by: BANK,
    clients: 6,
    lookups: 14,
    zone: STORY_ZONE,
    rhythm: 'office',
    from: STORY_END,
    until: '2026-06-09T12:00Z',
  },
  {
    name: SUCCESSOR_NAME,
    by: BANK,
    clients: 4,
    among: 6,
    lookups: 212,
    zone: STORY_ZONE,
    rhythm: 'office',
    from: '2026-06-09T13:00Z',
    until: '2026-06-20T00:00Z',
    exactly: SUCCESSOR_START,
  },
];

/** The residual 366 lookups of STORY_NAME by 35 addresses, 5 of them with 49 lookups in no known network. */
const RESIDUAL: [by: string | undefined, clients: number, lookups: number, zone: Zone, rhythm: Rhythm][] = [
  ['Demo Public Resolver', 8, 120, 'Europe/Berlin', 'newsroom'],
  ['Fictional Telecom North', 9, 74, 'America/Halifax', 'home'],
  ['Invented Security Scanner', 2, 40, 'Europe/Berlin', 'flat'],
  ['Fictional Telecom South', 4, 31, 'Europe/Berlin', 'home'],
  ['Test Mail Filtering Service', 3, 28, 'America/Halifax', 'flat'],
  ['Placeholder University', 2, 14, 'Europe/Berlin', 'business'],
  ['none', 2, 10, 'America/Halifax', 'home'],
  [undefined, 5, 49, 'Europe/Berlin', 'flat'],
];

/** Names with one or few askers for dull reasons: the organization's own services, an examination, a permit office. */
const DECOYS: Quota[] = [
  { name: 'vpn.harbor-bank.example', by: BANK, clients: 10, lookups: 380, zone: STORY_ZONE, rhythm: 'flat' },
  { name: 'treasury.harbor-bank.example', by: BANK, clients: 5, lookups: 160, zone: STORY_ZONE, rhythm: 'business' },
  {
    name: 'fleet.specimen-line.example',
    by: 'Specimen Shipping Line',
    clients: 12,
    lookups: 520,
    zone: 'Pacific/Auckland',
    rhythm: 'flat',
  },
  { name: 'portal.permits.example', by: COUNCIL, clients: 7, lookups: 430, zone: 'Europe/Berlin', rhythm: 'office' },
  {
    name: 'portal.permits.example',
    by: 'Fictional Telecom South',
    clients: 12,
    lookups: 38,
    zone: 'Europe/Berlin',
    rhythm: 'home',
  },
  {
    name: 'exam.placeholder-university.example',
    by: 'Placeholder University',
    clients: 20,
    lookups: 240,
    zone: 'Europe/Berlin',
    rhythm: 'business',
    from: '2026-06-08T05:00Z',
  },
  {
    name: 'rates.harbor-markets.example',
    by: BANK,
    clients: 6,
    lookups: 52,
    zone: STORY_ZONE,
    rhythm: 'business',
    from: '2026-06-08T08:00Z',
  },
  {
    name: 'rates.harbor-markets.example',
    by: 'Sample Health Network',
    clients: 4,
    lookups: 30,
    zone: STORY_ZONE,
    rhythm: 'business',
    from: '2026-06-08T08:00Z',
  },
  {
    name: 'rates.harbor-markets.example',
    by: 'Demo Public Resolver',
    clients: 6,
    lookups: 48,
    zone: 'Europe/Berlin',
    rhythm: 'newsroom',
    from: '2026-06-08T08:00Z',
  },
  {
    name: 'x7.mailhop.example',
    by: BANK,
    clients: 1,
    lookups: 3,
    zone: STORY_ZONE,
    rhythm: 'office',
    from: '2026-06-10T12:00Z',
    until: '2026-06-11T20:00Z',
  },
  {
    name: 'notice.gable-and-sons.example',
    by: 'Mock Manufacturing Group',
    clients: 6,
    lookups: 90,
    zone: 'Asia/Tokyo',
    rhythm: 'office',
    until: '2026-06-05T09:00Z',
  },
  {
    name: 'notice2.gable-and-sons.example',
    by: 'Sample Health Network',
    clients: 5,
    lookups: 44,
    zone: STORY_ZONE,
    rhythm: 'office',
    from: '2026-06-09T12:00Z',
  },
  {
    name: 'notice2.gable-and-sons.example',
    by: BANK,
    clients: 3,
    lookups: 15,
    zone: STORY_ZONE,
    rhythm: 'office',
    from: '2026-06-09T12:00Z',
  },
];

export const QUOTAS: readonly Quota[] = [
  ...BANK_QUOTAS,
  ...RESIDUAL.map(([by, clients, lookups, zone, rhythm]) => ({ name: STORY_NAME, by, clients, lookups, zone, rhythm })),
  ...DECOYS,
];

/** What the names of QUOTAS answer. */
export const QUOTA_NAMES: readonly HostedName[] = [
  hosted(STORY_NAME, STORY_ADDRESS, { until: toSampleHour(LAST_ANSWERED) + 1 / 3600 }),
  hosted(SUCCESSOR_NAME, STORY_ADDRESS, { from: Math.floor(toSampleHour(SUCCESSOR_START)) }),
  hosted('vpn.harbor-bank.example', '192.0.2.190'),
  hosted('treasury.harbor-bank.example', '192.0.2.191'),
  hosted('fleet.specimen-line.example', '192.0.2.192'),
  hosted('portal.permits.example', '192.0.2.193'),
  hosted('exam.placeholder-university.example', '192.0.2.194'),
  hosted('rates.harbor-markets.example', '198.51.100.61'),
  hosted('x7.mailhop.example', '192.0.2.50'),
  hosted('notice.gable-and-sons.example', '198.51.100.30', { until: toSampleHour('2026-06-05T09:00Z') }),
  hosted('notice2.gable-and-sons.example', '198.51.100.31'),
];

function hosted(name: string, address: string, options: Partial<HostedName> = {}): HostedName {
  return { name, from: 0, until: HOURS, aliases: [], v4: [address], v6: [], ...options };
}
