/** What tables of networks share: an AS with its prefixes, names and country. */
import { normalizeAsn, normalizeKey } from '../../shared/keys.ts';
import { ACCEPTED, leaveOut, type Outcome, RecordError, type Sink } from './record.ts';

export const NOT_ROUTED = leaveOut('not routed (AS 0)');
const NO_NETWORK = leaveOut('addresses without an AS');

/** What registers write where they know no country. */
const NO_COUNTRY = new Set(['', 'None', 'Unknown', 'ZZ', 'zz', '-']);

/** An ISO 3166 code in upper case, undefined where the table knows none. Throws RecordError. */
export function parseCountryCode(raw: string): string | undefined {
  const code = raw.trim();
  if (NO_COUNTRY.has(code)) return undefined;
  if (!/^[A-Za-z]{2}$/.test(code)) throw new RecordError(`"${code.slice(0, 40)}" is no country code of two letters`);
  return code.toUpperCase();
}

/** As `parseCountryCode`, but undefined for any other text: some tables hold the country's name in the column. */
function findCountryCode(raw: string): string | undefined {
  return /^[A-Za-z]{2}$/.test(raw.trim()) ? parseCountryCode(raw) : undefined;
}

/** A name as it is kept, '' where there is none. Throws KeyError where it is too long to be found again. */
export function toDisplayName(raw: string): string {
  const name = raw.trim();
  return name === '' ? '' : String(normalizeKey('Name', name));
}

/** Addresses with the AS that holds them, as tables of ranges and databases write it; '' for what they do not say. */
export type AddressRow = {
  prefixes: readonly string[];
  asn: string;
  /** Country the table places the addresses in, which need not be the country of the AS. */
  country: string;
  name: string;
  organization: string;
};

/** ORIGINATE to each prefix, COUNTRY of each, NAME and MANAGED_BY of the AS. Throws KeyError, RecordError. */
export function addAddressRow(row: AddressRow, sink: Sink): Outcome {
  if (row.asn.trim() === '') return NO_NETWORK;
  const asn = normalizeAsn(row.asn);
  const country = findCountryCode(row.country);
  if (asn === 0) return NOT_ROUTED;
  const name = toDisplayName(row.name);
  const organization = toDisplayName(row.organization);
  for (const prefix of row.prefixes) {
    sink.edge('ORIGINATE', 'AS', asn, 'BGPPrefix', prefix);
    if (country !== undefined) sink.edge('COUNTRY', 'BGPPrefix', prefix, 'Country', country);
  }
  if (name !== '') sink.edge('NAME', 'AS', asn, 'Name', name);
  if (organization !== '') sink.edge('MANAGED_BY', 'AS', asn, 'Organization', organization);
  return ACCEPTED;
}
