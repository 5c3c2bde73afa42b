/** The lookups that every fixture of dnstap holds, whatever its shape. */

const QNAME = 'mail.alpha.example';
const ODD_NAME = 'a\\046b\\255.alpha.example';

/** `dot` ends the names in answers where a log prints them so. */
export function toDnstapRecords(dot: '' | '.'): unknown[][] {
  const alias = { owner: `${QNAME}${dot}`, type: 'CNAME', data: `edge.alpha.example${dot}` };
  const address = { owner: `edge.alpha.example${dot}`, type: 'A', data: '203.0.113.10' };
  const mail = { owner: `alpha.example${dot}`, type: 'MX', data: `10 mx1.alpha.example${dot}` };
  return [
    ['lookup', '198.51.100.7', QNAME, 1772438400.25, 'A', 'NOERROR', 1],
    ['answers', QNAME, 1772438400.25, 'A', [alias, address], 1],
    ['lookup', '198.51.100.7', QNAME, 1772438401, 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '2001:db8::1', 'alpha.example', 1772438402.5, 'MX', 'NOERROR', 1],
    ['answers', 'alpha.example', 1772438402.5, 'MX', [mail], 1],
    ['lookup', '198.51.100.8', '.', 1772438404, 'NS', '', 1],
    ['lookup', '198.51.100.8', ODD_NAME, 1772438405, 'TXT', 'SERVFAIL', 1],
  ];
}

/** What the one-line text says of them: no response codes, no answers. */
export const DNSTAP_TEXT_RECORDS = toDnstapRecords('')
  .filter(([type]) => type === 'lookup')
  .map((record) => record.with(5, ''));

export const DNSTAP_LEFT_OUT = {
  'a question of the resolver itself (RESOLVER)': 2,
  'no lookup (DNS opcode NOTIFY)': 1,
  'no name': 1,
  'response of a lookup counted already': 4,
};
