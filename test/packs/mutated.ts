import { expect } from "vitest";
import { readPackText } from "../../src/packs/read.ts";
import { SLIPS } from "./slips.ts";

/**
 * Breaks a pack's lines, one at a time, in every way: of each one thing must be said, at that line. `every`: how many places
 * to go on after one that was tried. Returns how many were tried.
 */
export function oneThingIsSaid(name: string, text: string, every: number): number {
  const lines = text.split("\n");
  const wrong: string[] = [];
  let tried = 0;
  for (const [slip, broken] of Object.entries(SLIPS)) {
    const places = lines.flatMap((line, i) => {
      const mutated = broken(line);
      return mutated === null || mutated === line || AMBIGUOUS.test(line) ? [] : [{ i, mutated }];
    });
    for (let p = tried % every; p < places.length; p += every) {
      const { i, mutated } = places[p] ?? { i: 0, mutated: "" };
      const read = readPackText(lines.with(i, mutated).join("\n"), { name });
      const told = read.ok ? ["nothing"] : read.problems.map(({ line, code }) => `${line} ${code}`);
      if (told.length !== 1 || !told[0]?.startsWith(`${i + 1} `))
        wrong.push(`${slip}, line ${i + 1} (${mutated}): ${told.join(", ")}`);
      tried += 1;
    }
  }
  expect(wrong).toEqual([]);
  return tried;
}

/** A source that is cited once: of a name that differs there, nobody knows which of the two is right. */
const AMBIGUOUS = /^ {2}survey:/;
