/** The names asked for in the sample, what they answer, and when they exist. */
import { HOURS } from './calendar.ts';
import type { NameGroup } from './organizations.ts';
import { createRandom, type Random } from './random.ts';

export type HostedName = {
  name: string;
  /** Sample hours in which the name exists: `from` included, `until` not. Outside them it is answered with NXDOMAIN. */
  from: number;
  until: number;
  /** The names a CNAME leads through, in turn; the addresses belong to the last. */
  aliases: readonly string[];
  v4: readonly string[];
  v6: readonly string[];
  /** The mail host, where the name takes mail. */
  mx?: string;
};

const SITES = [
  'amber-orchard',
  'brook-and-vale',
  'cobalt-kiln',
  'copper-lantern',
  'driftwood-press',
  'fernhollow',
  'gable-and-sons',
  'granite-mill',
  'heron-ferry',
  'ivory-signal',
  'juniper-works',
  'kestrel-tools',
  'larkspur-books',
  'linden-court',
  'maple-archive',
  'marble-quay',
  'meadow-radio',
  'nettle-garden',
  'oak-and-anchor',
  'ochre-studio',
  'paper-crane',
  'pebble-bay',
  'pine-observatory',
  'quartz-bakery',
  'rowan-tickets',
  'saffron-table',
  'sail-and-rope',
  'silver-thicket',
  'slate-roofing',
  'sparrow-post',
  'stone-bridge',
  'tower',
  'tulip-clinic',
  'velvet-theatre',
  'walnut-school',
  'willow-sports',
  'winter-harbor',
  'yarrow-lab',
];

/** The other names of the domain whose mail host the story is about are asked for by everybody. */
const PREFIXES: Record<string, readonly string[]> = { tower: ['', 'www.', 'golf.', 'booking.'] };
const USUAL_PREFIXES = ['', 'www.', 'mail.', 'shop.'];

const IDN_SITE = 'xn--bckerei-mhre-gcb4x';

/** Hosts of the shared web hosting: many names on few addresses. */
const SHARED_V4 = Array.from({ length: 40 }, (_, i) => `198.51.100.${20 + i}`);
const OWN_V4 = Array.from({ length: 120 }, (_, i) => `192.0.2.${60 + i}`);
const EDGE_V4 = Array.from({ length: 24 }, (_, i) => `203.0.113.${10 + i}`);

/** The address the name of the story, its successor and other customers of the hosting have in common. */
export const STORY_ADDRESS = '198.51.100.77';

function host(name: string, v4: readonly string[], options: Partial<HostedName> = {}): HostedName {
  return { name, from: 0, until: HOURS, aliases: [], v4, v6: [], ...options };
}

function pad(i: number): string {
  return String(i).padStart(3, '0');
}

function createSites(random: Random): HostedName[] {
  const sites = SITES.flatMap((site, i) => {
    const v4 = site === 'tower' ? [STORY_ADDRESS] : [random.pick(SHARED_V4)];
    const v6 = i % 3 === 0 ? [`2001:db8:80::${(0x100 + i).toString(16)}`] : [];
    const mx = site === 'tower' ? 'mail.tower.example' : `mail.${site}.example`;
    return (PREFIXES[site] ?? USUAL_PREFIXES).map((prefix) => {
      const aliases = prefix === 'shop.' ? ['shops.cartwheel.example'] : prefix === 'www.' ? [`${site}.example`] : [];
      return host(`${prefix}${site}.example`, prefix === 'shop.' ? ['192.0.2.40', '192.0.2.41'] : v4, {
        v6: prefix === 'mail.' ? [] : v6,
        aliases,
        ...(prefix === '' && { mx }),
      });
    });
  });
  const neighbours = ['velvet-choir', 'sundial-repair', 'thimble-shop', 'ferry-times'].map((site) =>
    host(`www.${site}.example`, [STORY_ADDRESS]),
  );
  return [...sites, ...neighbours, host(`www.${IDN_SITE}.example`, [random.pick(SHARED_V4)])];
}

/** Names for programs; some end within the weeks, so that other names fall silent too. */
function createServices(random: Random): HostedName[] {
  return SITES.slice(0, 24).flatMap((site, i) =>
    ['api', 'status', 'login'].map((service, j) => {
      const ends = (i * 3 + j) % 9 === 4;
      const until = ends ? 24 * 40 + random.below(24 * 95) : HOURS;
      return host(`${service}.${site}.example`, [random.pick(OWN_V4)], {
        until,
        v6: j === 0 ? [`2001:db8:80::${(0x400 + i).toString(16)}`] : [],
      });
    }),
  );
}

function createPopular(): HostedName[] {
  const aliases = ['lighthouse-news.pixelbarn.example', 'edge.pixelbarn.example'];
  const v6 = ['2001:db8:80::e1', '2001:db8:80::e2'];
  return [
    host('www.lighthouse-news.example', EDGE_V4.slice(0, 4), { aliases, v6 }),
    host('lighthouse-news.example', EDGE_V4.slice(0, 2), { v6, mx: 'mail.lighthouse-news.example' }),
    host('m.lighthouse-news.example', EDGE_V4.slice(0, 4), { aliases }),
    host('feed.lighthouse-news.example', EDGE_V4.slice(4, 5)),
  ];
}

function createShards(): HostedName[] {
  return Array.from({ length: 220 }, (_, i) =>
    host(`img${pad(i + 1)}.pixelbarn.example`, [EDGE_V4[i % EDGE_V4.length] ?? ''], {
      aliases: ['edge.pixelbarn.example'],
    }),
  );
}

function createDepots(): HostedName[] {
  return Array.from({ length: 120 }, (_, i) => host(`depot${pad(i + 1)}.parcelway.example`, [OWN_V4[i] ?? '']));
}

/** Names that appear, live for one to five weeks and end: what a successor must be told apart from. */
function createCampaigns(random: Random): HostedName[] {
  const kinds = ['spring', 'sale', 'tickets', 'survey', 'jobs', 'preview', 'relaunch', 'festival'];
  return Array.from({ length: 160 }, (_, i) => {
    const from = Math.floor((i / 160) * (HOURS - 48)) + random.below(24);
    const until = Math.min(HOURS, from + 24 * (7 + random.below(28)));
    const site = SITES[(i * 7) % SITES.length] ?? '';
    const suffix = 1 + Math.floor(i / kinds.length);
    const name = site === 'tower' ? `event${suffix}.marble-quay` : `${kinds[i % kinds.length]}${suffix}.${site}`;
    return host(`${name}.example`, [random.pick(SHARED_V4)], { from, until });
  });
}

/** Names made for one newsletter each, gone after days: the bulk of names that appear and die in real logs. */
function createTrackers(random: Random): HostedName[] {
  return Array.from({ length: 700 }, (_, i) => {
    const from = Math.floor((i / 700) * (HOURS - 48)) + random.below(12);
    const until = Math.min(HOURS, from + 24 + random.below(96));
    const tag = random.below(0xffffff).toString(16).padStart(6, '0');
    return host(`t${tag}.mailhop.example`, ['192.0.2.50'], { from, until });
  });
}

export type HostedNames = Record<NameGroup, HostedName[]>;

export function createNames(seed: number): HostedNames {
  const random = createRandom(seed);
  return {
    popular: createPopular(),
    sites: createSites(random),
    services: createServices(random),
    shards: createShards(),
    depots: createDepots(),
    campaigns: createCampaigns(random),
    trackers: createTrackers(random),
  };
}
