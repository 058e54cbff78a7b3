import type { Pack } from "../../../src/scoring/pack/pack.ts";
import type { Contribution, WeightRange } from "../../../src/scoring/verdict.ts";
import { type Answers, applies, taken } from "./answers.ts";
import { compare, type Fraction, fraction, minus, over, plus, times, toNumber } from "./fraction.ts";
import { at, byId } from "./list.ts";
import { oddsOf } from "./next.ts";
import { choicesTaken, ratingOf, type Score, type World, weightOn } from "./score.ts";

export function weightRanges(
  pack: Pack,
  { values, ruledOut, leader, worlds }: Score,
): readonly WeightRange[] {
  return byId(pack.criteria).map(({ id }) => {
    if (leader === null) return { criterion: id, min: 1, max: 1 };
    const raised = meanRaised(pack, id, worlds);
    let min = fraction(0n);
    let max: Fraction | null = null;
    for (const [place, value] of values.entries()) {
      if (place === leader || at(ruledOut, place).length > 0) continue;
      const ahead = minus(at(values, leader), value);
      const rating =
        ratingOf(pack, id, at(pack.options, leader).id) - ratingOf(pack, id, at(pack.options, place).id);
      const slope = times(raised, fraction(BigInt(rating)));
      if (slope.num === 0n) continue;
      const end = minus(fraction(1n), over(ahead, slope));
      if (slope.num > 0n && compare(end, min) > 0) min = end;
      if (slope.num < 0n && (max === null || compare(end, max) < 0)) max = end;
    }
    return { criterion: id, min: toNumber(min), max: max === null ? null : toNumber(max) };
  });
}

/** Over the completions, each with the weight that its group's answers put on the criterion. */
function meanRaised(pack: Pack, criterion: string, worlds: readonly World[]): Fraction {
  let sum = fraction(0n);
  for (const question of pack.questions) {
    const odds = new Map<string, bigint>();
    for (const world of worlds) {
      if (!applies(pack, question, world.answers)) continue;
      const key = JSON.stringify(taken(world.answers, question.id));
      odds.set(key, (odds.get(key) ?? 0n) + world.odds);
    }
    for (const [key, weight] of odds) {
      const raised = groupRaise(pack, question.id, criterion, new Map([[question.id, JSON.parse(key)]]));
      sum = plus(sum, times(fraction(weight), raised));
    }
  }
  return over(sum, fraction(oddsOf(worlds)));
}

function groupRaise(pack: Pack, id: string, criterion: string, answers: Answers): Fraction {
  const question = pack.questions.find((each) => each.id === id);
  const voices = question === undefined ? [] : choicesTaken(question, taken(answers, id));
  const sum = voices.reduce((total, choice) => total + weightOn(choice, criterion), 0);
  return fraction(BigInt(sum), BigInt(voices.length || 1));
}

export function contributions(pack: Pack, answers: Answers): readonly Contribution[] {
  return byId(pack.questions)
    .filter((question) => applies(pack, question, answers))
    .flatMap((question) =>
      byId(pack.criteria)
        .filter(({ id }) =>
          choicesTaken(question, taken(answers, question.id)).some((choice) => weightOn(choice, id) > 0),
        )
        .flatMap(({ id: criterion }) =>
          byId(pack.options).map(({ id: option }) => ({
            question: question.id,
            criterion,
            option,
            value: times(
              groupRaise(pack, question.id, criterion, answers),
              fraction(BigInt(ratingOf(pack, criterion, option))),
            ),
          })),
        ),
    );
}
