import { expect, it } from "vitest";
import { shipped } from "./flagship.ts";
import { CHANGES, worthOfWords } from "./strength.ts";

/** `npm run measure` says the same of more teams, and the document beside each pack keeps what it said. */
it.each(await shipped())(
  "the words of strength keep their promise for $id: the firmer, the more results outlive a small change",
  (pack) => {
    // With more options what is open takes longer, and fewer teams are told a clear result.
    const isWide = pack.options.length > 3;
    // The first of the teams that the document is about.
    const worth = worthOfWords(pack, isWide ? 120 : 1000, 1);
    expect(worth.map(({ strength }) => strength)).toEqual(["clear", "leaning", "close", "open"]);
    const [clear, leaning, close] = worth;
    for (const { teams } of worth) expect(teams).toBeGreaterThan(5);
    for (const change of CHANGES) expect(clear?.kept[change]).toBeGreaterThanOrEqual(isWide ? 0.85 : 0.97);
    expect(leaning?.kept.rating).toBeGreaterThanOrEqual(isWide ? 0.9 : 0.97);
    const [firmer, looser] = [leaning, close].map((word) =>
      CHANGES.reduce((sum, change) => sum + (word?.kept[change] ?? 0), 0),
    );
    expect(firmer).toBeGreaterThan(looser ?? CHANGES.length);
  },
);
