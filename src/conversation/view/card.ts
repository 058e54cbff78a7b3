/**
 * The recommendation card: at most 12 lines and 1,200 characters, readable without its picture. The header, how firm it
 * is and what it rests on always stand. Of the rest every line has a worth, and while there are too many lines or
 * characters the one of least worth goes; "Why, in full" has them all. What is left is shortened at the end of a word.
 */
import type { Block, Control, Text } from "../../card/card.ts";
import { shorten, shortenText } from "../../card/fit.ts";
import { plainText } from "../../card/plain.ts";
import { explain } from "../../scoring/explain.ts";
import { NOT_SURE } from "../../scoring/model/ballot.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";
import { controlId } from "../input/action.ts";
import { ballotsOf, type Earlier, memberOf, outcomeIn, reviewIn, type State } from "../state.ts";
import * as words from "../words.ts";
import { chartOf } from "./chart.ts";
import {
  argumentText,
  basisText,
  dissentTexts,
  flipsInOrder,
  flipText,
  hangsOn,
  laterText,
  ofDifferentQuestions,
  offeredBy,
  resultOf,
  ruledOutTexts,
  strengthOf,
  type VerdictOn,
} from "./claims.ts";
import { askOf, optionName } from "./names.ts";
import { beforeText } from "./previous.ts";
import { button } from "./question.ts";
import { controls, note, type Shown, slotOf } from "./shown.ts";

export const LINES_MAX = 12;
export const CHARACTERS_MAX = 1200;
const REASONS_MAX = 3;
const COSTS_MAX = 2;
/** Of a name, and of somebody's reason: a longer one would leave no room for anything else. */
const NAME_MAX = 24;
const REASON_MAX = 160;

/** A line of the card; the more it is worth, the longer it stays. */
interface Line {
  readonly text: Text;
  readonly worth: number;
}

/** `since`: what the pack says now that it did not say then. */
export function cardMessage(state: State, pack: Pack, verdict: Verdict, since: readonly string[]): Shown {
  const subject = subjectOf(state, pack, verdict);
  const title = headerOf(state, subject);
  const chosen = outcomeIn(state)?.option ?? verdict.blend.leader;
  const strength = strengthOf(subject, chosen === verdict.blend.leader);
  const basis = basisText(subject, ballotsOf(state));
  const due = reviewOn(state);
  const fixed = [[title], strength, ...due.map(({ text }) => text), [basis]];
  const lines = fitted([...linesOf(state, subject, since)], fixed);
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    { kind: "text", text: strength },
    chartOf(pack, verdict),
    ...(lines.length === 0 ? [] : [{ kind: "list", label: "", items: lines } as const]),
    ...due,
    note(basis),
    ...(state.phase.kind === "cancelled"
      ? [note(words.verdict.cancelled())]
      : controls(actions(state, subject))),
  ];
  return { slot: slotOf(state, "card"), audience: "both", card: { title, blocks }, due };
}

/** A verdict on a decision, with its voters' names. */
export function subjectOf(state: State, pack: Pack, verdict: Verdict): VerdictOn {
  const alone = verdict.voters.length < 2;
  const nameOf = (id: string): string => shorten(memberOf(state, id)?.name ?? id, NAME_MAX);
  return { pack, verdict, nameOf: alone ? null : nameOf };
}

/** What was decided, or what is recommended, for what. */
export function headerOf(state: State, subject: VerdictOn): string {
  const { title, people } = state;
  const outcome = outcomeIn(state);
  if (outcome === null) return words.card.header(resultOf(subject), title);
  const { option, by, recommended } = outcome;
  const name = people.find(({ id }) => id === by)?.name ?? by;
  return words.card.decided(
    optionName(subject.pack, option),
    title,
    shorten(name, NAME_MAX),
    recommended === null || recommended === option ? null : optionName(subject.pack, recommended),
  );
}

