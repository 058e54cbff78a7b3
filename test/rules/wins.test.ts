/** No shipped pack is built for one of its options: what wins over random answers, and what no file's order decides. */
import { describe, expect, it } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { shipped } from "./flagship.ts";
import { type Answers, leaderFor, onlyApplicable, randomTeams } from "./teams.ts";

/** The least share of the random answers that an option wins, and the most with as many options. */
const LEAST = 0.1;
const MOST: Readonly<Record<number, number>> = { 2: 0.6, 3: 0.5 };

describe.each(await shipped())("$id over random answers", (pack) => {
  const leader = leaderFor(pack);
  const teams = randomTeams(pack, 20_000, 2026);
  const won = teams.map(leader);
  const share = (of: readonly (string | null)[], id: string | null) =>
    of.filter((each) => each === id).length / of.length;

  it.each(pack.options.map(({ id }) => id))("%s wins its share", (id) => {
    expect(share(won, id)).toBeGreaterThan(LEAST);
    expect(share(won, id)).toBeLessThan(MOST[pack.options.length] ?? 0.4);
  });

  it("ties are rare", () => {
    expect(share(won, null)).toBeLessThan(pack.options.length > 3 ? 0.04 : 0.02);
  });

  it("no single answer decides, unless it rules an option out", () => {
    for (const question of pack.questions)
      for (const choice of question.choices) {
        if (choice.rulesOut.length > 0) continue;
        const taken = won.filter((_, n) => teams[n]?.[question.id] === choice.id);
        const most = Math.max(...pack.options.map(({ id }) => share(taken, id)));
        expect([question.id, choice.id, most < 0.8]).toEqual([question.id, choice.id, true]);
      }
  });

  it("every choice turns the recommendation of some team that takes it instead of another", () => {
    const turned = new Set<string>();
    for (const team of teams.slice(0, 4000))
      for (const { id, choices } of pack.questions)
        for (const choice of choices) {
          const key = `${id}/${choice.id}`;
          if (turned.has(key) || team[id] === undefined || team[id] === choice.id) continue;
          const [from, to] = [team, onlyApplicable(pack, { ...team, [id]: choice.id })].map(leader);
          if (from !== null && to !== null && from !== to) turned.add(key);
        }
    const all = pack.questions.flatMap(({ id, choices }) => choices.map((choice) => `${id}/${choice.id}`));
    expect(all.filter((key) => !turned.has(key))).toEqual([]);
  });

  it("nothing is recommended before anybody answers, and each option's chance is near its share", () => {
    const { recommended, blend } = verdict(pack, {});
    expect(recommended).toBeNull();
    for (const { id, confidence } of blend.options)
      expect([id, Math.abs(confidence - share(won, id)) < 0.12]).toEqual([id, true]);
  });

  it("the sums used here are the verdict's", () => {
    for (const team of teams.slice(0, 50))
      expect(verdict(pack, { one: { today: team, later: {} } }).today.leader).toBe(leader(team));
  });

  it("other ids in another order lead to the same verdicts", () => {
    const { renamed, to } = turnedAround(pack);
    for (const team of teams.slice(0, 20)) {
      const half = Object.fromEntries(Object.entries(team).filter((_, n) => n % 2 === 0));
      for (const answers of [team, onlyApplicable(pack, half)]) {
        const before = verdict(pack, { one: { today: answers, later: {} } });
        const moved: Answers = Object.fromEntries(
          Object.entries(answers).map(([question, choice]) => [to(question), to(choice)]),
        );
        const after = verdict(renamed, { one: { today: moved, later: {} } });
        expect(after.recommended).toBe(before.recommended === null ? null : to(before.recommended));
        expect(after.blend.strength).toBe(before.blend.strength);
        const figures = before.blend.options.map(({ id, fit, confidence }) => [to(id), fit, confidence]);
        expect(
          after.blend.options.map(({ id, fit, confidence }) => [id, fit, confidence]).toSorted(),
        ).toEqual(figures.toSorted());
      }
    }
  });
});

/** Every list from its end, and every id spelt from its end. */
function turnedAround(pack: Pack): { readonly renamed: Pack; readonly to: (id: string) => string } {
  const to = (id: string) => [...id].toReversed().join("");
  const conditions = <T extends { question: string; choices: readonly string[] }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, question: to(one.question), choices: one.choices.map(to) }));
  const renamed: Pack = {
    ...pack,
    options: pack.options.map((option) => ({ ...option, id: to(option.id) })).toReversed(),
    criteria: pack.criteria
      .map((criterion) => ({
        ...criterion,
        id: to(criterion.id),
        ratings: criterion.ratings.map((rating) => ({ ...rating, option: to(rating.option) })).toReversed(),
      }))
      .toReversed(),
    questions: pack.questions
      .map((question) => ({
        ...question,
        id: to(question.id),
        appliesWhen: conditions(question.appliesWhen),
        choices: question.choices
          .map((choice) => ({
            ...choice,
            id: to(choice.id),
            raises: choice.raises.map((raise) => ({ ...raise, criterion: to(raise.criterion) })),
            rulesOut: choice.rulesOut.map((one) => ({ ...one, option: to(one.option) })),
          }))
          .toReversed(),
      }))
      .toReversed(),
    notes: [],
    cases: [],
  };
  return { renamed, to };
}
