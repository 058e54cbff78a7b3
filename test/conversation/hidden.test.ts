/**
 * Until round one is complete nobody sees what others have answered: another choice of another person changes no byte of
 * what anybody sees, is told, is given as a record, or finds in a list.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { scoringOnce } from "../../src/conversation/context.ts";
import type { Step, World } from "../../src/conversation/event.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import type { State } from "../../src/conversation/state.ts";
import { ACTIONS } from "../../src/conversation/steps/actions.ts";
import { withThrough } from "../../src/conversation/steps/round/one.ts";
import { timersOf } from "../../src/conversation/steps/timers.ts";
import { view } from "../../src/conversation/view/messages.ts";
import type { Summary, What } from "../../src/port.ts";
import { ana, askedIn, bo, cy, type Driver, drive, thread, WORLD } from "./driver.ts";
import { jobs, onePackSet } from "./pack.ts";

const PEOPLE = [ana, bo, cy];
const eve = { id: "U9", name: "Eve" };

const world: World = {
  ...WORLD,
  now: Date.UTC(2026, 10, 23),
  nudgeAfterMs: 1000,
  record: ({ people }) => ({ name: "record.md", text: JSON.stringify(people) }),
};

const VERBS = [...ACTIONS];

/** Whatever somebody may do to look: every verb, typed and pressed. */
const LOOKS: readonly What[] = [
  { kind: "home" },
  ...[
    ...VERBS.flatMap(([, { words = [] }]) => words),
    ...["change", "change 1", "list", "list because", "remind us", "move", "1", "2", "many", "lunch?"],
  ].map((text): What => ({ kind: "message", text, toUs: true, invited: [], origin: null })),
  ...[
    ...VERBS.flatMap(([, { control }]) => (control === undefined || control.includes("/") ? [] : [control])),
    ...jobs.questions.flatMap(({ id, choices }) => [
      `later/${id}`,
      `back/${id}`,
      ...choices.map((choice) => `answer/${id}/${choice.id}`),
      `answer/${id}/not_sure`,
    ]),
  ].map(
    (control): What => ({
      kind: "press",
      token: { decision: "decision", control, revision: 99 },
      value: null,
    }),
  ),
];

function listed({ id, title, place, startedAt, pack }: State): Summary {
  return { id, title, place, at: startedAt, status: "open", pack: pack?.digest ?? null, text: [title] };
}

/** Three people, Cy without an end; `picks` says who answers next, and what. */
function played(picks: readonly number[], isAll: boolean): State {
  const driver: Driver = drive();
  driver.command(ana, "background jobs", [bo, cy]);
  if (isAll) driver.say(ana, "ask the rest");
  for (const pick of picks) {
    const by = PEOPLE[pick % 2] ?? ana;
    const question = askedIn(driver.press(by, "next"));
    if (question === null) continue;
    const choices = [...(jobs.questions.find(({ id }) => id === question)?.choices ?? [])].map(
      ({ id }) => id,
    );
    const choice = [...choices, "not_sure"][pick % (choices.length + 1)] ?? "not_sure";
    driver.submit(by, `later/${question}`, { today: choice, later: choice, because: `because ${pick}` });
  }
  const state = driver.state();
  if (state === null) throw new Error("nothing was begun");
  return state;
}

/** The same with another choice, another expectation and another reason of one person. */
function swapped(state: State, person: string, at: number, to: number): State {
  const people = state.people.map((member) => ({
    ...member,
    votes: member.votes.map((vote, index) => {
      if (member.id !== person || index !== at % member.votes.length) return vote;
      const choices = (jobs.questions.find(({ id }) => id === vote.question)?.choices ?? []).map(
        ({ id }) => id,
      );
      const pick = (n: number): string => [...choices, "not_sure"][n % (choices.length + 1)] ?? "not_sure";
      return { ...vote, today: pick(to), later: pick(to + 1), because: `another ${to}` };
    }),
  }));
  return { ...state, people };
}

function seen({ reply, line, effects }: Step): string {
  return JSON.stringify([reply, line, effects.filter(({ kind }) => kind !== "set-timer")]);
}

/** Of each person whether they have answered everything: that is told to all, and hangs on what they answered. */
function through(state: State): readonly boolean[] {
  return withThrough(state, jobs, scoringOnce()).people.map((member) => member.through);
}

test("another choice of another person changes no byte of what anybody else sees", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(59), { minLength: 1, maxLength: 14 }),
      fc.nat(1),
      fc.nat(9),
      fc.nat(9),
      fc.boolean(),
      (picks, who, at, to, isAll) => {
        const state = played(picks, isAll);
        expect(state.phase.kind).toBe("answering");
        const person = PEOPLE[who] ?? ana;
        const other = swapped(state, person.id, at, to);
        fc.pre(!isDeepStrictEqual(other, state) && isDeepStrictEqual(through(other), through(state)));
        const shown = (of: State) =>
          view(of, onePackSet, scoringOnce()).map(({ slot, card }) => `${slot}: ${plain(card)}`);
        expect(shown(other)).toEqual(shown(state));
        for (const by of [...PEOPLE, eve].filter(({ id }) => id !== person.id))
          for (const what of LOOKS) {
            const hear = (of: State): Step =>
              reduce(
                of,
                { kind: "inbound", inbound: { id: "e", at: 0, place: thread, by, what } },
                { ...world, recent: [listed(of)], own: new Map([[of.id, of]]) },
              );
            const [is, was] = [hear(other), hear(state)];
            // What ends round one ends the hiding.
            if (was.state?.phase.kind === "answering") expect(seen(is), JSON.stringify(what)).toBe(seen(was));
          }
      },
    ),
    { numRuns: 12 },
  );
});

test("so it is for what reminds", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(59), { minLength: 1, maxLength: 9 }), fc.nat(9), (picks, to) => {
      // Bo answers first.
      const state = played([1, ...picks], true);
      const other = swapped(state, bo.id, 0, to);
      expect(other).not.toEqual(state);
      const timer = (of: State): Step => {
        const name = [...timersOf(of, world).keys()].find((one) => one.startsWith("reminder/")) ?? "";
        const step = reduce(of, { kind: "timer", timer: name, at: world.now }, world);
        expect(step.state?.reminded).toBe(1);
        return step;
      };
      expect(seen(timer(other))).toBe(seen(timer(state)));
    }),
    { numRuns: 8 },
  );
});
