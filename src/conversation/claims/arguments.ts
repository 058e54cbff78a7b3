/** What speaks for an option, and what against it: the team's own answers, and the facts that make them pull. */
import type { Text } from "../../card/card.ts";
import { shorten } from "../../card/fit.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Argument } from "../../scoring/verdict.ts";
import { clauseOf, criterionName, factOf, isNamed, type Sources, saidOf, shortName } from "../view/names.ts";
import * as words from "../words/claims.ts";
import { capital } from "../words/phrases.ts";
import { isAhead, type VerdictOn } from "./standing.ts";

/** Reasons or costs that rest on the same two facts. */
export type Alike = readonly [Argument, ...Argument[]];

/** The strongest so many, of several answers to one question only the strongest. */
export function ofDifferentQuestions(all: readonly Argument[], most: number): readonly Argument[] {
  return all
    .filter(({ question }, index) => all.findIndex((one) => one.question === question) === index)
    .slice(0, most);
}

/** What rests on the same facts together, in the order of the strongest of each. */
export function alikeOf(all: readonly Argument[]): readonly Alike[] {
  const groups = Map.groupBy(all, ({ criterion, rival }) => `${criterion} ${rival}`);
  return [...groups.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [[first, ...rest]]));
}

/** The answers, who gave them, and what the options have to say to it, in the order given. `longest`: of each. */
export function argumentText(
  on: VerdictOn,
  alike: Alike,
  options: readonly string[],
  longest = Number.POSITIVE_INFINITY,
): string {
  const facts = options.map((option) => shorten(factOf(on.pack, alike[0].criterion, option), longest));
  return words.claim.argument(
    answersOf(on, alike, longest),
    words.claim.facts(facts, (fact) => beginsLow(on.pack, fact)),
    on.most,
  );
}

/** A cost without its facts: only that the rival is rated higher. */
export function costInBrief(on: VerdictOn, cost: Argument): string {
  const ahead = words.claim.ahead(shortName(on.pack, cost.rival), criterionName(on.pack, cost.criterion));
  return words.claim.argument(answersOf(on, [cost], Number.POSITIVE_INFINITY), ahead, on.most);
}

/** Who says so, and each source once. */
export function sourcedArgument(
  on: VerdictOn,
  alike: Alike,
  options: readonly string[],
  sources: Sources,
): Text {
  const ratings = on.pack.criteria.find(({ id }) => id === alike[0].criterion)?.ratings ?? [];
  const cited = options.flatMap((option) => ratings.filter((one) => one.option === option));
  return [
    argumentText(on, alike, options),
    ...sources.ref([...new Set(cited.flatMap(({ source }) => source))]),
  ];
}

/** What is said of later comes last. */
function answersOf({ pack, nameOf }: VerdictOn, alike: readonly Argument[], longest: number) {
  const inTime = alike.toSorted((a, b) => Number(a.horizon === "later") - Number(b.horizon === "later"));
  return inTime.map((one, index) => ({
    said: shorten(answerText(pack, one, index === 0), longest),
    people: nameOf === null ? [] : one.voters.map(nameOf),
  }));
}

/** Where no reason can be given for an option. */
export function noReasonsText({ verdict: { blend } }: VerdictOn, option: string): string {
  const rivals = blend.options.filter(({ id, ruledOut }) => id !== option && ruledOut.length === 0);
  if (rivals.length === 0) return words.claim.onlyOne;
  return option === blend.leader && isAhead(blend) ? words.claim.onTheWhole : words.claim.noReasons;
}

/** The team's own answer, at the beginning of a sentence and after another. Whoever changes it for later has said two things. */
function answerText(pack: Pack, { question, choice, horizon }: Argument, isFirst: boolean): string {
  if (horizon === "both" && isFirst) return saidOf(pack, question, choice);
  const clause = clauseOf(pack, question, choice);
  if (horizon === "both") return clause;
  const text = words.claim.at(horizon === "later" ? pack.horizon.name : words.claim.today, clause);
  return isFirst ? capital(text) : text;
}

/** What begins with a name that is no proper noun: "a hybrid". */
function beginsLow({ options }: Pack, fact: string): boolean {
  return options.some(({ short }) => short !== undefined && /^\p{Ll}/u.test(short) && isNamed(fact, short));
}
