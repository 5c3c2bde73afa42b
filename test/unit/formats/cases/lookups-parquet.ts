import { LOOKUP_RECORDS, PARQUET_LOOKUPS, toLookupsParquet } from '../../../helpers/lookups.ts';
import type { UnitCase } from '../format-case.ts';

const ROW = { client: '198.51.100.9', name: 'beta.example', hour: 1_772_438_400, count: 1 };

export const lookupsParquet: UnitCase = {
  kind: 'units',
  isText: false,
  id: 'lookups-parquet',
  fixture: 'lookups-parquet.parquet',
  read: 5,
  leftOut: { 'no name': 1 },
  records: LOOKUP_RECORDS,
  bad: {
    toContent: () => toLookupsParquet([...PARQUET_LOOKUPS, { ...ROW, client: 'nobody' }]),
    number: 6,
    reason: /^"nobody" is no IPv4 or IPv6 address$/,
  },
  odd: {
    toContent: () => toLookupsParquet([{ ...ROW, name: Buffer.from('caf\xe9.example', 'latin1') }]),
    key: 'caf\\233.example',
  },
};
