/** What an RDAP object (RFC 9083) says about names, networks and organizations. */
import { findDomainName, normalizeAsn, normalizeHostName, normalizePrefix } from '../../shared/keys.ts';
import { toPrefixes } from './ip-ranges.ts';
import { findCardHolder } from './jcard.ts';
import { isJsonObject, type JsonObject } from './json-line.ts';
import { type FactProperties, leaveOut, type Outcome, RecordError, type Sink } from './record.ts';

type Fact = Parameters<Sink['edge']>;

/** `reason`: why there are no facts, where there are none. */
export type RdapFacts = { facts: Fact[]; organizations: string[]; reason: Outcome };

export type RdapOptions = { parseTime(raw: string): number; note(text: string): void };

/** Blocks handed to registries hold thousands of numbers that have holders of their own. */
const MAX_NUMBERS = 256;

/** Roles of RFC 9083 §10.2.4, in the order in which they are joined; a role that is not among them comes last. */
const ROLES =
  'registrant,registrar,reseller,sponsor,proxy,administrative,technical,billing,abuse,noc,notifications'.split(',');

const NO_DOMAIN_FACT = leaveOut('domain without an organization or a name server');
const NO_REGISTRABLE = leaveOut('domain that is no registrable name');
const NO_NETWORK_FACT = leaveOut('address range without an organization');
const NO_AS_FACT = leaveOut('AS without an organization, a name or a country');
const NO_ORGANIZATION = leaveOut('contact that is no organization, or redacted');
const LARGE_BLOCK = leaveOut(`block of more than ${MAX_NUMBERS} AS numbers`);
const NAME_SERVER = leaveOut('name server: no fact of the graph');
const ERROR = leaveOut('error answer of the server');
const NO_OBJECT = leaveOut('answer without an object (help, empty search)');

function toObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function toRoles(entity: JsonObject): string[] {
  const given = Array.isArray(entity.roles) ? entity.roles : [];
  return given.map((role) => toText(role).toLowerCase()).filter((role) => /^[a-z][a-z -]{0,39}$/.test(role));
}

function joinRoles(roles: ReadonlySet<string>): string {
  const others = [...roles].filter((role) => !ROLES.includes(role)).sort();
  return [...ROLES.filter((role) => roles.has(role)), ...others].join(', ');
}

function findOrganization(entity: JsonObject, { note }: RdapOptions): string | undefined {
  if (entity.vcardArray === undefined) {
    note('a contact without a card');
    return undefined;
  }
  const holder = findCardHolder(entity.vcardArray);
  if (holder.type === 'organization') return holder.name;
  note(holder.type === 'redacted' ? 'a redacted contact' : 'a contact that is a person or does not say it is none');
  return undefined;
}

function toEvents(object: JsonObject, { parseTime, note }: RdapOptions): FactProperties {
  const properties: Record<string, string> = {};
  for (const { eventAction, eventDate } of toObjects(object.events)) {
    const name = { registration: 'registered', expiration: 'expires' }[toText(eventAction).toLowerCase()];
    if (name === undefined) continue;
    try {
      properties[name] = new Date(parseTime(toText(eventDate)) * 1000).toISOString();
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      note('an event whose date cannot be read');
    }
  }
  return properties;
}

type Holder = 'DomainName' | 'BGPPrefix' | 'AS';

/** One edge per key and organization, whatever its roles; `parent` holds what is nested in an entity. */
function toRegistrations(
  object: JsonObject,
  from: Holder,
  keys: readonly (string | number)[],
  options: RdapOptions,
  parent: string | undefined,
): Fact[] {
  const rolesByName = new Map<string, Set<string>>();
  if (parent !== undefined) rolesByName.set(parent, new Set());
  for (const entity of toObjects(object.entities)) {
    const name = findOrganization(entity, options);
    if (name === undefined) continue;
    const roles = rolesByName.get(name) ?? new Set();
    for (const role of toRoles(entity)) roles.add(role);
    rolesByName.set(name, roles);
  }
  if (rolesByName.size === 0) return [];
  const events = toEvents(object, options);
  return [...rolesByName].flatMap(([name, roles]) => {
    const properties = { ...(roles.size > 0 ? { role: joinRoles(roles) } : {}), ...events };
    return keys.map((key): Fact => ['REGISTERED_TO', from, key, 'Organization', name, properties]);
  });
}

