/** The options, what the answers made matter about them, and how each does on it. */
import type { Text } from "../card/card.ts";
import { criterionName, ratingOf, type Sources, topicOf } from "../conversation/view/names.ts";
import { rowsOf } from "../conversation/view/verdict/chart.ts";
import { figure } from "../conversation/words/phrases.ts";
import { toNumber } from "../scoring/fraction.ts";
import type { Raised } from "../scoring/model/contributions.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict } from "../scoring/verdict.ts";
import { bullets, heading, line } from "./markdown.ts";
import { ALWAYS, type Section } from "./page.ts";
import * as words from "./words.ts";

/** From this rating on a fact speaks for an option, and up to that one against it. */
const GOOD_FROM = 7;
const BAD_TO = 3;

export function driversOf(pack: Pack, raised: readonly Raised[]): readonly string[] {
  if (raised.length === 0) return [];
  const items = raised.map(({ criterion, weight, questions }) => ({
    text: words.driver(
      criterionName(pack, criterion),
      figure(toNumber(weight)),
      questions.map((question) => topicOf(pack, question)),
    ),
  }));
  return [heading(2, [words.headings.drivers]), bullets(items)];
}

export function consideredOf(pack: Pack): Section {
  const lines = pack.options.map(({ name }) => ({ text: [name], worth: ALWAYS }));
  return { level: 2, title: words.headings.options, listed: true, lines };
}

export function prosOf(
  pack: Pack,
  verdict: Verdict,
  raised: readonly Raised[],
  sources: Sources,
): readonly string[] {
  const rows = rowsOf(pack, verdict);
  return [
    heading(2, [words.headings.pros]),
    ...pack.options.flatMap(({ id, name, summary }) => {
      const reasons = rows.find((row) => row.id === id)?.ruledOut ?? [];
      const items = [
        ...(reasons.length === 0 ? [] : [words.ruledOut(reasons)]),
        ...raised.flatMap(({ criterion }) => ratedOf(pack, criterion, id, sources)),
      ];
      return [
        heading(3, [name]),
        ...(summary === null ? [] : [line([summary])]),
        ...(items.length === 0 ? [] : [bullets(items.map((text) => ({ text })))]),
      ];
    }),
  ];
}

function ratedOf(pack: Pack, criterion: string, option: string, sources: Sources): readonly Text[] {
  const rating = ratingOf(pack, criterion, option);
  if (rating === undefined) return [];
  const { score, because, source } = rating;
  const is = score >= GOOD_FROM ? "good" : score <= BAD_TO ? "bad" : "neutral";
  return [words.rated(is, score, criterionName(pack, criterion), because, sources.ref(source))];
}
