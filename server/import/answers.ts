/** What the answers of one response say, as facts. */
import { findDomainName, getAddressFamily, KeyError, normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import type { EdgeTypeName, NodeLabel } from '../../shared/ontology.ts';
import type { Answer, FactProperties } from './record.ts';
import { findRecordFacts, type TypedRecord } from './record-facts.ts';
import { findReverseAddress } from './reverse-names.ts';

export type AnswerFact = {
  type: EdgeTypeName;
  from: NodeLabel;
  source: string;
  to: NodeLabel;
  target: string;
  /** The records that led to an address: `A`, `AAAA`, `CNAME`. */
  records?: readonly string[];
  properties?: FactProperties;
};

type Answers = { names: string[]; addresses: string[] };

/** Records other than names and addresses are printed with blanks in them: `TXT 5 hello`, `RRSIG 5 …`, `<unknown type=41>`. */
function sortAnswers(raw: readonly string[]): Answers {
  const answers: Answers = { names: [], addresses: [] };
  for (const answer of raw) {
    if (answer === '' || answer === '.' || /[\s<>]/.test(answer)) continue;
    const isAddress = /^[\d.]+$/.test(answer) || answer.includes(':');
    try {
      if (isAddress) answers.addresses.push(normalizeIp(answer));
      else answers.names.push(normalizeHostName(answer));
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
    }
  }
  return answers;
}

function toAddressFacts(name: string, { names, addresses }: Answers): AnswerFact[] {
  const facts: AnswerFact[] = [];
  let last = name;
  for (const alias of names) {
    if (alias === last) continue;
    facts.push({ type: 'ALIAS_OF', from: 'HostName', source: last, to: 'HostName', target: alias });
    last = alias;
  }
  for (const address of addresses) {
    const record = getAddressFamily(address) === 4 ? 'A' : 'AAAA';
    const toFact = (source: string, records: readonly string[]): AnswerFact => {
      return { type: 'RESOLVES_TO', from: 'HostName', source, to: 'IP', target: address, records };
    };
    facts.push(toFact(name, last === name ? [record] : [record, 'CNAME']));
    if (last !== name) facts.push(toFact(last, [record]));
  }
  return facts;
}

/** Where a name's aliases in one response lead: followed from name to name, so that their order in it does not matter. */
function followAliases(name: string, aliases: ReadonlyMap<string, string>): string[] {
  const chain = [name];
  for (;;) {
    const next = aliases.get(chain.at(-1) ?? '');
    if (next === undefined || chain.includes(next)) return chain;
    chain.push(next);
  }
}

/**
 * Facts in whole records: each alias, the addresses of the name asked for (through its aliases too), and what other types
 * say. A record that cannot be read says nothing.
 */
function toRecordFacts(name: string, records: readonly TypedRecord[]): AnswerFact[] {
  const facts = records.flatMap((record) => findRecordFacts(record));
  const aliases = new Map<string, string>();
  for (const { type, source, target } of facts) if (type === 'ALIAS_OF') aliases.set(source, target);
  const chain = followAliases(name, aliases);
  const last = chain.at(-1);
  if (chain.length === 1) return facts;
  const led = facts.filter(({ type, source }) => type === 'RESOLVES_TO' && source === last);
  return [...facts, ...led.map((fact) => ({ ...fact, source: name, records: [...(fact.records ?? []), 'CNAME'] }))];
}

/**
 * Facts in the answers to a question for `name` (canonical). Where a log prints answers without their type, only types
 * whose answers can be told apart are read: A, AAAA, CNAME, PTR of whole addresses, NS and MX.
 */
export function toAnswerFacts(name: string, qtype: string, given: readonly Answer[]): AnswerFact[] {
  const typed = given.filter((answer) => typeof answer !== 'string');
  if (typed.length > 0) return toRecordFacts(name, typed);
  const raw = given.filter((answer) => typeof answer === 'string');
  const answers = sortAnswers(raw);
  switch (qtype) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
      return toAddressFacts(name, answers);
    case 'PTR': {
      const address = findReverseAddress(name);
      if (address === undefined) return [];
      // RFC 2317: a classless zone answers with an alias inside in-addr.arpa first.
      const targets = answers.names.filter((target) => !target.endsWith('.arpa'));
      return targets.map((target) => ({ type: 'POINTS_TO', from: 'IP', source: address, to: 'HostName', target }));
    }
    case 'NS':
      if (findDomainName(name) !== name) return [];
      return answers.names.map((target) => ({
        type: 'MANAGED_BY',
        from: 'DomainName',
        source: name,
        to: 'HostName',
        target,
      }));
    case 'MX': {
      const from = findDomainName(name) === name ? 'DomainName' : 'HostName';
      return answers.names.map((target) => ({ type: 'MAIL_BY', from, source: name, to: 'HostName', target }));
    }
    default:
      return [];
  }
}
