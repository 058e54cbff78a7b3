/** "Why, in full": everything that the card says, and what it has no room for, with its sources. */
import type { Block, Card, Text } from "../../../card/card.ts";
import { explain } from "../../../scoring/explain.ts";
import { answerOf } from "../../../scoring/model/applies.ts";
import { type Ballots, NOT_SURE } from "../../../scoring/model/ballot.ts";
import type { Condition, Pack } from "../../../scoring/pack/pack.ts";
import type { Verdict } from "../../../scoring/verdict.ts";
import { dissentTexts, objectionTexts, splitTexts } from "../../claims/apart.ts";
import { alikeOf, noReasonsText, sourcedArgument } from "../../claims/arguments.ts";
import { flipsOf, flipText, laterText, rangeTexts } from "../../claims/changes.ts";
import { closeText, holdsText, ruledOutTexts, strengthText, type VerdictOn } from "../../claims/standing.ts";
import { outcomeIn, type State } from "../../state.ts";
import * as words from "../../words/card.ts";
import { askOf, type Sources, shortName, sourcesOf } from "../names.ts";
import { list } from "../shown.ts";
import { headerOf, isLeaderNamed, verdictOn } from "./card.ts";

export function fullCard(state: State, pack: Pack, verdict: Verdict): Card {
  const on = verdictOn(state, pack, verdict);
  const sources = sourcesOf(pack);
  const title = words.full.title(state.title);
  return {
    title,
    blocks: [
      { kind: "heading", text: [title] },
      { kind: "text", text: [headerOf(state, on), ". ", ...strengthText(on, isLeaderNamed(state, verdict))] },
      ...whyBlocks(on, outcomeIn(state)?.option ?? verdict.recommended, sources),
      ...list(words.full.sources, sources.lines()),
    ],
  };
}

/**
 * All that there is to say about a verdict but its headline. `chosen`: what was decided, or else is recommended; null: where
 * there is neither.
 */
export function whyBlocks(on: VerdictOn, chosen: string | null, sources: Sources): readonly Block[] {
  const { pack, ballots, verdict } = on;
  return [
    ...(chosen === null ? [] : argumentBlocks(on, chosen, sources)),
    ...list(words.full.out, asTexts(ruledOutTexts(on))),
    ...list(words.full.mind, caveatsOf(pack, ballots, chosen, sources)),
    ...list(
      words.full.apart,
      asTexts([...dissentTexts(on, chosen), ...objectionTexts(on, null), ...splitTexts(on)]),
    ),
    ...changeBlocks(on),
    ...(verdict.next === null
      ? []
      : [{ kind: "text", text: [words.card.tellsMost(askOf(pack, verdict.next))] } as const]),
  ];
}

function argumentBlocks(on: VerdictOn, chosen: string, sources: Sources): readonly Block[] {
  const { pack, ballots, verdict } = on;
  const why = chosen === verdict.blend.leader ? verdict : explain(pack, ballots, chosen);
  const reasons = alikeOf(why.reasons).map((alike) =>
    sourcedArgument(on, alike, [chosen, alike[0].rival], sources),
  );
  const costs = alikeOf(why.costs).map((alike) =>
    sourcedArgument(on, alike, [alike[0].rival, chosen], sources),
  );
  const means = pack.options.find(({ id }) => id === chosen)?.means ?? [];
  return [
    ...list(words.full.for, reasons.length === 0 ? [[noReasonsText(on, chosen)]] : reasons),
    ...list(words.full.but, costs),
    ...list(words.full.commits(shortName(pack, chosen)), asTexts(means)),
  ];
}

/** Where it is too early to say, nothing leads that could change. */
function changeBlocks(on: VerdictOn): readonly Block[] {
  const { pack, verdict } = on;
  const { leader, strength } = verdict.blend;
  if (strength === "none" || strength === "open") return [];
  const changes = [holdsText(on) ?? closeText(on), laterText(on)].filter((text) => text !== null);
  const flips = flipsOf(on).map((flip) => {
    const name = shortName(pack, flip.to);
    return flipText(on, flip) ?? (flip.searched ? words.full.noFlip(name) : words.full.unsearched(name));
  });
  return [
    ...list(words.full.flips, asTexts([...changes, ...flips])),
    ...(leader === null ? [] : list(words.full.ranges(shortName(pack, leader)), rangeTexts(on))),
  ];
}

function asTexts(sentences: readonly string[]): readonly Text[] {
  return sentences.map((sentence) => [sentence]);
}

/** The pack's, where their conditions hold. `chosen`: an option's id; null: one about an option is left out. */
export function caveatsOf(
  pack: Pack,
  ballots: Ballots,
  chosen: string | null,
  sources: Sources,
): readonly Text[] {
  return pack.notes
    .filter(({ about }) => about === undefined || (chosen !== null && about.includes(chosen)))
    .filter((note) => note.when.every((condition) => holds(condition, ballots)))
    .map((note) => [note.text, ...sources.ref(note.source)]);
}

/** More than half of those who answered definitely chose one of the choices. */
function holds({ question, choices }: Condition, ballots: Ballots): boolean {
  const definite = Object.values(ballots).flatMap((ballot) => {
    const answer = answerOf(ballot, question, "today");
    return answer === undefined || answer === NOT_SURE ? [] : [answer];
  });
  return definite.filter((answer) => choices.includes(answer)).length * 2 > definite.length;
}
