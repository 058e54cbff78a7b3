/** Plays a decision: people say and press things, and the driver keeps the screen as a platform would. */
import type { Card, Control } from "../../src/card/card.ts";
import { ballotsOf } from "../../src/conversation/ballots.ts";
import { WORK, type Work } from "../../src/conversation/context.ts";
import type { Effect, Event, Step, World } from "../../src/conversation/event.ts";
import { loadState } from "../../src/conversation/migrate.ts";
import { reduce } from "../../src/conversation/reduce.ts";
import { type State, statusOf } from "../../src/conversation/state.ts";
import { timersOf } from "../../src/conversation/steps/timers.ts";
import type { Inbound, Person, Place, Reply, Token, Utterance, What } from "../../src/port.ts";
import type { PackSet } from "../../src/scoring/pack/pack-set.ts";
import { onePackSet } from "./pack.ts";

export const ana: Person = { id: "U1", name: "Ana" };
export const bo: Person = { id: "U2", name: "Bo" };
export const cy: Person = { id: "U3", name: "Cy" };

export const thread: Place = { platform: "terminal", team: "local", channel: "c", thread: "t" };

/** Where nothing is known but what is said: a test puts in what it is about. */
export const WORLD: World = {
  now: Date.UTC(2026, 10, 22),
  newId: "another1",
  packs: onePackSet,
  recent: [],
  own: new Map(),
  searched: null,
  earlier: [],
  nudgeAfterMs: 24 * 60 * 60 * 1000,
  alone: false,
  zone: "UTC",
  connected: false,
  link: null,
  moment: () => ({ kind: "nothing" }),
  report: (of, pack, verdict) => ({
    name: "report.html",
    text: `${of.title}, ${verdict(pack, ballotsOf(of, pack)).recommended}: ${of.people.map(({ name }) => name).join(", ")}`,
  }),
  record: (of) => ({
    name: "record.md",
    text: `# ${of.title}, ${statusOf(of)}: ${of.people.map(({ name }) => name).join(", ")}\n`,
  }),
};

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
  say(by: Person, text: string, toUs?: boolean, more?: Partial<Message>): Reply;
  /** Anything that reaches the bot. */
  hear(by: Person, what: What, more?: Partial<Inbound>): Reply;
  /** Presses a control by its id, as it is on the screen, or with a token made by hand. */
  press(by: Person, control: string, value?: string, revision?: number): Reply;
  submit(by: Person, form: string, fields: Record<string, string>): Reply;
  /** A timer goes off, a day later; by its whole name, or by how it begins. */
  timer(name: string): void;
  /** Time goes by, and every timer that is set for it goes off. */
  pass(ms: number): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** What comes from elsewhere than the team's place. */
  /** Time goes by while the bot is away; then every timer that was set for it goes off. */
  wake(ms: number, first?: "oldest" | "newest"): void;
  tell(event: Exclude<Event, { kind: "inbound" | "timer" }>): void;
  /** Other packs from now on; those of before stay known. */
  stock(packSet: PackSet): void;
}

type Message = Extract<What, { kind: "message" }>;

type Surroundings = Pick<
  World,
  "recent" | "searched" | "earlier" | "connected" | "link" | "nudgeAfterMs" | "zone" | "moment"
>;

export interface Setting extends Partial<Surroundings> {
  readonly packSet?: PackSet;
  /** A decision that goes on. */
  readonly state?: State;
  readonly place?: Place;
  readonly work?: Work;
}

