/** What people get wrong in a line of YAML, and the line as it will have been meant. */
import { show } from "../../scoring/pack/problem.ts";
import { bracketSlips } from "./brackets.ts";
import type { Slip } from "./fault.ts";
import { ancestorsOf, indentOf, indentSlips, isOdd } from "./indents.ts";
import { isTabbed, tabSlips } from "./tabs.ts";
import { type TextIn, textsIn } from "./texts.ts";

/** Likely ones first. `line`: where a parser was lost, from 0; the mistake is there, or a line before or after. */
export function slipsNear(lines: readonly string[], line: number): Slip[] {
  const near = [line, nearest(lines, line, -1), nearest(lines, line, 1)].filter(
    (one, i, all) => one >= 0 && one < lines.length && all.indexOf(one) === i,
  );
  return [
    ...[...near, openedAbove(lines, line)].flatMap((one) => bracketSlips(lines, one)),
    ...near.flatMap((one) => lineSlips(lines, one)),
    // Of lines that do not fit each other, the one whose column is unusual is more likely the wrong one.
    ...[...new Set([...near, ...around(lines, line)])]
      .toSorted((a, b) => Number(isOdd(lines, b)) - Number(isOdd(lines, a)) || (isOdd(lines, a) ? a - b : 0))
      .flatMap((one) => (isTabbed(lines[one] ?? "") ? tabSlips(lines, one) : indentSlips(lines, one))),
  ];
}

/** Lines that this one may belong in, and the first that stands where it does. */
function around(lines: readonly string[], line: number): number[] {
  const start = nearest(lines, line + 1, -1);
  const above = ancestorsOf(lines, start);
  const parent = [start, ...above].find(
    (one) => one !== start && indentOf(lines[one] ?? "") < indentOf(lines[start] ?? ""),
  );
  return [...above, ...(parent === undefined ? [] : [nearest(lines, parent, 1)])];
}

/** Where brackets that span lines may have been opened. */
function openedAbove(lines: readonly string[], from: number): number {
  for (let line = from - 2; line >= Math.max(0, from - FARTHEST); line--)
    if (/[[{][^\]}]*$/.test(lines[line] ?? "")) return line;
  return -1;
}

const FARTHEST = 30;

/** The next line that is not blank. */
function nearest(lines: readonly string[], from: number, step: 1 | -1): number {
  let line = from + step;
  while (lines[line]?.trim() === "") line += step;
  return line;
}

/** `to`: instead of `from`, which stands at `column`. */
type AddSlip = (
  code: string,
  column: number,
  from: string,
  to: string,
  found: string,
  expected: string,
) => void;

