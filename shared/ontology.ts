/**
 * THE table: every node label and edge type, its key, its ends and its looks. Types, constraints, indexes, importer
 * checks, canvas styles and docs/graph-model.md derive from it. Labels, keys and types follow the Internet Yellow Pages.
 */

/** How a node is drawn. Shape and colour both tell the label, so that a grey print still does. */
export type Appearance = {
  /** A Cytoscape node shape. */
  shape: 'ellipse' | 'round-rectangle' | 'rectangle' | 'tag' | 'hexagon' | 'octagon' | 'diamond' | 'round-tag';
  /** Okabe-Ito hues, each at least 4.5:1 against the canvas it is drawn on. */
  color: { light: string; dark: string };
  /** Width and height in pixels at zoom 1. */
  size: { width: number; height: number };
  /** The key is written inside the shape, not below it: for keys of two or three characters. */
  keyInside?: boolean;
};

export type NodeType = {
  /** The identifying property. */
  key: string;
  keyType: 'string' | 'integer';
  /** Letters written before the key wherever people read it: `AS` before 64500. */
  keyPrefix?: string;
  /** Labels a node may carry beside its own: `always` from the model, `maybe` when a log says so. */
  extraLabels: { always: readonly string[]; maybe: readonly string[] };
  /** Other properties a node may have. Everything else belongs on edges. */
  properties: Readonly<Record<string, string>>;
  /** The word for several of them in sentences and legends. */
  plural: string;
  description: string;
  appearance: Appearance;
};

/** Of names: what else follows from the key. */
const DISPLAY = { display: 'an international name as people read it (Unicode), where it has A-labels' } as const;

export const NODE_TYPES = {
  HostName: {
    key: 'name',
    keyType: 'string',
    extraLabels: { always: [], maybe: ['AuthoritativeNameServer'] },
    properties: {
      ...DISPLAY,
      unmapped_count: 'lookups, over all data sets, whose client maps to no network; absent: not derived',
    },
    plural: 'host names',
    description:
      'A fully qualified name as seen in DNS: lower case, without trailing dot, A-label (punycode) form. The root is `.`.',
    appearance: { shape: 'ellipse', color: { light: '#0067a3', dark: '#56b4e9' }, size: { width: 26, height: 26 } },
  },
  DomainName: {
    key: 'name',
    keyType: 'string',
    extraLabels: { always: [], maybe: [] },
    properties: { ...DISPLAY },
    plural: 'domains',
    description: 'The registrable domain: one label below a public suffix.',
    appearance: {
      shape: 'round-rectangle',
      color: { light: '#00795a', dark: '#2bbf93' },
      size: { width: 34, height: 24 },
    },
  },
  IP: {
    key: 'ip',
    keyType: 'string',
    extraLabels: { always: [], maybe: ['Resolver'] },
    properties: { af: '4 or 6' },
    plural: 'IP addresses',
    description: 'An address, IPv6 in compressed text. `Resolver` when it is known to ask on behalf of others.',
    appearance: { shape: 'rectangle', color: { light: '#8f5a00', dark: '#e69f00' }, size: { width: 20, height: 20 } },
  },
  BGPPrefix: {
    key: 'prefix',
    keyType: 'string',
    extraLabels: { always: ['Prefix'], maybe: [] },
    properties: { af: '4 or 6' },
    plural: 'prefixes',
    description: 'A routed prefix in CIDR form.',
    appearance: { shape: 'tag', color: { light: '#6b6a00', dark: '#f0e442' }, size: { width: 34, height: 22 } },
  },
  AS: {
    key: 'asn',
    keyType: 'integer',
    keyPrefix: 'AS',
    extraLabels: { always: [], maybe: [] },
    properties: {},
    plural: 'networks',
    description: 'An autonomous system: a network under one routing policy.',
    appearance: { shape: 'hexagon', color: { light: '#b84300', dark: '#ff8c52' }, size: { width: 32, height: 28 } },
  },
  Organization: {
    key: 'name',
    keyType: 'string',
    extraLabels: { always: [], maybe: [] },
    properties: {},
    plural: 'organizations',
    description: 'Who runs a network or registered a name, as a register says.',
    appearance: { shape: 'octagon', color: { light: '#a83e78', dark: '#e08fbc' }, size: { width: 32, height: 32 } },
  },
  Country: {
    key: 'country_code',
    keyType: 'string',
    extraLabels: { always: [], maybe: [] },
    properties: {},
    plural: 'countries',
    description: 'A country by ISO 3166 alpha-2 code.',
    appearance: {
      shape: 'ellipse',
      color: { light: '#5c6570', dark: '#aab4c0' },
      size: { width: 24, height: 24 },
      keyInside: true,
    },
  },
  Name: {
    key: 'name',
    keyType: 'string',
    extraLabels: { always: [], maybe: [] },
    properties: {},
    plural: 'other names',
    description: 'Another name of a network or an organization, as a data set writes it.',
    appearance: { shape: 'diamond', color: { light: '#6650a8', dark: '#b3a1f0' }, size: { width: 24, height: 24 } },
  },
} as const satisfies Record<string, NodeType>;

export type NodeLabel = keyof typeof NODE_TYPES;

export type EdgeType = {
  /** Pairs of source and target label the type may join. */
  ends: readonly (readonly [NodeLabel, NodeLabel])[];
  /** Properties beside the provenance every edge carries. */
  properties: Readonly<Record<string, string>>;
  description: string;
  /** `lookup` edges are drawn solid and wide, `fact` edges thin, grey and dashed by type. */
  kind: 'lookup' | 'fact';
  /** Dash pattern in pixels, on and off in turn; empty for a solid line. */
  dash: readonly number[];
};

