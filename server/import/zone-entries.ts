/** Cuts the lines of a master file into entries (RFC 1035 §5.1): comments, quotes and parentheses, without their meaning. */
import type { TextLine } from './unit-lines.ts';

/** The data of a record is 64 KB at most, which is 256 KB in `\DDD`; above, a parenthesis was never closed. */
const MAX_ENTRY = 1024 * 1024;
/** As much of an entry that is rejected is kept. */
const MAX_TEXT = 10_000;

export type ZoneEntry = {
  /** The number of its first line. */
  number: number;
  text: string;
  /** True where the entry begins with blanks: its owner is that of the entry before. */
  startsBlank: boolean;
  /** Words without quotes around them; escapes are left as they are. */
  tokens: string[];
  /** Why the entry cannot be read. */
  fault?: string;
};

export type EntrySplitter = {
  /** The entry that ends with this line, if one does. */
  add(line: TextLine): ZoneEntry | undefined;
  /** The entry whose end is missing. */
  finish(): ZoneEntry | undefined;
};

type OpenEntry = ZoneEntry & { depth: number; size: number };

const PLAIN = /[^ \t"();\\]+/y;

/** The place of the quote that ends a text, -1 where the line ends first. */
function findQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** Reads one line into the entry. Returns at a comment and at a quote that is not closed. */
function scan(text: string, entry: OpenEntry): void {
  let token: string | undefined;
  const end = () => {
    if (token !== undefined) entry.tokens.push(token);
    token = undefined;
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    if (character === ';') break;
    if (character === '\\') {
      token = (token ?? '') + text.slice(at, at + 2);
      at += 2;
    } else if (character === '"') {
      const close = findQuote(text, at + 1);
      if (close === -1) {
        entry.fault ??= 'a quote that is not closed on its line';
        return;
      }
      token = (token ?? '') + text.slice(at + 1, close);
      at = close + 1;
    } else if (character === '(' || character === ')') {
      end();
      entry.depth += character === '(' ? 1 : -1;
      if (entry.depth < 0) {
        entry.fault ??= 'a ) without a (';
        entry.depth = 0;
      }
      at += 1;
    } else {
      PLAIN.lastIndex = at;
      const plain = PLAIN.exec(text)?.[0];
      if (plain === undefined) end();
      else token = (token ?? '') + plain;
      at += plain?.length ?? 1;
    }
  }
  end();
}

function toEntry({ depth: _depth, size: _size, ...entry }: OpenEntry): ZoneEntry {
  return entry;
}

export function createEntrySplitter(): EntrySplitter {
  let open: OpenEntry | undefined;

  function addToOpen(entry: OpenEntry, text: string): ZoneEntry | undefined {
    if (entry.text.length < MAX_TEXT) entry.text += `${entry.text === '' ? '' : '\n'}${text.slice(0, MAX_TEXT)}`;
    entry.size += text.length;
    scan(text, entry);
    if (entry.depth > 0 && entry.size > MAX_ENTRY)
      entry.fault ??= 'an entry of more than 1 MB: a ( that is never closed';
    // What cannot be read ends with its line, so that it does not swallow the entries below.
    open = entry.depth > 0 && entry.fault === undefined ? entry : undefined;
    return open || (entry.tokens.length === 0 && entry.fault === undefined) ? undefined : toEntry(entry);
  }

  return {
    add({ number, text }) {
      if (text === undefined) {
        open = undefined;
        return { number, text: '', startsBlank: false, tokens: [], fault: 'a line of more than 16 MB' };
      }
      if (open) return addToOpen(open, text);
      const startsBlank = text.startsWith(' ') || text.startsWith('\t');
      if (/["();\\]/.test(text)) {
        return addToOpen({ number, text: '', startsBlank, tokens: [], depth: 0, size: 0 }, text);
      }
      const tokens = text.split(/[ \t]+/).filter((token) => token !== '');
      return tokens.length === 0 ? undefined : { number, text, startsBlank, tokens };
    },
    finish() {
      if (!open) return undefined;
      return { ...toEntry(open), fault: open.fault ?? 'a ( that is never closed' };
    },
  };
}
