/** A verdict on the answers of a page: the card's headline and picture, and all that "Why, in full" says. */
import type { Chart } from "../card/card.ts";
import { basisText, resultText, strengthText, type VerdictOn } from "../conversation/claims/standing.ts";
import { sourcesOf } from "../conversation/view/names.ts";
import { list, note } from "../conversation/view/shown.ts";
import { barsOf, largestCriteria } from "../conversation/view/verdict/chart.ts";
import { whyBlocks } from "../conversation/view/verdict/full.ts";
import * as words from "../conversation/words/card.ts";
import { fits } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict, WeightRange } from "../scoring/verdict.ts";
import { blockHtml, escaped, textHtml } from "./html.ts";
import type { Weighed } from "./report.ts";
import { type Tried, tryOn, WHOLE } from "./what-if.ts";

/** HTML, but for the ranges. */
export interface Result {
  /** What is said aloud after each change. */
  readonly headline: string;
  readonly chart: string;
  readonly why: string;
  /** Of the weights as the pack has them, whatever is tried; the same numbers as in `why`. */
  readonly ranges: readonly WeightRange[];
  readonly leader: string | null;
  /** Those that have parts of their own in the chart. */
  readonly criteria: readonly string[];
}

/** What a page asks its worker: first what it is about, then what comes of whatever is tried. */
export type Asked = { readonly weighed: Weighed } | { readonly tried: Tried };

/** Makes the verdict on a pack and ballots. */
export type Scorer = (pack: Pack, ballots: Ballots) => Verdict;

export function resultOf(weighed: Weighed, tried: Tried, scorer: Scorer): Result {
  const { title, names } = weighed;
  const { pack, ballots } = tryOn(weighed, tried);
  const said = scorer(pack, ballots);
  const verdict = { ...said, weightRange: said.weightRange.map((range) => ofThePack(range, tried)) };
  const nameOf = names === null ? null : (id: string): string => names[id] ?? id;
  const on: VerdictOn = { pack, ballots, verdict, nameOf, most: Number.POSITIVE_INFINITY };
  const sources = sourcesOf(pack);
  const blocks = [
    ...whyBlocks(on, verdict.recommended, sources),
    note(basisText(on)),
    ...list(words.full.sources, sources.lines()),
  ];
  const criteria = largestCriteria(verdict);
  return {
    headline: `<h2>${escaped(words.card.header(resultText(on), title))}</h2><p>${textHtml(strengthText(on, true))}</p>`,
    // Where it is too early to say, bars would say it all the same.
    chart: verdict.blend.strength === "open" ? "" : blockHtml(barsOf(pack, verdict, criteria)),
    why: blocks.map(blockHtml).join(""),
    ranges: verdict.weightRange,
    leader: verdict.recommended,
    criteria,
  };
}

/** The picture alone, which takes no counting. `criteria`: as in the picture before, so that its parts stay what they are. */
export function chartNow(weighed: Weighed, tried: Tried, criteria: readonly string[]): Chart {
  const { pack, ballots } = tryOn(weighed, tried);
  return barsOf(pack, fits(pack, ballots), criteria);
}

/** A range is of a weight as it is tried: the page speaks of weights as the pack has them. */
function ofThePack(range: WeightRange, { weights }: Tried): WeightRange {
  const times = (weights.get(range.criterion) ?? WHOLE) / WHOLE;
  // Nothing is ahead by its value then, whatever the weight.
  if (range.min === 1 && range.max === 1) return range;
  return {
    ...range,
    min: range.min * times,
    max: range.max === null ? null : range.max * times,
  };
}
