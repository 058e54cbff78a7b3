/** "Why, in full": everything that the card says, and what it has no room for, with its sources. */
import type { Block, Card, Text } from "../../card/card.ts";
import { explain } from "../../scoring/explain.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Argument, Verdict } from "../../scoring/verdict.ts";
import { ballotsOf, type State } from "../state.ts";
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
} from "./claims.ts";
import { criterionName, shortName, sourcesOf } from "./names.ts";
import { list, note } from "./shown.ts";

export function fullCard(state: State, pack: Pack, verdict: Verdict): Card {
  const subject = subjectOf(state, pack, verdict);
  const sources = sourcesOf(pack);
  const say = (argument: Argument, options: readonly string[]): Text => [
    argumentText(subject, argument, options),
    ...ratingsOf(pack, argument.criterion, options).flatMap(({ source }) => sources.ref(source)),
  ];
  const { leader, strength } = verdict.blend;
  const chosen = state.outcome?.option ?? leader;
  const why = chosen === null || chosen === leader ? verdict : explain(pack, ballotsOf(state), chosen);
  const tooEarly = strength === "open";
  const hangs = tooEarly ? null : hangsOn(subject);
  const later = laterText(subject);
  const reasons = tooEarly || chosen === null ? [] : why.reasons.map((one) => say(one, [chosen, one.rival]));
  const costs = tooEarly || chosen === null ? [] : why.costs.map((one) => say(one, [one.rival, chosen]));
  const flips = flipsInOrder(subject).map((flip): Text => {
    const text = flipText(subject, flip);
    const name = shortName(pack, flip.to);
    return [text ?? (flip.searched ? words.full.noFlip(name) : words.full.unsearched(name))];
  });
  const blocks: Block[] = [
    { kind: "heading", text: [words.full.title(state.title)] },
    { kind: "text", text: [headerOf(state, subject), ". ", ...strengthOf(subject, chosen === leader)] },
    ...(hangs === null ? [] : [note(hangs)]),
    ...list(
      words.full.for,
      reasons.length === 0 && chosen !== null && !tooEarly ? [[words.full.noReasons]] : reasons,
    ),
    ...list(words.full.but, costs),
    ...(chosen === null
      ? []
      : list(
          words.full.commits(shortName(pack, chosen)),
          (pack.options.find(({ id }) => id === chosen)?.means ?? []).map((text): Text => [text]),
        )),
    ...list(words.full.out, asTexts(ruledOutTexts(subject))),
    ...list(words.full.mind, caveatsOf(pack, ballotsOf(state), chosen, sources)),
    ...list(
      words.full.apart,
      asTexts([...dissentTexts(subject), ...objectionsTo(state, subject), ...splitsOf(state, subject)]),
    ),
    ...(later === null ? [] : [{ kind: "text", text: [later] } as const]),
    ...list(words.full.flips, tooEarly ? [] : flips),
    ...list(words.full.ranges, rangesOf(pack, verdict)),
    ...list(words.full.sources, sources.lines()),
  ];
  return { title: words.full.title(state.title), blocks };
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
