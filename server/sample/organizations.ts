/** Who asks in the sample: invented organizations, their networks, and the addresses they ask from. */
import type { Rhythm, Zone } from './calendar.ts';

/** Groups of names an organization asks for; see names.ts. */
export const NAME_GROUPS = ['popular', 'sites', 'services', 'shards', 'depots', 'campaigns', 'trackers'] as const;
export type NameGroup = (typeof NAME_GROUPS)[number];

export type SampleOrganization = {
  id: string;
  /** Undefined: the networks are routed, but no register says whose they are. */
  name: string | undefined;
  /** From the codes ISO 3166 leaves to users (QM to QZ), so that no country is meant. */
  country: string;
  asns: readonly number[];
  zone: Zone;
  rhythm: Rhythm;
  /** Addresses it asks from, in each of its networks. */
  clients: { v4: number; v6: number };
  /** Lookups in all, beside those of the story, the machines and the exclusive names. */
  lookups: number;
  interests: Partial<Record<NameGroup, number>>;
};

export const BANK = 'Example Harbor Bank';
export const COUNCIL = 'Example City Council';
export const RESOLVER = 'Demo Public Resolver';

const STAFF = { popular: 0.12, sites: 0.6, services: 0.14, campaigns: 0.08, trackers: 0.06 };
const HOMES = { popular: 0.3, sites: 0.34, services: 0.04, shards: 0.26, campaigns: 0.06 };

export const ORGANIZATIONS: readonly SampleOrganization[] = [
  {
    id: 'EXHB',
    name: BANK,
    country: 'QM',
    asns: [64496, 64497],
    zone: 'America/Halifax',
    rhythm: 'business',
    clients: { v4: 11, v6: 3 },
    lookups: 5600,
    interests: STAFF,
  },
  {
    id: 'SHN',
    name: 'Sample Health Network',
    country: 'QN',
    asns: [64498],
    zone: 'America/Halifax',
    rhythm: 'business',
    clients: { v4: 9, v6: 2 },
    lookups: 3400,
    interests: STAFF,
  },
  {
    id: 'PHU',
    name: 'Placeholder University',
    country: 'QO',
    asns: [64499, 64500],
    zone: 'Europe/Berlin',
    rhythm: 'business',
    clients: { v4: 16, v6: 8 },
    lookups: 5800,
    interests: { ...STAFF, shards: 0.1 },
  },
  {
    id: 'FTN',
    name: 'Fictional Telecom North',
    country: 'QM',
    asns: [64501, 64502, 64503],
    zone: 'America/Halifax',
    rhythm: 'home',
    clients: { v4: 110, v6: 24 },
    lookups: 13_200,
    interests: HOMES,
  },
  {
    id: 'FTS',
    name: 'Fictional Telecom South',
    country: 'QP',
    asns: [64504, 64505],
    zone: 'Europe/Berlin',
    rhythm: 'home',
    clients: { v4: 120, v6: 28 },
    lookups: 10_800,
    interests: HOMES,
  },
  {
    id: 'ICH',
    name: 'Imaginary Cloud Hosting',
    country: 'QQ',
    asns: [64506, 64507, 65536],
    zone: 'Asia/Tokyo',
    rhythm: 'flat',
    clients: { v4: 14, v6: 4 },
    lookups: 2000,
    interests: { services: 0.7, sites: 0.3 },
  },
  {
    id: 'DPR',
    name: RESOLVER,
    country: 'QR',
    asns: [64508, 65537],
    zone: 'Europe/Berlin',
    rhythm: 'newsroom',
    clients: { v4: 10, v6: 4 },
    lookups: 11_000,
    interests: { popular: 0.12, sites: 0.4, services: 0.1, shards: 0.16, depots: 0.04, campaigns: 0.1, trackers: 0.08 },
  },
  {
    id: 'TMF',
    name: 'Test Mail Filtering Service',
    country: 'QR',
    asns: [64509],
    zone: 'America/Halifax',
    rhythm: 'flat',
    clients: { v4: 12, v6: 2 },
    lookups: 3600,
    interests: { sites: 0.55, trackers: 0.45 },
  },
  {
    id: 'ISS',
    name: 'Invented Security Scanner',
    country: 'QS',
    asns: [64510],
    zone: 'Europe/Berlin',
    rhythm: 'flat',
    clients: { v4: 6, v6: 0 },
    lookups: 3400,
    interests: { sites: 0.3, services: 0.2, shards: 0.25, depots: 0.25 },
  },
  {
    id: 'MMG',
    name: 'Mock Manufacturing Group',
    country: 'QT',
    asns: [64511, 65538],
    zone: 'Asia/Tokyo',
    rhythm: 'business',
    clients: { v4: 8, v6: 0 },
    lookups: 3000,
    interests: STAFF,
  },
  {
    id: 'SSL',
    name: 'Specimen Shipping Line',
    country: 'QT',
    asns: [65539, 65540],
    zone: 'Pacific/Auckland',
    rhythm: 'newsroom',
    clients: { v4: 9, v6: 3 },
    lookups: 3400,
    interests: { depots: 0.62, sites: 0.28, popular: 0.1 },
  },
  {
    id: 'DNA',
    name: 'Dummy News Agency',
    country: 'QP',
    asns: [65541],
    zone: 'Europe/Berlin',
    rhythm: 'newsroom',
    clients: { v4: 8, v6: 4 },
    lookups: 2700,
    interests: { popular: 0.3, sites: 0.5, campaigns: 0.2 },
  },
  {
    id: 'EXCC',
    name: COUNCIL,
    country: 'QO',
    asns: [65542],
    zone: 'Europe/Berlin',
    rhythm: 'office',
    clients: { v4: 7, v6: 0 },
    lookups: 2200,
    interests: { sites: 0.8, popular: 0.2 },
  },
  {
    id: 'none',
    name: undefined,
    country: 'QM',
    asns: [65543, 65544],
    zone: 'America/Halifax',
    rhythm: 'home',
    clients: { v4: 24, v6: 0 },
    lookups: 1600,
    interests: HOMES,
  },
];

/** Clients that map to no network: half of them in a range the register calls "Not routed", half in none. */
export const UNMAPPED_CLIENTS = { count: 36, lookups: 1500 };

const ALL_ASNS = ORGANIZATIONS.flatMap(({ asns }) => asns);

/** First and last address of a network's IPv4 range: four /24, of 65539 only three, so that no single prefix fits. */
export function toV4Range(asn: number): { first: string; last: string } {
  const block = ALL_ASNS.indexOf(asn) * 4;
  return { first: `198.18.${block}.0`, last: `198.18.${block + (asn === 65539 ? 2 : 3)}.255` };
}

export function toV6Prefix(asn: number): string {
  return `2001:db8:${(ALL_ASNS.indexOf(asn) + 1).toString(16)}`;
}

/** The addresses an organization asks from: first the IPv4 ones of its networks in turn, then the IPv6 ones. */
export function toClients({ asns, clients }: SampleOrganization): string[] {
  const v4 = Array.from({ length: clients.v4 }, (_, i) =>
    asns.map((asn) => `198.18.${ALL_ASNS.indexOf(asn) * 4 + (i % 3)}.${10 + i}`),
  );
  const v6 = Array.from({ length: clients.v6 }, (_, i) =>
    asns.map((asn) => `${toV6Prefix(asn)}::${(16 + i).toString(16)}`),
  );
  return [...v4, ...v6].flat();
}

export function toUnmappedClients(): string[] {
  return Array.from({ length: UNMAPPED_CLIENTS.count }, (_, i) => `198.19.${i % 2 === 0 ? 200 : 220}.${10 + i}`);
}
