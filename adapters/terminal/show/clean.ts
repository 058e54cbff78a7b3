/**
 * People's words and packs' words are letters on the screen and nothing else: no escape sequence, control
 * character or change of writing direction of theirs reaches the terminal.
 */
import { stripVTControlCharacters } from "node:util";

const UNSEEN = "\u{FFFD}";

/** C0 and C1 controls, line and paragraph separators, and the bidirectional controls of UAX #9. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** May hold line breaks, and nothing else that moves the cursor. */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .replace(HARMFUL, (found) => (found === "\n" ? found : UNSEEN));
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, (space) => (space.includes("\n") ? " " : space));
}

/** What is being typed: as many code units as before, so that the cursor stays where readline believes it to be. */
export function cleanTyped(text: string): string {
  return text.toWellFormed().replace(HARMFUL, UNSEEN);
}
