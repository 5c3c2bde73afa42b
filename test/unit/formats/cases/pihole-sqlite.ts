import { PIHOLE_RECORDS, PIHOLE_ROWS, toPiholeDatabase, writePiholeFile } from '../../../helpers/pihole.ts';
import type { UnitCase } from '../format-case.ts';

const BAD = { timestamp: 1_772_438_400, type: 1, domain: 'alpha.example', client: '198.51.100.999' };

export const piholeSqlite: UnitCase = {
  kind: 'units',
  isText: false,
  id: 'pihole-sqlite',
  fixture: 'pihole-sqlite.db',
  read: 9,
  leftOut: {
    "Pi-hole's own question": 1,
    'client hidden by the privacy level': 1,
    'client without an address': 1,
    'name hidden by the privacy level': 1,
  },
  records: PIHOLE_RECORDS,
  bad: {
    toContent: () => toPiholeDatabase((file) => writePiholeFile(file, [...PIHOLE_ROWS, BAD])),
    number: 10,
    reason: /^"198.51.100.999" is no IPv4 or IPv6 address$/,
  },
  // Pi-hole keeps names as text and replaces what is no printable character before.
  odd: undefined,
};
