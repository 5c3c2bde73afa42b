/** Answers of the saved queries about time, networks and evidence. */
import { groupBy, type LogRow, round, type SampleLog } from '../../helpers/sample-log.ts';
import {
  BANK,
  countClients,
  countNames,
  DATASET,
  type Expected,
  findAnswers,
  findMainAsker,
  findPairs,
  isOfficeHour,
  STORY,
  sortBy,
  toLocal,
  toTime,
  UNMAPPED,
} from './answer.ts';

const ZONE = 'America/Halifax';
const HEALTH = 'Sample Health Network';

function select(log: SampleLog, name: string): LogRow[] {
  return log.lookups.filter((row) => row.name === name);
}

function countHours(rows: readonly LogRow[]): number[] {
  return [...new Set(rows.map(({ time }) => Math.floor(time / 3600)))].sort((a, b) => a - b);
}

export const TIME: Record<string, Expected> = {
  'lookups-by-weekday-and-hour'(log) {
    const groups = groupBy(select(log, STORY), (row) => {
      const { weekday, hour } = toLocal(row, ZONE);
      return weekday * 100 + hour;
    });
    const rows = [...groups].map(([key, group]) => ({
      dataset: DATASET,
      weekday: Math.floor(key / 100),
      hour: key % 100,
      lookups: group.length,
    }));
    return sortBy(rows, 'weekday', 'hour');
  },
  'lookups-per-day'(log) {
    const groups = groupBy(select(log, STORY), (row) => toLocal(row, ZONE).day);
    const rows = [...groups].map(([day, group]) => ({ dataset: DATASET, day, lookups: group.length }));
    return sortBy(rows, 'day');
  },
  'office-hours'(log) {
    const { asker } = findMainAsker(log, STORY);
    const own = log.lookups.filter(({ client }) => log.findHolder(client) === asker);
    const rows = [...groupBy(own, ({ name }) => name)]
      .filter(([name, group]) => group.length >= 50 || name === STORY)
      .map(([name, group]) => ({
        name: `HostName:${name}`,
        isThisName: name === STORY,
        dataset: DATASET,
        organization: asker,
        lookups: group.length,
        activeDays: new Set(group.map((row) => toLocal(row, ZONE).day)).size,
        officeHoursPercent: round((100 * group.filter((row) => isOfficeHour(row, ZONE)).length) / group.length, 1),
      }));
    return sortBy(rows, '-isThisName', '-officeHoursPercent', 'name');
  },
  'best-time-zone'(log) {
    const rows = select(log, STORY);
    const offsets = Array.from({ length: 26 }, (_, i) => i - 11);
    const shares = offsets.map((utcOffset) => {
      const shifted = rows.map((row) => ({ ...row, time: row.time + utcOffset * 3600 }));
      const share = (100 * shifted.filter((row) => isOfficeHour(row, 'UTC')).length) / rows.length;
      return { dataset: DATASET, utcOffset, officeHoursPercent: round(share, 1), lookups: rows.length };
    });
    return sortBy(shares, '-officeHoursPercent', 'utcOffset');
  },
  'regular-intervals'(log) {
    const rows = findPairs(log).flatMap(({ client, name, rows: lookups }) => {
      const hours = countHours(lookups);
      const gaps = hours.slice(1).map((hour, i) => hour - (hours[i] ?? 0));
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
      if (hours.length < 100 || deviation > 0.2 * mean) return [];
      return {
        client: `IP:${client}`,
        name: `HostName:${name}`,
        organization: log.findHolder(client) ?? UNMAPPED,
        dataset: DATASET,
        lookups: lookups.length,
        hoursWithLookups: hours.length,
        meanGapHours: round(mean, 2),
        variation: round(deviation / mean, 3),
      };
    });
    return sortBy(rows, 'variation', '-lookups', 'client', 'name');
  },
};

