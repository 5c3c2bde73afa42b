/** What the contract of formats needs to know of each: its fixture, the records in it, and input made to go wrong. */

type Case = {
  id: string;
  /** In test/fixtures/formats. */
  fixture: string;
  /** As `collect-records.ts` keeps them. */
  records: readonly unknown[][];
  read: number;
  leftOut: Record<string, number>;
};

export type LineCase = Case & {
  kind: 'lines';
  /** A line that is no record, and why. */
  bad: { line: string; reason: RegExp };
  /** A line with octets that are no UTF-8, and the key it ends up with; undefined where the line has to be rejected. */
  odd: { line: Buffer; key: string };
};

export type UnitCase = Case & {
  kind: 'units';
  /** True where the content is text: line ends of Windows and a byte-order mark change nothing. */
  isText: boolean;
  /** The fixture with one unit spoiled or added that is no record: its number, why, and the other records. */
  bad: { toContent(fixture: Buffer): Buffer; number: number; reason: RegExp };
  /** The fixture with a name of octets that are no UTF-8 in it, and the key it ends up with. */
  odd: { toContent(fixture: Buffer): Buffer; key: string } | undefined;
};

export type FormatCase = LineCase | UnitCase;
