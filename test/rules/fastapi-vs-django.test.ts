/** What holds for the flagship beyond what holds for every shipped pack. */
import { expect, it } from "vitest";
import { flagship } from "./flagship.ts";

const pack = await flagship();

it("has at least twenty worked cases", () => {
  expect(pack.cases.length).toBeGreaterThanOrEqual(20);
});

it("dates its sources, and links all but the article", () => {
  for (const source of pack.sources) {
    if (source.id === "card")
      expect([source.date, source.url, source.checked]).toEqual(["2026-02-26", null, null]);
    else expect([source.url, source.checked].join(" ")).toMatch(/^https:\/\/\S+ 2026-11-2[89]$/);
  }
});

it("rests no rating on the article alone", () => {
  for (const { ratings } of pack.criteria)
    for (const { source } of ratings) expect([source].flat()).not.toEqual(["card"]);
});

it("has caveats that are each about an option", () => {
  for (const { text, about } of pack.notes) expect([text, about?.length]).not.toEqual([text, undefined]);
});

it("names neither framework in its questions, in any form", () => {
  for (const { id, ask, why, topic, choices } of pack.questions) {
    if (id === "experience") continue;
    const said = choices.flatMap(({ label, hint, said: clause, if: condition }) => [
      label,
      hint,
      clause,
      condition,
    ]);
    for (const text of [ask, why, topic, ...said]) expect(text ?? "").not.toMatch(/fastapi|django/i);
  }
});
