/**
 * How a pack writes what people say: `<staff> ... edit/correct`, `4..10 engineers`, `no <admin>`. What its parts are
 * compared with is the reader's business; what they may be is told here.
 */

export type PhrasePart =
  /**
   * One of these words, in any of its forms, one of the phrases of the pack's vocabulary under these names, or a number in
   * digits or in words. Lower case.
   */
  | {
      readonly kind: "words";
      readonly any: readonly string[];
      readonly named: readonly string[];
      readonly numbers: readonly NumberRange[];
    }
  /** A few other words, or none. */
  | { readonly kind: "gap" }
  /** A comma or the like, or none. */
  | { readonly kind: "pause" };

/** Both ends included; null: no end. */
export interface NumberRange {
  readonly least: number | null;
  readonly most: number | null;
}

export interface ParsedPhrase {
  /** It begins with "no": whatever denies the rest of it. */
  readonly denied: boolean;
  readonly parts: readonly PhrasePart[];
}

const NUMBER = /^(\d+(?:\.\d+)?)?\.\.(\d+(?:\.\d+)?)?$/;
const NAMED = /^<([a-z][a-z0-9-]*)>$/;

/** What is wrong with a phrase, as what was expected in its place; null where nothing is. */
export function phraseProblem(text: string): string | null {
  const { parts } = phraseParts(text);
  const ends = [parts[0], parts.at(-1)];
  if (parts.every((part) => isBetween(part) || isMute(part))) return "a phrase with at least one word";
  if (/(?:^|[\s/])\/|\/(?:\s|$)/.test(text)) return "a word on each side of a slash";
  if (ends.some((part) => part !== undefined && isBetween(part)))
    return 'a phrase with "..." and commas between words only';
  for (const { least, most } of parts.flatMap((part) => (part.kind === "words" ? part.numbers : [])))
    if (least !== null && most !== null && least > most) return `the smaller number first: ${most}..${least}`;
  if (/[<>]/.test(text.replaceAll(/<[a-z][a-z0-9-]*>/g, "")))
    return "names of the vocabulary as <name>, in lower case";
  return null;
}

function isBetween({ kind }: PhrasePart): boolean {
  return kind === "gap" || kind === "pause";
}

/** Signs without a letter or a digit. */
function isMute(part: PhrasePart): boolean {
  return (
    part.kind === "words" &&
    part.numbers.length === 0 &&
    ![...part.any, ...part.named].some((word) => /[\p{L}\p{N}]/u.test(word))
  );
}

/** Whether it says nothing but its own words. */
export function isPlain(text: string): boolean {
  return !/[<>/…]|\.\./.test(text);
}

/** The names of the vocabulary that a phrase uses. */
export function namesIn(text: string): readonly string[] {
  return phraseParts(text).parts.flatMap((part) => (part.kind === "words" ? part.named : []));
}

export function phraseParts(text: string): ParsedPhrase {
  const [first = "", ...rest] = text.toLowerCase().trim().split(/\s+/);
  const denied = first === "no" && rest.length > 0;
  return { denied, parts: (denied ? rest : [first, ...rest]).flatMap(partsOf) };
}

function partsOf(piece: string): readonly PhrasePart[] {
  if (piece === ",") return [{ kind: "pause" }];
  if (piece.endsWith(",")) return [...partsOf(piece.slice(0, -1)), { kind: "pause" }];
  if (piece === "..." || piece === "…") return [{ kind: "gap" }];
  const all = piece.split("/").filter((word) => word !== "");
  const named = all.flatMap((word) => NAMED.exec(word)?.[1] ?? []);
  const numbers = all.flatMap(numbersOf);
  const any = all.filter((word) => !NAMED.test(word) && numbersOf(word).length === 0);
  return all.length === 0 ? [] : [{ kind: "words", any, named, numbers }];
}

function numbersOf(word: string): readonly NumberRange[] {
  const [, least, most] = NUMBER.exec(word) ?? [];
  return (least ?? most) === undefined ? [] : [{ least: bound(least), most: bound(most) }];
}

function bound(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}
