import type { Choice, Pack } from "../../src/scoring/pack/pack.ts";
import { ratingOf, weightOn } from "./completions.ts";

/**
 * By option: its share of all completions in which it leads strictly, every completion taken one by one. For
 * packs without conditions and rule-outs whose completions' weights sum up to less than 2^53.
 */
export function enumerated(pack: Pack): number[] {
  const wins = pack.options.map(() => 0);
  const questions = pack.questions.map(({ choices }) => {
    return choices.map((choice) => ({ usual: choice.usual, term: Float64Array.from(termOf(pack, choice)) }));
  });
  const sums = questions.concat([[]]).map(() => new Float64Array(pack.options.length));
  let all = 0;
  const answer = (at: number, weight: number): void => {
    const values = sums[at] ?? new Float64Array();
    const choices = questions[at];
    if (choices === undefined) {
      const most = Math.max(...values);
      all += weight;
      if (values.indexOf(most) === values.lastIndexOf(most))
        wins[values.indexOf(most)] = (wins[values.indexOf(most)] ?? 0) + weight;
      return;
    }
    const next = sums[at + 1] ?? values;
    for (const { usual, term } of choices) {
      for (let o = 0; o < next.length; o += 1) next[o] = (values[o] ?? 0) + (term[o] ?? 0);
      answer(at + 1, weight * usual);
    }
  };
  answer(0, 1);
  return wins.map((weight) => weight / all);
}

/** The same for three options and any number of questions: their two differences on one dense grid, but for rounding. */
export function onGrid(pack: Pack): number[] {
  let [least, left, rows, columns] = [0, 0, 1, 1];
  let grid = new Float64Array([1]);
  for (const { choices } of pack.questions) {
    const total = choices.reduce((sum, { usual }) => sum + usual, 0);
    const steps = choices.map((choice) => {
      const [a = 0, b = 0, c = 0] = termOf(pack, choice);
      return { chance: choice.usual / total, row: a - b, column: a - c };
    });
    const [up, across] = [
      Math.min(...steps.map(({ row }) => row)),
      Math.min(...steps.map(({ column }) => column)),
    ];
    const height = rows + Math.max(...steps.map(({ row }) => row)) - up;
    const width = columns + Math.max(...steps.map(({ column }) => column)) - across;
    const next = new Float64Array(height * width);
    for (const { chance, row, column } of steps) {
      for (let r = 0; r < rows; r += 1) {
        const to = (r + row - up) * width + column - across;
        for (let c = 0; c < columns; c += 1)
          next[to + c] = (next[to + c] ?? 0) + chance * (grid[r * columns + c] ?? 0);
      }
    }
    [least, left, rows, columns, grid] = [least + up, left + across, height, width, next];
  }
  const wins = [0, 0, 0];
  grid.forEach((chance, at) => {
    const b = least + Math.floor(at / columns);
    const c = left + (at % columns);
    // The first option is ahead of the others by b and by c.
    const leader = b > 0 && c > 0 ? 0 : b < 0 && c > b ? 1 : c < 0 && b > c ? 2 : -1;
    if (leader >= 0) wins[leader] = (wins[leader] ?? 0) + chance;
  });
  return wins;
}

/** By option. */
function termOf(pack: Pack, choice: Choice): number[] {
  return pack.options.map((option) =>
    pack.criteria.reduce((sum, { id }) => sum + weightOn(choice, id) * ratingOf(pack, id, option.id), 0),
  );
}
