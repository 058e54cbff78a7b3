/** What every shipped pack recommends, held against what experienced engineers chose. */
import { describe, expect, it } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack, WorkedCase } from "../../src/scoring/pack/pack.ts";
import { shipped } from "./flagship.ts";
import { productsOf } from "./products.ts";
import { leaderFor, onlyApplicable } from "./teams.ts";

describe.each(await shipped())("worked cases of $id", (pack) => {
  it("are at least fifteen, for every option more than two", () => {
    expect(pack.cases.length).toBeGreaterThanOrEqual(15);
    for (const { id } of pack.options) {
      const won = pack.cases.filter((each) => each.recommends === id);
      expect([id, won.length > 2]).toEqual([id, true]);
    }
  });

  it.each(pack.cases)("$name: $recommends", (each) => {
    expect(Object.keys(each.answers).length).toBeGreaterThanOrEqual(pack.questions.length - 3);
    expect(verdict(pack, ballots(each)).recommended).toBe(each.recommends);
  });

  it.each(pack.cases)("does not rest on one answer: $name", (each) => {
    for (const id of Object.keys({ ...each.answers, ...each.later })) {
      if (rulesOut(pack, id, each.answers[id])) continue;
      const { contenders, blend } = verdict(pack, ballots(without(pack, each, id)));
      // A close call names several, and each can be accepted: what the case recommends has to be among them.
      const offered =
        blend.strength === "close" ? contenders.filter((one) => one === each.recommends) : contenders;
      expect([id, offered]).toEqual([id, [each.recommends]]);
    }
  });

  it("include one that turns later", () => {
    const turning = pack.cases.filter(({ later }) => Object.keys(later).length > 0);
    const standings = turning.map((each) => verdict(pack, ballots(each)));
    expect(standings.some(({ today, later }) => today.leader !== later.leader)).toBe(true);
  });
});

describe.each(await shipped())("products whose choice is known, for $id", (pack) => {
  const products = productsOf(pack.id);
  const leader = leaderFor(pack);

  it("are at least twelve, and none of the worked cases", () => {
    expect(products.length).toBeGreaterThanOrEqual(12);
    const names = new Set(pack.cases.map(({ name }) => name));
    expect(products.filter(({ name }) => names.has(name))).toEqual([]);
  });

  it("come out, but for those that are known not to", () => {
    for (const { name, known, comesOut, answers } of products) {
      expect([name, onlyApplicable(pack, answers)]).toEqual([name, answers]);
      expect([name, leader(answers) === known]).toEqual([name, comesOut]);
    }
  });

  it("are never told a clear result that is another", () => {
    for (const { name, known, answers } of products) {
      const { recommended, blend } = verdict(pack, { team: { today: answers, later: {} } });
      if (recommended !== known) expect([name, blend.strength]).toEqual([name, "close"]);
    }
  });
});

function ballots({ answers, later }: WorkedCase): Ballots {
  return { team: { today: answers, later } };
}

/** The case with this question open, at both horizons, and with what no longer applies left out. */
function without(pack: Pack, each: WorkedCase, question: string): WorkedCase {
  const left = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => id !== question));
  const answers = onlyApplicable(pack, left(each.answers));
  return { ...each, answers, later: left(each.later) };
}

function rulesOut(pack: Pack, question: string, choice: string | undefined): boolean {
  return pack.questions
    .filter((each) => each.id === question)
    .some((each) => each.choices.some((one) => one.id === choice && one.rulesOut.length > 0));
}
