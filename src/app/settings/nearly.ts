/** What is nearly right: names that are almost a variable's, and examples that were never replaced. */
import { edits } from "../../scoring/pack/problem.ts";

/** A name with a slip too many is another name; in a short one, a single letter makes another word. */
const LONG = 12;
/** People put them in and leave them out. */
const FILLERS = new Set(["API", "APP", "AUTH", "ACCESS", "BOT", "OAUTH"]);

/** A sentence for each name that is nearly one of `known`, unless that one is set as well. */
export function misspelt(names: readonly string[], known: readonly string[]): string[] {
  const set = new Set(names);
  const unset = known.filter((name) => !set.has(name));
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const upper = name.toUpperCase();
      const slips = unset.filter((each) => isSlip(upper, each));
      const meant = slips.length > 0 ? slips : unset.filter((each) => meaningOf(each) === meaningOf(upper));
      return meant.length === 0
        ? []
        : [
            `${name} is set, and there is no such variable: ${meant.join(" or ")} is meant. Rename it, or take it away.`,
          ];
    });
}

function isSlip(found: string, known: string): boolean {
  const slips = edits(found, known);
  const isExchange = slips === 2 && lettersOf(found) === lettersOf(known);
  return slips <= (known.length < LONG ? 1 : 2) || isExchange || withoutMarks(found) === withoutMarks(known);
}

function lettersOf(name: string): string {
  return [...name].toSorted().join("");
}

function withoutMarks(name: string): string {
  return name.replace(/[^A-Z0-9]/g, "");
}

function meaningOf(name: string): string {
  return name
    .split("_")
    .filter((word) => !FILLERS.has(word))
    .join("_");
}

/** Of examples, as the documents and other people's have them. */
const PLACEHOLDERS: readonly RegExp[] = [
  /…|\.\.\.|^<.*>$/,
  /^(?:x{3,}|change-?_?me|replace-?_?me|todo|secret|token|password|none|null|undefined)$/i,
  /(?:^|[-_ /])your[-_ ]/i,
  // A prefix with nothing after it, or with a row of x.
  /^(?:xox[a-z]|xapp|github_pat|gh[a-z])[-_]?(?:x{4,}[\w-]*)?$/i,
  /^OWNER\/NAME$|\/\/USER:PASSWORD@|@HOST(?::\d+)?\/|\/\/HOST\//,
];

/** Whether it is what an example shows, and not what somebody has. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDERS.some((form) => form.test(value));
}
