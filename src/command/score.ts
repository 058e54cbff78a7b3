/** `plumbline score`: the verdict on a file of answers. */
import { plain } from "../card/plain.ts";
import { basisText, resultText, strengthText, type VerdictOn } from "../conversation/claims/standing.ts";
import { sourcesOf } from "../conversation/view/names.ts";
import { list, note } from "../conversation/view/shown.ts";
import { whyBlocks } from "../conversation/view/verdict/full.ts";
import * as words from "../conversation/words/card.ts";
import { readJson } from "../io/json.ts";
import { verdict } from "../scoring/compute.ts";
import { verdictJson } from "../scoring/json.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import { parseAnswers } from "../scoring/pack/answers.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import { type Problem, sentence } from "../scoring/pack/problem.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { packAt } from "./packs/pack-at.ts";
import type { Exit, Shell } from "./shell.ts";

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
  const document = await readJson(options.answers);
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

/** In plain text: the card's headline, and all that "Why, in full" says. Voters go by their ids. */
export function verdictText(pack: Pack, ballots: Ballots, verdict: Verdict): string {
  const nameOf = verdict.voters.length < 2 ? null : (id: string): string => id;
  const on: VerdictOn = { pack, ballots, verdict, nameOf, most: Number.POSITIVE_INFINITY };
  const sources = sourcesOf(pack);
  const title = words.card.header(resultText(on), pack.title);
  return plain({
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: strengthText(on, true) },
      ...whyBlocks(on, verdict.recommended, sources),
      note(basisText(on)),
      ...list(words.full.sources, sources.lines()),
    ],
  });
}
