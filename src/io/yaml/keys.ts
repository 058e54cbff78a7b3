/** What people get wrong around a key and its colon. */
import { show } from "../../scoring/pack/problem.ts";
import type { AddSlip } from "./fault.ts";

export function keySlips(line: string, slip: AddSlip): void {
  const ahead = /^(\s*(?:- +)*)(:([A-Za-z_]\w*))\s/.exec(line);
  if (ahead !== null)
    slip(
      "yaml-colon",
      ahead[1]?.length ?? 0,
      ahead[2] ?? "",
      `${ahead[3]}:`,
      `a colon before ${ahead[3]}`,
      `${ahead[3]}: with the colon after it`,
    );
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
  const equals = /^\s*=>?\s*/.exec(rest);
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

/** The fields whose value may be entries between braces. */
const MAPPINGS: ReadonlySet<string> = new Set(
  "answers applies_when horizon later raises ratings rules_out vocabulary when".split(" "),
);

/** The fields of a pack: without a colon only these are told from the words of a text. */
export const KEYS: ReadonlySet<string> = new Set(
  `about aliases answers applies_when ask asks because cases checked choices criteria date extends hint horizon id if label later
   means months name never notes options publisher questions raises ratings recommends remove replies rules_out said says score short source
   sources stop_at summary text title todo topic touched_by url usual version vocabulary weight when why`.split(
    /\s+/,
  ),
);
