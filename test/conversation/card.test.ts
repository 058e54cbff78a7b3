/** What every card of the flagship pack holds to, whatever two people say. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Card, Text } from "../../src/card/card.ts";
import { plain, plainText } from "../../src/card/plain.ts";
import { digest } from "../../src/packs/load.ts";
import { flagship } from "../rules/flagship.ts";
import { ana, bo, type Driver, drive, ended } from "./driver.ts";

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
  for (let turn = 0; driver.state()?.recommendation === null; turn++) {
    if (turn > 60) throw new Error("no card");
    const state = driver.state();
    const asked = state?.asked.at(-1);
    if (state?.discussing !== null && state?.discussing !== undefined) {
      driver.press(ana, `go-on/${state.discussing}`);
      continue;
    }
    if (state?.lastCall?.closed === false) {
      ended(driver, [ana, bo]);
      continue;
    }
    const choices = pack.questions.find(({ id }) => id === asked?.question)?.choices ?? [];
    for (const [index, person] of [ana, bo].entries()) {
      const number = numbers[(turn * 2 + index) % numbers.length] ?? 0;
      const choice = choices[(number % (choices.length + 1)) - 1]?.id ?? "not_sure";
      driver.press(person, `answer/${asked?.question}/${choice}`);
    }
  }
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

test("not sure of anything: the count of what follows goes down, and the card does not pretend", () => {
  const driver = play([0, 0]);
  const toGo = driver.state()?.asked.map((asked) => asked.toGo) ?? [];
  expect(toGo.length).toBeGreaterThan(5);
  for (const [index, left] of toGo.entries())
    expect(index + 1 + left).toBeLessThanOrEqual(pack.questions.length);
  expect(toGo.at(-1)).toBeLessThanOrEqual(1);
  const card = driver.screen().get("card")?.card;
  const said = card === undefined ? "" : plain(card);
  expect(card?.title).toBe("Too early to say for “FastAPI vs Django”");
  expect(said).toContain("Nobody has given a definite answer.");
  expect(said).not.toContain("would hardly change");
});

test("deciding otherwise means another option than the recommended one", () => {
  const driver = play([1]);
  const recommended = driver.state()?.recommendation?.option;
  const others = pack.options.filter(({ id }) => id !== recommended).map(({ id }) => ({ value: id }));
  expect(others).toHaveLength(2);
  const reply = driver.press(ana, "otherwise");
  expect(reply).toMatchObject({ form: { fields: [{ options: others }, { id: "reason" }] } });
});

test("why somebody answered so is shown when the question closes", () => {
  const driver = drive({ packSet });
  driver.command(ana, "fastapi or django");
  const question = driver.state()?.asked[0]?.question;
  driver.say(ana, "1 because partners pay by the millisecond");
  const card = driver.screen().get(`question/${question}`)?.card;
  expect(card?.blocks.map((block) => (block.kind === "note" ? plainText(block.text) : ""))).toContain(
    "Ana: “partners pay by the millisecond”",
  );
});
