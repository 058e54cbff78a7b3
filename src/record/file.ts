/** The names of record files, and whose record a file is. */

/** In a record's front matter: the id of the decision that it records. */
export const ID_KEY = "plumbline";

const SLUG_MAX = 60;

/** The decision's id in a record that this program wrote; null for any other text. */
export function recordedId(text: string): string | null {
  const [, matter] = /^---\r?\n(.*?)\r?\n---\r?\n/s.exec(text) ?? [];
  return new RegExp(`^${ID_KEY}: ["']?([a-z0-9]+)["']?\\r?$`, "m").exec(matter ?? "")?.[1] ?? null;
}

/** A day of a year that records are from; "0012-10-20-servers.md" begins with none. */
const DAY = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/;

/** The number that a record's file begins with, as in 0012-title.md. A date is none. Null: none. */
export function numberOf(file: string): number | null {
  const [, digits] = (DAY.test(file) ? null : /^(\d{4,5})-.*\.md$/.exec(file)) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** 12 and "Billing: which way?" make 0012-billing-which-way.md. `otherwise`: for a title without Latin letters. */
export function fileName(number: number, title: string, otherwise: string): string {
  return numbered(number, unnumberedName(title, otherwise));
}

/** 12 and "billing-which-way.md" make 0012-billing-which-way.md. */
export function numbered(number: number, name: string): string {
  return `${String(number).padStart(4, "0")}-${name}`;
}

/** A file that stands alone, without a number: "billing-which-way.md". */
export function unnumberedName(title: string, otherwise: string): string {
  return `${slug(title) || slug(otherwise) || "decision"}.md`;
}

/** What ADR tools call a record: ADR-0012. One whose file was given another name goes by that. */
export function adrName(file: string): string {
  return numberOf(file) === null ? file.replace(/\.md$/, "") : `ADR-${/^\d+/.exec(file)?.[0]}`;
}

function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replace(/^-|-$/g, "");
}
