import { describe, expect, it } from 'vitest';
import { toAnswerFacts } from '../../server/import/answers.ts';
import { findReverseAddress } from '../../server/import/reverse-names.ts';

function toText(name: string, qtype: string, answers: string[]): string[] {
  return toAnswerFacts(name, qtype, answers).map(({ type, from, source, to, target, records }) => {
    return `${from}:${source} ${type} ${to}:${target}${records ? ` ${records.join('+')}` : ''}`;
  });
}

describe('answers become facts', () => {
  it.each([
    ['an address', 'a.alpha.example', 'A', ['192.0.2.1'], ['HostName:a.alpha.example RESOLVES_TO IP:192.0.2.1 A']],
    [
      'a chain of aliases, in order',
      'a.alpha.example',
      'A',
      ['B.alpha.example', 'c.alpha.example', '192.0.2.1'],
      [
        'HostName:a.alpha.example ALIAS_OF HostName:b.alpha.example',
        'HostName:b.alpha.example ALIAS_OF HostName:c.alpha.example',
        'HostName:a.alpha.example RESOLVES_TO IP:192.0.2.1 A+CNAME',
        'HostName:c.alpha.example RESOLVES_TO IP:192.0.2.1 A',
      ],
    ],
    [
      'an alias that leads nowhere',
      'a.alpha.example',
      'CNAME',
      ['b.alpha.example'],
      ['HostName:a.alpha.example ALIAS_OF HostName:b.alpha.example'],
    ],
    [
      'IPv6 in its one form',
      'a.alpha.example',
      'AAAA',
      ['2001:DB8:0:0::1'],
      ['HostName:a.alpha.example RESOLVES_TO IP:2001:db8::1 AAAA'],
    ],
    [
      'a reverse name',
      '1.2.0.192.in-addr.arpa',
      'PTR',
      ['a.alpha.example'],
      ['IP:192.0.2.1 POINTS_TO HostName:a.alpha.example'],
    ],
    [
      'a classless reverse zone',
      '1.2.0.192.in-addr.arpa',
      'PTR',
      ['1.0-127.2.0.192.in-addr.arpa', 'a.alpha.example'],
      ['IP:192.0.2.1 POINTS_TO HostName:a.alpha.example'],
    ],
    ['a service pointer, which is no address', '_http._tcp.alpha.example', 'PTR', ['x._http._tcp.alpha.example'], []],
    [
      'name servers of a domain',
      'alpha.example',
      'NS',
      ['ns1.alpha.example'],
      ['DomainName:alpha.example MANAGED_BY HostName:ns1.alpha.example'],
    ],
    ['name servers of a zone that is no registrable domain', 'a.alpha.example', 'NS', ['ns1.alpha.example'], []],
    [
      'mail hosts of a domain',
      'alpha.example',
      'MX',
      ['mx.alpha.example'],
      ['DomainName:alpha.example MAIL_BY HostName:mx.alpha.example'],
    ],
    [
      'mail hosts of another name',
      'a.alpha.example',
      'MX',
      ['mx.alpha.example'],
      ['HostName:a.alpha.example MAIL_BY HostName:mx.alpha.example'],
    ],
    [
      'text, signatures and unknown records',
      'a.alpha.example',
      'A',
      ['TXT 5 hello', 'RRSIG 5 x', '<unknown type=41>'],
      [],
    ],
    ['broken answers', 'a.alpha.example', 'A', ['192.0.2.999', '::zz', '', `${'x'.repeat(70)}.example`], []],
    ['types that are not read', 'a.alpha.example', 'SRV', ['srv.alpha.example'], []],
  ])('%s', (_, name, qtype, answers, facts) => {
    expect(toText(name, qtype, answers)).toEqual(facts);
  });
});

describe('findReverseAddress', () => {
  const nibbles = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa';
  it.each([
    ['1.2.0.192.in-addr.arpa', '192.0.2.1'],
    [nibbles, '2001:db8::1'],
    ['2.0.192.in-addr.arpa', undefined],
    ['300.2.0.192.in-addr.arpa', undefined],
    ['8.b.d.0.1.0.0.2.ip6.arpa', undefined],
    ['alpha.example', undefined],
  ])('%s', (name, address) => {
    expect(findReverseAddress(name)).toBe(address);
  });
});
