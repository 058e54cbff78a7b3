/** The message that a decision begins with: what was understood, and how to put it right; later, what came of it. */

import type { Block, Control, Text } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { PackSet } from "../../scoring/pack/pack-set.ts";
import { controlId, DIGEST_LENGTH } from "../input/action.ts";
import { nameOf, wantedIn } from "../members.ts";
import { addedIn } from "../people.ts";
import { isOver, outcomeIn, recommendationIn, type State, statusOf } from "../state.ts";
import { buttons } from "../words/controls.ts";
import { moment } from "../words/phrases.ts";
import * as words from "../words/thread.ts";
import { optionName, shortName } from "./names.ts";
import { button } from "./question.ts";
import { controls, note, PACE_MS, type Shown, slotOf } from "./shown.ts";
import { unreadText } from "./understood.ts";

/** The root of a thread of its own; or a message in the thread that it was started in. */
export function openingMessages(state: State, pack: Pack | null, packSet: PackSet): readonly Shown[] {
  const { round, rooted } = state;
  const slot = slotOf(state, "opening");
  const first: Shown[] = rooted
    ? [{ slot: "root", audience: "channel", card: rootCard(state, pack, packSet), ...paced(state) }]
    : [];
  const here = !rooted || round > 1;
  const opening: Shown = {
    slot,
    audience: "thread",
    card: openingCard(state, pack, packSet),
    ...paced(state),
  };
  return [...first, ...(here ? [opening] : []), ...addedMessages(state)];
}

/** The message that a decision begins with: without it nobody hears of the decision. */
export function firstSlot({ rooted }: State): string {
  return rooted ? "root" : "opening";
}

/** That it is over is told at once. */
function paced(state: State): { paceMs?: number } {
  return statusOf(state) === "open" ? { paceMs: PACE_MS } : {};
}

function rootCard(state: State, pack: Pack | null, packSet: PackSet): Shown["card"] {
  const title = rootTitle(state, pack);
  const { round } = state;
  const asking = round === 1 ? askingBlocks(state, pack, packSet) : [];
  return {
    title,
    blocks: [{ kind: "heading", text: [title] }, ...asking],
    ...joining(state),
    ...(isOver(state) ? { closed: true } : {}),
  };
}

function openingCard(state: State, pack: Pack | null, packSet: PackSet): Shown["card"] {
  const { round } = state;
  const title = round === 1 ? rootTitle(state, pack) : words.review.again(nameOf(state, state.starter));
  return {
    title,
    blocks: [{ kind: "heading", text: [title] }, ...askingBlocks(state, pack, packSet)],
    ...joining(state),
  };
}

/** On Discord whoever is not in a thread does not hear of it. */
function joining(state: State): { joins?: readonly string[] } {
  const joins = wantedIn(state).map(({ id }) => id);
  return joins.length === 0 ? {} : { joins };
}

function askingBlocks(state: State, pack: Pack | null, packSet: PackSet): readonly Block[] {
  const { phase, deadline } = state;
  const slot = slotOf(state, "opening");
  if (statusOf(state) !== "open") return [];
  const starter = nameOf(state, state.starter);
  const asked = wantedIn(state)
    .filter(({ id }) => id !== state.starter)
    .map((member) => personSpan(member, slot));
  const lead =
    phase.kind === "choosing" || pack === null
      ? words.opening.choosing(starter, state.title)
      : words.opening.asking(pack.asks, starter, asked);
  const row: readonly Control[] =
    phase.kind === "choosing"
      ? candidateButtons(phase, packSet)
      : [{ ...button("next", buttons.answer, "private"), look: "primary" }];
  const through = wantedIn(state).filter((member) => member.through).length;
  return [
    { kind: "text", text: lead },
    ...(pack === null
      ? []
      : [note(words.opening.between(pack.options.map(({ id }) => introduced(pack, id))))]),
    ...(deadline?.came === "not-yet" ? [note(closingAt(deadline.at))] : []),
    ...state.unread.map((one): Block => ({ kind: "text", text: unreadText(one, undefined) })),
    ...(phase.kind === "choosing" ? [] : [note(words.opening.progress(through, wantedIn(state).length))]),
    ...controls([...row, button("edit", buttons.edit, "form")]),
  ];
}

/** By its whole name, and what the card calls it, where that is more than the name with an article. */
function introduced(pack: Pack, id: string): string {
  const [name, short] = [optionName(pack, id), shortName(pack, id)];
  const isNamed = short.replace(ARTICLE, "").toLowerCase() === name.toLowerCase();
  return isNamed ? name : words.opening.option(name, short);
}

const ARTICLE = /^an? /;

/** The packs to choose from; none where one is chosen. */
export function candidateButtons(phase: State["phase"], packSet: PackSet): readonly Control[] {
  const candidates = phase.kind === "choosing" ? phase.candidates : [];
  return candidates.flatMap((digest) => {
    const pack = packSet.get(digest);
    if (pack === undefined) return [];
    return [{ ...button(controlId("pack", digest.slice(0, DIGEST_LENGTH)), pack.title), hint: pack.asks }];
  });
}

/** Who was named later: a line of its own, for an edit rings for nobody. */
function addedMessages(state: State): readonly Shown[] {
  return addedIn(state).map((slot) => {
    const added = state.people.filter(({ rung }) => rung.includes(slot));
    const text = words.opening.added(added.map((member) => personSpan(member, slot)));
    const title = words.opening.addedTitle(added.map(({ name }) => name));
    return {
      slot: slotOf(state, slot),
      audience: "thread",
      card: { title, blocks: [{ kind: "text", text }], joins: added.map(({ id }) => id) },
    };
  });
}

/** Somebody's name; it rings where the message of this name is the one to ring for them. */
export function personSpan(
  { id, name, rung }: { readonly id: string; readonly name: string; readonly rung: readonly string[] },
  slot: string,
): Text[number] {
  return rung.includes(slot) ? { kind: "mention", person: id, name } : name;
}

/** When it goes on with the answers there are. */
function closingAt(at: number): Text {
  return words.deadline.closes({ kind: "time", at, text: moment(at) });
}

/** How it stands, in one line. */
export function rootTitle(state: State, pack: Pack | null): string {
  const since = state.newer === null ? "" : words.root.factsChanged;
  return `${standingTitle(state, pack)}${since}`;
}

function standingTitle(state: State, pack: Pack | null): string {
  const { phase, title } = state;
  const [recommendation, outcome] = [recommendationIn(state), outcomeIn(state)];
  if (phase.kind === "cancelled") return words.root.cancelled(title);
  if (pack === null || recommendation === null) return words.root.title(title);
  if (outcome !== null) return words.root.accepted(optionName(pack, outcome.option), title);
  return recommendation.option === null
    ? words.root.tie(title)
    : words.root.recommended(optionName(pack, recommendation.option), title);
}
