/** What every card of the flagship pack holds to, whatever two people say. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Card, Text } from "../../src/card/card.ts";
import { plain, plainText } from "../../src/card/plain.ts";
import { recommendationIn } from "../../src/conversation/state.ts";
import { digest } from "../../src/packs/load.ts";
import { flagship } from "../rules/flagship.ts";
import { ana, askedIn, bo, type Driver, drive, ended } from "./driver.ts";

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

function items(card: Card, label: string): readonly Text[] {
  return card.blocks.flatMap((block) => (block.kind === "list" && block.label === label ? block.items : []));
}

test("no fact twice, only answers that speak for it, and sources numbered as they are met", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(59), { minLength: 2, maxLength: 30 }), (numbers) => {
      const card = play(numbers).screen().get("card")?.card;
      if (card === undefined) throw new Error("no card");
      for (const label of ["Why", "Costs"]) {
        const facts = items(card, label).map((item) => plainText(item.slice(1)));
        expect(new Set(facts).size).toBe(facts.length);
        for (const item of items(card, label)) expect(plainText(item)).not.toMatch(/not sure/i);
      }
      const words = ["Why", "Costs", "Caveats"].flatMap((label) => items(card, label).map(plainText));
      const met = [...new Set([...words.join("\n").matchAll(/\[(\d+)\]/g)].map((found) => Number(found[1])))];
      expect(met).toEqual(met.map((_, index) => index + 1));
      expect(
        items(card, "Dissent").filter((item) => /could decide|decides/.test(plainText(item))).length,
      ).toBeLessThan(2);
    }),
    { numRuns: 12 },
  );
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
