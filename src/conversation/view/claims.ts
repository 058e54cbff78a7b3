/**
 * What a verdict comes to, in sentences: each follows from the numbers, and names whose answers it rests on. The card,
 * the full view, the record and `plumbline score` all say these; none has sentences of its own about a verdict.
 */
import type { Text } from "../../card/card.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import type { Pack, Rating } from "../../scoring/pack/pack.ts";
import type { Argument, Fact, Flip, Standing, Verdict } from "../../scoring/verdict.ts";
import * as words from "../words.ts";
import { criterionName, factOf, isNamed, optionName, saidOf, shortName, topicIn } from "./names.ts";

/** A verdict, and how its voters are called; `nameOf` null: one person alone, who needs no name. */
export interface VerdictOn {
  readonly pack: Pack;
  readonly verdict: Verdict;
  readonly nameOf: ((voter: string) => string) | null;
  /** So many names in a sentence, the others counted as one of them; as a card has room for where it is left out. */
  readonly most?: number;
}

/** What is recommended, or why nothing is: without the title of the decision. */
export function resultOf({ pack, verdict: { blend } }: VerdictOn): string {
  const contenders = contendersOf(blend).map((id) => optionName(pack, id));
  switch (blend.strength) {
    case "none":
      return words.claim.none;
    case "open":
      return words.claim.open;
    case "close":
      return words.claim.close(contenders);
    default:
      return contenders[0] ?? words.claim.open;
  }
}

/** Whom a close call is between, the leader first; of any other standing the leader alone. */
export function contendersOf({ leader, tied, strength, options }: Standing): readonly string[] {
  if (leader === null) return tied;
  if (strength !== "close") return [leader];
  const rival = options.find(({ id, ruledOut }) => id !== leader && ruledOut.length === 0);
  return rival === undefined ? [leader] : [leader, rival.id];
}

/** The options that can be accepted: none where it is too early to say, or nothing is left. */
export function offeredBy({ blend }: Verdict): readonly string[] {
  return blend.strength === "open" || blend.strength === "none" ? [] : contendersOf(blend);
}

/** How firm it is, by what figures, and how likely it is to stay so. `known`: the leader's name stands just before. */
export function strengthOf({ pack, verdict: { blend } }: VerdictOn, known = true): Text {
  const fits = [...blend.options]
    .filter(({ ruledOut }) => ruledOut.length === 0)
    .sort((a, b) => Number(b.id === blend.leader) - Number(a.id === blend.leader))
    .map(({ id, fit }) => ({ name: shortName(pack, id), fit }));
  const leader = blend.options.find(({ id }) => id === blend.leader);
  const sure =
    leader === undefined || blend.strength === "open" || blend.strength === "none"
      ? ""
      : words.claim.likely(leader.confidence, blend.settled, blend.open.length, blend.unresolved > 0);
  return words.claim.strength(blend.strength, fits, sure, known);
}

/** The rating that it hangs on most: the one that has to move the least; null where none does. */
export function hangsOn({ pack, verdict }: VerdictOn): string | null {
  const { blend, facts } = verdict;
  if (blend.leader === null) return null;
  const nearest = facts
    .filter((fact): fact is Fact & { flipsAt: number } => fact.flipsAt !== null)
    .sort((a, b) => Math.abs(a.flipsAt - a.score) - Math.abs(b.flipsAt - b.score))[0];
  if (nearest === undefined) return null;
  const { option, criterion, score, flipsAt } = nearest;
  return words.claim.hangsOn(shortName(pack, option), criterionName(pack, criterion), score, flipsAt);
}

/** An answer that speaks for an option or against it, and what two options have to say to it, in this order. */
export function argumentText(on: VerdictOn, argument: Argument, options: readonly string[]): string {
  const { pack } = on;
  const facts = options.map((option) => factOf(pack, argument.criterion, option));
  const both = words.claim.facts(facts, (fact) =>
    pack.options.some(({ short }) => short !== undefined && isNamed(fact, short)),
  );
  return answerText(on, argument, both);
}

/** A cost without its facts: only that the rival is rated higher. */
export function costInBrief(on: VerdictOn, cost: Argument): string {
  const { pack } = on;
  const ahead = words.claim.ahead(shortName(pack, cost.rival), criterionName(pack, cost.criterion));
  return answerText(on, cost, ahead);
}

