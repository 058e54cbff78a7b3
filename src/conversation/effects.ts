/** What a turn asks of the world: messages to show, timers to set and to clear, and what concerns other decisions. */
import type { Context, Effect, Step, Turn } from "./event.ts";
import { everybodyIn } from "./members.ts";
import { staysAsItWas, withPosted } from "./posted.ts";
import type { Earlier, State } from "./state.ts";
import { timersOf } from "./steps/timers.ts";
import { packOf } from "./view/messages.ts";
import { rootTitle } from "./view/opening.ts";
import { erasedCard, leftBehind, type Shown } from "./view/shown.ts";
import * as words from "./words/thread.ts";

/** Works out which messages changed, and moves the revision on if any did. */
export function settle(
  before: State | null,
  { state: after, reply, effects = [] }: Turn,
  context: Context,
): Step {
  if (after === null || after === before) return step(before, reply, effects, context);
  const old = before?.id === after.id ? before : null;
  if (after.phase.kind === "deleted") {
    const erase: Effect = { kind: "erase", card: erasedCard(words.erased) };
    const state = { ...after, revision: after.revision + 1 };
    const ended = old?.phase.kind === "deleted" ? old : null;
    const emptied = ended === null ? [erase, ...superseding(old, after)] : [];
    return step(state, reply, [...effects, ...emptied, ...timers(ended, after, context)], context);
  }
  // Nothing is on the screen any more then, and no timer is set.
  const isBlank = old?.phase.kind === "deleted" || effects.some(({ kind }) => kind === "erase");
  const there = isBlank ? null : old;
  const changed = changes(there === null ? [] : context.view(there), context.view(after));
  const shows = changed.filter((effect) => !staysAsItWas(effect, there, after));
  const revision = after.revision + (shows.length > 0 ? 1 : 0);
  const state = withPosted({ ...after, revision }, shows, context);
  const all = [...effects, ...shows, ...timers(there, after, context), ...superseding(old, after)];
  return step(state, reply, all, context);
}

function step(
  state: State | null,
  reply: Step["reply"],
  effects: readonly Effect[],
  { packs }: Context,
): Step {
  if (state === null) return { state, reply, effects, line: "", members: [] };
  const line = state.phase.kind === "deleted" ? "" : rootTitle(state, packOf(state, packs));
  return { state, reply, effects, line, members: everybodyIn(state) };
}

/** What has to be shown so that the screen reads like `after`. */
function changes(before: readonly Shown[], after: readonly Shown[]): readonly Effect[] {
  const shown = new Map(before.map(({ slot, card }) => [slot, JSON.stringify(card)]));
  const staying = new Set(before.filter(({ stays }) => stays === true).map(({ slot }) => slot));
  const slots = new Set(after.map(({ slot }) => slot));
  const gone = before.filter(({ slot }) => !slots.has(slot));
  const left = gone.filter(({ moves }) => moves !== true).map(leftBehind);
  // What puts the thread away comes last, for a new message would bring it back.
  const shows = [...left, ...after]
    .sort((a, b) => Number(a.card.closed ?? false) - Number(b.card.closed ?? false))
    .filter(({ slot, card }) => !staying.has(slot) && shown.get(slot) !== JSON.stringify(card))
    .map(({ slot, audience, card, paceMs }): Effect => {
      const isPaced = paceMs !== undefined && shown.has(slot);
      return { kind: "show", slot, audience, card, ...(isPaced ? { paceMs } : {}) };
    });
  const removals = gone
    .filter(({ moves }) => moves === true)
    .map(({ slot }): Effect => ({ kind: "remove", slot }));
  return [...shows, ...removals];
}

/** The first outcome of a decision takes the place of an earlier decision's. What is dropped is linked to no more. */
function superseding(
  before: State | null,
  { id, title, place, supersedes, phase }: State,
): readonly Effect[] {
  const unlink = (one: Earlier | null | undefined): readonly Effect[] =>
    one == null ? [] : [{ kind: "unlink", decision: one.id, from: id }];
  if (phase.kind === "deleted") return [...unlink(before?.supersedes), ...unlink(before?.supersededBy)];
  if (phase.kind === "cancelled") return unlink(before?.supersedes);
  if (supersedes === null || phase.kind !== "decided" || before?.phase.kind === "decided") return [];
  const { outcome } = phase;
  const { channel, thread } = place;
  return [{ kind: "supersede", decision: supersedes.id, by: { id, title, at: outcome.at, channel, thread } }];
}

/** Sets the timers that a change brought up, and clears those that it made needless. */
function timers(before: State | null, after: State, context: Context): readonly Effect[] {
  const was = before === null ? new Map() : timersOf(before, context);
  const is = timersOf(after, context);
  return [
    ...[...was.keys()]
      .filter((timer) => !is.has(timer))
      .map((timer): Effect => ({ kind: "clear-timer", timer })),
    ...[...is]
      .filter(([timer]) => !was.has(timer))
      .map(([timer, at]): Effect => ({ kind: "set-timer", timer, at })),
  ];
}
