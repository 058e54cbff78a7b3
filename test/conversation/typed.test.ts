import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainReason, understand } from "../../src/conversation/input/answer-text.ts";
import { outcomeIn } from "../../src/conversation/state.ts";
import { sameWord } from "../../src/reading/plainwords.ts";
import type { Question } from "../../src/scoring/pack/pack.ts";
import { ana, answerAll, drive } from "./driver.ts";
import { jobs } from "./pack.ts";

function ask(id: string): Question {
  const found = jobs.questions.find((question) => question.id === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
}

const load = ask("load");
const team = ask("team");
const said = (text: string, question = load, loose = true) => understand(text, question, jobs, loose);
const chose = (choice: string, when = "today", because: string | null = null) => ({
  kind: "choice",
  choice,
  when,
  because,
});

describe("an answer that names one choice", () => {
  test.each([
    ["1", "few"],
    [" 2. ", "many"],
    ["option 2", "many"],
    ["3", "not_sure"],
    ["Thousands", "many"],
    ["THOUSANDS!!", "many"],
    ["many", "many"],
    ["hardly any", "few"],
    ["I think it's thousands", "many"],
    ["not sure", "not_sure"],
    ["I don't know", "not_sure"],
    ["idk", "not_sure"],
    ["we get very many of them", "many"],
    ["thousnads", "many"],
  ])("%s", (text, choice) => {
    expect(said(text)).toEqual(chose(choice));
  });

  test("a reason after because is kept in the person's own words", () => {
    expect(said("thousands, because Black Friday")).toEqual(chose("many", "today", "Black Friday"));
  });

  test.each(["later thousands", "thousands later", "in six months: thousands", "Thousands in six months"])(
    "%s is for later",
    (text) => {
      expect(said(text)).toEqual(chose("many", "later"));
    },
  );
});

describe("a reason stands after our “because” and before our full stop", () => {
  test.each([
    ["We run one already", "We run one already"],
    ["because we run one already.", "we run one already"],
    ["Because: we run one.", "we run one"],
    ["because because we run one", "we run one"],
    ["since we run one", "we run one"],
    ["Since 2019 we run one", "Since 2019 we run one"],
    ["since the launch it has held", "since the launch it has held"],
    ["it has held so far...", "it has held so far..."],
    ["because", "because"],
    ["\u202eenod si ti\u2066", "enod si ti"],
    [".", "."],
  ])("%j", (typed, reason) => {
    expect(plainReason(typed)).toBe(reason);
    expect(plainReason(reason)).toBe(reason);
  });

  test("typed, filled in, or for deciding otherwise", () => {
    expect(said("thousands because because Black Friday.")).toEqual(chose("many", "today", "Black Friday"));
    const driver = drive();
    driver.command(ana, "background jobs for billing");
    answerAll(driver, ana, { load: "few", team: "nobody", atomic: "yes" }, {}, "Because we grow.");
    driver.submit(ana, "otherwise", { option: "queue", reason: "because we run one already." });
    const state = driver.state();
    if (state === null) throw new Error("a decision expected");
    const reasons = state.people[0]?.votes.map(({ because }) => because);
    expect(new Set(reasons)).toEqual(new Set(["we grow"]));
    expect(outcomeIn(state)?.reason).toBe("we run one already");
  });
});

describe("what is no answer", () => {
  test.each([
    "",
    "   ",
    "?!",
    "0",
    "4",
    "99",
    "what do you mean?",
    "is it thousands?",
    "banana",
    "🤷",
    "help me choose",
  ])("%j", (text) => {
    expect(said(text)).toEqual({ kind: "nothing" });
  });

  test("a denied phrase does not count", () => {
    expect(said("we don't have an admin", team)).not.toEqual(chose("ops"));
    expect(said("not thousands")).toEqual({ kind: "nothing" });
  });

  test("a phrase that denies something is still that phrase", () => {
    expect(said("no admin", team)).toEqual(chose("nobody"));
  });

  test("two that are close are both returned, in the question's order", () => {
    expect(said("thousands or a handful")).toEqual({ kind: "ambiguous", choices: ["few", "many"] });
  });
});

describe("talk among people", () => {
  test.each(["very many people like lunch", "we get thousands of them I guess", "admin?"])(
    "%s does not answer for anybody",
    (text) => {
      expect(said(text, load, false)).toEqual({ kind: "nothing" });
    },
  );

  test.each(["2", "Thousands", "very many"])("%s can hardly mean anything else", (text) => {
    expect(said(text, load, false)).toEqual(chose("many"));
  });
});

test("any text is understood as a known choice, several, or nothing", () => {
  const ids = new Set([...load.choices.map(({ id }) => id), "not_sure"]);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" })), fc.boolean(), (text, loose) => {
      const meant = said(text, load, loose);
      if (meant.kind === "choice") expect(ids).toContain(meant.choice);
      if (meant.kind === "ambiguous") expect(meant.choices.length).toBeGreaterThan(1);
    }),
  );
});

test("every label and phrase of a choice means that choice", () => {
  for (const question of jobs.questions)
    for (const choice of question.choices)
      for (const phrase of [choice.id, choice.label, ...choice.says])
        expect(said(phrase, question)).toEqual(chose(choice.id));
});

test.each([
  ["django", "djago", true],
  ["django", "djnago", true],
  ["django", "djangos", true],
  ["django", "banana", false],
  ["few", "fee", false],
  ["thousand", "thuosnad", false],
])("%s and %s are one slip apart: %s", (a, b, same) => {
  expect(sameWord(a, b)).toBe(same);
  expect(sameWord(b, a)).toBe(same);
});
