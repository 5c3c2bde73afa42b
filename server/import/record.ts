/** What a format says about a line, and the sink its parser counts into. */
import type { Vantage } from '../../shared/import-summary.ts';
import type { EdgeTypeName, NodeLabel } from '../../shared/ontology.ts';
import type { PROVENANCE } from '../../shared/provenance.ts';

/** What becomes of a line. `no-row`: header, comment or blank. `pending`: settled when the file has been read. */
export type Outcome =
  | { type: 'accepted' }
  | { type: 'no-row' }
  | { type: 'pending' }
  | { type: 'left-out'; reason: string }
  | { type: 'rejected'; reason: string };

export const ACCEPTED: Outcome = { type: 'accepted' };
export const NO_ROW: Outcome = { type: 'no-row' };
export const PENDING: Outcome = { type: 'pending' };

export function leaveOut(reason: string): Outcome {
  return { type: 'left-out', reason };
}

export function reject(reason: string): Outcome {
  return { type: 'rejected', reason };
}

/** A row that asks for nothing. */
export const NO_NAME: Outcome = leaveOut('no name');

/** The line is no record of the format; the message is the reason in the file of rejected lines. */
export class RecordError extends Error {}

/** The file as a whole cannot be imported; the message is one sentence that says what to do. */
export class ImportError extends Error {}

/** Thrown behind the last octet or record that can be read of content that ends early or is damaged. */
export class TruncatedError extends Error {}

/** One record of a response: the data alone where the log prints no more (names and addresses, in order), else all of it. */
export type Answer = string | { owner: string; type: string; data: string };

/** Answers of one response in the order of the log. A cell is split once, however often it repeats. */
export type SplitAnswers = (cell: string) => readonly Answer[];

/** Properties of a fact beside its provenance, as the ontology names them; datetimes as ISO 8601 text. */
export type FactProperties = Readonly<Record<string, string | number>>;

/** A fact that was seen `count` times between two times in seconds since 1970 UTC. Keys are canonical already. */
export type SeenFact = {
  type: EdgeTypeName;
  from: NodeLabel;
  source: string;
  to: NodeLabel;
  target: string;
  first: number;
  last: number;
  count: number;
  /** The records that said so, for RESOLVES_TO: `A`, `AAAA`, `CNAME`. */
  records?: readonly string[];
};

/**
 * Takes what a row says. Calls throw KeyError or RecordError before anything is counted, so that a rejected row leaves
 * no trace: a parser calls `lookup` first.
 */
export type Sink = {
  /**
   * `seconds` since 1970 UTC; empty `qtype` or `rcode`: the log does not say. A row that stands for several lookups of one
   * hour may say when the last of them was.
   */
  lookup(
    client: string,
    name: string,
    seconds: number,
    qtype: string,
    rcode: string,
    count: number,
    lastSeconds?: number,
  ): void;
  answers(name: string, seconds: number, qtype: string, cell: string, split: SplitAnswers, count: number): void;
  /** A node that no edge of the row would bring. */
  node(label: NodeLabel, key: string | number): void;
  /** A fact without counts. Keys are canonical already; the last properties given for the same ends hold. */
  edge(
    type: EdgeTypeName,
    from: NodeLabel,
    source: string | number,
    to: NodeLabel,
    target: string | number,
    properties?: FactProperties,
  ): void;
  /** A fact with counts and times that no lookup of the row brings: passive DNS. */
  seen(fact: SeenFact): void;
};

export type Reference = Partial<Record<Exclude<keyof typeof PROVENANCE, 'reference_name'>, string>>;

/** CSV column names by what they hold, as `--map client=src_ip,name=qname` gives them. */
export type ColumnMap = Readonly<Record<string, string>>;