function* linesOf(state: State, subject: VerdictOn, since: readonly string[]): Generator<Line> {
  const { pack, verdict } = subject;
  const { strength } = verdict.blend;
  const say = (label: string, text: string | null, worth: number): Line[] =>
    text === null ? [] : [{ text: words.card.line(label, text), worth }];

  const reason = outcomeIn(state)?.reason ?? null;
  if (reason !== null) yield { text: words.card.reason(shorten(reason, REASON_MAX)), worth: 95 };
  for (const text of neighbours(state)) yield { text, worth: 91 };
  // Somebody has to do something about it.
  if (state.published?.failed === true) yield { text: [words.verdict.notPublished], worth: 94 };
  const before = beforeText(state, pack);
  if (before !== null) yield { text: [before], worth: 75 };
  const [fact] = since;
  if (fact !== undefined) yield { text: [words.card.facts(fact, since.length - 1)], worth: 70 };

  const silent = state.people.filter(({ votes, wanted }) => votes.length === 0 && wanted);
  if (silent.length > 0)
    yield { text: [words.card.silent(silent.map(({ name }) => shorten(name, NAME_MAX)))], worth: 72 };

  if (strength === "open") {
    if (isBlank(state)) yield { text: [words.verdict.unsure], worth: 92 };
    if (verdict.next !== null)
      yield* say(words.card.ask, words.card.tellsMost(askOf(pack, verdict.next)), 90);
    return;
  }
  const chosen = outcomeIn(state)?.option ?? verdict.blend.leader;
  if (chosen !== null) {
    // The core explains its leader; what the team decided on instead it is asked about.
    const why = chosen === verdict.blend.leader ? verdict : explain(pack, ballotsOf(state), chosen);
    const reasons = ofDifferentQuestions(why.reasons).slice(0, REASONS_MAX);
    for (const [index, reason] of reasons.entries())
      yield* say(
        words.card.for,
        argumentText(subject, reason, [chosen, reason.rival]),
        [90, 65, 30][index] ?? 0,
      );
    const costs = ofDifferentQuestions(why.costs).slice(0, COSTS_MAX);
    for (const [index, cost] of costs.entries())
      yield* say(words.card.but, argumentText(subject, cost, [cost.rival, chosen]), [85, 50][index] ?? 0);
  }
  const dissent = dissentTexts(subject, outcomeIn(state)?.option ?? verdict.recommended);
  if (dissent.length > 0) yield* say(words.card.apart, dissent.join(" "), 80);
  for (const text of ruledOutTexts(subject)) yield* say(words.card.out, text, strength === "none" ? 90 : 78);
  yield* say(words.card.later, laterText(subject), 60);
  if (strength === "close") yield* say(words.card.hangs, hangsOn(subject), 88);
  if (strength !== "clear" || dissent.length > 0) {
    const flip = flipsInOrder(subject)[0];
    yield* say(words.card.flips, flip === undefined ? null : flipText(subject, flip), 55);
  }
}

/** The lines that there is room for, in their order. */
function fitted(lines: readonly Line[], fixed: readonly Text[]): readonly Text[] {
  const room = { lines: LINES_MAX - fixed.length, characters: CHARACTERS_MAX - lengthOf(fixed) };
  let left = [...lines];
  while (
    left.length > 1 &&
    (left.length > room.lines || lengthOf(left.map(({ text }) => text)) > room.characters)
  ) {
    const least = Math.min(...left.map(({ worth }) => worth));
    left = left.toSpliced(
      left.findLastIndex(({ worth }) => worth === least),
      1,
    );
  }
  return left.map(({ text }) => shortenText(text, room.characters, (part) => plainText(part).length));
}

function lengthOf(texts: readonly Text[]): number {
  return texts.reduce((sum, text) => sum + plainText(text).length, 0);
}

/** Not one definite answer, today or later. */
function isBlank({ people }: State): boolean {
  const said = people.flatMap(({ votes }) => votes.flatMap(({ today, later }) => [today, later]));
  return said.every((choice) => choice === null || choice === NOT_SURE);
}

/** In the reader's own time, where the platform can: the day may be another elsewhere. */
function reviewOn(state: State): readonly { readonly kind: "note"; readonly text: Text }[] {
  const review = reviewIn(state);
  if (review === null) return [];
  const { at } = review;
  return [{ kind: "note", text: words.verdict.reviewOn({ kind: "time", at, text: words.day(at) }) }];
}

/** What came before and after on the same title, and where the record went. */
function neighbours({ supersedes, supersededBy, published }: State): readonly Text[] {
  const link = ({ channel, thread, at }: Earlier): Text => [
    { kind: "place", text: words.verdict.earlier(words.day(at)), channel, thread },
  ];
  return [
    ...(supersededBy === null ? [] : [words.verdict.supersededBy(link(supersededBy))]),
    ...(supersedes === null ? [] : [words.verdict.supersedes(link(supersedes))]),
    ...(published?.url == null ? [] : [words.verdict.published(published.url)]),
  ];
}

function actions(state: State, { pack, verdict }: VerdictOn): readonly Control[] {
  const decided = state.phase.kind === "decided";
  const acceptable = state.phase.kind === "recommended" ? offeredBy(verdict) : [];
  return [
    ...acceptable.map(
      (option): Control => ({
        ...button(
          acceptable.length === 1 ? "accept" : controlId("accept", option),
          acceptable.length === 1 ? words.buttons.accept : words.buttons.acceptOne(optionName(pack, option)),
        ),
        look: "primary",
      }),
    ),
    ...(decided ? [] : [{ ...button("otherwise", words.buttons.otherwise), opens: "form" } as const]),
    button("why", words.buttons.why),
    button("change", words.buttons.change),
    button("more", words.buttons.more),
  ];
}
