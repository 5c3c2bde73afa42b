/** Writes who runs the sample's networks: an iptoasn table and an AS-to-organization file in CAIDA's form. */
import { ORGANIZATIONS, toV4Range, toV6Prefix } from './organizations.ts';

/** Sorts addresses as numbers, which ip2asn files are. */
function toSortKey(address: string): string {
  const parts = address.includes(':')
    ? address.split(':').map((part) => Number.parseInt(part || '0', 16))
    : address.split('.').map(Number);
  return (address.includes(':') ? '6' : '4') + parts.map((part) => String(part).padStart(6, '0')).join('');
}

/** ip2asn-combined.tsv: first address, last address, AS number, country, description. */
export function toIptoasn(): string {
  const networks = ORGANIZATIONS.flatMap(({ id, name, asns, country }) =>
    asns.flatMap((asn, i) => {
      const description = `${name ? id : 'LEGACY'}-SAMPLE-${i + 1}${name ? ` ${name}` : ''}`;
      const { first, last } = toV4Range(asn);
      const v6 = toV6Prefix(asn);
      return [
        [first, last, asn, country, description],
        [`${v6}::`, `${v6}:ffff:ffff:ffff:ffff:ffff`, asn, country, description],
      ];
    }),
  );
  const hosting = [
    ['192.0.2.0', '192.0.2.255', 64506, 'QQ', 'ICH-SAMPLE-1 Imaginary Cloud Hosting'],
    ['198.51.100.0', '198.51.100.255', 64507, 'QQ', 'ICH-SAMPLE-2 Imaginary Cloud Hosting'],
    ['203.0.113.0', '203.0.113.127', 65536, 'QQ', 'ICH-SAMPLE-3 Imaginary Cloud Hosting'],
    ['2001:db8:80::', '2001:db8:80:ffff:ffff:ffff:ffff:ffff', 64506, 'QQ', 'ICH-SAMPLE-1 Imaginary Cloud Hosting'],
    ['198.19.200.0', '198.19.203.255', 0, 'None', 'Not routed'],
  ];
  const rows = [...networks, ...hosting].map((row) => ({ row, at: toSortKey(String(row[0])) }));
  rows.sort((a, b) => (a.at < b.at ? -1 : 1));
  return rows.map(({ row }) => `${row.join('\t')}\n`).join('');
}

/** as-org2info.jsonl: organizations first, then networks. */
export function toAsOrganizations(): string {
  const registered = ORGANIZATIONS.flatMap((organization) =>
    organization.name === undefined ? [] : [{ ...organization, organizationId: `${organization.id}-SAMPLE` }],
  );
  const organizations = registered.map(({ organizationId, name, country }) => ({
    organizationId,
    changed: '20260101',
    name,
    country,
    source: 'SAMPLE',
    type: 'Organization',
  }));
  const networks = registered.flatMap(({ organizationId, id, asns }) =>
    asns.map((asn, i) => ({
      asn: String(asn),
      changed: '20260101',
      name: `${id}-SAMPLE-${i + 1}`,
      organizationId,
      opaqueId: `${id}-SAMPLE`,
      source: 'SAMPLE',
      type: 'ASN',
    })),
  );
  return [...organizations, ...networks].map((line) => `${JSON.stringify(line)}\n`).join('');
}