function answerText({ pack, nameOf, most }: VerdictOn, argument: Argument, facts: string): string {
  const { question, choice, horizon, voters } = argument;
  const said = saidOf(pack, question, choice);
  return words.claim.argument(
    horizon === "later" ? words.claim.later(pack.horizon.name, said) : said,
    nameOf === null ? [] : voters.map(nameOf),
    facts,
    most,
  );
}

/** What the pack says of options on a criterion, in the order of the options: for the sources. */
export function ratingsOf(pack: Pack, criterion: string, options: readonly string[]): readonly Rating[] {
  const ratings = pack.criteria.find(({ id }) => id === criterion)?.ratings ?? [];
  return options.flatMap((option) => ratings.filter((one) => one.option === option));
}

/**
 * Whose own answers lead elsewhere than to `from`, an option's id, and because of what: that is known of what is
 * recommended. One sentence for all who say the same.
 */
export function dissentTexts(
  { pack, verdict, nameOf, most }: VerdictOn,
  from: string | null = verdict.recommended,
): readonly string[] {
  if (from === null || nameOf === null) return [];
  const groups = new Map<string, string[]>();
  for (const { id, leader, strength, because } of verdict.voters) {
    if (leader === null || leader === from || strength === "open" || strength === "none") continue;
    const elsewhere = words.claim.elsewhere(
      shortName(pack, leader),
      because === null || from !== verdict.recommended ? null : topicIn(pack, because),
    );
    groups.set(elsewhere, [...(groups.get(elsewhere) ?? []), nameOf(id)]);
  }
  return [...groups].map(([elsewhere, people]) => words.claim.dissent(people, elsewhere, most));
}

/** Where the leader of later is another than today's: it, and what people expect to be different by then. */
export function laterText({ pack, verdict, nameOf }: VerdictOn): string | null {
  const { today, later, reasons, costs } = verdict;
  if (later.leader === null || later.leader === today.leader) return null;
  if (later.strength === "open" || later.strength === "none") return null;
  const expected = [...reasons, ...costs]
    .filter(({ horizon }) => horizon === "later")
    .map(({ question, choice, voters }) =>
      words.claim.expected(saidOf(pack, question, choice), nameOf === null ? [] : voters.map(nameOf)),
    );
  return words.claim.path(pack.horizon.name, optionName(pack, later.leader), [...new Set(expected)]);
}

/** What would make another option lead; null where nothing of up to three answers does. */
export function flipText({ pack }: VerdictOn, { to, changes }: Flip): string | null {
  if (changes === null) return null;
  return words.claim.flip(
    changes.map(({ question, to: choice }) => {
      const found = pack.questions.find(({ id }) => id === question);
      const taken = found?.choices.find(({ id }) => id === choice);
      return taken?.if ?? words.claim.ifAnswered(found?.ask ?? question, taken?.label ?? choice);
    }),
    shortName(pack, to),
  );
}

/** Of several on one question only the strongest. */
export function ofDifferentQuestions(all: readonly Argument[]): readonly Argument[] {
  return all.filter(({ question }, index) => all.findIndex((one) => one.question === question) === index);
}

/** What is ruled out, and why. */
export function ruledOutTexts({ pack, verdict: { blend } }: VerdictOn): readonly string[] {
  return blend.options
    .filter(({ ruledOut }) => ruledOut.length > 0)
    .map(({ id, ruledOut }) => words.claim.ruledOut(shortName(pack, id), ruledOut));
}

/** The fewest changes first. */
export function flipsInOrder({ verdict }: VerdictOn): readonly Flip[] {
  const many = ({ changes }: Flip): number => changes?.length ?? Number.POSITIVE_INFINITY;
  return [...verdict.flips].sort((a, b) => many(a) - many(b));
}

/** How many people and questions it rests on, "not sure" included, and which pack. */
export function basisText({ pack, verdict }: VerdictOn, ballots: Ballots): string {
  const answered = Object.values(ballots).flatMap(({ today, later }) => [
    ...Object.keys(today),
    ...Object.keys(later),
  ]);
  return words.claim.basis(
    verdict.voters.length,
    new Set(answered).size,
    pack.questions.length,
    pack.id,
    pack.version,
  );
}
