/** Ranges or networks with their AS under names of columns, as ip-location-db, IPinfo and MaxMind give them. */
import { normalizePrefix } from '../../shared/keys.ts';
import { toPrefixes } from './ip-ranges.ts';
import { addAddressRow } from './networks.ts';
import type { Outcome, Sink } from './record.ts';

/** Names by what they hold, in the order in which they are preferred. docs/formats.md lists them. */
export const IP_RANGE_COLUMNS = {
  start: ['start_ip', 'ip_range_start', 'range_start', 'start'],
  end: ['end_ip', 'ip_range_end', 'range_end', 'end'],
  network: ['network', 'prefix', 'cidr'],
  asn: ['asn', 'autonomous_system_number', 'as_number'],
  name: ['as_name', 'as_description'],
  organization: ['autonomous_system_organization', 'as_organization'],
  // `country` may hold the code or the name; where both are there, the code has the longer name.
  country: ['country_code', 'country'],
} as const;

export type IpRangeColumn = keyof typeof IP_RANGE_COLUMNS;
export const IP_RANGE_COLUMN_NAMES = Object.keys(IP_RANGE_COLUMNS) as IpRangeColumn[];

/** Which of the names in lower case stands for which column; undefined where they name no addresses or no AS. */
export function findIpRangeNames(names: readonly string[]): Partial<Record<IpRangeColumn, string>> | undefined {
  const found: Partial<Record<IpRangeColumn, string>> = {};
  for (const column of IP_RANGE_COLUMN_NAMES) {
    const known: readonly string[] = IP_RANGE_COLUMNS[column];
    const name = known.find((candidate) => names.includes(candidate));
    if (name !== undefined) found[column] = name;
  }
  const hasAddresses = found.network !== undefined || (found.start !== undefined && found.end !== undefined);
  return hasAddresses && found.asn !== undefined ? found : undefined;
}

/** `cell` gives the text of a column, '' where the row has none. Throws KeyError, RecordError. */
export function addIpRange(cell: (column: IpRangeColumn) => string, sink: Sink): Outcome {
  const network = cell('network');
  return addAddressRow(
    {
      prefixes: network === '' ? toPrefixes(cell('start'), cell('end')) : [normalizePrefix(network)],
      asn: cell('asn'),
      country: cell('country'),
      name: cell('name'),
      organization: cell('organization'),
    },
    sink,
  );
}
