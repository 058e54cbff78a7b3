import { expect, it } from "vitest";
import { flagship } from "./flagship.ts";
import { CHANGES, worthOfWords } from "./strength.ts";

const pack = await flagship();

/** `npm run measure` says the same of more teams, and `rules/fastapi-vs-django.md` keeps what it said. */
it("the words of strength keep their promise: the firmer, the more results outlive a small change", {
  timeout: 60_000,
}, () => {
  const worth = worthOfWords(pack, 240, 7);
  expect(worth.map(({ strength }) => strength)).toEqual(["clear", "leaning", "close", "open"]);
  const [clear, leaning, close] = worth;
  for (const { teams } of worth) expect(teams).toBeGreaterThan(5);
  for (const change of CHANGES) expect(clear?.kept[change]).toBeGreaterThanOrEqual(0.97);
  expect(leaning?.kept.rating).toBeGreaterThanOrEqual(0.97);
  const [firmer, looser] = [leaning, close].map((word) =>
    CHANGES.reduce((sum, change) => sum + (word?.kept[change] ?? 0), 0),
  );
  expect(firmer).toBeGreaterThan(looser ?? CHANGES.length);
});
