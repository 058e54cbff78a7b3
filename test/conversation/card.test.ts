/** What every card of the flagship pack holds to, whatever two people say. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { plain, plainText } from "../../src/card/plain.ts";
import { recommendationIn } from "../../src/conversation/state.ts";
import { sourcesOf } from "../../src/conversation/view/names.ts";
import { caveatsOf } from "../../src/conversation/view/verdict/full.ts";
import { digest } from "../../src/packs/load.ts";
import { flagship } from "../rules/flagship.ts";
import { ana, askedIn, bo, controlsOf, type Driver, drive, ended } from "./driver.ts";

const pack = await flagship();
const record = { digest: digest(pack), pack };
const packSet = {
  current: [record],
  get: (wanted: string) => (wanted === record.digest ? pack : undefined),
};

/** Both answer by their numbers, 0 for "not sure", until the card is there. */
function play(numbers: readonly number[]): Driver {
  const driver = drive({ packSet });
  driver.command(ana, "fastapi or django", [bo]);
  let turn = 0;
  for (const person of [ana, bo]) {
    let reply = driver.press(person, "next");
    for (let id = askedIn(reply); id !== null; id = askedIn(reply)) {
      const choices = pack.questions.find((question) => question.id === id)?.choices ?? [];
      const number = numbers[turn++ % numbers.length] ?? 0;
      const choice = choices[(number % (choices.length + 1)) - 1]?.id ?? "not_sure";
      reply = driver.press(person, `answer/${id}/${choice}`);
    }
    ended(driver, person);
  }
  for (const person of [ana, bo])
    if (driver.state()?.phase.kind === "differing") driver.press(person, "keep");
  return driver;
}

/** The card's lines that begin with this word, without it. */
function linesOf(card: Card, word: string): readonly string[] {
  return card.blocks
    .flatMap((block) => (block.kind === "list" ? block.items : []))
    .map(plainText)
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1));
}

test("a caveat counts answers only, whatever its question is called", () => {
  const when = [{ question: "toString", choices: ["yes"] }];
  const noted = { ...pack, notes: [{ text: "Mind the gap.", when, source: null }] };
  const ballots = { ana: { today: { toString: "yes" }, later: {} }, bo: { today: {}, later: {} } };
  expect(caveatsOf(noted, ballots, null, sourcesOf(noted))).toEqual([["Mind the gap."]]);
});

test("no two facts twice, only answers that somebody gave, and sources numbered as they are met", () => {
  let said = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(59), { minLength: 2, maxLength: 30 }), (numbers) => {
      const driver = play(numbers);
      const card = driver.screen().get("card")?.card;
      if (card === undefined) throw new Error("no card");
      const lines = [...linesOf(card, "For"), ...linesOf(card, "But")];
      said += lines.length;
      const facts = lines.map((line) => line.replace(/^[^:]*: /, ""));
      expect(new Set(facts).size).toBe(facts.length);
      for (const line of lines) expect(line).not.toMatch(/not sure/i);
      const reply = driver.press(ana, "why");
      const full = reply.kind === "ephemeral" ? plain(reply.card).split("Sources:")[0] : undefined;
      if (full === undefined) throw new Error("no full view");
      const met = [...new Set([...full.matchAll(/\[(\d+)\]/g)].map((found) => Number(found[1])))];
      expect(met).toEqual(met.map((_, index) => index + 1));
    }),
    { numRuns: 12 },
  );
  expect(said).toBeGreaterThan(12);
});

test("not sure of anything: the card does not pretend", () => {
  const driver = play([0, 0]);
  expect(driver.state()?.list.length).toBeGreaterThan(5);
  const card = driver.screen().get("card")?.card;
  const said = card === undefined ? "" : plain(card);
  expect(card?.title).toBe("Too early to say for “FastAPI vs Django”");
  expect(said).toContain("Nobody has given a definite answer.");
  expect(said).not.toContain("would hardly change");
});

test("deciding otherwise means another option than the recommended one", () => {
  const driver = play([1]);
  const state = driver.state();
  const recommended = state === null ? null : recommendationIn(state)?.option;
  const others = pack.options.filter(({ id }) => id !== recommended).map(({ id }) => ({ value: id }));
  expect(others).toHaveLength(2);
  const reply = driver.press(ana, "otherwise");
  expect(reply).toMatchObject({ form: { fields: [{ options: others }, { id: "reason" }] } });
});

test("what the opening, the header, the buttons, the status and the outcome call recommended is the same, however firm it is", () => {
  const firm = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.nat(59), { minLength: 2, maxLength: 30 }), (numbers) => {
      const driver = play(numbers);
      const card = driver.screen().get("card")?.card;
      const title = driver.screen().get("opening")?.card.title ?? "";
      if (card === undefined) throw new Error("no card");
      const accepts = controlsOf(card).filter(({ id }) => /^accept(\/|$)/.test(id));
      const state = driver.state();
      const option = state === null ? null : (recommendationIn(state)?.option ?? null);
      const named = pack.options.find(({ id }) => id === option)?.name ?? null;
      const status = driver.say(ana, "status");
      const offered = status.kind === "ephemeral" ? controlsOf(status.card).map(({ id }) => id) : [];
      firm.add(accepts.length === 1 ? "one" : accepts.length === 0 ? "none" : "several");
      if (accepts.length === 1) {
        expect(title).toBe(`Recommended: ${named} for “FastAPI vs Django”`);
        expect(card.title).toBe(`${named} for “FastAPI vs Django”`);
        expect(offered).toContain("accept");
      } else {
        expect([title, option]).toEqual(["No clear recommendation for “FastAPI vs Django”", null]);
        expect(card.title).toMatch(/are a close call|^Too early to say|^No option is left/);
        expect(offered).not.toContain("accept");
      }
      const [first] = accepts;
      if (first === undefined) return;
      driver.press(ana, first.id);
      const outcome = driver.state()?.phase;
      const decided = outcome?.kind === "decided" ? outcome.outcome : null;
      const name = pack.options.find(({ id }) => id === decided?.option)?.name;
      expect(driver.screen().get("card")?.card.title).toBe(`${name} for “FastAPI vs Django”, decided by Ana`);
      expect(driver.screen().get("opening")?.card.title).toBe(`Decided: ${name} for “FastAPI vs Django”`);
      expect(driver.screen().get("outcome")?.card.title).toBe(
        `Decided: ${name} for “FastAPI vs Django”, by Ana`,
      );
    }),
    { numRuns: 25, seed: 11 },
  );
  expect([...firm].toSorted()).toEqual(["none", "one", "several"]);
});