function lineSlips(lines: readonly string[], at: number): Slip[] {
  const line = lines[at] ?? "";
  const slips: Slip[] = [];
  const slip: AddSlip = (code, column, from, to, found, expected) =>
    void slips.push({
      fault: { code, line: at, from: column, to: column + Math.max(1, from.length), found, expected },
      lines: new Map([[at, line.slice(0, column) + to + line.slice(column + from.length)]]),
    });
  if (/^(---|\.\.\.)(\s|$)/.test(line)) {
    slip("yaml-documents", 0, line, "", "a second document", "one document a file");
    const [fault] = slips.map((one) => one.fault);
    if (fault !== undefined)
      slips.push({
        fault,
        lines: new Map(lines.slice(at).map((_, below) => [at + below, ""])),
      });
  }
  const dash = /^(\s*)-([A-Za-z_][\w-]*:)/.exec(line);
  if (dash !== null)
    slip("yaml-dash", dash[1]?.length ?? 0, "-", "- ", `${show(`-${dash[2]}`)}`, "a space after the dash");
  const tab = /^(\s*(?:- +)*)-(\t+)/.exec(line);
  if (tab !== null)
    slip("yaml-tab", (tab[1]?.length ?? 0) + 1, tab[2] ?? "", " ", "a tab after the dash", "a space");
  const bullet = /^(\s*)([*•–—]|- -) +/.exec(line);
  if (bullet !== null)
    slip(
      "yaml-dash",
      bullet[1]?.length ?? 0,
      bullet[2] ?? "",
      "-",
      `${bullet[2]} before an item`,
      "one dash",
    );
  const question = /^(\s*(?:- +)*)\? +[A-Za-z_][\w-]*:/.exec(line);
  if (question !== null)
    slip("yaml-start", question[1]?.length ?? 0, "? ", "", "a ? before a key", "the key alone");
  keySlips(line, slip);
  const item = /[[,]\s*(["'])(?!.*\1)(.*?)\]\s*\}*\s*$/.exec(
    line.replace(/(["'])(?:(?!\1).)*\1/g, (done) => "x".repeat(done.length)),
  );
  if (item !== null) {
    const [, quote = "", text = ""] = item;
    const column = item.index + item[0].indexOf(quote);
    slip(
      "yaml-quote",
      column,
      quote + text,
      quote + text + quote,
      `a ${quote} that is not closed`,
      "the same at the end of the text",
    );
  }
  for (const text of textsIn(line)) textSlips(text, slip);
  return slips;
}

/** Around a key and its colon. */
function keySlips(line: string, slip: AddSlip): void {
  const marked = /^(\s*(?:- +)*)(["'*_`]+)([A-Za-z_][\w-]*)\2?(?=:)/.exec(line);
  if (marked !== null) {
    const [whole, before = "", mark = "", name = ""] = marked;
    const isQuote = /^["']$/.test(mark) && whole.endsWith(name);
    slip(
      isQuote ? "yaml-quote" : "yaml-key",
      before.length,
      whole.slice(before.length),
      name,
      isQuote ? `a ${mark} that is not closed` : show(whole.slice(before.length)),
      isQuote ? "the same after the key, or none" : `the key alone: ${name}`,
    );
  }
  const key = /^(\s*(?:- +)*)([A-Za-z_][\w-]*)(.*)$/.exec(line);
  if (key === null) return;
  const [, before = "", name = "", rest = ""] = key;
  const column = before.length + name.length;
  const [colon] = /^(?::\u00a0|：|;)\s*/.exec(rest) ?? [];
  if (colon !== undefined)
    slip("yaml-colon", column, colon, ": ", `${show(colon)} after ${name}`, "a colon and a space");
  if (/^:[^\s:]/.test(rest))
    slip(
      "yaml-colon-space",
      before.length,
      `${name}:`,
      `${name}: `,
      show(name + rest),
      `a space after the colon of ${name}`,
    );
  const equals = /^\s*=\s*/.exec(rest);
  if (equals !== null)
    slip("yaml-colon", column, equals[0], ": ", `an = after ${name}`, "a colon and a space");
  else if (
    /^\s+[{[]/.test(rest) ||
    (/^\s+[^:\s]|^\s*$|^;/.test(rest) && (before.trim() !== "" || KEYS.has(name)))
  )
    slip("yaml-colon", before.length, name, `${name}:`, `${name} without a colon`, `${name}: and what it is`);
  const entry = MAPPINGS.has(name) ? /^:\s+(\(?([\w-]+:\s.*?)\)?)\s*$/.exec(rest) : null;
  if (entry?.[1] !== undefined)
    slip(
      "yaml-bracket",
      column + rest.indexOf(entry[1]),
      entry[1],
      `{ ${entry[2]} }`,
      show(entry[1]),
      `braces around it: { ${entry[2]} }`,
    );
  if (rest.startsWith(" :"))
    slip("yaml-colon", column, " :", ":", `a space before the colon of ${name}`, `${name}:`);
}

/** What stands where a text is meant: without quotes it may not hold everything. */
function textSlips({ text, column, flow }: TextIn, slip: AddSlip): void {
  const quote = text[0] ?? "";
  if (quote === '"' || quote === "'") {
    quoteSlips(text, column, slip);
    return;
  }
  const plain = JSON.stringify(text);
  const meant = (code: string, found: string, expected: string) =>
    slip(code, column, text, plain, found, expected);
  if (flow) {
    const key = /^(\S+)\s+([a-z_]+): /.exec(text);
    if (key !== null && KEYS.has(key[2] ?? ""))
      slip(
        "yaml-bracket",
        column,
        key[1] ?? "",
        `${key[1]},`,
        `no comma before ${key[2]}`,
        "a comma between two entries",
      );
  }
  const listed = quote === "[" ? /[[,]\s*([@`%])/.exec(text) : null;
  if (listed !== null) {
    const [start = ""] = /[^,\]]*/.exec(text.slice(listed.index + listed[0].length - 1)) ?? [];
    const sign = listed[1] ?? "";
    slip(
      "yaml-start",
      column + listed.index + listed[0].length - 1,
      start,
      quoted(start),
      `a text that starts with ${sign}`,
      `quotes around it: ${sign} has a meaning of its own there`,
    );
  }
  const twice = quote === "[" ? /,\s*,/.exec(text) : null;
  if (twice !== null)
    slip("yaml-comma", column + twice.index, twice[0], ",", "two commas with nothing between", "one comma");
  if (/^\[.*\],$/.test(text))
    slip(
      "yaml-comma",
      column + text.length - 1,
      ",",
      "",
      "a comma after the list",
      "nothing: an entry ends with its line",
    );
  const unparted =
    quote === "["
      ? /"\s+(?=")/.exec(text.replace(/"[^"]*"/g, (one) => `"${"x".repeat(one.length - 2)}"`))
      : null;
  if (unparted !== null)
    slip(
      "yaml-bracket",
      column + unparted.index,
      '"',
      '",',
      "no comma after this text",
      "a comma between two entries",
    );
  if (/^[@`%]/.test(quote) || /^[*&!|>?{[-]/.test(quote))
    meant(
      "yaml-start",
      `a text that starts with ${quote}`,
      `quotes around it: ${quote} has a meaning of its own there`,
    );
  if (/:(\s|$)/.test(text))
    meant("yaml-colon-text", "a colon within a text", "quotes around a text with a colon in it");
  if (/\s#/.test(text))
    meant("yaml-hash", "a # within a text", "quotes around a text with a # in it: what follows is a comment");
}

function quoteSlips(text: string, column: number, slip: AddSlip): void {
  const quote = text[0] ?? "";
  const inner = text.slice(1);
  const closes = [...inner.matchAll(quote === '"' ? /(?<!\\)"/g : /'/g)].map(({ index }) => index);
  if (closes.length === 0) {
    slip(
      "yaml-quote",
      column,
      text,
      quoted(inner),
      `a ${quote} that is not closed`,
      `the same at the end of the text`,
    );
    return;
  }
  const wrongEscape = quote === '"' ? /\\(?![0abtnvfre "/\\N_LPxuU\t])/.exec(text) : null;
  if (wrongEscape !== null)
    slip(
      "yaml-escape",
      column,
      text,
      text.replace(/\\(?![0abtnvfre "/\\N_LPxuU\t])/g, "\\\\"),
      `${text.slice(wrongEscape.index, wrongEscape.index + 2)} within double quotes`,
      "two backslashes for one, or single quotes around the text",
    );
  const [first = 0] = closes;
  if (first === inner.length - 1) return;
  if (inner.slice(first + 1) === ",")
    slip(
      "yaml-comma",
      column + first + 2,
      ",",
      "",
      "a comma after the text",
      "nothing: an entry ends with its line",
    );
  const body = inner.endsWith(quote) ? inner.slice(0, -1) : text;
  slip(
    "yaml-quote",
    column,
    text,
    quoted(body),
    `${show(inner.slice(first + 1).trim())} after the ${quote} that closes the text`,
    quote === "'"
      ? "two ' for one within single quotes, or double quotes around it"
      : 'a backslash before a " within the text, or single quotes around it',
  );
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The fields whose value may be entries between braces. */
const MAPPINGS: ReadonlySet<string> = new Set(
  "answers applies_when horizon later raises ratings rules_out vocabulary when".split(" "),
);

/** The fields of a pack: without a colon only these are told from the words of a text. */
export const KEYS: ReadonlySet<string> = new Set(
  `about aliases answers applies_when ask asks because cases checked choices criteria date extends hint horizon id if label later
   means months name never notes options publisher questions raises ratings recommends remove rules_out said says score short source
   sources stop_at summary text title todo topic touched_by url usual version vocabulary weight when why`.split(
    /\s+/,
  ),
);
