import { expect, test } from "vitest";
import { agreedVerdict } from "./compare.ts";
import { ballots, tiny } from "./tiny.ts";

/** Speed is a's, ease is b's, and c does well at both. */
const SPECIALISTS = { speed: { a: 10, b: 0, c: 7 }, ease: { a: 0, b: 10, c: 7 } };
const NEED = {
  fast: { raises: { speed: 1 }, usual: 3 },
  easy: { raises: { ease: 1 }, usual: 2 },
};
const TALK = { yes: {}, no: {} };

test("the leader is the option most likely to lead, not the one with the best mean", () => {
  const pack = tiny({ ratings: SPECIALISTS, questions: { need: NEED, talk: TALK } });
  const { blend, recommended, facts } = agreedVerdict(pack, ballots({ ana: "talk: yes" }));
  expect(blend).toEqual({
    options: [
      { id: "c", value: { num: 7, den: 1 }, fit: 0.7, confidence: 0, ruledOut: [] },
      { id: "a", value: { num: 6, den: 1 }, fit: 0.6, confidence: 0.6, ruledOut: [] },
      { id: "b", value: { num: 4, den: 1 }, fit: 0.4, confidence: 0.4, ruledOut: [] },
    ],
    leader: "a",
    tied: [],
    settled: false,
    strength: "close",
    open: ["need"],
    unresolved: 0,
  });
  expect(recommended).toBe("a");
  expect(facts.every(({ flipsAt }) => flipsAt === null)).toBe(true);
});

test("without a definite answer that counts it is too early to say, and nothing is recommended", () => {
  const pack = tiny({ ratings: SPECIALISTS, questions: { need: NEED, talk: TALK } });
  for (const said of [{}, { ana: "" }, { ana: "talk: not_sure" }]) {
    const { blend, recommended, stop } = agreedVerdict(pack, ballots(said));
    expect(blend).toMatchObject({ leader: "a", strength: "open" });
    expect({ recommended, stop }).toEqual({ recommended: null, stop: false });
  }
});

test("a shared highest value counts in equal shares: b shares a half and leads a quarter", () => {
  const ratings = {
    first: { a: 9, b: 9, c: 0 },
    second: { a: 0, b: 1, c: 0 },
    third: { a: 0, b: 0, c: 9 },
  };
  const choices = {
    x: { raises: { first: 1 }, usual: 2 },
    y: { raises: { second: 1 } },
    z: { raises: { third: 1 } },
  };
  const { today } = agreedVerdict(tiny({ ratings, questions: { q: choices } }), {});
  expect(today.leader).toBe("b");
  expect(today.options.map(({ id, confidence }) => [id, confidence])).toEqual([
    ["b", 0.25],
    ["a", 0],
    ["c", 0.25],
  ]);
});

test("as likely to lead, the higher mean leads; with that equal as well, they are tied", () => {
  const q = { x: { raises: { k: 1 } }, y: { raises: { l: 1 } } };
  const apart = tiny({ ratings: { k: { a: 5, b: 0 }, l: { a: 0, b: 6 } }, questions: { q } });
  expect(agreedVerdict(apart, {}).today).toMatchObject({ leader: "b", tied: [], strength: "open" });
  const level = tiny({ ratings: { k: { a: 5, b: 0 }, l: { a: 0, b: 5 } }, questions: { q } });
  expect(agreedVerdict(level, {}).today).toMatchObject({ leader: null, tied: ["a", "b"], strength: "open" });
});

test("with nothing open, equal values are a tie and a close call, about which there are no arguments", () => {
  const pack = tiny({ ratings: { k: { b: 5, a: 5 } }, questions: { q: { x: { raises: { k: 2 } }, y: {} } } });
  const said = agreedVerdict(pack, ballots({ ana: "q: x" }));
  expect(said.blend).toMatchObject({ leader: null, tied: ["a", "b"], strength: "close", settled: false });
  expect(said).toMatchObject({
    recommended: null,
    reasons: [],
    costs: [],
    flips: [],
    next: null,
    stop: true,
  });
  expect(said.weightRange).toEqual([{ criterion: "k", min: 1, max: 1 }]);
  expect(said.contributions.map(({ value }) => value)).toEqual([
    { num: 10, den: 1 },
    { num: 10, den: 1 },
  ]);
});

