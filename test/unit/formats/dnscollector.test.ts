/** What DNS-collector writes that is no lookup, or not what it seems. */
import { expect, it } from 'vitest';
import { dnscollectorJson } from '../../../server/import/formats/dnscollector-json.ts';
import { dnscollectorText } from '../../../server/import/formats/dnscollector-text.ts';
import { collectRecords } from './collect-records.ts';

const NAME = 'mail.alpha.example';

function toLine(operation: string, rcode: string, { second = '00', port = '40001', name = NAME } = {}): string {
  return `2026-03-02T08:00:${second}Z dns1 ${operation} ${rcode} 198.51.100.7 ${port} IPv4 UDP 50b ${name} A 0.000000000`;
}

async function readCodes(...lines: string[]) {
  const { records, rejected } = await collectRecords(dnscollectorText, lines.join('\n'));
  expect(rejected).toEqual([]);
  return records.map((record) => record[5]);
}

it('reads no code from a query, whatever it prints', async () => {
  expect(await readCodes(toLine('CLIENT_QUERY', 'NOERROR'))).toEqual(['']);
});

it('counts a query that is written again when it timed out once', async () => {
  expect(await readCodes(toLine('CLIENT_QUERY', '-'), toLine('CLIENT_QUERY', 'TIMEOUT'))).toEqual(['']);
});

it('keeps the two sides of one server apart', async () => {
  const lines = [toLine('CLIENT_QUERY', '-'), toLine('AUTH_RESPONSE', 'REFUSED', { second: '01' })];
  expect(await readCodes(...lines)).toEqual(['', 'REFUSED']);
});

it('gives each query of one port its response', async () => {
  const lines = ['00', '10', '20'].flatMap((second, i) => [
    toLine('CLIENT_QUERY', '-', { second }),
    toLine('CLIENT_RESPONSE', i === 1 ? 'SERVFAIL' : 'NOERROR', { second: `${second.slice(0, 1)}1` }),
  ]);
  expect(await readCodes(...lines)).toEqual(['NOERROR', 'SERVFAIL', 'NOERROR']);
});

it('takes a backslash for the octet that it is', async () => {
  const { records } = await collectRecords(dnscollectorText, toLine('CQ', '-', { name: 'a\\032b.example' }));
  expect(records[0]?.[2]).toBe('a\\092032b.example');
});

it('rejects lines of other directives', async () => {
  const lines = ['2026-03-02T08:00:00Z CLIENT_QUERY alpha.example A', `${toLine('CLIENT_QUERY', '-')} 1 2`];
  const { rejected } = await collectRecords(dnscollectorText, lines.join('\n'));
  expect(rejected.map(({ reason }) => reason)).toEqual(lines.map(() => 'no line in the default text format'));
});

it('leaves out updates and what DNS-collector heard on other ports', async () => {
  const toRow = (port: string, opcode: number) => ({
    'dnstap.operation': 'CLIENT_QUERY',
    'dnstap.timestamp-rfc3339ns': '2026-03-02T08:00:00Z',
    'dns.opcode': opcode,
    'dns.qname': NAME,
    'network.query-ip': '198.51.100.7',
    'network.response-port': port,
  });
  const rows = [toRow('5353', 0), toRow('53', 5), toRow('53', 0)].map((row) => JSON.stringify(row));
  const { counts } = await collectRecords(dnscollectorJson, rows.join('\n'));
  expect(counts.accepted).toBe(1);
  expect(Object.fromEntries(counts.leftOut)).toEqual({
    'port 5353 (mDNS)': 1,
    'no lookup (opcode other than QUERY)': 1,
  });
});
