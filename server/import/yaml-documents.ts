/** Cuts a stream of YAML documents at the lines `---`, so that no more than one document is held at a time. */
import { decodeLine } from './decode.ts';

/** The longest DNS message in both forms in which dnstap-read prints it takes half of this. */
const MAX_DOCUMENT = 1024 * 1024;
/** What is kept of a longer one for the list of rejected rows. */
const KEPT = 20_000;

export type YamlDocument = {
  /** Line of the file on which it begins, from 1. */
  line: number;
  /** With `\n` at the end of lines. */
  text: string;
  isTooLong: boolean;
};

const MARKER = /^---[ \t]*\r?\n/gm;

function toText(latin1: string): string {
  const text = latin1.includes('\r') ? latin1.replaceAll('\r\n', '\n') : latin1;
  // Names hold escapes only, so that this concerns what no lookup comes from.
  return /[\x80-\xff]/.test(text) ? decodeLine(text, (octet) => `\\${String(octet).padStart(3, '0')}`) : text;
}

/** Ends of lines in the text. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Documents of blank lines alone are passed over. Text inside of a document that begins with `---` is always indented. */
export async function* readYamlDocuments(chunks: AsyncIterable<Buffer>): AsyncGenerator<YamlDocument> {
  /** What was read of the document, as one character per octet; of one that is too long the beginning. */
  let text = '';
  /** The beginning of a line whose end is not read yet. */
  let carry = '';
  let isTooLong = false;
  let line = 1;
  let nextLine = 1;
  let isFirst = true;

  function add(part: string): void {
    nextLine += countLines(part);
    if (isTooLong) return;
    text += part;
    if (text.length <= MAX_DOCUMENT) return;
    isTooLong = true;
    text = text.slice(0, KEPT);
  }

  function* take(): Generator<YamlDocument> {
    if (text.trim() !== '') yield { line, text: toText(text), isTooLong };
    text = '';
    isTooLong = false;
    line = nextLine;
  }

  for await (const octets of chunks) {
    let piece = carry + octets.toString('latin1');
    if (isFirst) piece = piece.replace(/^\xef\xbb\xbf/, '');
    isFirst = false;
    let from = 0;
    for (const { index, 0: marker } of piece.matchAll(MARKER)) {
      add(piece.slice(from, index));
      nextLine += 1;
      yield* take();
      from = index + marker.length;
    }
    const lastLine = Math.max(from, piece.lastIndexOf('\n') + 1);
    add(piece.slice(from, lastLine));
    carry = piece.slice(lastLine);
    if (carry.length > MAX_DOCUMENT) {
      add(carry);
      carry = '';
    }
  }
  if (carry.trimEnd() !== '---') add(carry);
  yield* take();
}
