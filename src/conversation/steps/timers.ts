/** The timers of a decision: which are to be set, and what happens when one goes off. */
import { DAY_MS, nextWorkingTime } from "../calendar.ts";
import type { Context, Turn } from "../event.ts";
import { memberOf } from "../members.ts";
import { ringing } from "../people.ts";
import { reviewIn, type State, statusOf } from "../state.ts";
import { packOf } from "../view/messages.ts";
import { slotOf } from "../view/shown.ts";
import { erasedFor } from "./erase.ts";
import { done } from "./guard.ts";
import { withFacts } from "./pack-changes.ts";
import { reviewDue } from "./review.ts";
import { deadlineCame } from "./round/advance.ts";
import { type ReminderSettings, reminded, remindedOfTalk, remindersOf, zonesOf } from "./round/reminders.ts";

/** A recommendation waits so many working days before its starter is asked once. */
const TAKEN_UP_DAYS = 3;

/** Each by a name of its own, with when it goes off. A time that changes changes the name. */
export function timersOf(state: State, world: ReminderSettings): ReadonlyMap<string, number> {
  const { phase, deadline } = state;
  const timers = new Map<string, number>();
  const set = (name: string, at: number): void => void timers.set(`${name}/${at}`, at);
  if (statusOf(state) === "open" && deadline?.came === "not-yet") set("deadline", deadline.at);
  for (const [name, at] of remindersOf(state, world)) set(name, at);
  if (phase.kind === "recommended" && !phase.reminded)
    set("taken-up", workingDaysLater(phase.at, TAKEN_UP_DAYS, zonesOf(starterOf(state), world)));
  const review = reviewIn(state);
  if (phase.kind === "decided" && review !== null) timers.set(`review/${review.at}`, review.at);
  if (phase.kind === "deleted" && phase.from !== null) set("erase", phase.until);
  return timers;
}

function workingDaysLater(at: number, days: number, zones: readonly string[]): number {
  let later = at;
  for (let left = days; left > 0; left--) later = nextWorkingTime(later + DAY_MS, zones);
  return later;
}

/** What comes so late found the bot away, and people elsewhere: it rings for nobody. */
const LATE_MS = 7 * DAY_MS;

/** A timer that is no longer meant does nothing. `due`: when it was to go off. */
export function wentOff(state: State, name: string, due: number, context: Context): Turn {
  if (!isMeant(state, name, context)) return done(state);
  const next = after(state, name, context);
  return done(next !== state && context.now - due > LATE_MS ? withoutRings(state, next) : next);
}

/** Reminders that would only ring are not shown then. */
function withoutRings(before: State, next: State): State {
  const people = next.people.map((member) => ({ ...member, rung: memberOf(before, member.id)?.rung ?? [] }));
  return { ...next, people };
}

/** Of reminders the number counts: whose zones they keep to may have changed since they were set, and how long is waited. */
function isMeant(state: State, name: string, context: Context): boolean {
  const meant = [...timersOf(state, context).keys()];
  const [kind, n] = name.split("/");
  return (
    meant.includes(name) ||
    (REMINDERS.includes(kind ?? "") && meant.some((one) => one.startsWith(`${kind}/${n}/`))) ||
    isOldReminder(state, name)
  );
}

const REMINDERS = ["reminder", "talk"];

/** Set by version 2, for a question that the whole team waited at; by version 3, in round two. */
function isOldReminder({ phase, reminded }: State, name: string): boolean {
  if (phase.kind === "differing") return name.startsWith("overdue/") && phase.reminded === 0;
  return name.startsWith("nudge/") && phase.kind === "answering" && reminded === 0;
}

function after(state: State, name: string, context: Context): State {
  const { phase } = state;
  const [kind, n] = name.split("/");
  switch (kind) {
    case "review":
      return reviewDue(withFacts(state, context.packs));
    case "deadline":
      return deadlineCame(state, packOf(state, context.packs), context);
    case "nudge":
      return reminded(state, 1);
    case "reminder":
      return reminded(state, Number(n));
    case "overdue":
    case "talk":
      return phase.kind === "differing"
        ? remindedOfTalk(state, phase, packOf(state, context.packs), kind === "talk" ? Number(n) : 1)
        : state;
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
