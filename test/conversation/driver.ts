/** Plays a decision: people say and press things, and the driver keeps the screen as a platform would. */
import type { Card, Control } from "../../src/card/card.ts";
import type { Effect, Event, Step } from "../../src/conversation/event.ts";
import { WORK, type Work } from "../../src/conversation/facts.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import type { State } from "../../src/conversation/state.ts";
import type { Person, Place, Reply, Summary, Token, Utterance, What } from "../../src/port.ts";
import type { PackSet } from "../../src/scoring/pack/pack-set.ts";
import { onePackSet } from "./pack.ts";

export const ana: Person = { id: "U1", name: "Ana" };
export const bo: Person = { id: "U2", name: "Bo" };
export const cy: Person = { id: "U3", name: "Cy" };

export const thread: Place = { platform: "terminal", team: "local", channel: "c", thread: "t" };

/** A message on the screen, with the revision that its controls carry. */
export interface OnScreen {
  readonly card: Card;
  readonly revision: number;
}

export interface Driver {
  state(): State | null;
  screen(): ReadonlyMap<string, OnScreen>;
  /** Every effect so far, in order. */
  effects(): readonly Effect[];
  /** Starts a decision, as a slash command does. */
  command(by: Person, text: string, invited?: readonly Person[], discussion?: readonly Utterance[]): Reply;
  say(by: Person, text: string, toUs?: boolean): Reply;
  /** Presses a control by its id, as it is on the screen, or with a token made by hand. */
  press(by: Person, control: string, value?: string, revision?: number): Reply;
  submit(by: Person, form: string, fields: Record<string, string>): Reply;
  /** A timer goes off, a day later. */
  timer(name: string): void;
  /** What comes from elsewhere than the team's place. */
  tell(event: Exclude<Event, { kind: "inbound" | "timer" }>): void;
  /** Other packs from now on; those of before stay known. */
  stock(packSet: PackSet): void;
}

export interface Setting {
  readonly packSet?: PackSet;
  readonly place?: Place;
  readonly recent?: readonly Summary[];
  readonly earlier?: readonly Summary[];
  readonly connected?: boolean;
  readonly nudgeAfterMs?: number;
  readonly moment?: (words: string, zone: string | null) => number | null;
  readonly work?: Work;
}

export function drive(setting: Setting = {}): Driver {
  const { place = thread, recent = [], earlier = [], connected = false } = setting;
  const { nudgeAfterMs = 24 * 60 * 60 * 1000, moment = () => null, work = WORK } = setting;
  let packSet = setting.packSet ?? onePackSet;
  let state: State | null = null;
  let now = Date.UTC(2026, 10, 22);
  let ids = 0;
  const screen = new Map<string, OnScreen>();
  const effects: Effect[] = [];

  function step(event: Event): Reply {
    const before = JSON.stringify(state);
    const world = {
      now,
      newId: `decision${++ids}`.slice(-8),
      packs: packSet,
      recent,
      earlier,
      nudgeAfterMs,
      connected,
      moment,
      record: ({ title, status, people }: State) => ({
        name: "record.md",
        text: `# ${title}, ${status}: ${people.map(({ name }) => name).join(", ")}\n`,
      }),
    };
    const result: Step = reduce(deepFreeze(state), event, world, work);
    if (JSON.stringify(state) !== before) throw new Error("the reducer changed the state that it was given");
    // What is saved is all there is: every step goes through JSON.
    state = result.state === null ? null : loadState(JSON.parse(JSON.stringify(result.state)));
    for (const effect of result.effects) {
      effects.push(effect);
      if (effect.kind === "erase")
        for (const slot of screen.keys()) screen.set(slot, { card: effect.card, revision: 0 });
      if (effect.kind === "show")
        screen.set(effect.slot, { card: effect.card, revision: state?.revision ?? 0 });
    }
    return result.reply;
  }

  function inbound(by: Person, what: What): Reply {
    now += 1000;
    return step({ kind: "inbound", inbound: { id: `e${now}`, at: now, place, by, what } });
  }

  const token = (control: string, revision: number): Token => ({
    decision: state?.id ?? "none",
    control,
    revision,
  });

  return {
    state: () => state,
    screen: () => screen,
    effects: () => effects,
    command: (by, text, invited = [], discussion = []) =>
      inbound(by, { kind: "command", text, invited, origin: null, discussion }),
    say: (by, text, toUs = true) => inbound(by, { kind: "message", text, toUs, invited: [], origin: null }),
    press(by, control, value, revision) {
      const shown = [...screen.values()].filter(({ card }) =>
        controlsOf(card).some(({ id }) => id === control),
      );
      const seen = revision ?? shown.at(-1)?.revision ?? state?.revision ?? 0;
      return inbound(by, { kind: "press", token: token(control, seen), value: value ?? null });
    },
    submit: (by, form, fields) =>
      inbound(by, { kind: "submit", token: token(form, state?.revision ?? 0), fields }),
    timer(name) {
      now += 24 * 60 * 60 * 1000;
      step({ kind: "timer", timer: name, at: now });
    },
    tell: (event) => void step(event),
    stock(next) {
      const before = packSet;
      packSet = { current: next.current, get: (digest) => next.get(digest) ?? before.get(digest) };
    },
  };
}

/** Nothing will be different later for any of them, if that is the question now. */
export function ended(driver: Driver, people: readonly Person[]): void {
  for (const person of people)
    if (driver.state()?.lastCall?.closed === false) driver.press(person, "no-later");
}

export function controlsOf(card: Card): readonly Control[] {
  return card.blocks.flatMap((block) => (block.kind === "controls" ? block.controls : []));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
