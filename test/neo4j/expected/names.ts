/** Answers of the saved queries about names. */
import { groupBy, type LogRow, round } from '../../helpers/sample-log.ts';
import {
  countClients,
  countNames,
  DATASET,
  DAY,
  type Expected,
  findAnswers,
  findMainAsker,
  isAddress,
  STORY,
  sortBy,
  toTime,
} from './answer.ts';

function toLife(name: string, rows: readonly LogRow[]) {
  return {
    name: `HostName:${name}`,
    dataset: DATASET,
    lookups: rows.length,
    clients: countClients(rows),
    firstSeen: toTime(rows, 'first'),
    lastSeen: toTime(rows, 'last'),
  };
}

const byName = (rows: readonly LogRow[]) => [...groupBy(rows, ({ name }) => name)];

/** The last answer with an address by name, in seconds. */
function findLastAnswers(log: Parameters<Expected>[0]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { name, row } of findAnswers(log)) last.set(name, Math.max(row.time, last.get(name) ?? 0));
  return last;
}

const toIso = (seconds: number) => toTime([{ time: seconds } as LogRow], 'first');

export const NAMES: Record<string, Expected> = {
  successors(log) {
    const { asker, stopped } = findMainAsker(log, STORY);
    const candidates = byName(log.lookups).filter(([, rows]) => {
      const first = rows[0]?.time ?? 0;
      return first > stopped && first <= stopped + 7 * DAY;
    });
    const answers = groupBy(findAnswers(log), ({ name }) => name);
    const toAddresses = (name: string) => new Set(answers.get(name)?.map(({ address }) => address));
    const rows = candidates.flatMap(([name, group]) => {
      const share = (holder: string | undefined) =>
        (100 * group.filter(({ client }) => log.findHolder(client) === holder).length) / group.length;
      if (group.length < 10 || share(asker) < 80) return [];
      return {
        name: `HostName:${STORY}`,
        successor: `HostName:${name}`,
        dataset: DATASET,
        organization: asker,
        lookups: group.length,
        sharePercent: round(share(asker), 1),
        unmappedPercent: round(share(undefined), 1),
        stopped: toIso(stopped),
        began: toTime(group, 'first'),
        daysBetween: round(((group[0]?.time ?? 0) - stopped) / DAY, 1),
        sharedAddresses: [...toAddresses(name)]
          .filter((address) => toAddresses(STORY).has(address))
          .sort()
          .map((address) => `IP:${address}`),
        candidates: candidates.length,
      };
    });
    return sortBy(rows, '-lookups', 'successor');
  },
  'names-sharing-address'(log) {
    const answers = findAnswers(log);
    const own = new Set(answers.filter(({ name }) => name === STORY).map(({ address }) => address));
    const shared = answers.filter(({ address }) => own.has(address));
    const rows = [...groupBy(shared, ({ name, address }) => `${name} ${address}`).values()].map((group) => {
      const [{ name, address } = { name: '', address: '' }] = group;
      return {
        name: `HostName:${name}`,
        address: `IP:${address}`,
        firstSeen: toTime(
          group.map(({ row }) => row),
          'first',
        ),
        lastSeen: toTime(
          group.map(({ row }) => row),
          'last',
        ),
        namesOfAddress: new Set(shared.filter((other) => other.address === address).map((other) => other.name)).size,
      };
    });
    const others = rows.filter(({ name }) => name !== `HostName:${STORY}`);
    return sortBy(others, 'namesOfAddress', 'address', 'name');
  },
  aliases(log) {
    const start = 'www.lighthouse-news.example';
    const [row] = log.lookups.filter(
      ({ name, answers }) => name === start && answers.length > 0 && !isAddress(answers[0] ?? ''),
    );
    const chain = row?.answers.filter((answer) => !isAddress(answer)) ?? [];
    return chain.map((name, i) => ({
      name: `HostName:${start}`,
      leadsTo: `HostName:${name}`,
      steps: i + 1,
      datasets: Array.from({ length: i + 1 }, () => DATASET),
    }));
  },
  'names-gone-silent'(log) {
    const ends = log.lookups.at(-1)?.time ?? 0;
    const answers = findLastAnswers(log);
    const rows = byName(log.lookups)
      .filter(([, group]) => group.length >= 25 && (group.at(-1)?.time ?? 0) <= ends - 14 * DAY)
      .map(([name, group]) => {
        const answered = answers.get(name);
        return {
          ...toLife(name, group),
          lastAnswer: answered === undefined ? null : toIso(answered),
          daysSilent: Math.floor((ends - (group.at(-1)?.time ?? 0)) / DAY),
        };
      });
    return sortBy(rows, '-lastSeen', 'name');
  },
  'newest-names': (log) =>
    sortBy(
      byName(log.lookups)
        .filter(([, rows]) => rows.length >= 20)
        .map(([name, rows]) => toLife(name, rows)),
      '-firstSeen',
      'name',
    ).slice(0, 100),
  'ended-names-still-asked'(log) {
    const answers = findLastAnswers(log);
    const rows = byName(log.lookups).flatMap(([name, group]) => {
      const lastAnswer = answers.get(name);
      const nxdomain = group.filter(({ rcode }) => rcode === 'NXDOMAIN').length;
      const lastLookup = group.at(-1)?.time ?? 0;
      if (lastAnswer === undefined || group.length < 20 || nxdomain === 0) return [];
      if (Math.floor(lastLookup * 1000) - Math.floor(lastAnswer * 1000) < DAY * 1000) return [];
      const { firstSeen, ...life } = toLife(name, group);
      return {
        ...life,
        lastAnswer: toIso(lastAnswer),
        daysAskedSince: round((lastLookup - lastAnswer) / DAY, 1),
        lookupsAnsweredNxdomain: nxdomain,
        clientsSince: countClients(group.filter(({ time }) => time > lastAnswer)),
      };
    });
    return sortBy(rows, '-lookups', 'name');
  },
  'never-answered-names': (log) =>
    sortBy(
      byName(log.lookups)
        .filter(([, rows]) => rows.length >= 5 && rows.every(({ rcode }) => rcode === 'NXDOMAIN'))
        .map(([name, rows]) => toLife(name, rows)),
      '-lookups',
      'name',
    ).slice(0, 100),
  'domains-by-clients'(log) {
    const named = log.lookups.filter(({ name }) => name.endsWith('.example'));
    const rows = [...groupBy(named, ({ name }) => name.split('.').slice(-2).join('.'))].map(([domain, group]) => ({
      domain: `DomainName:${domain}`,
      dataset: DATASET,
      clients: countClients(group),
      names: countNames(group),
      lookups: group.length,
      lookupsPerClient: round(group.length / countClients(group), 1),
    }));
    return sortBy(rows, '-clients', '-lookups', 'domain').slice(0, 100);
  },
  'names-of-domain'(log) {
    const named = log.lookups.filter(({ name }) => name === 'tower.example' || name.endsWith('.tower.example'));
    return sortBy(
      byName(named).map(([name, rows]) => toLife(name, rows)),
      '-lookups',
      'name',
    ).slice(0, 50);
  },
};
