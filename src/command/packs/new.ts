/** `plumbline packs new`: a pack to begin with, from what its author says. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { headline } from "../../packs/diagnostic.ts";
import { type Draft, draftText, slugOf } from "../../packs/draft.ts";
import { readPackText } from "../../packs/read.ts";
import type { Exit, Shell } from "../shell.ts";

/** Resolves to the line that was typed, without spaces around it; null at the end of the input. */
export type AskLine = (question: string) => Promise<string | null>;

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
  const draft = await draftFrom(ask, today);
  if (draft === null) {
    err("Nothing was written: the input ended too early.");
    return 2;
  }
  const id = slugOf(draft.title);
  const text = draftText(draft);
  const read = readPackText(text, { name: id });
  const path = join(folder, `${id}.yaml`);
  if (!read.ok) {
    // What people typed may be longer than a pack may say it.
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
  out(`${path} is written, and right. What is still marked TODO in it is yours to find out:`);
  out(`  plumbline packs check ${path}      what is left to do`);
  out(`  plumbline packs test ${path}       what its cases come to`);
  out(`  plumbline packs preview ${path}    how a team meets it`);
  return 0;
}

async function draftFrom(ask: AskLine, today: string): Promise<Draft | null> {
  const title = await asked(ask, "What is to be decided? As on a card: SQLite or Postgres", isTitle);
  if (title === null) return null;
  const options = await several(ask, "An option that teams choose between", 2);
  if (options === null) return null;
  const criteria = await several(ask, "Something that the options differ in, such as: Little to run", 1);
  if (criteria === null) return null;
  const asks = await several(
    ask,
    "A question about a team's product, such as: On how many machines will it run? Its answers come afterwards",
    1,
  );
  if (asks === null) return null;
  const questions: Draft["questions"][number][] = [];
  for (const one of asks) {
    const choices = await several(ask, `An answer to “${one}”`, 2);
    if (choices === null) return null;
    questions.push({ ask: one, choices });
  }
  return { title, options, criteria, questions, today };
}

function isTitle(text: string): boolean {
  return slugOf(text) !== "" && text.length <= LONGEST_TITLE;
}

const LONGEST_TITLE = 75;

async function asked(
  ask: AskLine,
  question: string,
  isRight: (text: string) => boolean,
): Promise<string | null> {
  for (;;) {
    const text = await ask(question);
    if (text === null || isRight(text)) return text;
  }
}

/** One after the other, until a line is empty; null where the input ends before there are enough. */
async function several(ask: AskLine, question: string, least: number): Promise<readonly string[] | null> {
  const said: string[] = [];
  for (;;) {
    const enough = said.length >= least ? "nothing more: an empty line" : "one a line";
    const text = await ask(`${question} (${said.length + 1}; ${enough})`);
    if (text === null) return said.length >= least ? said : null;
    if (text === "" && said.length >= least) return said;
    if (text !== "" && !said.some((one) => one.toLowerCase() === text.toLowerCase())) said.push(text);
  }
}
