import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";

export interface Size {
  readonly questions: number;
  readonly choices: number;
  readonly options: number;
  readonly criteria: number;
}

/** A pack without conditions, drawn from a seed; every choice raises one to three criteria. */
export function syntheticPack(size: Size, seed: number): Pack {
  const draw = drawFrom(seed);
  const names = (what: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${what}-${String(i).padStart(2, "0")}`);
  const options = names("option", size.options);
  const criteria = names("criterion", size.criteria);
  return {
    id: "synthetic",
    version: "1.0.0",
    title: "Synthetic",
    asks: "Which one?",
    aliases: [],
    horizon: { name: "in six months", months: 6, weight: [1, 2] },
    stopAt: [19, 20],
    sources: [],
    options: options.map((id) => ({ id, name: id, summary: null, means: [] })),
    criteria: criteria.map((id) => ({
      id,
      name: id,
      ratings: options.map((option) => ({ option, score: draw(11), because: id, source: "none" })),
    })),
    questions: names("question", size.questions).map((id) => ({
      id,
      ask: id,
      why: null,
      appliesWhen: [],
      choices: names("choice", size.choices).map((choice) => ({
        id: choice,
        label: choice,
        hint: null,
        says: [],
        raises: [...new Set(Array.from({ length: 1 + draw(3) }, () => draw(size.criteria)))].map((k) => ({
          criterion: criteria[k] ?? "",
          weight: 1 + draw(5),
        })),
        rulesOut: [],
        usual: 1,
      })),
    })),
    notes: [],
    cases: [],
  };
}

/** Five voters who answer every `step`th question. */
export function syntheticBallots(pack: Pack, seed: number, step: number): Ballots {
  const draw = drawFrom(seed);
  return Object.fromEntries(
    ["ana", "bo", "cleo", "dai", "eve"].map((voter) => [
      voter,
      {
        today: Object.fromEntries(
          pack.questions
            .filter((_, at) => at % step === 0)
            .map(({ id, choices }) => [id, choices[draw(choices.length)]?.id ?? ""]),
        ),
        later: {},
      },
    ]),
  );
}

/** Integers below n from a linear congruential generator (Numerical Recipes' constants). */
function drawFrom(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
