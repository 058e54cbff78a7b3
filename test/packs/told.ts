/** What is told of the small pack as other tests break it. */
import { readFile } from "node:fs/promises";
import { caseProblems } from "../../src/packs/cases.ts";
import { readPackText } from "../../src/packs/read.ts";
import { warningsOf } from "../../src/packs/warnings/warnings.ts";

export const right = await readFile(new URL("small-database.yaml", import.meta.url), "utf8");
const TODAY = "2026-11-22";

export interface Told {
  readonly code: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export function told(text: string): Told[] {
  const read = readPackText(text, { name: "small-database" });
  if (!read.ok)
    return read.problems.map(({ code, line, column, message }) => ({ code, line, column, message }));
  return [...caseProblems(read.pack), ...warningsOf(read.pack, [], TODAY)].map(
    ({ code, steps, on, message }) => {
      const { line, column } = read.at(steps, on);
      return { code, line, column, message };
    },
  );
}
