/**
 * The recommendation card: at most 12 lines and 1,200 characters, readable without its picture. The header, how firm it
 * is and what it rests on always stand. Of the rest every line has a worth, and while there are too many lines or
 * characters the one of least worth goes; "Why, in full" has them all. What is left is shortened at the end of a word.
 */
import type { Block, Control, Text } from "../../../card/card.ts";
import { plainLength, shorten, shortenText } from "../../../card/fit.ts";
import { explain } from "../../../scoring/explain.ts";
import type { Pack } from "../../../scoring/pack/pack.ts";
import type { Argument, Verdict } from "../../../scoring/verdict.ts";
import { ballotsOf } from "../../ballots.ts";
import { dissentInBrief } from "../../claims/apart.ts";
import {
  type Alike,
  alikeOf,
  argumentText,
  noReasonsText,
  ofDifferentQuestions,
} from "../../claims/arguments.ts";
import { flipsOf, flipText, laterText } from "../../claims/changes.ts";
import {
  basisText,
  closeText,
  resultText,
  ruledOutTexts,
  strengthText,
  type VerdictOn,
} from "../../claims/standing.ts";
import { controlId } from "../../input/action.ts";
import { memberOf, nameOf, wantedIn } from "../../members.ts";
import { type Earlier, outcomeIn, reviewIn, type State } from "../../state.ts";
import * as words from "../../words/card.ts";
import { buttons } from "../../words/controls.ts";
import { day } from "../../words/phrases.ts";
import { askOf, optionName, shortName } from "../names.ts";
import { personSpan } from "../opening.ts";
import { button } from "../question.ts";
import { controls, note, type Shown, slotOf } from "../shown.ts";
import { chartOf } from "./chart.ts";
import { beforeText } from "./previous.ts";

export const LINES_MAX = 12;
export const CHARACTERS_MAX = 1200;
/** At most three reasons and two costs, the strongest first. */
const REASON_WORTHS = [90, 65, 30];
const COST_WORTHS = [85, 50];
/** Of a name, and of somebody's reason: a longer one would leave no room for anything else. */
const NAME_MAX = 24;
const REASON_MAX = 160;
/** Of an answer or a fact, and of a whole line: packs may say more than a card has room for. */
const PART_MAX = 110;
const LINE_MAX = 400;

/** A line of the card; the more it is worth, the longer it stays. */
interface Line {
  readonly text: Text;
  readonly worth: number;
}

/** `since`: what the pack says now that it did not say then. */
export function cardMessage(state: State, pack: Pack, verdict: Verdict, since: readonly string[]): Shown {
  const on = verdictOn(state, pack, verdict);
  const title = headerOf(state, on);
  const strength = strengthText(on, isLeaderNamed(state, verdict));
  const basis = basisText(on);
  const due = reviewOn(state);
  const cancelled = state.phase.kind === "cancelled" ? [note(words.verdict.cancelled())] : [];
  const quiet = [...due, note(basis), ...cancelled];
  const ring = ringFor(state, on);
  const fixed = [[title], strength, ...[...quiet, ...ring].map(({ text }) => text)];
  const lines = fitted([...linesOf(state, on, since)], fixed);
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    { kind: "text", text: strength },
    // Where it is too early to say, bars would say it all the same.
    ...(verdict.blend.strength === "open" ? [] : [chartOf(pack, verdict)]),
    ...(lines.length === 0 ? [] : [{ kind: "list", label: "", items: lines } as const]),
    ...quiet,
    ...(state.phase.kind === "cancelled" ? [] : controls(actions(state, on))),
    ...ring,
  ];
  return { slot: slotOf(state, "card"), audience: "both", card: { title, blocks }, due };
}

/** A verdict on a decision, with its voters' names, of at most so many characters. */
export function verdictOn(state: State, pack: Pack, verdict: Verdict, longest = NAME_MAX): VerdictOn {
  // Of several who were asked, one who answered alone is named: the others did not say so.
  const alone = verdict.voters.length < 2 && wantedIn(state).length < 2;
  const called = (id: string): string => shorten(nameOf(state, id), longest);
  return { pack, ballots: ballotsOf(state, pack), verdict, nameOf: alone ? null : called };
}

/** What was decided, or what is recommended, for what. */
export function headerOf(state: State, on: VerdictOn): string {
  const { title } = state;
  const outcome = outcomeIn(state);
  if (outcome === null) return words.card.header(resultText(on), title);
  const { option, by, recommended } = outcome;
  return words.card.decided(
    optionName(on.pack, option),
    title,
    shorten(nameOf(state, by), NAME_MAX),
    recommended === null || recommended === option ? null : optionName(on.pack, recommended),
  );
}

/** Whether the header ends with the option whose fit comes next. */
export function isLeaderNamed(state: State, { blend }: Verdict): boolean {
  const outcome = outcomeIn(state);
  return outcome === null || outcome.option === blend.leader;
}

