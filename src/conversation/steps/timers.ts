/** The timers of a decision: which are to be set, and what happens when one goes off. */

import { DAY_MS, dayOf, faceAt, momentAt } from "../calendar.ts";
import type { Context, Turn, World } from "../event.ts";
import { ringing } from "../people.ts";
import { reviewIn, type State, wantedIn } from "../state.ts";
import { packOf } from "../view/messages.ts";
import { slotOf } from "../view/shown.ts";
import { erasedFor } from "./erase.ts";
import { done } from "./guard.ts";
import { withFacts } from "./pack-changes.ts";
import { reviewDue } from "./review.ts";
import { deadlineCame } from "./round/advance.ts";

const HOUR_MS = DAY_MS / 24;
/** Where there is less time than this, nobody is reminded. */
const SHORT_MS = 6 * HOUR_MS;
const LONG_MS = 7 * DAY_MS;
/** Without a deadline, the thread is told once where it stands, so long after the reminder. */
const STALLED_MS = 7 * DAY_MS;
/** A recommendation waits so many working days before its starter is asked once. */
const TAKEN_UP_DAYS = 3;
const MORNING_MS = 9 * HOUR_MS;

/** Each by a name of its own, with when it goes off. A time that changes changes the name. */
export function timersOf(state: State, world: Pick<World, "nudgeAfterMs">): ReadonlyMap<string, number> {
  const { phase, deadline } = state;
  const timers = new Map<string, number>();
  const set = (name: string, at: number): void => void timers.set(`${name}/${at}`, at);
  const isOpen = phase.kind === "answering" || phase.kind === "differing" || phase.kind === "choosing";
  if (isOpen && deadline?.came === "not-yet") set("deadline", deadline.at);
  // Who asks nobody else is not reminded of it.
  if (phase.kind === "answering" && wantedIn(state).length > 1)
    reminders(state, world).forEach((at, index) => {
      if (index >= state.reminded) set(`reminder/${index + 1}`, at);
    });
  if (phase.kind === "differing" && !phase.overdue)
    set("overdue", onWorkingDay(phase.at + world.nudgeAfterMs, zoneOf(state)));
  if (phase.kind === "recommended" && !phase.reminded)
    set("taken-up", workingDaysLater(phase.at, TAKEN_UP_DAYS, zoneOf(state)));
  const review = reviewIn(state);
  if (phase.kind === "decided" && review !== null) timers.set(`review/${review.at}`, review.at);
  if (phase.kind === "deleted" && phase.from !== null) set("erase", phase.until);
  return timers;
}

/** When those who are missing are reminded: one in the middle, two where there is a week or more. */
function reminders({ askedAt, deadline, ...state }: State, { nudgeAfterMs }: Pick<World, "nudgeAfterMs">) {
  const zone = zoneOf(state);
  if (deadline === null) {
    const first = onWorkingDay(askedAt + nudgeAfterMs, zone);
    return [first, first + STALLED_MS];
  }
  const span = deadline.at - askedAt;
  const parts = span < SHORT_MS ? 1 : span < LONG_MS ? 2 : 3;
  return Array.from({ length: parts - 1 }, (_, index) =>
    Math.min(onWorkingDay(askedAt + Math.round((span * (index + 1)) / parts), zone), deadline.at - HOUR_MS),
  );
}

/** Of those who are missing, the first who has one. */
function zoneOf({ people }: Pick<State, "people">): string {
  return people.find(({ wanted, through, zone }) => wanted && !through && zone !== undefined)?.zone ?? "UTC";
}

/** The same moment, or the morning of the next Monday. */
function onWorkingDay(at: number, zone: string): number {
  const face = faceAt(at, zone);
  const day = new Date(face).getUTCDay();
  const days = day === 6 ? 2 : day === 0 ? 1 : 0;
  return days === 0 ? at : momentAt(dayOf(face) + days * DAY_MS + MORNING_MS, zone);
}

function workingDaysLater(at: number, days: number, zone: string): number {
  let later = at;
  for (let left = days; left > 0; left--) later = onWorkingDay(later + DAY_MS, zone);
  return later;
}

/** A timer that is no longer meant does nothing. */
export function wentOff(state: State, name: string, context: Context): Turn {
  const isMeant = timersOf(state, context).has(name) || isOldReminder(state, name);
  return done(isMeant ? after(state, name, context) : state);
}

/** Set by version 2, for a question that the whole team waited at. */
function isOldReminder({ phase, reminded }: State, name: string): boolean {
  return name.startsWith("nudge/") && phase.kind === "answering" && reminded === 0;
}

function after(state: State, name: string, context: Context): State {
  const { phase } = state;
  switch (name.split("/")[0]) {
    case "review":
      return reviewDue(withFacts(state, context.packs));
    case "deadline":
      return deadlineCame(state, packOf(state, context.packs), context);
    case "nudge":
    case "reminder":
      return reminded(state);
    case "overdue":
      return phase.kind === "differing" ? { ...state, phase: { ...phase, overdue: true } } : state;
    case "taken-up":
      return phase.kind === "recommended"
        ? ringing(
            { ...state, phase: { ...phase, reminded: true } },
            slotOf(state, "undecided"),
            starterOf(state),
          )
        : state;
    case "erase":
      return erasedFor(state);
    default:
      return state;
  }
}

function starterOf({ people, starter }: State) {
  return people.filter(({ id }) => id === starter);
}

/** The last without a deadline tells the thread where it stands, and rings for nobody. */
function reminded(state: State): State {
  const n = state.reminded + 1;
  const missing = wantedIn(state).filter(({ through }) => !through);
  const rings = state.deadline !== null || n === 1;
  const now = { ...state, reminded: n };
  return rings ? ringing(now, slotOf(state, `reminder/${n}`), missing) : now;
}
