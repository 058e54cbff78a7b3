/** The last line of a record: whose it is, and by which it is seen whether somebody has edited it. */

/** A comment, which no reader of Markdown shows; nobody's words can make one, for their "<" is escaped. */
const MARK = /^<!-- plumbline: ([a-z0-9]+) ([0-9a-f]{8}) -->\s*$/m;
/** What 0.1.0 wrote into the front matter: only whose it is. */
const FIRST_MARK = /^plumbline: ["']?([a-z0-9]+)["']?\r?$/m;

/** What the end of a line says that is of no account: it is another each time that the record is written. */
const PASSING = "<!-- passing -->";
const PASSED = /^.*<!-- passing -->\n\n/gm;

interface Mark {
  /** The decision's id. */
  readonly id: string;
  /** Of the text as it was written; null: 0.1.0 kept none. */
  readonly checksum: string | null;
}

/** `text`: without a mark, its last line without a line feed. */
export function marked(text: string, id: string): string {
  return `${text}\n\n<!-- plumbline: ${id} ${checksumOf(text)} -->\n`;
}

/** `line`: of Markdown, a paragraph of its own. Whether a record is edited, or has news, does not depend on it. */
export function passing(line: string): string {
  return `${line} ${PASSING}`;
}

function markIn(text: string): Mark | null {
  const [, id, checksum] = MARK.exec(text) ?? [];
  if (id !== undefined && checksum !== undefined) return { id, checksum };
  const [, matter = ""] = /^---\r?\n(.*?)\r?\n---\r?\n/s.exec(text) ?? [];
  const [, first] = FIRST_MARK.exec(matter) ?? [];
  return first === undefined ? null : { id: first, checksum: null };
}

/** The decision's id in a record that this program wrote; null for any other text. */
export function recordedId(text: string): string | null {
  return markIn(text)?.id ?? null;
}

/** Whether a record is not, or not for certain, as this program wrote it. Line ends may be others. */
export function isEdited(text: string): boolean {
  const checksum = markIn(text)?.checksum ?? null;
  return checksum === null || checksum !== checksumOf(text.replace(MARK, ""));
}

/** Whether a record, edited or not, was made from the text that `text` is: nothing is new in it. */
export function isMadeFrom(record: string, text: string): boolean {
  const checksum = markIn(record)?.checksum ?? null;
  return record === text || (checksum !== null && checksum === markIn(text)?.checksum);
}

/** FNV-1a, 32 bits (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), over UTF-16 units: it tells an edit, and proves nothing. */
function checksumOf(text: string): string {
  const plain = text.replaceAll("\r\n", "\n").replace(PASSED, "").trimEnd();
  let hash = 0x811c9dc5;
  for (let at = 0; at < plain.length; at++) hash = Math.imul(hash ^ plain.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
