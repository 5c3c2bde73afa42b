/** Who of the sample asks for what, and when: lookups in the order of their time. */
import {
  type Clock,
  createClock,
  drawMoment,
  FIRST_HOUR,
  HOURS,
  type Rhythm,
  toSampleHour,
  type Zone,
} from './calendar.ts';
import { createNames, type HostedName, type HostedNames } from './names.ts';
import {
  NAME_GROUPS,
  type NameGroup,
  ORGANIZATIONS,
  type SampleOrganization,
  toClients,
  toUnmappedClients,
  UNMAPPED_CLIENTS,
} from './organizations.ts';
import { createRandom, drawIndex, type Random, toRunningSums } from './random.ts';
import { QUOTA_NAMES, QUOTAS, type Quota } from './story.ts';

export type QueryType = 'A' | 'AAAA' | 'MX' | 'TXT' | 'PTR' | 'NS' | 'HTTPS';

export type Lookup = {
  /** Seconds since 1970, whole microseconds. */
  time: number;
  client: string;
  /** The name asked for; undefined where the packet had none. */
  name: string | undefined;
  type: QueryType;
  /** The name's records; undefined where it never existed here. */
  hosted: HostedName | undefined;
  /** 53, or where the row is no DNS lookup 5353 (mDNS), 5355 (LLMNR) or 137 (NetBIOS). */
  port: 53 | 137 | 5353 | 5355;
};

export const SEED = 20_260_202;

type Clocks = (zone: Zone, rhythm: Rhythm) => Clock;

function createClocks(): Clocks {
  const clocks = new Map<string, Clock>();
  return (zone, rhythm) => {
    const key = `${zone} ${rhythm}`;
    const clock = clocks.get(key) ?? createClock(zone, rhythm);
    clocks.set(key, clock);
    return clock;
  };
}

/** What kind of record is asked for: mostly addresses, of mail domains sometimes the mail host. */
function drawType(hosted: HostedName, random: Random): QueryType {
  const draw = random.next();
  if (hosted.mx && draw < 0.25) return draw < 0.2 ? 'MX' : 'TXT';
  if (draw < 0.72) return 'A';
  return draw < 0.95 ? 'AAAA' : 'HTTPS';
}

function toLookup(time: number, client: string, hosted: HostedName, random: Random): Lookup {
  return { time, client, name: hosted.name, type: drawType(hosted, random), hosted, port: 53 };
}

/** Names of a group from the most to the least asked (Zipf), in an order of the organization's own. */
function createTaste(names: readonly HostedName[], random: Random): () => HostedName {
  const shuffled = names.map((hosted) => ({ hosted, at: random.next() })).sort((a, b) => a.at - b.at);
  const sums = toRunningSums(shuffled.map((_, i) => 1 / (i + 3)));
  return () => shuffled[drawIndex(sums, random)]?.hosted ?? random.pick(names);
}

/** When a short-lived name is asked for: within its life and two days beyond, as mails are read late. */
function drawTime(hosted: HostedName, clock: Clock, random: Random): number {
  const shortLived = hosted.from > 0;
  return drawMoment(clock, random, hosted.from, shortLived ? hosted.until + 48 : HOURS);
}

function* createInterest(
  organization: SampleOrganization,
  names: HostedNames,
  clocks: Clocks,
  random: Random,
): Generator<Lookup> {
  const { interests, lookups, zone, rhythm } = organization;
  const clients = toClients(organization);
  const clientSums = toRunningSums(clients.map((_, i) => 1 / (i + 8)));
  const groups = NAME_GROUPS.filter((group): group is NameGroup => interests[group] !== undefined);
  const groupSums = toRunningSums(groups.map((group) => interests[group] ?? 0));
  const tastes = groups.map((group) => createTaste(names[group], random));
  const clock = clocks(zone, rhythm);
  for (let left = lookups; left > 0; ) {
    const hosted = tastes[drawIndex(groupSums, random)]?.() ?? random.pick(names.popular);
    const client = clients[drawIndex(clientSums, random)] ?? '';
    // Who asks for a name once often does so again.
    const times = Math.min(left, 1 + random.below(5));
    for (let i = 0; i < times; i += 1) yield toLookup(drawTime(hosted, clock, random), client, hosted, random);
    left -= times;
  }
}

function findClients(by: string | undefined): string[] {
  if (by === undefined) return toUnmappedClients();
  const organization = ORGANIZATIONS.find(({ id, name }) => (name ?? id) === by);
  if (!organization) throw new Error(`the sample has no organization ${by}`);
  return toClients(organization);
}

function* createQuota(quota: Quota, clocks: Clocks, random: Random): Generator<Lookup> {
  const hosted = QUOTA_NAMES.find(({ name }) => name === quota.name);
  if (!hosted) throw new Error(`the sample has no records for ${quota.name}`);
  const all = findClients(quota.by);
  const among = quota.among ?? quota.clients;
  const clients = Array.from({ length: quota.clients }, (_, i) => all[Math.floor((i * all.length) / among)] ?? '');
  const sums = toRunningSums(clients.map((_, i) => 1 / (i + 1)));
  const clock = clocks(quota.zone, quota.rhythm);
  const from = quota.from ? toSampleHour(quota.from) : 0;
  const until = quota.until ? toSampleHour(quota.until) : HOURS;
  for (let i = 0; i < quota.lookups; i += 1) {
    const lookup = toLookup(
      drawMoment(clock, random, from, until),
      clients[i] ?? clients[drawIndex(sums, random)] ?? '',
      hosted,
      random,
    );
    yield i === 0 && quota.exactly ? { ...lookup, time: Date.parse(quota.exactly) / 1000, type: 'A' } : lookup;
  }
}

