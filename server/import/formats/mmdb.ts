import { readFile, stat } from 'node:fs/promises';
import { readFields } from '../mmdb-data.ts';
import { findMetadata, getDataSection, MARKER, walkNetworks } from '../mmdb-tree.ts';
import { addAddressRow } from '../networks.ts';
import { type Format, ImportError, RecordError, TruncatedError, type Unit, type UnitSource } from '../record.ts';
import { toDay } from '../table-date.ts';

/** A database is read as a whole; those of every address of the Internet have some 100 MB. */
const MAX_OCTETS = 1024 ** 3;

/** A record takes an octet for each value at least, so a database in which records do not overlap stays far below. */
const VALUES_PER_OCTET = 32;

/** MaxMind's names and IPinfo's. `country` holds the code or the name. */
const FIELDS = [
  'autonomous_system_number',
  'autonomous_system_organization',
  'asn',
  'as_name',
  'country_code',
  'country',
] as const;

async function readOctets(source: UnitSource): Promise<Buffer> {
  const file = await source.openFile();
  const { size } = await stat(file);
  if (size > MAX_OCTETS)
    throw new ImportError(`A MaxMind database of ${size} octets is too large; 1 GB is read at most.`);
  return readFile(file);
}

async function* readUnits(source: UnitSource): AsyncGenerator<Unit> {
  const octets = await readOctets(source);
  if (octets.length === 0) return;
  const metadata = findMetadata(octets);
  if (!metadata) throw new TruncatedError('the MaxMind database ends before its metadata');
  const data = getDataSection(octets, metadata);
  let valuesLeft = octets.length * VALUES_PER_OCTET;
  const section = {
    octets: data,
    spend(values: number) {
      valuesLeft -= values;
      if (valuesLeft < 0)
        throw new ImportError(
          'The records of the MaxMind database hold more values than the file has room for: it is damaged.',
        );
    },
  };
  let number = 0;
  for (const { prefix, offset, damage } of walkNetworks(octets, metadata)) {
    number += 1;
    yield {
      number,
      toText: () => prefix,
      parse(sink) {
        if (damage !== undefined) throw new RecordError(damage);
        const fields = readFields(section, offset, FIELDS);
        const field = (...names: (typeof FIELDS)[number][]) => {
          const name = names.find((candidate) => fields.has(candidate));
          return name === undefined ? '' : String(fields.get(name));
        };
        return addAddressRow(
          {
            prefixes: [prefix],
            asn: field('autonomous_system_number', 'asn'),
            country: field('country_code', 'country'),
            name: field('as_name'),
            organization: field('autonomous_system_organization'),
          },
          sink,
        );
      },
    };
  }
}

function findBuildTime(octets: Buffer): number | undefined {
  try {
    return findMetadata(octets)?.builtAt;
  } catch {
    return undefined;
  }
}

/** MaxMind's database format with the AS of each network: GeoLite2-ASN, GeoIP2-ISP, IPinfo's and DB-IP's databases. */
export const mmdb: Format = {
  id: 'mmdb',
  title: 'MaxMind database with the AS of each network',
  dataset: 'mmdb',
  reference: {},
  assumes: [],
  bringsPrefixes: true,
  detect({ octets, tail }) {
    // A text may hold the marker, as a name that somebody looked up; it holds no zero octet.
    return octets.includes(0) && (tail.includes(MARKER) || octets.includes(MARKER));
  },
  findDate({ octets, tail }) {
    const builtAt = findBuildTime(tail) ?? findBuildTime(octets);
    return builtAt === undefined ? undefined : toDay(builtAt * 1000);
  },
  readUnits,
};
