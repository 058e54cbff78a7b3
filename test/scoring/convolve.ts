import { type Fraction, fraction } from "../../src/scoring/fraction.ts";
import type { Pack, Question } from "../../src/scoring/pack/pack.ts";
import {
  type Answers,
  applies,
  choicesTaken,
  completions,
  leaderAmong,
  ratingOf,
  taken,
  weightOn,
} from "./completions.ts";

/**
 * Each option's confidence, exact, where there are too many completions to enumerate but few criteria: families of questions
 * are added up as weights on criteria, which are few. (The core adds up differences of values: another way to the same.)
 * One voter's answers. Conditions must join few questions to a family.
 */
export function confidencesByWeights(pack: Pack, answers: Answers): readonly Fraction[] {
  let sums = new Map<string, bigint>([
    [JSON.stringify({ weights: pack.criteria.map(() => 0), out: [] }), 1n],
  ]);
  for (const family of families(pack)) {
    const parts = new Map<string, bigint>();
    for (const { odds, answers: chosen } of completions(
      { ...pack, questions: family },
      within(family, answers),
    )) {
      add(parts, JSON.stringify(raised(pack, family, chosen)), odds);
    }
    const next = new Map<string, bigint>();
    for (const [sum, odds] of sums) {
      for (const [part, more] of parts) add(next, joined(sum, part), odds * more);
    }
    sums = next;
  }
  const wins = pack.options.map(() => 0n);
  let all = 0n;
  for (const [sum, odds] of sums) {
    const { weights, out }: Raised = JSON.parse(sum);
    const values = pack.options.map((option) =>
      weights.reduce(
        (value, weight, row) => value + weight * ratingOf(pack, pack.criteria[row]?.id ?? "", option.id),
        0,
      ),
    );
    const ranked = pack.options.map(({ id }) => !out.includes(id));
    const leader = leaderAmong(
      values.map((value) => fraction(BigInt(value))),
      ranked,
    );
    if (leader !== null) wins[leader] = (wins[leader] ?? 0n) + odds;
    all += odds;
  }
  return wins.map((odds) => fraction(odds, all));
}

interface Raised {
  /** By criterion, in the pack's order. */
  readonly weights: readonly number[];
  /** Sorted ids. */
  readonly out: readonly string[];
}

function raised(pack: Pack, family: readonly Question[], chosen: Answers): Raised {
  const choices = family
    .filter((question) => applies(pack, question, chosen))
    .flatMap((question) => choicesTaken(question, taken(chosen, question.id)));
  return {
    weights: pack.criteria.map(({ id }) => choices.reduce((sum, choice) => sum + weightOn(choice, id), 0)),
    out: [...new Set(choices.flatMap(({ rulesOut }) => rulesOut.map(({ option }) => option)))].sort(),
  };
}

function joined(a: string, b: string): string {
  const one: Raised = JSON.parse(a);
  const other: Raised = JSON.parse(b);
  return JSON.stringify({
    weights: one.weights.map((weight, row) => weight + (other.weights[row] ?? 0)),
    out: [...new Set([...one.out, ...other.out])].sort(),
  });
}

/** The questions that conditions connect, together. */
function families(pack: Pack): readonly (readonly Question[])[] {
  const found: Question[][] = [];
  for (const question of pack.questions) {
    const kin = found.filter((family) => family.some((other) => related(question, other)));
    for (const family of kin) found.splice(found.indexOf(family), 1);
    found.push([question, ...kin.flat()]);
  }
  return found;
}

function related(a: Question, b: Question): boolean {
  return (
    a.appliesWhen.some(({ question }) => question === b.id) ||
    b.appliesWhen.some(({ question }) => question === a.id)
  );
}

function within(family: readonly Question[], answers: Answers): Answers {
  return new Map([...answers].filter(([id]) => family.some((question) => question.id === id)));
}

function add(sums: Map<string, bigint>, key: string, odds: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + odds);
}
