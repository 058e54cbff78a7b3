/** A verdict on the answers of a page: the card's headline, and all that "Why, in full" says. */
import { basisText, resultText, strengthText, type VerdictOn } from "../conversation/claims/standing.ts";
import { sourcesOf } from "../conversation/view/names.ts";
import { list, note } from "../conversation/view/shown.ts";
import { chartOf } from "../conversation/view/verdict/chart.ts";
import { whyBlocks } from "../conversation/view/verdict/full.ts";
import * as words from "../conversation/words/card.ts";
import { verdict } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import { blockHtml, escaped, textHtml } from "./html.ts";
import type { Weighed } from "./report.ts";

/** HTML. */
export interface ResultHtml {
  /** What is said aloud after each change. */
  readonly headline: string;
  readonly why: string;
}

export function resultHtml({ title, pack, names }: Weighed, ballots: Ballots): ResultHtml {
  const result = verdict(pack, ballots);
  const nameOf = names === null ? null : (id: string): string => names[id] ?? id;
  const on: VerdictOn = { pack, ballots, verdict: result, nameOf, most: Number.POSITIVE_INFINITY };
  const sources = sourcesOf(pack);
  const blocks = [
    // Where it is too early to say, bars would say it all the same.
    ...(result.blend.strength === "open" ? [] : [chartOf(pack, result)]),
    ...whyBlocks(on, result.recommended, sources),
    note(basisText(on)),
    ...list(words.full.sources, sources.lines()),
  ];
  return {
    headline: `<h2>${escaped(words.card.header(resultText(on), title))}</h2><p>${textHtml(strengthText(on, true))}</p>`,
    why: blocks.map(blockHtml).join(""),
  };
}
