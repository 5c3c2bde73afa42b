/** What a format says about a line, and the sink its parser counts into. */
import type { EdgeTypeName, NodeLabel, PROVENANCE } from '../../shared/ontology.ts';

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

/** The line is no record of the format; the message is the reason in the file of rejected lines. */
export class RecordError extends Error {}

/** The file as a whole cannot be imported; the message is one sentence that says what to do. */
export class ImportError extends Error {}

/** Answers of one response in the order of the log. A cell is split once, however often it repeats. */
export type SplitAnswers = (cell: string) => string[];

/**
 * Takes what a row says. Calls throw KeyError or RecordError before anything is counted, so that a rejected row leaves
 * no trace: a parser calls `lookup` first.
 */
export type Sink = {
  /** `seconds` since 1970 UTC; empty `qtype` or `rcode`: the log does not say. */
  lookup(client: string, name: string, seconds: number, qtype: string, rcode: string, count: number): void;
  answers(name: string, seconds: number, qtype: string, cell: string, split: SplitAnswers, count: number): void;
  /** A node that no edge of the row would bring. */
  node(label: NodeLabel, key: string | number): void;
  /** A fact without counts. Keys are canonical already. */
  edge(type: EdgeTypeName, from: NodeLabel, source: string | number, to: NodeLabel, target: string | number): void;
};

export type Reference = Partial<Record<Exclude<keyof typeof PROVENANCE, 'reference_name'>, string>>;

/** CSV column names by what they hold, as `--map client=src_ip,name=qname` gives them. */
export type ColumnMap = Readonly<Record<string, string>>;

export type ParseOptions = { timezone: string; year: number | undefined; map: ColumnMap | undefined };

export type Settled = { line: number; text: string; outcome: Outcome };

export type Parser = {
  /** Never called with a line end or a byte-order mark. May throw KeyError or RecordError: the line is rejected. */
  parse(line: string, lineNumber: number, sink: Sink): Outcome;
  /** Called once at the end of the file: what became of the lines that were pending. */
  finish?(sink: Sink): Iterable<Settled>;
};

export type Format = {
  id: string;
  title: string;
  /** The data set's name where the user gives none. */
  dataset: string;
  /** Provenance every edge of the format carries. */
  reference: Reference;
  /** True where lines carry times without a zone, so that the zone assumed is worth saying. */
  assumesTimezone: boolean;
  /** True where the format brings prefixes, so that known addresses have to be mapped again. */
  bringsPrefixes: boolean;
  /** How a byte that is no UTF-8 is written into the line, so that nothing is lost. */
  toText(badByte: number): string;
  /** Judges the first lines of a file, at most 64 KB of them. */
  detect(lines: readonly string[], options: ParseOptions): boolean;
  createParser(options: ParseOptions): Parser;
};
