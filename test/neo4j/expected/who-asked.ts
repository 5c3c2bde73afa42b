/** Answers of the saved queries about who asked. */
import { groupBy, type LogRow, round, type SampleLog } from '../../helpers/sample-log.ts';
import {
  BANK,
  countClients,
  countNames,
  DATASET,
  DAY,
  type Expected,
  type ExpectedRow,
  findMainAsker,
  findPairs,
  type Pair,
  STORY,
  SUCCESSOR,
  sortBy,
  toTime,
  UNMAPPED,
} from './answer.ts';

function select(log: SampleLog, name: string): LogRow[] {
  return log.lookups.filter((row) => row.name === name);
}

function toShares(rows: readonly LogRow[], toGroup: (row: LogRow) => ExpectedRow): ExpectedRow[] {
  const groups = groupBy(rows, (row) => JSON.stringify(toGroup(row)));
  return [...groups].map(([key, group]) => ({
    dataset: DATASET,
    ...(JSON.parse(key) as ExpectedRow),
    lookups: group.length,
    sharePercent: round((100 * group.length) / rows.length, 1),
    clients: countClients(group),
    firstSeen: toTime(group, 'first'),
    lastSeen: toTime(group, 'last'),
  }));
}

/** The strongest clients of a name, `total` being the lookups the share is of. */
function toClients(log: SampleLog, name: string, limit: number): ExpectedRow[] {
  const rows = select(log, name);
  const pairs = findPairs(log).filter((pair) => pair.name === name);
  const clients = pairs.map((pair) => ({
    name: `HostName:${name}`,
    client: `IP:${pair.client}`,
    organization: log.findHolder(pair.client) ?? UNMAPPED,
    dataset: DATASET,
    lookups: pair.rows.length,
    sharePercent: round((100 * pair.rows.length) / rows.length, 1),
    firstSeen: toTime(pair.rows, 'first'),
    lastSeen: toTime(pair.rows, 'last'),
  }));
  return sortBy(clients, '-lookups', 'client').slice(0, limit);
}

function findNames(log: SampleLog): Map<string, Pair[]> {
  return groupBy(findPairs(log), ({ name }) => name);
}

/** Names none but the clients of STORY asks for, all of whose lookups lie after it stopped. */
function findFollowers(log: SampleLog): string[] {
  const { stopped } = findMainAsker(log, STORY);
  const clients = new Set(select(log, STORY).map(({ client }) => client));
  return [...findNames(log)]
    .filter(([, pairs]) => pairs.every(({ client, rows }) => clients.has(client) && (rows[0]?.time ?? 0) > stopped))
    .filter(([, pairs]) => pairs.some(({ rows }) => (rows[0]?.time ?? 0) <= stopped + 7 * DAY))
    .filter(([, pairs]) => pairs.flatMap(({ rows }) => rows).length >= 10)
    .map(([name]) => name)
    .sort();
}

function toDominated(log: SampleLog): ExpectedRow[] {
  const found: ExpectedRow[] = [];
  for (const [name, rows] of groupBy(log.lookups, (row) => row.name)) {
    const holders = [...groupBy(rows, ({ client }) => log.findHolder(client) ?? '')].map(([holder, group]) => {
      return { holder, lookups: group.length, clients: countClients(group) };
    });
    const [first, second, ...rest] = sortBy(
      holders.filter(({ holder }) => holder !== ''),
      '-lookups',
      'holder',
    );
    const share = (lookups: number) => round((100 * lookups) / rows.length, 1);
    if (!first || rows.length < 100 || (100 * first.lookups) / rows.length < 80) continue;
    found.push({
      name: `HostName:${name}`,
      dataset: DATASET,
      organization: first.holder,
      lookups: rows.length,
      sharePercent: share(first.lookups),
      secondSharePercent: share(second?.lookups ?? 0),
      unmappedPercent: share(holders.find(({ holder }) => holder === '')?.lookups ?? 0),
      clientsOfOrganization: first.clients,
      organizations: 1 + (second ? 1 : 0) + rest.length,
    });
  }
  return sortBy(found, '-sharePercent', '-lookups', 'name');
}

