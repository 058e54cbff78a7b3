import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import type { Pack } from "../../../src/scoring/pack/pack.ts";
import type { Blend, Split, Standing, Verdict } from "../../../src/scoring/verdict.ts";
import { type Answers, answersOf, applies, openQuestions, taken } from "./answers.ts";
import { after, flips } from "./flips.ts";
import { compare, type Fraction, fraction, minus, over, plus, times, toNumber } from "./fraction.ts";
import { at, byId } from "./list.ts";
import { confidences, nextQuestion } from "./next.ts";
import { lead, type Score, score } from "./score.ts";
import { contributions, weightRanges } from "./weights.ts";

/** The whole verdict by definition: slow, and nothing else than the specification spelt out. */
export function twinVerdict(pack: Pack, ballots: Ballots): Verdict {
  const answers = answersOf(ballots, "today");
  const today = score(pack, answers);
  const laterAnswers = answersOf(ballots, "later");
  const later = score(pack, laterAnswers);
  const leader = idAt(pack, today.leader);
  const blend = blendOf(pack, today, later);
  const next = nextQuestion(pack, ballots, today.worlds);
  const confidence = today.leader === null ? null : confidences(pack, today.worlds)[today.leader];
  const sure =
    confidence != null && compare(confidence, fraction(BigInt(pack.stopAt[0]), BigInt(pack.stopAt[1]))) >= 0;
  return {
    today: standing(pack, answers, today),
    later: standing(pack, laterAnswers, later),
    blend,
    recommended: blend.leader,
    next,
    stop: isSettled(today) || sure || next === null,
    flips: flips(pack, answers, leader),
    weightRange: weightRanges(pack, today),
    contributions: contributions(pack, answers),
    voters: Object.keys(ballots)
      .sort()
      .map((id) => ({ id, leader: idAt(pack, score(pack, answersOf(ballots, "today", id)).leader) })),
    splits: splits(pack, ballots, answers, leader),
    regret: Object.fromEntries(pack.options.map(({ id }, place) => [id, regret(place, [today, later])])),
  };
}

function idAt(pack: Pack, place: number | null): string | null {
  return place === null ? null : (pack.options[place]?.id ?? null);
}

function standing(pack: Pack, answers: Answers, result: Score): Standing {
  const confidence = confidences(pack, result.worlds);
  return {
    options: bestFirst(pack, result.values).map((place) => ({
      id: idAt(pack, place) ?? "",
      value: at(result.values, place),
      fit: fitOf(at(result.values, place), result.weight),
      confidence: toNumber(at(confidence, place)),
      ruledOut: at(result.ruledOut, place),
    })),
    leader: idAt(pack, result.leader),
    tied: idsAt(pack, result.tied),
    settled: isSettled(result),
    open: openQuestions(pack, answers)
      .map(({ id }) => id)
      .sort(),
    unresolved: 0,
  };
}

function isSettled({ leader, worlds }: Score): boolean {
  return leader !== null && worlds.every((world) => world.leader === leader);
}

function blendOf(pack: Pack, today: Score, later: Score): Blend {
  const h = fraction(BigInt(pack.horizon.weight[0]), BigInt(pack.horizon.weight[1]));
  const mix = (a: Fraction, b: Fraction) => plus(times(minus(fraction(1n), h), a), times(h, b));
  const values = today.values.map((value, place) => mix(value, at(later.values, place)));
  const weight = mix(today.weight, later.weight);
  const ranked = pack.options.map(
    (_, place) => at(today.ruledOut, place).length + at(later.ruledOut, place).length === 0,
  );
  const { leader, tied } = lead(values, ranked);
  return {
    options: bestFirst(pack, values)
      .filter((place) => ranked[place])
      .map((place) => ({
        id: idAt(pack, place) ?? "",
        value: at(values, place),
        fit: fitOf(at(values, place), weight),
      })),
    leader: idAt(pack, leader),
    tied: idsAt(pack, tied),
  };
}

function splits(pack: Pack, ballots: Ballots, answers: Answers, leader: string | null): readonly Split[] {
  return byId(pack.questions)
    .filter((question) => applies(pack, question, answers) && new Set(taken(answers, question.id)).size > 1)
    .map(({ id }) => {
      const choices = [...new Set(taken(answers, id))];
      const takers = (choice: string) =>
        Object.keys(ballots)
          .filter((voter) => taken(answersOf(ballots, "today", voter), id)[0] === choice)
          .sort();
      const leaders = choices.map((to) =>
        idAt(pack, score(pack, after(pack, answers, [{ question: id, to }])).leader),
      );
      return {
        question: id,
        choices: Object.fromEntries(choices.map((choice) => [choice, takers(choice)])),
        pivotal: leaders.some((other) => other !== leader),
      };
    });
}

function regret(place: number, horizons: readonly Score[]): number {
  const shortfalls = horizons.map(({ values, ruledOut }) => {
    const ranked = values.filter((_, other) => at(ruledOut, other).length === 0);
    const best = ranked.reduce((top, value) => (compare(value, top) > 0 ? value : top), fraction(0n));
    return best.num === 0n ? 0 : toNumber(over(minus(best, at(values, place)), best));
  });
  return Math.max(0, ...shortfalls);
}

function fitOf(value: Fraction, weight: Fraction): number {
  return weight.num === 0n ? 0 : toNumber(over(value, times(fraction(10n), weight)));
}

function bestFirst(pack: Pack, values: readonly Fraction[]): readonly number[] {
  return [...values.keys()].sort((a, b) => {
    const order = compare(at(values, b), at(values, a));
    return order !== 0 ? order : at(pack.options, a).id < at(pack.options, b).id ? -1 : 1;
  });
}

function idsAt(pack: Pack, places: readonly number[]): readonly string[] {
  return places.map((place) => at(pack.options, place).id).sort();
}
