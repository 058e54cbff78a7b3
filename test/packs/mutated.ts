import { expect } from "vitest";
import { readPackText } from "../../src/packs/read.ts";
import { SLIPS } from "./slips.ts";

/**
 * Breaks a pack's lines, one at a time, in every way: of each one thing must be said, at that line. `every`: how many places
 * to go on after one that was tried. `most`: more than one thing may be said there, where a list over several lines follows. Returns how
 * many were tried.
 */
export function oneThingIsSaid(name: string, text: string, every: number, most = 1): number {
  const lines = text.split("\n");
  const listed = inLists(lines);
  const wrong: string[] = [];
  let tried = 0;
  for (const [slip, broken] of Object.entries(SLIPS)) {
    const places = lines.flatMap((line, i) => {
      const mutated = broken(line);
      const isAmbiguous = AMBIGUOUS.test(line) || listed[i] === true;
      return mutated === null || mutated === line || isAmbiguous ? [] : [{ i, mutated }];
    });
    for (let p = tried % every; p < places.length; p += every) {
      const { i, mutated } = places[p] ?? { i: 0, mutated: "" };
      const read = readPackText(lines.with(i, mutated).join("\n"), { name });
      const told = read.ok ? ["nothing"] : read.problems.map(({ line, code }) => `${line} ${code}`);
      const isThere = told.every((one) => one.startsWith(`${i + 1} `));
      if (told.length === 0 || told.length > most || !isThere)
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

/** Of each line, whether it is of a list in brackets that goes on over several: what is broken there shows further on as well. */
function inLists(lines: readonly string[]): readonly boolean[] {
  let open = 0;
  return lines.map((line) => {
    const before = open;
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, "");
    open += bare.split("[").length - bare.split("]").length;
    return before > 0 || open > 0;
  });
}

/** A source that is cited once: of a name that differs there, nobody knows which of the two is right. */
const AMBIGUOUS = /^ {2}survey:/;
