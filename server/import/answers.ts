/** What the answers of one response say, as facts. */
import { findDomainName, getAddressFamily, KeyError, normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import type { EdgeTypeName, NodeLabel } from '../../shared/ontology.ts';

export type AnswerFact = {
  type: EdgeTypeName;
  from: NodeLabel;
  source: string;
  to: NodeLabel;
  target: string;
  /** The records that led to an address: `A`, `AAAA`, `CNAME`. */
  records?: readonly string[];
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

/** The address of a whole reverse name (RFC 1035 §3.5, RFC 3596 §2.5); undefined for a zone or a classless one. */
export function findReverseAddress(name: string): string | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.in-addr\.arpa$/.exec(name);
  const nibbles = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name)?.[1];
  const text = v4
    ? v4.slice(1).reverse().join('.')
    : nibbles
        ?.split('.')
        .reverse()
        .join('')
        .replace(/.{4}(?!$)/g, '$&:');
  if (text === undefined) return undefined;
  try {
    return normalizeIp(text);
  } catch {
    return undefined;
  }
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

/**
 * Facts in the answers to a question for `name` (canonical). Logs print answers without their type, so only types whose
 * answers can be told apart are read: A, AAAA, CNAME, PTR of whole addresses, NS and MX.
 */
export function toAnswerFacts(name: string, qtype: string, raw: readonly string[]): AnswerFact[] {
  const answers = sortAnswers(raw);
  const apex = findDomainName(name) === name;
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
      if (!apex) return [];
      return answers.names.map((target) => ({
        type: 'MANAGED_BY',
        from: 'DomainName',
        source: name,
        to: 'HostName',
        target,
      }));
    case 'MX': {
      const from = apex ? 'DomainName' : 'HostName';
      return answers.names.map((target) => ({ type: 'MAIL_BY', from, source: name, to: 'HostName', target }));
    }
    default:
      return [];
  }
}
