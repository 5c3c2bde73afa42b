import type { LineCase } from '../format-case.ts';

export const rirDelegated: LineCase = {
  kind: 'lines',
  id: 'rir-delegated',
  fixture: 'rir-delegated.txt',
  read: 9,
  leftOut: {
    'AS numbers without a country': 1,
    'address block (names no network and no organization)': 2,
    'reserved or available numbers': 2,
    'summary line': 2,
  },
  records: [
    ['edge', 'COUNTRY', 'AS', 64500, 'Country', 'AT'],
    ['edge', 'COUNTRY', 'AS', 65536, 'Country', 'FR'],
    ['edge', 'COUNTRY', 'AS', 65537, 'Country', 'FR'],
    ['edge', 'COUNTRY', 'AS', 65538, 'Country', 'FR'],
  ],
  bad: { line: 'ripencc|AT|asn|64500|0|20260101|allocated|aa-1', reason: /"0" is no number of AS numbers/ },
  odd: { line: Buffer.from('ripencc|DE|asn|64499|1|20260101|assigned|caf\xe9', 'latin1'), key: 'DE' },
};
