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

/** Leaves out lines that are keys alone, one at a time: of each one thing must be said, at the line that lacks it. Returns how many. */
export function oneKeyIsMissed(name: string, text: string, every: number): number {
  const lines = text.split("\n");
  const heads = lines.flatMap((line, i) => (HEAD.test(line) ? [i] : []));
  const wrong: string[] = [];
  const tried = heads.filter((_, n) => n % every === 0);
  for (const at of tried) {
    const read = readPackText(lines.filter((_, i) => i !== at).join("\n"), { name });
    const told = read.ok ? ["nothing"] : read.problems.map(({ line, code }) => `${line} ${code}`);
    if (told.length !== 1 || !told[0]?.startsWith(`${at + 1} `))
      wrong.push(`line ${at + 1} (${lines[at]}): ${told.join(", ")}`);
  }
  expect(wrong).toEqual([]);
  return tried.length;
}

const HEAD = /^ *(?:sources|options|criteria|questions|notes|cases|choices|ratings|means):\s*$/;

/** A source that is cited once: of a name that differs there, nobody knows which of the two is right. */
const AMBIGUOUS = /^ {2}survey:/;