function* linesOf(state: State, on: VerdictOn, since: readonly string[]): Generator<Line> {
  const { pack, verdict } = on;
  const { strength, leader } = verdict.blend;
  const say = (label: string, text: string | null, worth: number): Line[] =>
    text === null ? [] : [{ text: words.card.line(label, text), worth }];

  const outcome = outcomeIn(state);
  if (outcome?.reason != null) yield { text: words.card.reason(oneLine(outcome.reason)), worth: 95 };
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

  const chosen = outcome?.option ?? verdict.recommended;
  if (chosen !== null) yield* argumentLines(on, chosen);
  const dissent = dissentInBrief(on, chosen);
  if (dissent.length > 0) yield* say(words.card.apart, dissent.join(" "), 80);
  for (const text of ruledOutTexts(on)) yield* say(words.card.out, text, strength === "none" ? 90 : 78);
  if (strength === "open") {
    if (outcome === null && verdict.next !== null)
      yield* say(words.card.ask, words.card.tellsMost(askOf(pack, verdict.next)), 90);
    return;
  }
  yield* say(words.card.later, laterText(on), 60);
  yield* say(words.card.close, closeText(on), 88);
  if (leader !== null && (strength !== "clear" || dissent.length > 0)) {
    const flips = flipsOf(on).map((flip) => flipText(on, flip));
    // Without its end it would not say what leads.
    yield* say(words.card.flips, flips.find((text) => text !== null && text.length < LINE_MAX) ?? null, 55);
  }
}

function* argumentLines(on: VerdictOn, chosen: string): Generator<Line> {
  // The core explains its leader; what the team decided on instead it is asked about.
  const why = chosen === on.verdict.blend.leader ? on.verdict : explain(on.pack, on.ballots, chosen);
  const lines = (
    label: string,
    all: readonly Argument[],
    worths: readonly number[],
    options: (rival: string) => readonly string[],
  ): Line[] =>
    alikeOf(ofDifferentQuestions(all, worths.length)).map((alike, index) => ({
      text: words.card.line(label, inOneLine(on, alike, options(alike[0].rival))),
      worth: worths[index] ?? 0,
    }));
  const reasons = lines(words.card.for, why.reasons, REASON_WORTHS, (rival) => [chosen, rival]);
  yield* reasons;
  if (reasons.length === 0)
    yield { text: words.card.line(words.card.for, noReasonsText(on, chosen)), worth: 45 };
  yield* lines(words.card.but, why.costs, COST_WORTHS, (rival) => [rival, chosen]);
}

/** As many of the answers that rest on the same facts as leave room for the facts. */
function inOneLine(on: VerdictOn, alike: Alike, options: readonly string[]): string {
  const text = argumentText(on, alike, options, PART_MAX);
  const [first, ...rest] = alike;
  return text.length <= LINE_MAX - words.card.for.length - 1 || rest.length === 0
    ? text
    : inOneLine(on, [first, ...rest.slice(0, -1)], options);
}

/** People's own words may have several. */
function oneLine(text: string): string {
  return shorten(text.replace(/\s+/g, " ").trim(), REASON_MAX);
}

/** The lines that there is room for, in their order. */
function fitted(lines: readonly Line[], fixed: readonly Text[]): readonly Text[] {
  const room = { lines: LINES_MAX - fixed.length, characters: CHARACTERS_MAX - lengthOf(fixed) };
  let left = lines.map((line) => ({ ...line, text: shortenText(line.text, LINE_MAX, plainLength) }));
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
  return left.map(({ text }) => shortenText(text, room.characters - 3, plainLength));
}

/** With what stands between lines: a dash, a space and the line's end. */
function lengthOf(texts: readonly Text[]): number {
  return texts.reduce((sum, text) => sum + plainLength(text) + 3, 0);
}

/** The starter hears of it. */
function ringFor(state: State, { verdict }: VerdictOn): readonly ReturnType<typeof note>[] {
  const starter = memberOf(state, state.starter);
  const slot = slotOf(state, "card");
  if (starter?.rung.includes(slot) !== true || state.phase.kind !== "recommended") return [];
  return [note(words.card.forStarter(personSpan(starter, slot), verdict.contenders.length))];
}

/** In the reader's own time, where the platform can: the day may be another elsewhere. */
function reviewOn(state: State): readonly ReturnType<typeof note>[] {
  const review = reviewIn(state);
  if (review === null) return [];
  const { at } = review;
  return [note(words.verdict.reviewOn({ kind: "time", at, text: day(at) }))];
}

/** What came before and after on the same title, and where the record went. */
function neighbours({ supersedes, supersededBy, published }: State): readonly Text[] {
  const link = ({ channel, thread, at }: Earlier): Text => [
    { kind: "place", text: words.verdict.earlier(day(at)), channel, thread },
  ];
  return [
    ...(supersededBy === null ? [] : [words.verdict.supersededBy(link(supersededBy))]),
    ...(supersedes === null ? [] : [words.verdict.supersedes(link(supersedes))]),
    ...(published?.url == null ? [] : [words.verdict.published(published.url)]),
  ];
}

function actions(state: State, { pack, verdict: { contenders } }: VerdictOn): readonly Control[] {
  const decided = state.phase.kind === "decided";
  const accept =
    contenders.length === 1
      ? [button("accept", buttons.accept)]
      : contenders.map((id) => button(controlId("accept", id), buttons.acceptOne(shortName(pack, id))));
  return [
    ...(state.phase.kind === "recommended"
      ? accept.map((one): Control => ({ ...one, look: "primary" }))
      : []),
    ...(decided ? [] : [button("otherwise", buttons.otherwise, "form")]),
    button("why", buttons.why),
    button("change", buttons.change),
    button("more", buttons.more),
  ];
}
