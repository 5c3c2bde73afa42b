/** Finds names and numbers that belong to somebody: fixtures, samples and docs hold reserved ones only. */
import ipaddr from 'ipaddr.js';
import { parse } from 'tldts';

/** RFC 5737, RFC 2544, RFC 3849, RFC 6666, and addresses that are nobody's: loopback, unspecified, link-local, multicast DNS. */
const NETWORKS = [
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '198.18.0.0/15',
  '127.0.0.0/8',
  '0.0.0.0/32',
  '255.255.255.255/32',
  '224.0.0.251/32',
  '2001:db8::/32',
  '100::/64',
  '::1/128',
  '::/128',
  'fe80::/10',
  'ff02::fb/128',
].map((network) => ipaddr.parseCIDR(network));

/** RFC 5398. */
const ASNS = [
  [64_496, 64_511],
  [65_536, 65_551],
] as const;

/** RFC 2606 and RFC 6761; `.arpa` names are read as the addresses they stand for. */
const NAMES = /(?:^|\.)(?:example|test|invalid|localhost|local|arpa|example\.(?:com|net|org))$/;

/** Files (`README.md`) and properties (`n.name`) by their ending, although the ending is a top-level domain as well. */
const NO_NAMES = /\.(?:md|sh|zip|py|rs|ps|pl|cc|app|name|id)$/;

function isReservedAddress(text: string): boolean {
  const address = ipaddr.process(text);
  return NETWORKS.some(([network, length]) => network.kind() === address.kind() && address.match(network, length));
}

function findAddresses(text: string): string[] {
  const reversed = [...text.matchAll(/(?<![\w.])((?:\d{1,3}\.){4})in-addr\.arpa/gi)].map((match) =>
    (match[1] ?? '').split('.').slice(0, 4).reverse().join('.'),
  );
  const rest = text.replace(/(?:[\da-f]{1,3}\.)+(?:in-addr|ip6)\.arpa/gi, ' ');
  const dotted = rest.match(/(?<![\w.:-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g) ?? [];
  const colons = rest.match(/(?<![\w:.-])(?:[\da-f]{0,4}:){2,}[\da-f.]*(?![\w:-])/gi) ?? [];
  return [...reversed, ...dotted, ...colons].filter((candidate) => ipaddr.isValid(candidate));
}

/** AS numbers as text writes them, and where the table formats hold them without the letters. */
function findAsns(text: string): number[] {
  const patterns = [/\bAS(\d{1,10})\b/gi, /"(?:asn|autnum)"\s*:\s*"?(\d+)/g, /^[\d.:a-f]+\t[\d.:a-f]+\t(\d+)\t/gm];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => Number(match[1])));
}

function findNames(text: string): string[] {
  const candidates = text.match(/(?<![\w\\@-]|(?<!\/)\/)(?:[\p{L}\d_*-]+\.)+\p{L}[\p{L}\d-]+\b(?![\w(/]*\()/gu) ?? [];
  return candidates.filter((name) => parse(name).isIcann && !NO_NAMES.test(name));
}

/** The texts a program holds: names in code are properties, names in its texts are names. */
export function getStringLiterals(code: string): string {
  return (code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [])
    .join('\n')
    .replace(/\$\{[^}]*\}/g, 'x');
}

/** Addresses, AS numbers and host names that are not reserved, each once. `allowedNames` are sites that may be cited. */
export function findRealNames(text: string, allowedNames: readonly string[] = []): string[] {
  const found = [
    ...findAddresses(text).filter((address) => !isReservedAddress(address)),
    ...findAsns(text)
      .filter((asn) => asn !== 0 && !ASNS.some(([first, last]) => asn >= first && asn <= last))
      .map((asn) => `AS${asn}`),
    ...findNames(text).filter((name) => !NAMES.test(name.toLowerCase()) && !allowedNames.includes(name.toLowerCase())),
  ];
  return [...new Set(found)];
}
