/** Writes lookups as Zeek writes them: dns.log as tab-separated text. */
import { FIRST_HOUR } from './calendar.ts';
import type { Lookup, QueryType } from './lookups.ts';
import type { HostedName } from './names.ts';
import { createRandom, type Random } from './random.ts';

const COLUMNS = [
  ['ts', 'time'],
  ['uid', 'string'],
  ['id.orig_h', 'addr'],
  ['id.orig_p', 'port'],
  ['id.resp_h', 'addr'],
  ['id.resp_p', 'port'],
  ['proto', 'enum'],
  ['trans_id', 'count'],
  ['rtt', 'interval'],
  ['query', 'string'],
  ['qclass', 'count'],
  ['qclass_name', 'string'],
  ['qtype', 'count'],
  ['qtype_name', 'string'],
  ['rcode', 'count'],
  ['rcode_name', 'string'],
  ['AA', 'bool'],
  ['TC', 'bool'],
  ['RD', 'bool'],
  ['RA', 'bool'],
  ['Z', 'count'],
  ['answers', 'vector[string]'],
  ['TTLs', 'vector[interval]'],
  ['rejected', 'bool'],
] as const;

const TYPE_NUMBERS: Record<QueryType, number> = { A: 1, NS: 2, PTR: 12, MX: 15, TXT: 16, AAAA: 28, HTTPS: 65 };
const SERVERS_V4 = ['192.0.2.53', '198.51.100.53'];
const SERVER_V6 = '2001:db8:80::53';
/** Stands in for the multicast groups and the broadcast address of local chatter. */
const LOCAL_SERVER = '203.0.113.199';
const UID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

type Response = { code: 'NOERROR' | 'NXDOMAIN' | 'REFUSED' | '-'; answers: readonly string[]; ttl: number };

function findAnswers(type: QueryType, hosted: HostedName): readonly string[] {
  switch (type) {
    case 'A':
      return [...hosted.aliases, ...hosted.v4];
    case 'AAAA':
      return [...hosted.aliases, ...hosted.v6];
    case 'MX':
      return hosted.mx ? [hosted.mx] : [];
    case 'TXT':
      return ['TXT 14 v=spf1 mx -all'];
    case 'PTR':
      return [hosted.name];
    default:
      return [];
  }
}

function answer({ port, type, hosted, time, name }: Lookup): Response {
  if (port !== 53 || name === undefined) return { code: '-', answers: [], ttl: 0 };
  if (name === '.') return { code: 'REFUSED', answers: [], ttl: 0 };
  const hour = time / 3600 - FIRST_HOUR;
  if (!hosted || hour < hosted.from || hour >= hosted.until) return { code: 'NXDOMAIN', answers: [], ttl: 0 };
  return { code: 'NOERROR', answers: findAnswers(type, hosted), ttl: type === 'PTR' ? 86_400 : 3600 };
}

function toUid(random: Random): string {
  let uid = 'C';
  for (let i = 0; i < 3; i += 1) {
    let bits = Math.floor(random.next() * 2 ** 30);
    for (let j = 0; j < 5; j += 1) {
      uid += UID_LETTERS[bits % 62] ?? '';
      bits = Math.floor(bits / 62);
    }
  }
  return uid;
}

/** Some resolvers mix upper case into names to make forged answers harder (draft-vixie-dnsext-dns0x20). */
function toMixedCase(name: string): string {
  return [...name].map((letter, i) => (i % 3 === 0 ? letter.toUpperCase() : letter)).join('');
}

function toRow(lookup: Lookup, random: Random): string {
  const { time, client, name, type, port } = lookup;
  const { code, answers, ttl } = answer(lookup);
  const server = port !== 53 ? LOCAL_SERVER : client.includes(':') ? SERVER_V6 : (SERVERS_V4[random.below(2)] ?? '');
  const chatter = port !== 53;
  const query = name === undefined ? '-' : !chatter && random.next() < 0.01 ? toMixedCase(name) : name;
  const rcode = { NOERROR: '0', NXDOMAIN: '3', REFUSED: '5', '-': '-' }[code];
  return [
    time.toFixed(6),
    toUid(random),
    client,
    1024 + random.below(64_512),
    server,
    port,
    random.next() < 0.01 && !chatter ? 'tcp' : 'udp',
    random.below(65_536),
    code === '-' ? '-' : (0.0004 + random.next() * 0.003).toFixed(6),
    query,
    name === undefined ? '-' : '1',
    name === undefined ? '-' : 'C_INTERNET',
    name === undefined ? '-' : TYPE_NUMBERS[type],
    name === undefined ? '-' : type,
    rcode,
    code,
    code === 'NOERROR' || code === 'NXDOMAIN' ? 'T' : 'F',
    'F',
    'F',
    'F',
    '0',
    answers.length > 0 ? answers.join(',') : '-',
    answers.length > 0 ? answers.map(() => ttl.toFixed(6)).join(',') : '-',
    code === 'REFUSED' ? 'T' : 'F',
  ].join('\t');
}

/** A whole dns.log with header and closing line. */
export function toZeekLog(lookups: readonly Lookup[], seed: number): string {
  const random = createRandom(seed);
  const header = [
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tdns',
    '#open\t2026-02-02-00-00-00',
    `#fields\t${COLUMNS.map(([name]) => name).join('\t')}`,
    `#types\t${COLUMNS.map(([, type]) => type).join('\t')}`,
  ];
  return [...header, ...lookups.map((lookup) => toRow(lookup, random)), '#close\t2026-06-22-00-00-00', ''].join('\n');
}