export type ParseOptions = {
  /** IANA zone of times that name none. */
  timezone: string;
  /** Year of times that name none; undefined: to be taken from `modifiedAt`. */
  year: number | undefined;
  map: ColumnMap | undefined;
  /** When the file was last changed, in milliseconds since 1970 UTC. */
  modifiedAt: number;
  /** Counts a thing worth saying in the summary that rejects nothing: a zone assumed, an hour the clock shows twice. */
  note(text: string): void;
  /**
   * For a format that `continues`: the ends (`until`) of what is in, in any order. Reading begins behind the last of them that
   * the source still holds; where it holds none it is another source and read whole.
   */
  after?: readonly string[];
  /**
   * For a format that `continues`: reading begins behind the one state of `after`, whether the source still holds it or not, and
   * ends where the import ended that kept this.
   */
  until?: string;
  /** For a format that `continues`: takes, behind the last unit, what was read. Not called where the source holds nothing. */
  keep?(range: KeptRange): void;
};

/** What a format that `continues` has read: behind which state, and up to which. The end says also what was in between. */
export type KeptRange = { after: string | undefined; until: string };

export type Settled = { line: number; text: string; outcome: Outcome };

export type Parser = {
  /** Never called with a line end or a byte-order mark. May throw KeyError or RecordError: the line is rejected. */
  parse(line: string, lineNumber: number, sink: Sink): Outcome;
  /**
   * The same for a line of ASCII that is still octets, from `start` up to `end`: a format has it whose logs are large, so that
   * no text is made of what is not kept. The line has to be read where it stands, before the call ends.
   */
  parseOctets?(octets: Buffer, start: number, end: number, sink: Sink): Outcome;
  /** Called once at the end of the file: what became of the lines that were pending. Throws TruncatedError behind them. */
  finish?(sink: Sink): Iterable<Settled>;
};

export type OctetParser = Parser & Required<Pick<Parser, 'parseOctets'>>;

/** The ends of a file after decompression, for telling its format. */
export type Head = {
  /** The first lines, without line ends and byte-order mark; the last may be cut. */
  lines: readonly string[];
  /** The first 64 KB. */
  octets: Buffer;
  /** The last 128 KB of a file that is not compressed. */
  tail: Buffer;
};

/** What a format that is no text of lines reads from. */
export type UnitSource = {
  /** Decompressed octets in order. Throws TruncatedError behind the last that can be read. */
  chunks: AsyncIterable<Buffer>;
  /** Path of the decompressed content, for readers that jump about in it: the file itself, else a temporary copy. */
  openFile(): Promise<string>;
};

/** A frame, a document or a row of a binary table. */
export type Unit = {
  /** What its number means to the user who looks for it: line, frame or row, counted from 1. */
  number: number;
  /** What is kept of it when it is rejected. */
  toText(): string;
  /** May throw KeyError or RecordError: the unit is rejected. */
  parse(sink: Sink): Outcome;
};

/** Lines, each judged alone or with what the parser remembers of those before. */
type LineReading = {
  /** How a byte that is no UTF-8 is written into the line, so that nothing is lost. */
  toText(badByte: number): string;
  createParser(options: ParseOptions): Parser;
  /**
   * Present where each line is judged alone, so that several threads can share a file: the parser remembers nothing but
   * lines that begin with `headerMark` and has no `finish`.
   */
  independent?: { headerMark?: string };
};

/** Everything else. Throws TruncatedError where the content ends early, ImportError where it is no such file. */
type UnitReading = { readUnits(source: UnitSource, options: ParseOptions): AsyncIterable<Unit> };

export type Format = {
  id: string;
  title: string;
  /** The data set's name where the user gives none. */
  dataset: string;
  /** Where such logs are taken, if the format alone says so. */
  vantage?: Vantage;
  /** Provenance every edge of the format carries. */
  reference: Reference;
  /** What a line may not say, so that what is assumed is part of the import and printed. */
  assumes: readonly ('timezone' | 'year')[];
  /** True where the format brings prefixes, so that known addresses have to be mapped again. */
  bringsPrefixes: boolean;
  /** True where a file grows in place, and the format reads what is new in it since the last import: see `ParseOptions`. */
  continues?: boolean;
  detect(head: Head, options: ParseOptions): boolean;
  /**
   * Only formats whose files are tables of one day have it: that day as the content says it (`2026-03-01`), undefined where
   * it does not.
   */
  findDate?(head: Head): string | undefined;
} & (LineReading | UnitReading);

export type LineFormat = Extract<Format, LineReading>;
