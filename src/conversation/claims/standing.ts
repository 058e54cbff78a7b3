/**
 * What a verdict comes to, in sentences: each follows from the numbers, and names whose answers it rests on. The card,
 * the full view, the record and `plumbline score` all say these; none has sentences of its own about a verdict.
 */
import type { Text } from "../../card/card.ts";
import { compare } from "../../scoring/fraction.ts";
import { answerOf, type Horizon } from "../../scoring/model/applies.ts";
import { type Ballots, NOT_SURE } from "../../scoring/model/ballot.ts";
import { byCodeUnit } from "../../scoring/order.ts";
import type { Choice, Pack, Question } from "../../scoring/pack/pack.ts";
import type { Fact, Verdict } from "../../scoring/verdict.ts";
import { criterionName, optionName, shortName } from "../view/names.ts";
import * as words from "../words/claims.ts";

/** A verdict, what it follows from, and how its voters are called; `nameOf` null: one person alone, who needs no name. */
export interface VerdictOn {
  readonly pack: Pack;
  readonly ballots: Ballots;
  readonly verdict: Verdict;
  readonly nameOf: ((voter: string) => string) | null;
  /** So many names in a sentence, the others counted as one of them; as a card has room for where it is left out. */
  readonly most?: number;
}

/** What is recommended, or why nothing is: without the title of the decision. */
export function resultText({ pack, verdict: { blend, contenders } }: VerdictOn): string {
  if (blend.strength === "none") return words.claim.none;
  const [first] = contenders;
  if (first === undefined) return words.claim.open;
  return blend.strength === "close"
    ? words.claim.close(contenders.map((id) => shortName(pack, id)))
    : optionName(pack, first);
}

/** How firm it is, by what figures, and how likely it is to stay so. `known`: the leader has just been named. */
export function strengthText(on: VerdictOn, known: boolean): Text {
  const { pack, verdict } = on;
  const { leader, strength, options } = verdict.blend;
  const isFirm = strength === "clear" || strength === "leaning";
  const fits = options
    .filter(({ ruledOut }) => ruledOut.length === 0)
    .toSorted((a, b) => Number(b.id === leader) - Number(a.id === leader))
    .map(({ id, fit }) => ({ name: known && isFirm && id === leader ? null : shortName(pack, id), fit }));
  return words.claim.strength(strength, strength === "open" ? [] : fits, sureText(on, known && isFirm));
}

function sureText({ pack, ballots, verdict: { blend } }: VerdictOn, known: boolean): string {
  const { leader, strength, open, settled, unresolved } = blend;
  if (strength === "none") return words.claim.noneLeft;
  if (strength === "open") return isBlank(ballots) ? words.claim.blank : words.claim.unsure;
  if (open.length === 0) return words.claim.allAnswered;
  if (settled) return words.claim.settled;
  return words.claim.likely(
    known || leader === null ? null : shortName(pack, leader),
    blend.options.find(({ id }) => id === leader)?.confidence ?? 0,
    unresolved > 0,
    isAhead(blend),
  );
}

/** The leader's mean value is strictly the highest in the ranking. */
export function isAhead({ leader, options }: Verdict["blend"]): boolean {
  const [first, second] = options.filter(({ ruledOut }) => ruledOut.length === 0);
  return first?.id === leader && (second === undefined || compare(first.value, second.value) > 0);
}

/** What makes it a close call; null where it is none. */
export function closeText(on: VerdictOn): string | null {
  const { pack, verdict } = on;
  const { leader, strength, options } = verdict.blend;
  if (strength !== "close") return null;
  if (leader === null) return words.claim.level(verdict.contenders.map((id) => shortName(pack, id)));
  const holds = holdsText(on);
  if (holds !== null) return holds;
  const own = options.find(({ id }) => id === leader);
  const best = options.find(({ id, ruledOut }) => id !== leader && ruledOut.length === 0);
  if (own === undefined || best === undefined) return null;
  return words.claim.likelier(
    shortName(pack, leader),
    shortName(pack, best.id),
    compare(best.value, own.value) === 0,
  );
}

/** The rating that has to move the least before the leader is ahead no longer; null where none could do that. */
export function holdsText({ pack, verdict }: VerdictOn): string | null {
  const { leader } = verdict.blend;
  const nearest = verdict.facts
    .filter((fact): fact is Fact & { flipsAt: number } => fact.flipsAt !== null)
    .sort((a, b) => Math.abs(a.flipsAt - a.score) - Math.abs(b.flipsAt - b.score))[0];
  if (nearest === undefined || leader === null) return null;
  const { option, criterion, score, flipsAt } = nearest;
  return words.claim.holds(
    shortName(pack, leader),
    option === leader ? null : shortName(pack, option),
    criterionName(pack, criterion),
    score,
    flipsAt,
  );
}

/** What is ruled out, by what and by whom. */
export function ruledOutTexts({ pack, ballots, verdict: { blend }, nameOf }: VerdictOn): readonly string[] {
  const given = givenIn(pack, ballots);
  const by = (option: string, because: string): readonly string[] =>
    given.flatMap(({ voter, choice }) =>
      choice.rulesOut.some((one) => one.option === option && one.because === because) ? [voter] : [],
    );
  return blend.options
    .filter(({ ruledOut }) => ruledOut.length > 0)
    .map(({ id, ruledOut }) =>
      words.claim.ruledOut(
        shortName(pack, id),
        ruledOut.map((because) => ({
          because,
          people: nameOf === null ? [] : [...new Set(by(id, because))].map(nameOf),
        })),
      ),
    );
}

/** How many people and questions it rests on, and which pack. What nobody is sure of is open still; what does not apply is not counted. */
export function basisText({ pack, ballots, verdict }: VerdictOn): string {
  const { open } = verdict.blend;
  const definite = Object.values(ballots)
    .flatMap(({ today, later }) => [...Object.entries(today), ...Object.entries(later)])
    .flatMap(([question, choice]) => (choice === "not_sure" || open.includes(question) ? [] : [question]));
  const answered = new Set(definite).size;
  return words.claim.basis(verdict.voters.length, answered, answered + open.length, pack.id, pack.version);
}

/** Not one definite answer, today or later. */
function isBlank(ballots: Ballots): boolean {
  return Object.values(ballots).every(({ today, later }) =>
    [...Object.values(today), ...Object.values(later)].every((choice) => choice === NOT_SURE),
  );
}

/** Every definite answer, at both horizons: what is the same later is there twice. Voters come by their ids, as in a verdict. */
export function givenIn(pack: Pack, ballots: Ballots): readonly Given[] {
  return Object.entries(ballots)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([voter, ballot]) =>
      pack.questions.flatMap((question) =>
        HORIZONS.flatMap((horizon) => {
          const answer = answerOf(ballot, question.id, horizon);
          const choice = question.choices.find(({ id }) => id === answer);
          return choice === undefined ? [] : [{ voter, question, choice, horizon }];
        }),
      ),
    );
}

export interface Given {
  readonly voter: string;
  readonly question: Question;
  readonly choice: Choice;
  readonly horizon: Horizon;
}

const HORIZONS: readonly Horizon[] = ["today", "later"];