test("all ruled out: no leader, nobody tied, each reason kept, values still there", () => {
  const questions = {
    p: { x: { out: ["a"] }, y: {} },
    q: { x: { raises: { k: 1 }, out: ["b"] }, y: {} },
  };
  const pack = tiny({ ratings: { k: { a: 5, b: 4 } }, questions });
  const { blend, recommended, facts, regret } = agreedVerdict(pack, ballots({ ana: "p: x, q: x" }));
  expect(blend).toMatchObject({ leader: null, tied: [], strength: "none", settled: false });
  expect(blend.options).toMatchObject([
    { id: "a", value: { num: 5, den: 1 }, confidence: 0, ruledOut: ["x, not a"] },
    { id: "b", value: { num: 4, den: 1 }, confidence: 0, ruledOut: ["x, not b"] },
  ]);
  expect({ recommended, facts, regret }).toEqual({ recommended: null, facts: [], regret: { a: 0, b: 0 } });
});

test("what one point of one rating could change is close; two points apart is clear", () => {
  const questions = { q: { x: { raises: { k: 2 } }, y: {} } };
  const strength = (b: number) =>
    agreedVerdict(tiny({ ratings: { k: { a: 7, b } }, questions }), ballots({ ana: "q: x" }));
  expect(strength(6).blend.strength).toBe("close");
  expect(strength(6).facts).toEqual([
    { criterion: "k", option: "a", score: 7, flipsAt: 6 },
    { criterion: "k", option: "b", score: 6, flipsAt: 7 },
  ]);
  expect(strength(5).blend.strength).toBe("clear");
  expect(strength(5).facts.map(({ flipsAt }) => flipsAt)).toEqual([5, 7]);
});

test("below stop_at it is leaning, and stops nothing", () => {
  const questions = {
    q: { x: { raises: { k: 1 } }, y: {} },
    r: { x: { raises: { l: 1 } }, y: { raises: { k: 1 }, usual: 3 } },
  };
  const ratings = { k: { a: 9, b: 3 }, l: { a: 0, b: 9 } };
  const at = (stopAt: [number, number]) =>
    agreedVerdict(tiny({ ratings, questions, stopAt }), ballots({ ana: "q: x" }));
  expect(at([4, 5])).toMatchObject({ blend: { strength: "leaning" }, stop: false, next: "r" });
  expect(at([3, 4])).toMatchObject({ blend: { strength: "clear", settled: false }, stop: true, next: "r" });
});

test("a question that is open at both horizons has one choice for both", () => {
  const questions = { q: { x: { raises: { k: 1 } }, y: { raises: { l: 1 } } } };
  const pack = tiny({ ratings: { k: { a: 9, b: 0 }, l: { a: 0, b: 9 } }, questions });
  const { blend } = agreedVerdict(pack, {});
  expect(blend.options.map(({ confidence }) => confidence)).toEqual([0.5, 0.5]);
});

test("the blend weighs the horizons, and what is ruled out at either is out of it", () => {
  const questions = { q: { x: { raises: { k: 1 } }, y: { raises: { l: 1 }, out: ["c"] } } };
  const ratings = { k: { a: 8, b: 0, c: 0 }, l: { a: 0, b: 4, c: 9 } };
  const pack = tiny({ ratings, questions, later: [1, 4] });
  const { today, later, blend, regret } = agreedVerdict(pack, ballots({ ana: "q: x | q: y" }));
  expect([today.leader, later.leader, blend.leader]).toEqual(["a", "b", "a"]);
  expect(blend.options).toMatchObject([
    { id: "a", value: { num: 6, den: 1 }, fit: 0.6, ruledOut: [] },
    { id: "c", value: { num: 9, den: 4 }, ruledOut: ["y, not c"] },
    { id: "b", value: { num: 1, den: 1 }, ruledOut: [] },
  ]);
  expect(today.options.map(({ ruledOut }) => ruledOut)).toEqual([[], [], []]);
  expect(regret).toEqual({ a: 1, b: 1, c: 1 });
});