export function drive(setting: Setting = {}): Driver {
  const { place = thread, work = WORK, state: goingOn = null, packSet: stocked, ...surroundings } = setting;
  const known = { ...WORLD, ...surroundings };
  let packs = stocked ?? WORLD.packs;
  let state: State | null = goingOn;
  let { now } = WORLD;
  let ids = 0;
  const screen = new Map<string, OnScreen>();
  const effects: Effect[] = [];

  function step(event: Event): Reply {
    const before = JSON.stringify(state);
    const world = { ...known, now, newId: `decision${++ids}`.slice(-8), packs };
    const result: Step = reduce(deepFreeze(state), event, world, work);
    if (JSON.stringify(state) !== before) throw new Error("the reducer changed the state that it was given");
    // What is saved is all there is: every step goes through JSON.
    state = result.state === null ? null : loadState(JSON.parse(JSON.stringify(result.state)));
    for (const effect of result.effects) {
      effects.push(effect);
      if (effect.kind === "erase")
        for (const slot of screen.keys()) screen.set(slot, { card: effect.card, revision: 0 });
      if (effect.kind === "remove") screen.delete(effect.slot);
      if (effect.kind === "show")
        screen.set(effect.slot, { card: effect.card, revision: state?.revision ?? 0 });
    }
    return result.reply;
  }

  function inbound(by: Person, what: What, more: Partial<Inbound> = {}): Reply {
    now += 1000;
    return step({ kind: "inbound", inbound: { id: `e${now}`, at: now, place, by, what, ...more } });
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
    say: (by, text, toUs = true, more = {}) =>
      inbound(by, { kind: "message", text, toUs, invited: [], origin: null, ...more }),
    hear: inbound,
    now: () => now,
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
      const set = state === null ? [] : [...timersOf(state, known).keys()];
      const timer = set.find((one) => one === name || one.startsWith(`${name}/`)) ?? name;
      step({ kind: "timer", timer, at: now });
    },
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const set = state === null ? [] : [...timersOf(state, known)];
        const [due] = set.filter(([, at]) => at <= until).sort(([, a], [, b]) => a - b);
        if (due === undefined) break;
        const [timer, at] = due;
        now = Math.max(now, at);
        step({ kind: "timer", timer, at });
      }
      now = until;
    },
    wake(ms, first = "oldest") {
      now += ms;
      const over = new Set<string>();
      for (;;) {
        const set = state === null ? [] : [...timersOf(state, known)];
        const due = set.filter(([timer, at]) => at <= now && !over.has(timer));
        const [next] = due.sort(([, a], [, b]) => (first === "oldest" ? a - b : b - a));
        if (next === undefined) return;
        over.add(next[0]);
        step({ kind: "timer", timer: next[0], at: next[1] });
      }
    },
    tell: (event) => void step(event),
    stock(next) {
      const before = packs;
      packs = { current: next.current, get: (digest) => next.get(digest) ?? before.get(digest) };
    },
  };
}

/** The question that a private view asks; null where it asks none. */
export function askedIn(reply: Reply): string | null {
  if (reply.kind !== "ephemeral") return null;
  const ids = controlsOf(reply.card).map(({ id }) => id);
  const [, question = null] = ids.find((id) => id.startsWith("later/"))?.split("/") ?? [];
  return question;
}

export type Answers = Readonly<Record<string, string>>;

/** One person answers in private whatever they are asked, "not sure" where nothing is given; then nothing more. */
export function answerAll(driver: Driver, by: Person, own: Answers, later: Answers = {}, because = ""): void {
  let reply = driver.press(by, "next");
  for (let guard = 0; guard < 60; guard++) {
    const question = askedIn(reply);
    if (question === null) break;
    const today = own[question] ?? "not_sure";
    const changes = later[question];
    reply =
      changes === undefined && because === ""
        ? driver.press(by, `answer/${question}/${today}`)
        : driver.submit(by, `later/${question}`, { today, later: changes ?? today, because });
  }
  ended(driver, by);
}

/** Nothing will be different later, and nothing is known that the others do not know. */
export function ended(driver: Driver, by: Person, knows: string | null = null): void {
  let reply = driver.press(by, "next");
  const offers = (id: string): boolean =>
    reply.kind === "ephemeral" && controlsOf(reply.card).some((control) => control.id === id);
  if (offers("no-later")) reply = driver.press(by, "no-later");
  if (!offers("knows")) return;
  if (knows === null) driver.press(by, "knows-nothing");
  else driver.submit(by, "knows", { knows });
}

/** Who is rung for by a message, by their names. */
export function rungBy(card: Card): readonly string[] {
  const texts = card.blocks.flatMap((block) =>
    "text" in block ? [block.text] : block.kind === "list" ? block.items : [],
  );
  return texts
    .flat()
    .flatMap((span) => (typeof span !== "string" && span.kind === "mention" ? [span.name] : []));
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
