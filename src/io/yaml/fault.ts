/** What is wrong with a text, and where. */

/** Offsets in UTF-16 code units, the end exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Something that is wrong with the text itself, whatever it is to mean. */
export interface Fault {
  readonly code: string;
  readonly span: Extent;
  readonly found: string;
  readonly expected: string;
}

/** A fault with its line and columns, from 0: offsets move when a line is mended. */
export interface PlacedFault extends Omit<Fault, "span"> {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** Where several lines have it: from each `line` through another, in order. */
  readonly runs?: readonly { readonly line: number; readonly through: number }[];
}

/**
 * What somebody may have got wrong, and the lines as they will have been meant, by their number from 0: the fault's own may have
 * one more before it.
 */
export interface Slip {
  readonly fault: PlacedFault;
  readonly lines: ReadonlyMap<number, string>;
}

/** Of a line: `to` stands instead of `from`, which stands at `column`. */
export type AddSlip = (
  code: string,
  column: number,
  from: string,
  to: string,
  found: string,
  expected: string,
) => void;
