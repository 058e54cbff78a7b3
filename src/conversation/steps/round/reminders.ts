/** When those who are missing are reminded, in either round, and of what. */
import type { Pack } from "../../../scoring/pack/pack.ts";
import { DAY_MS, lastWorkingTime, nextWorkingTime } from "../../calendar.ts";
import type { World } from "../../event.ts";
import { missingIn, wantedIn } from "../../members.ts";
import { ringing } from "../../people.ts";
import type { Deadline, Differing, Member, State } from "../../state.ts";
import { slotOf } from "../../view/shown.ts";
import { concerned } from "./two.ts";

const HOUR_MS = DAY_MS / 24;
/** Where there is less time than this, nobody is reminded. */
const SHORT_MS = 6 * HOUR_MS;
const LONG_MS = 7 * DAY_MS;
/** Without a deadline, the thread is told once where it stands, so long after the reminder. */
const STALLED_MS = 7 * DAY_MS;

/** What the operator has set. */
export type ReminderSettings = Pick<World, "nudgeAfterMs" | "zone">;

/** Of the round that is going on, those that have not come: the name of each, and when it comes. */
export function remindersOf(state: State, world: ReminderSettings): readonly (readonly [string, number])[] {
  const { phase, askedAt, reminded } = state;
  const named = (name: string, from: number, missing: readonly Member[], had: number) =>
    remindersAfter(from, state.deadline, world.nudgeAfterMs, zonesOf(missing, world))
      .map((at, index) => [`${name}/${index + 1}`, at] as const)
      .slice(had);
  // Who asks nobody else is not reminded of it.
  if (phase.kind === "answering" && wantedIn(state).length > 1)
    return named("reminder", askedAt, missingIn(state), reminded);
  if (phase.kind !== "differing") return [];
  const missing = wantedIn(state).filter(({ id }) => !phase.done.includes(id));
  return named("talk", phase.at, missing, phase.reminded);
}

/**
 * By the time there is, and when it is working time for those who are missing: none for a few hours, one in the middle, two
 * where there is a week or more. Without a deadline one, and a second of which only the thread is told.
 */
function remindersAfter(
  from: number,
  deadline: Deadline | null,
  nudgeAfterMs: number,
  zones: readonly string[],
): readonly number[] {
  if (deadline?.came !== "not-yet") {
    const first = nextWorkingTime(Math.max(from, deadline?.at ?? from) + nudgeAfterMs, zones);
    return [first, nextWorkingTime(first + STALLED_MS, zones)];
  }
  const span = deadline.at - from;
  const parts = span < SHORT_MS ? 1 : span < LONG_MS ? 2 : 3;
  const times = Array.from({ length: parts - 1 }, (_, index) => {
    const at = from + Math.round((span * (index + 1)) / parts);
    const next = nextWorkingTime(at, zones);
    return next <= deadline.at - HOUR_MS ? next : lastWorkingTime(at, zones);
  });
  return [...new Set(times)].filter((at) => at >= from + HOUR_MS);
}

/** Each once; whose is not known is where the bot is. */
export function zonesOf(people: readonly Member[], { zone: own }: ReminderSettings): readonly string[] {
  const zones = new Set(people.map(({ zone }) => zone ?? own));
  return zones.size === 0 ? [own] : [...zones];
}

/** The last without a deadline tells the thread where it stands, and rings for nobody. `n`: which, from 1; those before it are over. */
export function reminded(state: State, n: number): State {
  const now = { ...state, reminded: n };
  return rings(state, n) ? ringing(now, slotOf(state, `reminder/${n}`), missingIn(state)) : now;
}

export function remindedOfTalk(state: State, phase: Differing, pack: Pack | null, n: number): State {
  const now = { ...state, phase: { ...phase, reminded: n } };
  if (pack === null || !rings(state, n)) return now;
  const missing = concerned(state, pack, phase).filter(({ id }) => !phase.done.includes(id));
  return ringing(now, slotOf(state, `talk/${n}`), missing);
}

function rings({ deadline }: State, n: number): boolean {
  return n === 1 || deadline?.came === "not-yet";
}
