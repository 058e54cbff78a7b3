import { expect, it } from "vitest";
import { flagship } from "./flagship.ts";
import { CHANGES, worthOfWords } from "./strength.ts";

const pack = await flagship();

/** `npm run measure` says the same of more teams, and `rules/fastapi-vs-django.md` keeps what it said. */
it("the words of strength keep their promise: the firmer the word, the more results outlive a small change", () => {
  const worth = worthOfWords(pack, 200, 7);
  expect(worth.map(({ strength }) => strength)).toEqual(["clear", "leaning", "close", "open"]);
  const [clear, leaning, close] = worth;
  for (const { teams } of worth) expect(teams).toBeGreaterThan(10);
  for (const change of CHANGES) expect(clear?.kept[change]).toBeGreaterThanOrEqual(0.97);
  for (const change of CHANGES) expect(leaning?.kept[change]).toBeGreaterThan(close?.kept[change] ?? 1);
  expect(leaning?.kept.rating).toBeGreaterThanOrEqual(0.97);
});
