/** Cuts text into its outermost JSON objects: one document, lines of them, or an array, however they are indented. */
import { decodeLine } from './decode.ts';
import { TruncatedError } from './record.ts';

/** An object above this is passed over, so that memory stays bounded. */
const MAX_OBJECT = 64 * 1024 * 1024;
/** As much is kept of what is no object. */
const MAX_TEXT = 10_000;

/** `fault`: why it is no whole object; `text` is its beginning then. */
export type JsonDocument = { text: string; fault?: string };

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
/** Blanks, line ends, and the brackets and commas of an array around the objects. */
const BETWEEN: ReadonlySet<number> = new Set([9, NEWLINE, 13, 32, 44, 91, 93]);

const isOpening = (code: number) => code === 123 || code === 91;
const isClosing = (code: number) => code === 125 || code === 93;

function createDocumentSplitter() {
  let state: 'between' | 'inside' | 'skipping' = 'between';
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let pieces: string[] = [];
  let size = 0;
  let hasNewline = false;
  /** True where the first object was on one line: then none goes beyond its line, and one that does is damaged. */
  let isByLine: boolean | undefined;
  let before = NEWLINE;

  function begin(): void {
    state = 'inside';
    depth = 1;
    inString = false;
    isEscaped = false;
    pieces = [];
    size = 0;
    hasNewline = false;
  }

  function end(last: string, fault?: string): JsonDocument {
    const text = pieces.join('') + last;
    pieces = [];
    size = 0;
    state = fault === undefined ? 'between' : 'skipping';
    if (fault !== undefined) return { text: text.slice(0, MAX_TEXT), fault };
    isByLine ??= !hasNewline;
    return { text };
  }

  /** Judges one character inside an object: whether the object ends with it, or why it is damaged. */
  function step(code: number): 'end' | 'damaged' | undefined {
    if (code === NEWLINE) {
      hasNewline = true;
      return inString || isByLine ? 'damaged' : undefined;
    }
    if (isEscaped) isEscaped = false;
    else if (inString) {
      if (code === BACKSLASH) isEscaped = true;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (isOpening(code)) depth += 1;
    else if (isClosing(code)) {
      depth -= 1;
      if (depth === 0) return 'end';
    }
    return undefined;
  }

  return {
    *add(text: string): Generator<JsonDocument> {
      let start = 0;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        const beginsLine = before === NEWLINE;
        before = code;
        if (state === 'inside') {
          const found = step(code);
          if (found === 'end') yield end(text.slice(start, at + 1));
          else if (found === 'damaged') {
            yield end(text.slice(start, at), 'no JSON: the object is cut or damaged');
            if (isByLine) state = 'between';
          } else if (size + at - start > MAX_OBJECT) yield end('', 'an object of more than 64 MB');
        } else if (code === 123 && (state === 'between' || beginsLine)) {
          start = at;
          begin();
        } else if (code === NEWLINE && isByLine) {
          state = 'between';
        } else if (state === 'between' && !BETWEEN.has(code)) {
          yield end(text.slice(at, at + MAX_TEXT).split('\n', 1)[0] ?? '', 'no JSON object');
        }
      }
      if (state !== 'inside') return;
      pieces.push(text.slice(start));
      size += text.length - start;
    },
    *finish(): Generator<JsonDocument> {
      if (state === 'inside') yield end('', 'no JSON: the object is cut or damaged');
    },
  };
}

/**
 * The outermost objects in order, and what stands between them. What is before the place where the content ends early comes
 * out before the TruncatedError does.
 */
export async function* readJsonDocuments(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonDocument> {
  const splitter = createDocumentSplitter();
  let truncation: TruncatedError | undefined;
  let isFirst = true;
  const decode = (document: JsonDocument): JsonDocument => {
    // Registers that still write Latin-1 are read as such.
    return { ...document, text: decodeLine(document.text, String.fromCharCode) };
  };
  try {
    for await (const octets of chunks) {
      const text = octets.toString('latin1');
      const withoutMark = isFirst && text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
      isFirst = false;
      for (const document of splitter.add(withoutMark)) yield decode(document);
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    truncation = error;
  }
  for (const document of splitter.finish()) yield decode(document);
  if (truncation) throw truncation;
}
