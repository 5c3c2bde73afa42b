/** What is stored of a client's address: all of it, its network, or a pseudonym. */
import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { getAddressFamily, normalizePrefix } from '../../shared/keys.ts';
import { toPseudonym } from '../../shared/pseudonyms.ts';
import { ImportError } from './record.ts';

export type ClientMode = { type: 'full' } | { type: 'truncate'; 4: number; 6: number } | { type: 'pseudonym' };

const LIMITS = { 4: [8, 32], 6: [16, 128] } as const;
const DEFAULT_LENGTHS = { 4: 24, 6: 48 };

function parseLength(text: string, family: 4 | 6): number {
  const [least, most] = LIMITS[family];
  const length = Number(text);
  if (/^\d{1,3}$/.test(text) && length >= least && length <= most) return length;
  throw new ImportError(`"${text}" is no length of an IPv${family} network between ${least} and ${most}.`);
}

/**
 * `full`, `truncate` (to 24 and 48 bits), `truncate:V4,V6` or `pseudonym`. Throws ImportError with a sentence for the user.
 */
export function parseClientMode(text: string): ClientMode {
  if (text === 'full' || text === 'pseudonym') return { type: text };
  if (text === 'truncate') return { type: 'truncate', ...DEFAULT_LENGTHS };
  const [, lengths] = /^truncate:(.*)$/.exec(text) ?? [];
  const [v4, v6, ...rest] = lengths?.split(',') ?? [];
  if (v4 === undefined || v6 === undefined || rest.length > 0) {
    throw new ImportError(`Clients are stored as full, truncate:24,48 or pseudonym, not as "${text}".`);
  }
  return { type: 'truncate', 4: parseLength(v4, 4), 6: parseLength(v6, 6) };
}

/**
 * From a canonical address (an IPv4-mapped one is an IPv4 address already) to the key that is stored, itself a canonical
 * address. `key` is the secret of pseudonyms.
 */
export type ClientTransform = (ip: string) => string;

/**
 * - `full`: the address.
 * - `truncate`: the first address of its network.
 * - `pseudonym`: 64 bits of HMAC-SHA-256 of the address in 100::/64. The same key and address give the same pseudonym in
 *   every data set; without the key no address is found from it, not even by trying all of IPv4.
 */
export function createClientTransform(mode: ClientMode, key?: Uint8Array): ClientTransform {
  switch (mode.type) {
    case 'full':
      return (ip) => ip;
    case 'truncate':
      return (ip) => normalizePrefix(`${ip}/${mode[getAddressFamily(ip)]}`).replace(/\/\d+$/, '');
    case 'pseudonym': {
      if (key === undefined || key.length < KEY_OCTETS)
        throw new Error(`Pseudonyms need a key of ${KEY_OCTETS} octets.`);
      return (ip) => toPseudonym(createHmac('sha256', key).update(ip).digest());
    }
  }
}

const KEY_OCTETS = 32;

function readKey(file: string): Buffer | undefined {
  let key: Buffer;
  try {
    key = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ImportError(`The key of pseudonyms ${file} cannot be read: ${(error as Error).message}.`);
  }
  if (key.length === KEY_OCTETS) return key;
  throw new ImportError(`${file} holds ${key.length} octets where a key of pseudonyms has ${KEY_OCTETS}.`);
}

/**
 * The secret behind pseudonyms. The file at `file` is created once, with 32 random octets and for its owner alone; two
 * imports that start at once get the same. Whoever has it can test which address a pseudonym stands for; whoever
 * destroys it makes that impossible. Throws ImportError.
 */
export function getClientKey(file: string): Buffer {
  const known = readKey(file);
  if (known) return known;
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const handle = openSync(draft, 'wx', 0o600);
    writeSync(handle, randomBytes(KEY_OCTETS));
    fsyncSync(handle);
    closeSync(handle);
    linkSync(draft, file);
  } catch (error) {
    // Another import was first: its key holds.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new ImportError(`The key of pseudonyms cannot be written to ${file}: ${(error as Error).message}.`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKey(file);
  if (!key) throw new ImportError(`The key of pseudonyms ${file} is gone.`);
  return key;
}

export type ClientPrivacy = {
  mode: ClientMode;
  /** The secret of pseudonyms, for threads that make them too. */
  key: Uint8Array | undefined;
  transform: ClientTransform;
  /**
   * As plan, summary and ledger hold it: `truncate:24,48`, or `pseudonym:` and eight digits that tell keys apart and say
   * nothing about them; undefined for `full`.
   */
  stored: string | undefined;
};

/** What an import does with clients; `keyFile` is read, or written, for pseudonyms only. Throws ImportError. */
export function openClientPrivacy(mode: ClientMode, keyFile: string): ClientPrivacy {
  if (mode.type === 'full') return { mode, key: undefined, transform: createClientTransform(mode), stored: undefined };
  if (mode.type === 'truncate') {
    const transform = createClientTransform(mode);
    return { mode, key: undefined, transform, stored: `truncate:${mode[4]},${mode[6]}` };
  }
  const key = getClientKey(keyFile);
  const fingerprint = createHmac('sha256', key).update('fingerprint').digest('hex').slice(0, 8);
  return { mode, key, transform: createClientTransform(mode, key), stored: `pseudonym:${fingerprint}` };
}

/** A longer reason is cut: what it goes on about is the row. */
const MAX_REASON = 1_000;
/** From the first to the last quotation mark; to the end where only one is there. */
const QUOTED = /"(?:[\s\S]*"|[\s\S]*$)/;
const ADDRESS_LIKE = /[\da-f]*(?:[.:][\da-f]*){2,}/gi;

/** A reason without what it quotes of the row and without anything that may be an address. */
export function withholdText(reason: string): string {
  const whole = reason.length <= MAX_REASON ? reason : (reason.slice(0, MAX_REASON).split('"')[0] ?? '');
  return whole.replace(QUOTED, '"…"').replace(ADDRESS_LIKE, '…');
}
