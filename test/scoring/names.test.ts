import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verdict } from "../../src/scoring/compute.ts";
import { verdictJson } from "../../src/scoring/json.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { cases } from "./arbitrary.ts";

/** People's ids come from platforms: also these are somebody. In code-unit order, as are their plain names. */
const STRANGE = ["10", "9", "__proto__", "constructor", "hasOwnProperty", "toString"];
const PLAIN = ["v0", "v1", "v2", "v3", "v4", "v5"];

test("a voter is a voter by any name", () => {
  fc.assert(
    fc.property(cases({ voters: 6 }), ({ pack, ballots }) => {
      const list = Object.values(ballots);
      const strange = Object.fromEntries(list.map((ballot, place) => [STRANGE[place] ?? "", ballot]));
      const plain = Object.fromEntries(list.map((ballot, place) => [PLAIN[place] ?? "", ballot]));
      const result = verdict(pack, strange);
      const renamed = verdict(pack, plain);
      expect(result.voters.map(({ id }) => id)).toEqual(STRANGE.slice(0, list.length));
      const name = (id: string) => PLAIN[STRANGE.indexOf(id)] ?? id;
      expect({
        ...result,
        voters: result.voters.map((voter) => ({ ...voter, id: name(voter.id) })),
        reasons: result.reasons.map((one) => ({ ...one, voters: one.voters.map(name) })),
        costs: result.costs.map((one) => ({ ...one, voters: one.voters.map(name) })),
        splits: result.splits.map((split) => ({
          ...split,
          choices: Object.fromEntries(
            Object.entries(split.choices).map(([choice, voters]) => [choice, voters.map(name)]),
          ),
        })),
      }).toEqual(renamed);
    }),
    { numRuns: 80 },
  );
});

test("only what somebody said counts, not what an object inherits", () => {
  fc.assert(
    fc.property(cases(), ({ pack, ballots }) => {
      const plain = text(pack, ballots);
      expect(text(pack, JSON.parse(JSON.stringify(ballots)))).toBe(plain);
      expect(
        text(
          pack,
          remade(ballots, () => null),
        ),
      ).toBe(plain);
      expect(
        text(
          pack,
          remade(ballots, () => everything(pack)),
        ),
      ).toBe(plain);
    }),
    { numRuns: 60 },
  );
});

test("questions, choices and options named as an object's own methods are like any other", () => {
  const pack = methodsPack();
  const nobody = verdict(pack, {});
  expect(nobody.today.open).toEqual(["hasOwnProperty", "toString"]);
  expect(nobody.next).not.toBeNull();
  const { today, splits, regret } = verdict(pack, {
    ana: { today: { toString: "valueOf" }, later: {} },
    bo: { today: { toString: "isPrototypeOf" }, later: {} },
  });
  expect(today.leader).toBe("valueOf");
  expect(today.open).toEqual(["hasOwnProperty"]);
  expect(splits).toEqual([
    { question: "toString", choices: { isPrototypeOf: ["bo"], valueOf: ["ana"] }, pivotal: true },
  ]);
  expect(Object.keys(regret)).toEqual(["toLocaleString", "valueOf"]);
});

function text(pack: Pack, ballots: Ballots): string {
  return verdictJson(pack, verdict(pack, ballots));
}

/** The same own properties on objects of another prototype. */
function remade(ballots: Ballots, prototype: () => object | null): Ballots {
  const remake = <T>(own: Readonly<Record<string, T>>): Record<string, T> => {
    const made: Record<string, T> = Object.create(prototype());
    for (const [key, value] of Object.entries(own)) {
      Object.defineProperty(made, key, { value, enumerable: true, writable: true, configurable: true });
    }
    return made;
  };
  return remake(
    Object.fromEntries(
      Object.entries(ballots).map(([voter, { today, later }]) => [
        voter,
        { today: remake(today), later: remake(later) },
      ]),
    ),
  );
}

/** An answer to every question, and a ballot, to be inherited. */
function everything(pack: Pack): object {
  const answers = Object.fromEntries(pack.questions.map(({ id, choices }) => [id, choices[0]?.id ?? ""]));
  return { ...answers, ghost: { today: answers, later: answers } };
}

function methodsPack(): Pack {
  const choice = (id: string, weight: number, criterion: string) => ({
    id,
    label: id,
    hint: null,
    says: [],
    raises: [{ criterion, weight }],
    rulesOut: [],
    usual: 1,
  });
  const question = { ask: "?", why: null, appliesWhen: [] };
  return {
    id: "methods",
    version: "1.0.0",
    title: "Methods",
    asks: "?",
    aliases: [],
    horizon: { name: "later", months: 6, weight: [1, 2] },
    stopAt: [95, 100],
    sources: [{ id: "s", title: "s", publisher: null, date: null, checked: null, url: null }],
    options: ["valueOf", "toLocaleString"].map((id) => ({ id, name: id, summary: null, means: [] })),
    criteria: [
      { id: "toString", name: "t", ratings: rated(9, 1) },
      { id: "hasOwnProperty", name: "h", ratings: rated(1, 9) },
    ],
    questions: [
      {
        ...question,
        id: "toString",
        choices: [choice("valueOf", 5, "toString"), choice("isPrototypeOf", 3, "hasOwnProperty")],
      },
      {
        ...question,
        id: "hasOwnProperty",
        choices: [choice("length", 2, "toString"), choice("name", 2, "hasOwnProperty")],
      },
    ],
    notes: [],
    cases: [],
  };
}

function rated(one: number, other: number): Pack["criteria"][number]["ratings"] {
  return [
    { option: "valueOf", score: one, because: "so", source: "s" },
    { option: "toLocaleString", score: other, because: "so", source: "s" },
  ];
}
