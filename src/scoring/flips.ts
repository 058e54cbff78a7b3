/** The smallest change of mind that would make another option lead. */
import { compare, type Fraction, fraction } from "./fraction.ts";
import { type Move, moved, unanimousChoice } from "./moves.ts";
import { type Points, pointsOf } from "./standing.ts";
import type { Flip } from "./verdict.ts";

const MOST_CHANGES = 3;

export function flipsOf(today: Points): Flip[] {
  const { model } = today.situation;
  const moves: Move[] = model.questions.flatMap((question, q) =>
    question.choices.map((_, c) => ({ question: q, choice: c })),
  );
  const found = new Map<number, { moves: Move[]; margin: Fraction | null }>();
  for (let size = 1; size <= MOST_CHANGES; size += 1) {
    const here: typeof found = new Map();
    const visit = (from: number, set: Move[]): void => {
      if (set.length === size) {
        const points = pointsOf(moved(today.situation, set));
        if (points.leader === null || points.leader === today.leader || found.has(points.leader)) return;
        const margin = marginOf(points, points.leader);
        const before = here.get(points.leader);
        if (before === undefined || larger(margin, before.margin))
          here.set(points.leader, { moves: set, margin });
        return;
      }
      for (let m = from; m < moves.length; m += 1) {
        const move = moves[m];
        if (move === undefined || set.at(-1)?.question === move.question) continue;
        visit(m + 1, [...set, move]);
      }
    };
    visit(0, []);
    for (const [to, best] of here) found.set(to, best);
  }
  return model.options.flatMap((to, option) => {
    if (option === today.leader) return [];
    const best = found.get(option);
    const changes = best?.moves.map(({ question, choice }) => {
      const from = unanimousChoice(today.situation, question);
      const asked = model.questions[question];
      return {
        question: asked?.id ?? "",
        from: from === null ? null : (asked?.choices[from]?.id ?? null),
        to: asked?.choices[choice]?.id ?? "",
      };
    });
    return [{ to, changes: changes ?? null }];
  });
}

function larger(a: Fraction | null, b: Fraction | null): boolean {
  return b !== null && (a === null || compare(a, b) > 0);
}

function marginOf({ worth, out }: Points, leader: number): Fraction | null {
  const others = worth.values.filter((_, o) => o !== leader && (out & (1 << o)) === 0);
  if (others.length === 0) return null;
  const best = others.reduce((most, value) => (value > most ? value : most));
  return fraction((worth.values[leader] ?? 0n) - best, worth.den);
}
