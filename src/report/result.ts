/** A verdict on the answers of a page: the card's headline and picture, and all that "Why, in full" says. */
import type { Chart } from "../card/card.ts";
import { basisText, resultText, strengthText, type VerdictOn } from "../conversation/claims/standing.ts";
import { shortName, sourcesOf } from "../conversation/view/names.ts";
import { list, note } from "../conversation/view/shown.ts";
import { chartWith, largestCriteria } from "../conversation/view/verdict/chart.ts";
import { whyBlocks } from "../conversation/view/verdict/full.ts";
import * as words from "../conversation/words/card.ts";
import { fits } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Verdict, WeightRange } from "../scoring/verdict.ts";
import { figuresHtml } from "./figures.ts";
import { blockHtml, escaped, textHtml } from "./html.ts";
import { peopleHtml } from "./people.ts";
import type { Weighed } from "./report.ts";
import { TENTHS_MAX, type Tried, tryOn, WHOLE } from "./what-if.ts";
import { page } from "./words.ts";

/** What is seen at once, in HTML. */
export interface Top {
  /** What is said aloud after each change. */
  readonly headline: string;
  readonly chart: string;
  /** Those that have parts of their own in the chart. */
  readonly criteria: readonly string[];
}

/** What is read after it, in HTML but for the ranges. */
export interface Rest {
  /** The chart as a table. */
  readonly figures: string;
  /** Everybody beside the others; empty for one person alone. */
  readonly people: string;
  readonly why: string;
  /** By criterion; the same numbers as in `why`. */
  readonly ranges: readonly SaidRange[];
}

/** How far a weight can go with the leader keeping the highest fit, in tenths on a slider. */
export interface SaidRange {
  readonly criterion: string;
  readonly from: number;
  /** 0 where there is nothing to say. */
  readonly width: number;
  readonly said: string;
}

export interface Result extends Top, Rest {}

/** What a page asks its worker: first what it is about, then what comes of whatever is tried. */
export type Asked = { readonly weighed: Weighed } | { readonly tried: Tried };

/** Makes the verdict on a pack and ballots. */
export type Scorer = (pack: Pack, ballots: Ballots) => Verdict;

export function resultOf(weighed: Weighed, tried: Tried, scorer: Scorer): Result {
  const { top, rest } = weigh(weighed, tried, scorer);
  return { ...top, ...rest() };
}

/** The verdict and what is seen at once; what is read after it is made when it is asked for. */
export function weigh(weighed: Weighed, tried: Tried, scorer: Scorer): { top: Top; rest: () => Rest } {
  const { title, names } = weighed;
  const { pack, ballots } = tryOn(weighed, tried);
  const said = scorer(pack, ballots);
  const verdict = { ...said, weightRange: said.weightRange.map((range) => ofThePack(range, tried)) };
  const nameOf = names === null ? null : (id: string): string => names[id] ?? id;
  const on: VerdictOn = { pack, ballots, verdict, nameOf, most: Number.POSITIVE_INFINITY };
  const criteria = largestCriteria(verdict);
  const headline = words.card.header(resultText(on), title);
  // Where it is too early to say, bars would say it all the same.
  const isOpen = verdict.blend.strength === "open";
  return {
    top: {
      headline: `<h2>${escaped(headline)}</h2><p>${textHtml(strengthText(on, true))}</p>`,
      chart: isOpen ? "" : blockHtml(chartWith(pack, verdict, criteria)),
      criteria,
    },
    rest: () => ({
      figures: isOpen ? "" : figuresHtml(pack, verdict),
      people: names === null ? "" : peopleHtml({ pack, ballots, names, verdict, criteria }),
      why: whyHtml(on),
      ranges: verdict.weightRange.map((range) => saidRange(pack, verdict.recommended, range)),
    }),
  };
}

function whyHtml(on: VerdictOn): string {
  const sources = sourcesOf(on.pack);
  const blocks = [
    ...whyBlocks(on, on.verdict.recommended, sources),
    note(basisText(on)),
    ...list(words.full.sources, sources.lines()),
  ];
  return blocks.map(blockHtml).join("");
}

/** The picture alone, which takes no counting. `criteria`: as in the picture before, so that its parts stay what they are. */
export function chartNow(weighed: Weighed, tried: Tried, criteria: readonly string[] | null): Chart {
  const { pack, ballots } = tryOn(weighed, tried);
  const now = fits(pack, ballots);
  return chartWith(pack, now, criteria ?? largestCriteria(now));
}

function saidRange(pack: Pack, leader: string | null, { criterion, min, max }: WeightRange): SaidRange {
  const isSaid = leader !== null && !(min === 1 && max === 1) && (min > 0 || max !== null);
  if (!isSaid) return { criterion, from: 0, width: 0, said: "" };
  const [from, to] = [min * WHOLE, max === null ? TENTHS_MAX : max * WHOLE].map((end) =>
    Math.min(TENTHS_MAX, end),
  );
  const width = Math.max(0, (to ?? 0) - (from ?? 0));
  return { criterion, from: from ?? 0, width, said: page.keeps(shortName(pack, leader), min, max) };
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
