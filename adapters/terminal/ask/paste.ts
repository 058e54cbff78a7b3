/**
 * Pasted text is one line: a terminal in bracketed-paste mode (xterm's control sequences, "Bracketed Paste Mode")
 * says where a paste begins and ends, so that its line breaks are not taken for Enter, nor its tabs for Tab.
 */

export const PASTE_ON = "\u001b[?2004h";
export const PASTE_OFF = "\u001b[?2004l";

const BEGIN = "\u001b[200~";
const END = "\u001b[201~";
/** A shorter piece of the first mark may be a key of its own: Esc, or Esc and "[". */
const BEGIN_LEAST = "\u001b[2".length;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a line must not hold.
const CONTROLS = /[\u0000-\u001f\u007f]+/g;

/** What arrives goes in, in pieces of any size; the keys in it come out, pasted text among them as if typed. */
export function createPasteReader(): (piece: string) => string {
  let pasting = false;
  /** The beginning of a mark whose rest is still to come. */
  let held = "";
  return (piece) => {
    let rest = held + piece;
    let keys = "";
    const pass = (text: string): void => {
      keys += pasting ? text.replace(CONTROLS, " ") : text;
    };
    for (let mark = BEGIN, at = -1; ; rest = rest.slice(at + mark.length), pasting = !pasting) {
      mark = pasting ? END : BEGIN;
      at = rest.indexOf(mark);
      if (at < 0) {
        held = beginningOf(mark, rest, pasting ? 1 : BEGIN_LEAST);
        pass(rest.slice(0, rest.length - held.length));
        return keys;
      }
      pass(rest.slice(0, at));
    }
  };
}

/** The longest end of `text` with which `mark` begins; "" where it is shorter than `least`. */
function beginningOf(mark: string, text: string, least: number): string {
  for (let length = mark.length - 1; length >= least; length -= 1)
    if (text.endsWith(mark.slice(0, length))) return mark.slice(0, length);
  return "";
}