export const NETWORKS: Record<string, Expected> = {
  'network-footprint'(log) {
    const own = log.lookups.filter(({ client }) => log.findAsn(client) === 64_496);
    const rows = [...groupBy(own, ({ client }) => client.includes(':'))].map(([isV6, group]) => ({
      prefix: `BGPPrefix:${isV6 ? '2001:db8:1::/48' : '198.18.0.0/22'}`,
      dataset: DATASET,
      clients: countClients(group),
      namesAsked: countNames(group),
      lookups: group.length,
      hostedNames: 0,
    }));
    return sortBy(rows, '-lookups');
  },
  'hosting-of-domain'(log) {
    const answers = findAnswers(log);
    const own = answers.filter(({ name }) => name === 'tower.example' || name.endsWith('.tower.example'));
    const rows = [...groupBy(own, ({ name, address }) => `${name} ${address}`).values()].map((group) => {
      const [{ name, address } = { name: '', address: '' }] = group;
      return {
        name: `HostName:${name}`,
        address: `IP:${address}`,
        dataset: DATASET,
        organizations: [log.findHolder(address)],
        firstSeen: toTime(
          group.map(({ row }) => row),
          'first',
        ),
        lastSeen: toTime(
          group.map(({ row }) => row),
          'last',
        ),
        namesOfAddress: new Set(answers.filter((other) => other.address === address).map((other) => other.name)).size,
      };
    });
    return sortBy(rows, 'name', 'address');
  },
  'organizations-by-lookups'(log) {
    const rows = [...groupBy(log.lookups, ({ client }) => log.findHolder(client) ?? UNMAPPED)].map(
      ([organization, group]) => ({
        dataset: DATASET,
        organization,
        clients: countClients(group),
        names: countNames(group),
        lookups: group.length,
        sharePercent: round((100 * group.length) / log.lookups.length, 1),
      }),
    );
    return sortBy(rows, '-lookups', 'organization');
  },
  'paths-between-organizations'(log) {
    const names = [...groupBy(findPairs(log), ({ name }) => name)].flatMap(([name, pairs]) => {
      const strongest = (organization: string) =>
        Math.max(
          0,
          ...pairs.filter(({ client }) => log.findHolder(client) === organization).map(({ rows }) => rows.length),
        );
      const [one, two] = [strongest(BANK), strongest(HEALTH)];
      if (one === 0 || two === 0) return [];
      return { name: `HostName:${name}`, clientsOfName: pairs.length, lookupsByClient: one, lookupsByOtherClient: two };
    });
    return sortBy(names, 'clientsOfName', 'name')
      .slice(0, 5)
      .map((row) => ({ ...row, sharedNames: names.length }));
  },
};

export const EVIDENCE: Record<string, Expected> = {
  coverage: (log) => [
    {
      dataset: DATASET,
      firstLookup: toTime(log.lookups, 'first'),
      lastLookup: toTime(log.lookups, 'last'),
      daysWithLookups: 140,
      daysWithout: 0,
      withoutLookups: [],
    },
  ],
  'mapped-lookups'(log) {
    const groups = groupBy(log.lookups, ({ client }) => {
      const asn = log.findAsn(client);
      if (asn === undefined) return 'no known network';
      return log.findOrganization(asn) === undefined ? 'network without organization' : 'organization';
    });
    const rows = [...groups].map(([mappedTo, group]) => ({
      dataset: DATASET,
      mappedTo,
      lookups: group.length,
      sharePercent: round((100 * group.length) / log.lookups.length, 1),
      clients: countClients(group),
    }));
    return sortBy(rows, '-lookups');
  },
  imports: (log) => [
    {
      dataset: DATASET,
      file: 'dns.log.gz',
      format: 'zeek-tsv',
      vantage: 'authoritative',
      status: 'done',
      rowsRead: log.rows.length,
      rowsAccepted: log.lookups.length,
      rowsLeftOut: log.rows.length - log.lookups.length,
      rowsRejected: 0,
      firstSeen: toTime(log.lookups, 'first'),
      lastSeen: toTime(log.lookups, 'last'),
      gaps: [],
    },
    { dataset: 'whoasked.sample.networks', file: 'ip2asn-combined.tsv', vantage: null, rowsRejected: 0 },
    { dataset: 'whoasked.sample.organizations', file: 'as-org2info.jsonl', vantage: null, rowsRejected: 0 },
  ],
  'edges-by-dataset': (log) => [
    {
      edgeType: 'LOOKED_UP',
      dataset: DATASET,
      publishedBy: 'Whoasked sample (synthetic)',
      edges: findPairs(log).length,
      lookupsOrAnswers: log.lookups.length,
    },
  ],
};
