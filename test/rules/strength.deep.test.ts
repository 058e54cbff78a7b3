import { expect, it } from "vitest";
import { shipped } from "./flagship.ts";
import { CHANGES, worthOfWords } from "./strength.ts";

/** `npm run measure` says the same of more teams, and the document beside each pack keeps what it said. */
it.each(await shipped())(
  "the words of strength keep their promise for $id: the firmer, the more results outlive a small change",
  (pack) => {
    const worth = worthOfWords(pack, 1000, 7);
    expect(worth.map(({ strength }) => strength)).toEqual(["clear", "leaning", "close", "open"]);
    const [clear, leaning, close] = worth;
    for (const { teams } of worth) expect(teams).toBeGreaterThan(5);
    for (const change of CHANGES) expect(clear?.kept[change]).toBeGreaterThanOrEqual(0.97);
    expect(leaning?.kept.rating).toBeGreaterThanOrEqual(0.97);
    const [firmer, looser] = [leaning, close].map((word) =>
      CHANGES.reduce((sum, change) => sum + (word?.kept[change] ?? 0), 0),
    );
    expect(firmer).toBeGreaterThan(looser ?? CHANGES.length);
  },
);