test("a group rules out with more than half of those who are sure", () => {
  const pack = tiny({
    ratings: { k: { a: 5, b: 4 } },
    questions: { q: { x: { out: ["a"] }, y: {}, z: { out: ["a"] } } },
  });
  const reasons = (said: Record<string, string>) =>
    agreedVerdict(pack, ballots(said)).today.options.find(({ id }) => id === "a")?.ruledOut;
  expect(reasons({ ana: "q: x", bo: "q: y", cy: "q: not_sure" })).toEqual([]);
  expect(reasons({ ana: "q: x", bo: "q: y", cy: "q: z" })).toEqual(["x, not a", "z, not a"]);
});

test("a question that may yet apply is open; its answers count where more than half meet its condition", () => {
  const questions = {
    p: { x: { usual: 3 }, y: {} },
    q: { x: { raises: { k: 1 } }, y: { raises: { l: 1 } } },
  };
  const pack = tiny({
    ratings: { k: { a: 8, b: 0 }, l: { a: 0, b: 4 } },
    questions,
    when: { q: ["p", ["x"]] },
  });
  const silent = agreedVerdict(pack, {});
  expect(silent.today.open).toEqual(["p", "q"]);
  expect(silent.today.options).toMatchObject([
    { id: "a", value: { num: 3, den: 1 }, confidence: 0.375 },
    { id: "b", value: { num: 3, den: 2 }, confidence: 0.375 },
  ]);
  expect(silent.next).toBe("p");
  const certain = agreedVerdict(pack, ballots({ ana: "p: x" }));
  expect(certain.today.options.map(({ confidence }) => confidence)).toEqual([0.5, 0.5]);
  expect(certain.next).toBe("q");
  const divided = agreedVerdict(pack, ballots({ ana: "p: x, q: x", bo: "p: y" }));
  expect(divided.today).toMatchObject({ open: [], tied: ["a", "b"] });
  expect(divided.contributions).toEqual([]);
  const unsure = agreedVerdict(pack, ballots({ ana: "q: x" }));
  expect(unsure.today.options).toMatchObject([
    { id: "a", value: { num: 6, den: 1 }, confidence: 0.75 },
    { id: "b" },
  ]);
  expect(unsure.today.strength).toBe("open");
});

test("the next question leaves the least open on average; who was asked is not asked again", () => {
  const questions = {
    big: { x: { raises: { k: 5 } }, y: { raises: { l: 5 } } },
    small: { x: { raises: { k: 1 } }, y: { raises: { l: 1 } } },
    tiny: { x: {}, y: {} },
  };
  const pack = tiny({ ratings: { k: { a: 9, b: 0 }, l: { a: 0, b: 9 } }, questions });
  expect(agreedVerdict(pack, {}).next).toBe("big");
  expect(agreedVerdict(pack, ballots({ ana: "big: not_sure" })).next).toBe("small");
  expect(agreedVerdict(pack, ballots({ ana: "big: x", bo: " | small: not_sure" })).next).toBe("tiny");
});

test("the next question is about the blend: what today has settled may be open in it", () => {
  const fork = (weight: number) => ({ k: { raises: { k: weight } }, l: { raises: { l: weight } } });
  const pack = tiny({
    ratings: { k: { a: 9, b: 0 }, l: { a: 0, b: 9 } },
    questions: { change: fork(5), mild: fork(1), strong: fork(2) },
  });
  const { today, blend, next } = agreedVerdict(pack, ballots({ ana: "change: k | change: l" }));
  expect([today.settled, blend.settled, next]).toEqual([true, false, "strong"]);
});