function toNetworkPrefixes(network: JsonObject): string[] {
  const blocks = toObjects(network.cidr0_cidrs);
  if (blocks.length > 0) {
    return blocks.map(({ v4prefix, v6prefix, length }) => normalizePrefix(`${v4prefix ?? v6prefix}/${length}`));
  }
  const [start, end] = [toText(network.startAddress), toText(network.endAddress)];
  if (start === '' || end === '') throw new RecordError('an ip network without startAddress and endAddress');
  return toPrefixes(start, end);
}

function toNetworkFacts(network: JsonObject, options: RdapOptions, parent?: string): Fact[] {
  return toRegistrations(network, 'BGPPrefix', toNetworkPrefixes(network), options, parent);
}

/** Undefined for a block that is too large. */
function findNumbers({ startAutnum, endAutnum }: JsonObject): number[] | undefined {
  if (typeof startAutnum !== 'number' && typeof startAutnum !== 'string')
    throw new RecordError('an autnum without startAutnum');
  const first = normalizeAsn(startAutnum);
  const last = typeof endAutnum === 'number' || typeof endAutnum === 'string' ? normalizeAsn(endAutnum) : first;
  if (last < first) throw new RecordError('an autnum that ends before it begins');
  if (last - first >= MAX_NUMBERS) return undefined;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function toNumberFacts(autnum: JsonObject, options: RdapOptions, parent?: string): Fact[] | undefined {
  const numbers = findNumbers(autnum);
  if (numbers === undefined) return undefined;
  const facts = toRegistrations(autnum, 'AS', numbers, options, parent);
  const name = toText(autnum.name).normalize('NFC');
  const country = toText(autnum.country).toUpperCase();
  for (const number of numbers) {
    if (name !== '' && name.length <= 1000) facts.push(['NAME', 'AS', number, 'Name', name]);
    if (/^[A-Z]{2}$/.test(country) && country !== 'ZZ') facts.push(['COUNTRY', 'AS', number, 'Country', country]);
  }
  return facts;
}

function toDomainFacts(domain: JsonObject, options: RdapOptions): RdapFacts {
  const name = normalizeHostName(toText(domain.ldhName) || toText(domain.unicodeName));
  const facts = isJsonObject(domain.network) ? toNetworkFacts(domain.network, options) : [];
  if (findDomainName(name) !== name) return { facts, organizations: [], reason: NO_REGISTRABLE };
  facts.push(...toRegistrations(domain, 'DomainName', [name], options, undefined));
  for (const server of toObjects(domain.nameservers)) {
    const host = normalizeHostName(toText(server.ldhName) || toText(server.unicodeName));
    facts.push(['MANAGED_BY', 'DomainName', name, 'HostName', host]);
  }
  return { facts, organizations: [], reason: NO_DOMAIN_FACT };
}

function toEntityFacts(entity: JsonObject, options: RdapOptions): RdapFacts {
  const organization = findOrganization(entity, options);
  const facts = toObjects(entity.networks).flatMap((network) => toNetworkFacts(network, options, organization));
  for (const autnum of toObjects(entity.autnums)) {
    const found = toNumberFacts(autnum, options, organization);
    if (found) facts.push(...found);
    else options.note(`a block of more than ${MAX_NUMBERS} AS numbers`);
  }
  return { facts, organizations: organization === undefined ? [] : [organization], reason: NO_ORGANIZATION };
}

/** Facts of one object. Throws KeyError or RecordError where it, or what is nested in it, cannot be read. */
export function toRdapFacts(object: JsonObject, options: RdapOptions): RdapFacts {
  const nothing = (reason: Outcome): RdapFacts => ({ facts: [], organizations: [], reason });
  switch (object.objectClassName) {
    case 'domain':
      return toDomainFacts(object, options);
    case 'ip network':
      return { facts: toNetworkFacts(object, options), organizations: [], reason: NO_NETWORK_FACT };
    case 'autnum': {
      const facts = toNumberFacts(object, options);
      return facts ? { facts, organizations: [], reason: NO_AS_FACT } : nothing(LARGE_BLOCK);
    }
    case 'entity':
      return toEntityFacts(object, options);
    case 'nameserver':
      return nothing(NAME_SERVER);
    case undefined:
      if ('errorCode' in object) return nothing(ERROR);
      if ('rdapConformance' in object) return nothing(NO_OBJECT);
      throw new RecordError('no RDAP object: it has neither objectClassName nor rdapConformance');
    default:
      throw new RecordError('an objectClassName that is none of RFC 9083');
  }
}
