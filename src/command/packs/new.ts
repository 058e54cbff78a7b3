/** `plumbline packs new`: a pack to begin with, from what its author says. */
import { writeFile } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import { headline } from "../../packs/diagnostic.ts";
import { type Draft, draftText, slugOf, TODO } from "../../packs/draft.ts";
import { packFiles, SHIPPED } from "../../packs/load.ts";
import { readPackText } from "../../packs/read.ts";
import type { Exit, Shell } from "../shell.ts";

/** Resolves to the line that was typed, without spaces around it; null at the end of the input. */
export type AskLine = (question: string) => Promise<string | null>;

/** Asks whoever types, or writes, into the input. Lines that come faster than they are asked for wait. */
export function typedInto(input: NodeJS.ReadableStream, { out }: Shell): { ask: AskLine; close: () => void } {
  const lines = createInterface({ input });
  const all = lines[Symbol.asyncIterator]();
  return {
    async ask(question) {
      out(question);
      const { value, done } = await all.next();
      return done === true ? null : String(value).trim();
    },
    close: () => lines.close(),
  };
}

export interface NewOptions {
  /** Where the pack goes. */
  readonly folder: string;
  /** An ISO date. */
  readonly today: string;
}

export async function packsNew(
  { folder, today }: NewOptions,
  ask: AskLine,
  { out, err }: Shell,
): Promise<Exit> {
  const files = await packFiles(folder);
  if (!files.ok) {
    err(`${folder}: no folder that can be read. Make it first, or name another with --folder.`);
    return 2;
  }
  const taken = files.value.map((file) => basename(file, extname(file)));
  const said = await draftFrom(insisting(ask, out), taken);
  if (said === null) {
    err("Nothing was written: the input ended too early.");
    return 2;
  }
  const id = slugOf(said.title);
  const schema = relative(folder, join(SHIPPED, "pack.schema.json")).replaceAll("\\", "/");
  const text = draftText({ ...said, today, schema: schema.startsWith(".") ? schema : `./${schema}` });
  const read = readPackText(text, { name: id });
  const path = join(folder, `${id}.yaml`);
  if (!read.ok) {
    for (const problem of read.problems) err(headline(path, problem));
    return 2;
  }
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    err(code === "EEXIST" ? `${path} is there already: nothing was written.` : `${path}: ${String(code)}`);
    return 2;
  }
  out(`${path} is written, and right. What is still marked ${TODO} in it is yours to find out:`);
  out(`  plumbline packs check ${path}      what is left to do`);
  out(`  plumbline packs test ${path}       what its cases come to`);
  out(`  plumbline packs preview ${path}    how a team meets it`);
  return 0;
}

/** Asks until an answer is right; null at the end of the input. `wrong`: what is wrong with one, in a sentence. */
type Ask = (question: string, wrong: (text: string) => string | null) => Promise<string | null>;

function insisting(ask: AskLine, out: Shell["out"]): Ask {
  return async (question, wrong) => {
    for (;;) {
      const line = await ask(question);
      if (line === null) return null;
      const text = line.replace(/\s+/g, " ");
      const problem = wrong(text);
      if (problem === null) return text;
      out(problem);
    }
  };
}

async function draftFrom(ask: Ask, taken: readonly string[]): Promise<Said | null> {
  const title = await ask("What is to be decided? As on a card: SQLite or Postgres", (text) => {
    if (slugOf(text) === "") return "A title has a letter or a digit.";
    if (taken.includes(slugOf(text))) return `${slugOf(text)}.yaml is there already. Another title:`;
    return tooLong(text, LONGEST.title);
  });
  if (title === null) return null;
  const options = await several(ask, "An option that teams choose between", [2, 12], LONGEST.title);
  if (options === null) return null;
  const criteria = await several(
    ask,
    "Something that the options differ in, such as: Little to run",
    [1, 60],
    LONGEST.title,
  );
  if (criteria === null) return null;
  const asks = await several(
    ask,
    "A question about a team's product, such as: On how many machines will it run? Its answers come afterwards",
    [1, 40],
    LONGEST.question,
  );
  if (asks === null) return null;
  const questions: Draft["questions"][number][] = [];
  for (const one of asks) {
    const choices = await several(ask, `An answer to “${one}”`, [2, 20], LONGEST.title);
    if (choices === null) return null;
    questions.push({ ask: one, choices });
  }
  return { title, options, criteria, questions };
}

type Said = Omit<Draft, "today" | "schema">;

/** In characters. */
const LONGEST = { title: 75, question: 200 };

function tooLong({ length }: string, most: number): string | null {
  return length <= most ? null : `That has ${length} characters, and ${most} can be shown. Shorter:`;
}

/** One after the other, until a line is empty or there are as many as may be; null where the input ends too early. */
async function several(
  ask: Ask,
  question: string,
  [least, most]: readonly [number, number],
  longest: number,
): Promise<readonly string[] | null> {
  const said: string[] = [];
  while (said.length < most) {
    const enough = said.length >= least ? "nothing more: an empty line" : "one a line";
    const text = await ask(`${question} (${said.length + 1}; ${enough})`, (line) => {
      if (line === "") return said.length >= least ? null : `At least ${least}, please.`;
      if (said.some((one) => one.toLowerCase() === line.toLowerCase())) return "That one is there already.";
      return tooLong(line, longest);
    });
    if (text === null) return said.length >= least ? said : null;
    if (text === "") break;
    said.push(text);
  }
  return said;
}