/** Monitors that ask at fixed intervals, around the clock. */
function* createTimers(names: HostedNames, random: Random): Generator<Lookup> {
  const monitors = ORGANIZATIONS.filter(({ rhythm }) => rhythm === 'flat').flatMap(toClients);
  for (const [i, hosted] of names.services.filter(({ name }) => name.startsWith('status.')).entries()) {
    const client = monitors[(i * 5) % monitors.length] ?? '';
    const period = i < 2 ? 1 : 6;
    for (let hour = i % period; hour < HOURS; hour += period) {
      const time = (FIRST_HOUR + hour) * 3600 + 60 * i + random.below(2_000_000) / 1_000_000;
      yield { time, client, name: hosted.name, type: 'A', hosted, port: 53 };
    }
  }
}

/** Reverse lookups of the hosted addresses by mail filters and scanners. */
function* createReverse(names: HostedNames, clocks: Clocks, random: Random): Generator<Lookup> {
  const clients = ['Test Mail Filtering Service', 'Invented Security Scanner'].flatMap(findClients);
  const clock = clocks('Europe/Berlin', 'flat');
  const mailHosts = names.sites.filter(({ name }) => name.startsWith('mail.'));
  for (let i = 0; i < 1800; i += 1) {
    const target = random.pick(mailHosts);
    const reverse = (target.v4[0] ?? '').split('.').reverse().join('.');
    const hosted: HostedName = { ...target, aliases: [] };
    const time = drawMoment(clock, random);
    yield { time, client: random.pick(clients), name: `${reverse}.in-addr.arpa`, type: 'PTR', hosted, port: 53 };
  }
}

/** Everybody's rest: unknown networks, the root, names that never existed, packets without a name, upper case. */
function* createOdds(names: HostedNames, clocks: Clocks, random: Random): Generator<Lookup> {
  const clock = clocks('Europe/Berlin', 'flat');
  const unmapped = toUnmappedClients();
  const scanners = findClients('Invented Security Scanner');
  const guesses = ['admin', 'test', 'old', 'ftp', 'backup', 'dev', 'ns9', 'owa'];
  const everyday = [...names.popular, ...names.sites, ...names.shards];
  for (let i = 0; i < UNMAPPED_CLIENTS.lookups; i += 1) {
    yield toLookup(drawMoment(clock, random), random.pick(unmapped), random.pick(everyday), random);
  }
  for (let i = 0; i < 700; i += 1) {
    const site = random.pick(names.sites).name.split('.').slice(-2).join('.');
    const name = `${random.pick(guesses)}.${site}`;
    yield {
      time: drawMoment(clock, random),
      client: random.pick(scanners),
      name,
      type: 'A',
      hosted: undefined,
      port: 53,
    };
  }
  for (let i = 0; i < 20; i += 1) {
    yield {
      time: drawMoment(clock, random),
      client: random.pick(scanners),
      name: '.',
      type: 'NS',
      hosted: undefined,
      port: 53,
    };
  }
  for (let i = 0; i < 240; i += 1) {
    yield {
      time: drawMoment(clock, random),
      client: random.pick(scanners),
      name: undefined,
      type: 'A',
      hosted: undefined,
      port: 53,
    };
  }
}

/** The name servers' own network, which the sensor sees too: none of it is a DNS lookup. */
function* createLocalChatter(clocks: Clocks, random: Random): Generator<Lookup> {
  const clock = clocks('Europe/Berlin', 'office');
  const kinds = [
    { port: 5353, names: ['_ipp._tcp.local', 'printer.local', '_airplay._tcp.local'], count: 1300 },
    { port: 5355, names: ['wpad', 'files'], count: 300 },
    { port: 137, names: ['WORKGROUP', 'EXAMPLE-FS', 'DESK-07'], count: 900 },
  ] as const;
  for (const { port, names, count } of kinds) {
    for (let i = 0; i < count; i += 1) {
      const client = `203.0.113.${200 + random.below(20)}`;
      yield { time: drawMoment(clock, random), client, name: random.pick(names), type: 'A', hosted: undefined, port };
    }
  }
}

/** All lookups of the sample, oldest first. */
export function createLookups(): Lookup[] {
  const names = createNames(SEED);
  const clocks = createClocks();
  const sources = [
    ...ORGANIZATIONS.map((organization) => (random: Random) => createInterest(organization, names, clocks, random)),
    ...QUOTAS.map((quota) => (random: Random) => createQuota(quota, clocks, random)),
    (random: Random) => createTimers(names, random),
    (random: Random) => createReverse(names, clocks, random),
    (random: Random) => createOdds(names, clocks, random),
    (random: Random) => createLocalChatter(clocks, random),
  ];
  // A seed for each source: a change to one leaves the lookups of all others as they were.
  const lookups = sources.flatMap((source, i) => [...source(createRandom(SEED + 1000 * (i + 1)))]);
  return lookups.sort((a, b) => a.time - b.time);
}
