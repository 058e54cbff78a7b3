/** The names of record files, and their numbers. */

const SLUG_MAX = 60;

/** A day of a year that records are from; "0012-10-20-servers.md" begins with none. */
const DAY = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/;

interface Numbered {
  /** "ADR-", "adr-", or nothing. */
  readonly prefix: string;
  readonly digits: string;
}

function partsOf(file: string): Numbered | null {
  const [, prefix = "", digits] = (DAY.test(file) ? null : /^(adr-)?(\d{3,5})-.*\.md$/i.exec(file)) ?? [];
  return digits === undefined ? null : { prefix, digits };
}

/** The number of a record's file: 12 of 0012-title.md, 012-title.md, ADR-0012-title.md. A date is none. Null: none. */
export function numberOf(file: string): number | null {
  const digits = partsOf(file)?.digits;
  return digits === undefined ? null : Number(digits);
}

/**
 * The name for a new record in a folder with these files: "billing.md" becomes "0012-billing.md" where the last is
 * "0011-…", and "adr-007-billing.md" where the last is "adr-006-…". The first of all is 0001.
 */
export function nextFile(files: readonly string[], name: string): string {
  let last: Numbered = { prefix: "", digits: "0000" };
  for (const file of files) {
    const parts = partsOf(file);
    if (parts !== null && Number(parts.digits) > Number(last.digits)) last = parts;
  }
  const number = String(Number(last.digits) + 1).padStart(last.digits.length, "0");
  return `${last.prefix}${number}-${name}`;
}

/** A file that stands alone, without a number: "billing-which-way.md". `otherwise`: for a title without Latin letters. */
export function unnumberedName(title: string, otherwise: string): string {
  return `${slug(title) || slug(otherwise) || "decision"}.md`;
}

/** What ADR tools call a record: ADR-0012. One whose file was given another name goes by that. */
export function adrName(file: string): string {
  const digits = partsOf(file)?.digits;
  return digits === undefined ? file.replace(/\.md$/, "") : `ADR-${digits}`;
}

function slug(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-/, "")
      // adr-log would take a digit after the number's hyphen for more of the number.
      .replace(/^(?=\d)/, "decision-")
      .slice(0, SLUG_MAX)
      .replace(/-$/, "")
  );
}