export const EDGE_TYPES = {
  LOOKED_UP: {
    ends: [['IP', 'HostName']],
    properties: {
      count: 'lookups',
      first_seen: 'datetime, UTC',
      last_seen: 'datetime, UTC',
      hours: 'ascending epoch hours (seconds / 3600) with at least one lookup',
      hour_counts: 'lookups in each of `hours`',
      qtypes: 'query types seen',
      qtype_counts: 'lookups of each of `qtypes`',
      rcodes: 'response codes seen',
      rcode_counts: 'lookups answered with each of `rcodes`',
      client: "the source's key again, for the index that lists a client's names by count",
      host: "the target's key again, for the index that lists a name's clients by count",
    },
    description: 'A client asked for a name.',
    kind: 'lookup',
    dash: [],
  },
  RESOLVES_TO: {
    ends: [['HostName', 'IP']],
    properties: {
      count: 'answers',
      first_seen: 'datetime, UTC',
      last_seen: 'datetime, UTC',
      source: 'list of `A`, `AAAA`, `CNAME`: the records that led to the address',
    },
    description: 'An answer gave this address for the name.',
    kind: 'fact',
    dash: [6, 3],
  },
  ALIAS_OF: {
    ends: [['HostName', 'HostName']],
    properties: { count: 'answers', first_seen: 'datetime, UTC', last_seen: 'datetime, UTC' },
    description: 'An answer said that the name is an alias (CNAME) of the other.',
    kind: 'fact',
    dash: [2, 3],
  },
  PART_OF: {
    ends: [
      ['HostName', 'DomainName'],
      ['IP', 'BGPPrefix'],
    ],
    properties: {},
    description: 'The name belongs to the domain; the address belongs to the prefix (longest match).',
    kind: 'fact',
    dash: [1, 3],
  },
  MANAGED_BY: {
    ends: [
      ['AS', 'Organization'],
      ['DomainName', 'HostName'],
    ],
    properties: {},
    description: 'The network is run by the organization; the domain is served by the name server.',
    kind: 'fact',
    dash: [10, 4],
  },
  MAIL_BY: {
    ends: [
      ['DomainName', 'HostName'],
      ['HostName', 'HostName'],
    ],
    properties: { preference: 'MX preference' },
    description: 'Mail for the name goes to this host (MX).',
    kind: 'fact',
    dash: [8, 3, 2, 3],
  },
  POINTS_TO: {
    ends: [['IP', 'HostName']],
    properties: { count: 'answers', first_seen: 'datetime, UTC', last_seen: 'datetime, UTC' },
    description: 'A reverse lookup (PTR) of the address gave this name.',
    kind: 'fact',
    dash: [4, 2, 1, 2],
  },
  ORIGINATE: {
    ends: [['AS', 'BGPPrefix']],
    properties: {
      rank: 'place among several origins of the prefix, as the table lists them: 1 is the one seen most; absent where there is one',
      as_set: 'the AS set the network stands in, such as `64500,64501`, where the route names a set as its origin',
    },
    description: 'The network announces the prefix.',
    kind: 'fact',
    dash: [12, 3, 2, 3],
  },
  COUNTRY: {
    ends: [
      ['AS', 'Country'],
      ['Organization', 'Country'],
      ['BGPPrefix', 'Country'],
    ],
    properties: {},
    description:
      'The register gives this country for the network or organization; a location table gives it for the addresses of the prefix.',
    kind: 'fact',
    dash: [3, 5],
  },
  NAME: {
    ends: [
      ['AS', 'Name'],
      ['Organization', 'Name'],
    ],
    properties: {},
    description: 'The data set writes this name for the network or organization.',
    kind: 'fact',
    dash: [1, 5],
  },
  REGISTERED_TO: {
    ends: [
      ['DomainName', 'Organization'],
      ['BGPPrefix', 'Organization'],
      ['AS', 'Organization'],
    ],
    properties: { role: 'as in RDAP', registered: 'datetime, UTC', expires: 'datetime, UTC' },
    description: 'The register (RDAP) names this organization.',
    kind: 'fact',
    dash: [14, 4],
  },
  QUERIED_FROM: {
    ends: [
      ['HostName', 'AS'],
      ['HostName', 'Organization'],
      ['HostName', 'Country'],
    ],
    properties: {
      value: "per cent of the name's lookups in the data set",
      count: 'lookups',
      tables: 'data sets of networks, organizations and countries that led from the clients to here',
    },
    description: "Derived: the share of the name's lookups that came from there.",
    kind: 'fact',
    dash: [16, 2],
  },
} as const satisfies Record<string, EdgeType>;

export type EdgeTypeName = keyof typeof EDGE_TYPES;

export const NODE_LABELS = Object.keys(NODE_TYPES) as NodeLabel[];
export const EDGE_TYPE_NAMES = Object.keys(EDGE_TYPES) as EdgeTypeName[];

export function isNodeLabel(label: string): label is NodeLabel {
  return Object.hasOwn(NODE_TYPES, label);
}

export function isEdgeTypeName(type: string): type is EdgeTypeName {
  return Object.hasOwn(EDGE_TYPES, type);
}

/** The label that says what a node is: the first of its labels that the table knows, else its first label. */
export function getPrimaryLabel(labels: readonly string[]): string {
  return NODE_LABELS.find((label) => labels.includes(label)) ?? labels[0] ?? '';
}
