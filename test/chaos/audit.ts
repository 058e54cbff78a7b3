/** What was acknowledged, held against what is stored and what is on the screen. */
import { setImmediate } from "node:timers/promises";
import { nonceOf } from "../../src/app/outbox.ts";
import { scoringOnce } from "../../src/conversation/context.ts";
import { memberOf } from "../../src/conversation/members.ts";
import type { State } from "../../src/conversation/state.ts";
import { view } from "../../src/conversation/view/messages.ts";
import { replies } from "../../src/conversation/words/replies.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { PackSet } from "../../src/scoring/pack/pack-set.ts";
import type { Stage } from "./stage.ts";

interface Deed {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly person: string;
  readonly title: string;
  readonly heard: boolean;
  /** How often they had been told until then that something could not be saved. */
  readonly refused: number;
}

export type Start = Deed;

/** Pressed, or sent with a form. */
export interface Press extends Deed {
  readonly question: string;
  readonly choice: string;
  /** The first that they were told after that; null: nothing. */
  readonly told: () => string | null;
}

/** Typed, as an answer or to put something right. */
export interface Typed extends Deed {
  readonly words: string;
  /** What the bot has told its writer since. */
  readonly answers: () => readonly string[];
  /** What is typed about the same later takes its place. Null: an answer, whose place any later one of theirs may take. */
  readonly about: string | null;
  /** Whether it counts. */
  readonly counts: (state: State) => boolean;
}

export interface Doings {
  readonly starts: readonly Start[];
  readonly presses: readonly Press[];
  readonly typed: readonly Typed[];
}

export interface Audit {
  /** Empty: all is as it has to be. */
  readonly wrong: readonly string[];
  /** Typed words that count for nothing, and whose writer was not told: the reply went down with a process. */
  readonly untold: readonly string[];
}

/** Answers that were weighed are weighed once, however often it is looked. */
const SCORING = scoringOnce();

/** People type a number up to this. */
export const NUMBERS = 3;

/** How the bot's answer to what it took begins. */
const TAKEN = /✅|^Noted/m;

/** Why an answer does not count: it came too late, or from somebody who may give none any more. */
const REFUSED = [replies.isDecided, replies.over, replies.gone, replies.notYours];

/** `states` by title. */
export async function auditOf(
  { starts, presses, typed }: Doings,
  states: ReadonlyMap<string, State>,
  stage: Stage,
  packs: PackSet,
  pack: Pack,
): Promise<Audit> {
  const wrong: string[] = [];
  const untold: string[] = [];
  const refusals = new Map(stage.people.map((name) => [name, stage.refused(name)]));
  const wasRefused = ({ person, refused }: Deed) => (refusals.get(person) ?? 0) > refused;
  for (const start of starts) {
    const { title, heard } = start;
    const state = states.get(title);
    const { openings, cards } = stage.seen(title);
    if (heard && state === undefined && !wasRefused(start))
      wrong.push(`${title}: acknowledged, and nothing is stored`);
    if (openings > 1) wrong.push(`${title}: opened ${openings} times`);
    if (cards > 1) wrong.push(`${title}: ${cards} cards`);
    const due = state?.phase.kind === "recommended" || state?.phase.kind === "decided";
    if (due && cards === 0) wrong.push(`${title}: recommended, and there is no card`);
  }
  for (const title of states.keys())
    if (!starts.some((one) => one.title === title)) wrong.push(`${title}: stored, and nobody started it`);
  const shown = stage.shown();
  for (const [title, state] of states) {
    // The platform is in this process: it answers in the meantime.
    await setImmediate();
    for (const { slot } of view(state, packs, SCORING)) {
      const times = shown.get(nonceOf({ decision: state.id, slot })) ?? 0;
      if (times !== 1) wrong.push(`${title}: ${slot} is on the screen ${times} times`);
    }
  }
  for (const [nonce, times] of shown) if (times > 1) wrong.push(`${nonce} is on the screen ${times} times`);
  const counting = presses.filter(({ told }) => !REFUSED.some((why) => told()?.includes(why)));
  const alike = Map.groupBy(counting, (one) => `${one.title} ${one.person} ${one.question}`);
  for (const possible of alike.values()) {
    await setImmediate();
    const last = possible.at(-1);
    if (last === undefined) continue;
    const { at, title, person, question, choice, heard } = last;
    if (!possible.some((one) => one.heard) || possible.some(wasRefused)) continue;
    const id = stage.idOf(person);
    const found = answerIn(states.get(title), id, question, pack);
    // A number that was typed since may have been meant for the same question, where that is the one that all see.
    const isTypedSince = typed.some(
      (one) => one.about === null && one.title === title && one.person === person && one.at > at,
    );
    const numbered =
      pack.questions.find(({ ask }) => ask === question)?.choices.map(({ label }) => label) ?? [];
    const allowed = [
      ...(heard ? [choice] : possible.map((one) => one.choice)),
      ...(isTypedSince ? numbered.slice(0, NUMBERS) : []),
    ];
    if (found === null || !allowed.includes(found)) {
      const did = [...possible, ...typed.filter((one) => one.title === title && one.person === person)];
      const times = did.map(
        (one) =>
          `${new Date(one.at).toISOString().slice(14, 23)} ${"choice" in one ? one.choice : one.words}${one.heard ? "" : " (not acknowledged)"}`,
      );
      wrong.push(
        `${title}: ${person} chose “${choice}” on “${question}”, and ${found ?? "nothing"} is stored (${states.get(title)?.phase.kind}, ${answersOf(states.get(title), id)} of theirs in all); they did: ${times.sort().join("; ")}`,
      );
    }
  }
  for (const one of typed) {
    await setImmediate();
    const { at, person, title, words, heard, counts, answers } = one;
    const state = states.get(title);
    if (state !== undefined && counts(state)) continue;
    const told = answers();
    if (told.length === 0) {
      const when = new Date(at).toISOString().slice(11, 23);
      untold.push(
        `${title}: ${person} typed “${words}” at ${when}${heard ? "" : ", which was not acknowledged"}`,
      );
      continue;
    }
    // What the writer of one that was not acknowledged was told may be about another.
    if (heard && TAKEN.test(told[0] ?? "") && !isReplaced(one))
      wrong.push(`${title}: ${person} typed “${words}”, was told “${told.join(" ")}”, and it does not count`);
  }
  return { wrong, untold };

  function isReplaced({ at, title, person, about }: Typed): boolean {
    const isLater = (one: Deed) => one.title === title && one.at > at;
    return about === null
      ? [...typed, ...presses].some((one) => isLater(one) && one.person === person)
      : typed.some((one) => isLater(one) && one.about === about);
  }
}

function answersOf(state: State | undefined, person: string): number {
  return state?.people.find(({ id }) => id === person)?.votes.length ?? 0;
}

function answerIn(state: State | undefined, person: string, text: string, pack: Pack): string | null {
  const question = pack.questions.find((one) => one.ask === text);
  if (state === undefined || question === undefined) return null;
  const vote = memberOf(state, person)?.votes.find((one) => one.question === question.id);
  if (vote === undefined) return null;
  if (vote.today === "not_sure") return "Not sure";
  return question.choices.find(({ id }) => id === vote.today)?.label ?? null;
}
