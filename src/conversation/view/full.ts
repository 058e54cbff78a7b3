/** "Why, in full": everything that the card says, and what it has no room for, with its sources. */
import type { Block, Card, Text } from "../../card/card.ts";
import { explain } from "../../scoring/explain.ts";
import type { Ballots } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Argument, Verdict } from "../../scoring/verdict.ts";
import { ballotsOf, outcomeIn, type State } from "../state.ts";
import * as words from "../words.ts";
import { objectionsTo, splitsOf } from "./apart.ts";
import { headerOf, subjectOf } from "./card.ts";
import { caveatsOf } from "./caveats.ts";
import {
  argumentText,
  dissentTexts,
  flipsInOrder,
  flipText,
  hangsOn,
  laterText,
  ratingsOf,
  ruledOutTexts,
  strengthOf,
  type VerdictOn,
} from "./claims.ts";
import { criterionName, type Sources, shortName, sourcesOf } from "./names.ts";
import { list, note } from "./shown.ts";

export function fullCard(state: State, pack: Pack, verdict: Verdict): Card {
  const on = subjectOf(state, pack, verdict);
  const sources = sourcesOf(pack);
  const chosen = outcomeIn(state)?.option ?? verdict.recommended;
  const title = words.full.title(state.title);
  return {
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: [headerOf(state, on), ". ", ...strengthOf(on, chosen === verdict.recommended)] },
      ...whyBlocks(on, ballotsOf(state), chosen, sources),
      ...list(words.full.sources, sources.lines()),
    ],
  };
}

/** All that there is to say about a verdict but its headline. `chosen`: what was decided, or else recommended; null: nothing. */
export function whyBlocks(
  on: VerdictOn,
  ballots: Ballots,
  chosen: string | null,
  sources: Sources,
): readonly Block[] {
  const { pack, verdict } = on;
  const { recommended } = verdict;
  const tooEarly = verdict.blend.strength === "open";
  const why = chosen === null || chosen === recommended ? verdict : explain(pack, ballots, chosen);
  const hangs = tooEarly ? null : hangsOn(on);
  const later = laterText(on);
  const reasons =
    chosen === null ? [] : why.reasons.map((one) => sourcedArgument(on, one, [chosen, one.rival], sources));
  const costs =
    chosen === null ? [] : why.costs.map((one) => sourcedArgument(on, one, [one.rival, chosen], sources));
  const isAlone = verdict.blend.options.filter(({ ruledOut }) => ruledOut.length === 0).length === 1;
  const unreasoned = reasons.length === 0 && chosen !== null && chosen === recommended;
  const flips = flipsInOrder(on).map((flip): Text => {
    const text = flipText(on, flip);
    const name = shortName(pack, flip.to);
    return [text ?? (flip.searched ? words.full.noFlip(name) : words.full.unsearched(name))];
  });
  return [
    ...(hangs === null ? [] : [note(hangs)]),
    ...list(words.full.for, unreasoned ? [[isAlone ? words.full.alone : words.full.noReasons]] : reasons),
    ...list(words.full.but, costs),
    ...(chosen === null
      ? []
      : list(
          words.full.commits(shortName(pack, chosen)),
          (pack.options.find(({ id }) => id === chosen)?.means ?? []).map((text): Text => [text]),
        )),
    ...list(words.full.out, asTexts(ruledOutTexts(on))),
    ...list(words.full.mind, caveatsOf(pack, ballots, chosen, sources)),
    ...list(
      words.full.apart,
      asTexts([...dissentTexts(on, chosen), ...objectionsTo(null, ballots, on), ...splitsOf(on)]),
    ),
    ...(later === null ? [] : [{ kind: "text", text: [later] } as const]),
    ...list(words.full.flips, tooEarly ? [] : flips),
    ...list(words.full.ranges, tooEarly ? [] : rangesOf(pack, verdict)),
  ];
}

/** An argument with the sources of its facts, each once. */
export function sourcedArgument(
  on: VerdictOn,
  argument: Argument,
  options: readonly string[],
  sources: Sources,
): Text {
  const cited = ratingsOf(on.pack, argument.criterion, options).flatMap(({ source }) => source);
  return [argumentText(on, argument, options), ...sources.ref([...new Set(cited)])];
}

/** Of the criteria whose weight could change the leader at all. */
function rangesOf(pack: Pack, { weightRange, blend }: Verdict): readonly Text[] {
  if (blend.leader === null) return [];
  return weightRange
    .filter(({ min, max }) => min > 0 || max !== null)
    .map(({ criterion, min, max }) =>
      words.breakdown.range(
        criterionName(pack, criterion),
        words.figure(min),
        max === null ? null : words.figure(max),
      ),
    );
}

function asTexts(sentences: readonly string[]): readonly Text[] {
  return sentences.map((sentence) => [sentence]);
}