export const WHO_ASKED: Record<string, Expected> = {
  'who-asked-by-organization': (log) =>
    sortBy(
      toShares(select(log, STORY), ({ client }) => ({ organization: log.findHolder(client) ?? UNMAPPED })),
      '-lookups',
      'organization',
    ),
  'who-asked-by-network'(log) {
    const rows = toShares(select(log, STORY), ({ client }) => {
      const asn = log.findAsn(client);
      const organization = asn === undefined ? undefined : log.findOrganization(asn);
      const network = asn === undefined ? UNMAPPED : `AS${asn}`;
      return { network, organizations: organization === undefined ? [] : [organization] };
    });
    return sortBy(rows, '-lookups', 'network');
  },
  'who-asked': (log) =>
    toClients(log, STORY, 25).map(({ name, sharePercent, ...row }) => ({ ...row, clientsOfName: 41 })),
  story: (log) => [STORY, ...findFollowers(log)].flatMap((name) => toClients(log, name, 14)),
  'first-askers'(log) {
    const began = select(log, SUCCESSOR)[0]?.time ?? 0;
    const rows = findPairs(log)
      .filter(({ name }) => name === SUCCESSOR)
      .map((pair) => ({
        dataset: DATASET,
        client: `IP:${pair.client}`,
        organization: log.findHolder(pair.client),
        firstSeen: toTime(pair.rows, 'first'),
        daysAfterFirst: Math.floor(((pair.rows[0]?.time ?? 0) - began) / DAY),
        lookups: pair.rows.length,
      }));
    return sortBy(rows, 'firstSeen', 'client');
  },
  'names-one-organization-dominates': toDominated,
  'names-only-this-organization'(log) {
    const names = [...groupBy(log.lookups, (row) => row.name)].filter(
      ([, rows]) => rows.length >= 10 && rows.every(({ client }) => log.findHolder(client) === BANK),
    );
    const rows = names.map(([name, group]) => ({
      name: `HostName:${name}`,
      dataset: DATASET,
      lookups: group.length,
      clients: countClients(group),
      firstSeen: toTime(group, 'first'),
      lastSeen: toTime(group, 'last'),
    }));
    return sortBy(rows, '-lookups', 'name');
  },
  'what-organization-asks'(log) {
    const all = groupBy(log.lookups, ({ name }) => name);
    const own = groupBy(
      log.lookups.filter(({ client }) => log.findHolder(client) === BANK),
      ({ name }) => name,
    );
    const rows = [...own].map(([name, group]) => ({
      name: `HostName:${name}`,
      dataset: DATASET,
      lookups: group.length,
      lookupsByAll: all.get(name)?.length ?? 0,
      shareOfNamePercent: round((100 * group.length) / (all.get(name)?.length ?? 0), 1),
      clients: countClients(group),
      firstSeen: toTime(group, 'first'),
      lastSeen: toTime(group, 'last'),
    }));
    return sortBy(rows, '-lookups', 'name').slice(0, 100);
  },
  'what-client-asks'(log) {
    const names = findNames(log);
    const rows = findPairs(log)
      .filter(({ client }) => client === '198.18.0.10')
      .map((pair) => ({
        name: `HostName:${pair.name}`,
        dataset: DATASET,
        lookups: pair.rows.length,
        clientsOfName: names.get(pair.name)?.length,
        firstSeen: toTime(pair.rows, 'first'),
        lastSeen: toTime(pair.rows, 'last'),
      }));
    return sortBy(rows, '-lookups', 'name').slice(0, 50);
  },
  'clients-in-common'(log) {
    const names = findNames(log);
    const rows = (names.get(SUCCESSOR) ?? []).flatMap((other) => {
      const own = names.get(STORY)?.find(({ client }) => client === other.client);
      if (!own) return [];
      const gap = (other.rows[0]?.time ?? 0) - (own.rows.at(-1)?.time ?? 0);
      return {
        client: `IP:${other.client}`,
        organization: log.findHolder(other.client),
        dataset: DATASET,
        lookups: own.rows.length,
        lookupsOfOther: other.rows.length,
        daysBetween: round(gap / DAY, 1),
        namesOfClient: countNames(log.lookups.filter(({ client }) => client === other.client)),
      };
    });
    return sortBy(rows, '-lookupsOfOther', 'client');
  },
  'names-with-the-same-clients'(log) {
    const names = findNames(log);
    const own = new Set(names.get(STORY)?.map(({ client }) => client));
    const rows = [...names].flatMap(([name, pairs]) => {
      const shared = pairs.filter(({ client }) => own.has(client)).length;
      if (name === STORY || shared < 4) return [];
      return {
        name: `HostName:${name}`,
        sharedClients: shared,
        clientsOfName: pairs.length,
        containment: round(shared / pairs.length, 3),
        jaccard: round(shared / (own.size + pairs.length - shared), 3),
      };
    });
    return sortBy(rows, '-containment', '-jaccard', 'name').slice(0, 50);
  },
  'broadest-clients'(log) {
    const rows = [...groupBy(findPairs(log), ({ client }) => client)].map(([client, pairs]) => {
      const lookups = pairs.flatMap((pair) => pair.rows).length;
      return {
        client: `IP:${client}`,
        organization: log.findHolder(client) ?? UNMAPPED,
        dataset: DATASET,
        names: pairs.length,
        lookups,
        lookupsPerName: round(lookups / pairs.length, 1),
      };
    });
    return sortBy(rows, '-names', 'client').slice(0, 50);
  },
};
