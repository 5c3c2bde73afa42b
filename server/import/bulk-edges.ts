/** Rows of edges for Neo4j's import tool, with the properties that write-lookups.ts and write-facts.ts give over Bolt. */
import { EDGE_TYPES, type EdgeTypeName } from '../../shared/ontology.ts';
import { PROVENANCE } from '../../shared/provenance.ts';
import type { FactRow, LookupRow, Provenance, SeenFactRow } from '../graph/batch.ts';
import { createTimeFormat, LIST_SEPARATOR, toCell, toListCell } from './csv-file.ts';

type Reference = Partial<Record<keyof typeof PROVENANCE, string>>;

const REFERENCE_NAMES = Object.keys(PROVENANCE) as (keyof typeof PROVENANCE)[];

/** What an edge of the import carries beside its own properties; the data set's name and the time among it. */
export function toReference({ dataset, reference, fetchedAt }: Provenance): Reference {
  return { ...reference, reference_name: dataset, reference_time_fetch: fetchedAt };
}

/** Columns that say the same in each row: the end of the header, and the end of every row. */
export function toReferenceColumns(reference: Reference): { header: string; cells: string } {
  const known = REFERENCE_NAMES.filter((name) => reference[name] !== undefined);
  const isTime = (name: string) => PROVENANCE[name as keyof typeof PROVENANCE].startsWith('datetime');
  const cells = known.map((name) => {
    const text = reference[name] ?? '';
    return toCell(isTime(name) ? new Date(text).toISOString() : text);
  });
  return {
    header: known.map((name) => (isTime(name) ? `${name}:datetime` : name)).join(','),
    cells: cells.join(','),
  };
}

export const LOOKUP_COLUMNS =
  ':START_ID(IP),:END_ID(HostName),client,host,count:long,first_seen:datetime,last_seen:datetime,' +
  'hours:long[],hour_counts:long[],qtypes:string[],qtype_counts:long[],rcodes:string[],rcode_counts:long[]';

/** Names of types and codes as a list; one alone is looked up, as it is what most rows have. */
function createNameLists(): (names: readonly string[]) => string {
  const cells = new Map<string, string>();
  return (names) => {
    const [only] = names;
    if (only === undefined || names.length > 1) return toListCell(names);
    let cell = cells.get(only);
    if (cell === undefined) {
      cell = toListCell(names);
      cells.set(only, cell);
    }
    return cell;
  };
}

/** Answers a function that writes rows of lookups; what it finds empty is added to `empty`, as `TYPE.property`. */
export function createLookupRows(empty: Set<string>): (row: LookupRow) => string {
  const toTime = createTimeFormat();
  const toNames = createNameLists();
  return (row) => {
    const { count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts } = row;
    if (qtypes.length === 0) empty.add('LOOKED_UP.qtypes').add('LOOKED_UP.qtype_counts');
    if (rcodes.length === 0) empty.add('LOOKED_UP.rcodes').add('LOOKED_UP.rcode_counts');
    const ends = `${row.client},${toCell(row.host)}`;
    const when = `${toTime(first)},${toTime(last)},${hours.join(LIST_SEPARATOR)},${hourCounts.join(LIST_SEPARATOR)}`;
    const types = `${toNames(qtypes)},${qtypeCounts.join(LIST_SEPARATOR)}`;
    return `${ends},${ends},${count},${when},${types},${toNames(rcodes)},${rcodeCounts.join(LIST_SEPARATOR)}`;
  };
}

export type EdgeRows<Row> = {
  /** Known once all rows are written. */
  toHeader(): string;
  toRow(row: Row): string;
};

/** Facts with counts and times. */
export function createSeenRows(type: EdgeTypeName, empty: Set<string>): EdgeRows<SeenFactRow> {
  const toTime = createTimeFormat();
  const toNames = createNameLists();
  const hasSource = 'source' in EDGE_TYPES[type].properties;
  return {
    toHeader: () => `count:long,first_seen:datetime,last_seen:datetime${hasSource ? ',source:string[]' : ''}`,
    toRow({ count, first, last, records }) {
      if (hasSource && records.length === 0) empty.add(`${type}.source`);
      return `${count},${toTime(first)},${toTime(last)}${hasSource ? `,${toNames(records)}` : ''}`;
    },
  };
}

/** Facts without: a column for each property of the ontology, of the type that its values have. */
export function createFactRows(type: EdgeTypeName): EdgeRows<FactRow> {
  const described: Readonly<Record<string, string>> = EDGE_TYPES[type].properties;
  const names = Object.keys(described);
  const types = new Map<string, string>();
  const toValue = (name: string, value: string | number): string => {
    const isTime = typeof value === 'string' && described[name]?.startsWith('datetime');
    const valueType = typeof value === 'number' ? 'long' : isTime ? 'datetime' : 'string';
    if (described[name] === undefined || (types.get(name) ?? valueType) !== valueType) {
      throw new Error(`A column cannot hold what ${type} edges have as ${name}.`);
    }
    types.set(name, valueType);
    if (typeof value === 'number') return String(value);
    return toCell(isTime ? new Date(value).toISOString() : value);
  };
  return {
    toHeader: () => names.map((name) => `${name}:${types.get(name) ?? 'string'}`).join(','),
    toRow({ properties = {} }) {
      for (const [name, value] of Object.entries(properties)) if (!(name in described)) toValue(name, value);
      const values = names.map((name) => {
        const value = properties[name];
        return value === undefined ? '' : toValue(name, value);
      });
      return values.join(',');
    },
  };
}
