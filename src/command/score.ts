/** `plumbline score`: the verdict on a file of answers. */
import { parseJson } from "../io/json.ts";
import { readText } from "../io/text-file.ts";
import { verdict } from "../scoring/compute.ts";
import { verdictJson } from "../scoring/json.ts";
import { parseAnswers } from "../scoring/pack/answers.ts";
import { type Problem, sentence } from "../scoring/pack/problem.ts";
import { packAt } from "./packs/pack-at.ts";
import type { Exit, Shell } from "./shell.ts";
import { verdictText } from "./verdict-text.ts";

const MOST_BYTES = 4 * 1024 * 1024;

export interface ScoreOptions {
  /** The path of the file of answers. */
  readonly answers: string;
  readonly json?: boolean;
}

export async function score(packPath: string, options: ScoreOptions, shell: Shell): Promise<Exit> {
  const { out, err } = shell;
  const refuse = (file: string, problems: readonly Problem[]) => {
    for (const problem of problems) err(sentence(file, problem));
  };
  const pack = await packAt(packPath, shell);
  const text = await readText(options.answers, MOST_BYTES);
  const document = text.ok ? parseJson(text.value) : text;
  if (!document.ok) refuse(options.answers, document.problems);
  if (pack === null || !document.ok) return 2;
  const answers = parseAnswers(document.value, pack.value);
  if (!answers.ok) {
    refuse(options.answers, answers.problems);
    return 2;
  }
  const { ballots } = answers;
  const result = verdict(pack.value, ballots);
  out(options.json === true ? verdictJson(pack.value, result) : verdictText(pack.value, ballots, result));
  return 0;
}
