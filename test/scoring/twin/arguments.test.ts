import { expect, test } from "vitest";
import { agreedVerdict } from "./compare.ts";
import { ballots, tiny } from "./tiny.ts";

const RATINGS = { speed: { a: 9, b: 5, c: 8 }, ease: { a: 6, b: 7, c: 2 }, cost: { a: 5, b: 4, c: 6 } };
const QUESTIONS = {
  need: { fast: { raises: { speed: 2 } }, simple: { raises: { ease: 3 } } },
  money: { tight: { raises: { cost: 2, speed: 1 } }, loose: {} },
};

test("answers speak for the leader or against it, by voter and horizon; their pulls are shares of the terms", () => {
  const pack = tiny({ ratings: RATINGS, questions: QUESTIONS, later: [1, 4] });
  const said = ballots({ ana: "need: fast, money: tight", bo: "need: simple | need: fast" });
  const { blend, reasons, costs } = agreedVerdict(pack, said);
  expect(blend.options.map(({ id, value }) => [id, value.num / value.den])).toEqual([
    ["a", 37],
    ["c", 32.25],
    ["b", 27.125],
  ]);
  const fast = { question: "need", choice: "fast", rival: "c", criterion: "speed" };
  expect(reasons).toEqual([
    { ...fast, horizon: "both", voters: ["ana"], pull: { num: 1, den: 1 } },
    { ...fast, horizon: "later", voters: ["bo"], pull: { num: 1, den: 4 } },
  ]);
  const simple = { question: "need", choice: "simple", rival: "b", criterion: "ease" };
  const tight = { question: "money", choice: "tight", rival: "c", criterion: "cost" };
  expect(costs).toEqual([
    { ...simple, horizon: "today", voters: ["bo"], pull: { num: -9, den: 8 } },
    { ...tight, horizon: "both", voters: ["ana"], pull: { num: -1, den: 1 } },
  ]);
});

test("an answer for both horizons stays one where its question applies at one only, and pulls there", () => {
  const pack = tiny({
    ratings: { k: { a: 8, b: 2 } },
    questions: { p: { x: {}, y: {} }, q: { x: { raises: { k: 1 } }, y: {} } },
    when: { q: ["p", ["y"]] },
  });
  const { reasons } = agreedVerdict(pack, ballots({ ana: "q: x | p: y", bo: "q: y" }));
  expect(reasons).toMatchObject([
    { choice: "x", horizon: "both", voters: ["ana"], pull: { num: 3, den: 2 } },
  ]);
});

test("a reason's criterion is one on which no other option is above the leader; without one it is none", () => {
  const reasons = (l: number) =>
    agreedVerdict(
      tiny({
        ratings: { k: { a: 6, b: 2, c: 8 }, l: { a: 9, b: l, c: 1 } },
        questions: { q: { x: { raises: { k: 1, l: 1 } }, y: {} } },
      }),
      ballots({ ana: "q: x" }),
    ).reasons;
  expect(reasons(8)).toMatchObject([{ rival: "b", criterion: "l", pull: { num: 5, den: 1 } }]);
  expect(reasons(9)).toEqual([]);
});

test("every answered question, criterion that a given choice raises, and option has its contribution", () => {
  const pack = tiny({ ratings: RATINGS, questions: QUESTIONS, later: [1, 4] });
  const { contributions } = agreedVerdict(
    pack,
    ballots({ ana: "need: fast | need: simple", bo: "need: fast" }),
  );
  expect(contributions.map(({ criterion, option, value }) => [criterion, option, value])).toEqual([
    ["ease", "a", { num: 9, den: 4 }],
    ["ease", "b", { num: 21, den: 8 }],
    ["ease", "c", { num: 3, den: 4 }],
    ["speed", "a", { num: 63, den: 4 }],
    ["speed", "b", { num: 35, den: 4 }],
    ["speed", "c", { num: 14, den: 1 }],
  ]);
});

test("weights may move until the lead is gone", () => {
  const questions = { q: { x: { raises: { k: 1, l: 1 } }, y: {} } };
  const pack = tiny({ ratings: { k: { a: 8, b: 2 }, l: { a: 1, b: 5 } }, questions });
  expect(agreedVerdict(pack, ballots({ ana: "q: x" })).weightRange).toEqual([
    { criterion: "k", min: 2 / 3, max: null },
    { criterion: "l", min: 0, max: 1.5 },
  ]);
});

const EIGHT_TO_FIVE = { k: { a: 8, b: 0 }, l: { a: 0, b: 5 } };

test("of single changes that flip it, the one with the largest margin", () => {
  const questions = { q: { x: { raises: { k: 1 } }, y: { raises: { l: 1 } }, z: { raises: { l: 2 } } } };
  const { flips } = agreedVerdict(tiny({ ratings: EIGHT_TO_FIVE, questions }), ballots({ ana: "q: x" }));
  expect(flips).toEqual([{ to: "b", changes: [{ question: "q", from: "x", to: "z" }] }]);
});

test("two changes where one is not enough, from nothing where the group is divided; null where nothing helps", () => {
  const questions = {
    q: { x: { raises: { k: 1 } }, y: {} },
    r: { x: { raises: { k: 1 } }, y: { raises: { l: 1 } } },
  };
  const pack = tiny({ ratings: { k: { a: 8, b: 0, c: 0 }, l: { a: 0, b: 5, c: 0 } }, questions });
  const { flips } = agreedVerdict(pack, ballots({ ana: "q: x, r: x", bo: "r: y" }));
  expect(flips).toEqual([
    {
      to: "b",
      changes: [
        { question: "q", from: "x", to: "y" },
        { question: "r", from: null, to: "y" },
      ],
    },
    { to: "c", changes: null },
  ]);
});

test("a question that a change makes apply is open, unless it has answers", () => {
  const questions = {
    p: { x: { raises: { k: 1 } }, y: {} },
    q: { x: { raises: { l: 2 } }, y: {} },
  };
  const pack = tiny({ ratings: EIGHT_TO_FIVE, questions, when: { q: ["p", ["y"]] } });
  const parent = { question: "p", from: null, to: "y" };
  const open = agreedVerdict(pack, ballots({ ana: "p: x", bo: "p: x", cy: "p: y" }));
  expect(open.flips).toMatchObject([{ to: "b", changes: [parent] }]);
  const answered = agreedVerdict(pack, ballots({ ana: "p: x", bo: "p: x", cy: "p: y, q: y" }));
  expect(answered.flips).toEqual([{ to: "b", changes: [parent, { question: "q", from: "y", to: "x" }] }]);
});
