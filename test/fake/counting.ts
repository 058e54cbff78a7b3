/** The smallest conversation: it counts what it hears, and does what the words say. */

import type { Conversation } from "../../src/app/inbox.ts";
import type { Snapshot } from "../../src/app/snapshot.ts";
import type { Effect, Event, Step, World } from "../../src/conversation/event.ts";
import type { Member } from "../../src/conversation/state.ts";
import type { Inbound, Person, Place, Reply } from "../../src/port.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { PackSet } from "../../src/scoring/pack/pack-set.ts";

export interface Count extends Snapshot {
  readonly people: readonly Member[];
  readonly v: 1;
  readonly count: number;
  readonly heard: readonly string[];
}

export const PLACE: Place = { platform: "slack", team: "T1", channel: "C1", thread: null };

function packOf(id: string): Pack {
  return {
    id,
    version: "1.0.0",
    title: id,
    asks: "Which?",
    aliases: [],
    horizon: { name: "in six months", months: 6, weight: [1, 2] },
    stopAt: [1, 1],
    sources: [],
    options: [],
    criteria: [],
    questions: [],
    notes: [],
    cases: [],
  };
}

export function packSetOf(...ids: string[]): PackSet {
  const current = ids.map((id) => ({ digest: `digest-${id}`, pack: packOf(id) }));
  return { current, get: (digest) => current.find((one) => one.digest === digest)?.pack };
}

export function said(id: string, text: string, place = PLACE): Inbound {
  return {
    id,
    at: 0,
    place,
    by: { id: "U1", name: "Ana" },
    what: { kind: "command", text, invited: [], origin: null },
  };
}

export function pressed(id: string, decision: string, value: string, place = PLACE): Inbound {
  const what = { kind: "press", token: { decision, control: "c", revision: 1 }, value } as const;
  return { id, at: 0, place, by: { id: "U1", name: "Ana" }, what };
}

export function ephemeral(title: string): Reply {
  return { kind: "ephemeral", card: { title, blocks: [] }, token: null };
}

/**
 * `start [title]` starts, `list` lists, `look` changes nothing, `fail` throws, `fill N` grows the state, `set T AT`
 * and `clear T` set timers, `propose` asks for a record; anything else is counted and shown as root and tail. Replies say what was heard.
 */
export const counting: Conversation<Count> = {
  wantsList: ({ what }) =>
    what.kind === "command" && what.text === "list" ? { words: null, page: 1 } : null,
  erased: { title: "gone", blocks: [] },
  loadState(json) {
    const count = json as Count;
    if (count.v !== 1) throw new Error(`version ${count.v} is too new`);
    return count;
  },
  reduce(state, event, world) {
    const step = count(state, event, world);
    const is = step.state;
    return {
      ...step,
      line: is === null ? "" : `${is.title} ${is.count}`,
      members: (is?.people ?? []).map(({ id }) => id),
    };
  },
};

function count(
  state: Count | null,
  event: Event,
  world: World,
): Omit<Step, "state" | "line" | "members"> & { state: Count | null } {
  const words = wordsOf(event);
  const [verb, ...rest] = words.split(" ");
  if (verb === "list")
    return { state, effects: [], reply: ephemeral(world.recent.map(({ id }) => id).join(" ")) };
  const shared = sharedEffect(verb, rest);
  if (shared !== null) return { state, effects: [shared], reply: ephemeral(words) };
  if (verb === "fail") throw new Error("the conversation failed");
  if (verb === "start" && event.kind === "inbound") {
    const pack = world.packs.current[0];
    const begun: Count = {
      v: 1,
      id: world.newId,
      revision: 1,
      title: rest.join(" "),
      place: event.inbound.place,
      phase: { kind: "answering" },
      pack: pack === undefined ? null : { digest: pack.digest, id: pack.pack.id, version: pack.pack.version },
      people: [memberOf(event.inbound.by)],
      newer: null,
      origin: null,
      startedAt: world.now,
      count: 0,
      heard: [],
    };
    return { state: begun, effects: show(begun), reply: ephemeral(`started ${begun.id}`) };
  }
  if (state === null) return { state, effects: [], reply: ephemeral("nobody here") };
  if (event.kind === "delete") {
    const card = { title: "gone", blocks: [] };
    const gone: Count = {
      ...state,
      title: "",
      phase: { kind: "deleted", by: "", at: 0, until: 0, from: null },
      people: [],
      heard: [],
    };
    return { state: gone, effects: [{ kind: "erase", card }], reply: ephemeral("deleted") };
  }
  if (verb === "look") {
    const pack = state.pack === null ? undefined : world.packs.get(state.pack.digest);
    return { state, effects: [], reply: ephemeral(`${state.count} ${state.place.thread} ${pack?.title}`) };
  }
  const after: Count = {
    ...state,
    revision: state.revision + 1,
    count: state.count + 1,
    heard: [...state.heard, verb === "fill" ? "x".repeat(Number(rest[0])) : words],
  };
  const [timer = "", at] = rest;
  if (verb === "set")
    return { state: after, effects: [{ kind: "set-timer", timer, at: Number(at) }], reply: ephemeral("set") };
  if (verb === "clear")
    return { state: after, effects: [{ kind: "clear-timer", timer }], reply: ephemeral("cleared") };
  if (verb === "propose") return { state: after, effects: [{ kind: "propose" }], reply: ephemeral("asked") };
  return { state: after, effects: show(after), reply: ephemeral(`heard ${after.count}`) };
}

/** `forget-person ID`, `delete-all` and `supersede-it ID` concern other decisions. */
function sharedEffect(verb: string | undefined, [of = ""]: readonly string[]): Effect | null {
  if (verb === "forget-person") return { kind: "forget", person: of };
  if (verb === "delete-all") return { kind: "delete-all" };
  const by = { id: "new", title: "New", at: 0, channel: "C1", thread: null };
  return verb === "supersede-it" ? { kind: "supersede", decision: of, by } : null;
}

function memberOf({ id, name }: Person): Member {
  return { id, name, wanted: true, through: false, at: null, horizonAsked: false, rung: [], votes: [] };
}

function wordsOf(event: Event): string {
  if (event.kind === "timer") return `timer ${event.timer} ${event.at}`;
  if (event.kind !== "inbound") return event.kind;
  const { what } = event.inbound;
  return what.kind === "command" || what.kind === "message"
    ? what.text
    : String("value" in what ? what.value : "");
}

function show(state: Count): Effect[] {
  const card = { title: `${state.title} ${state.count}`, blocks: [] };
  return [
    { kind: "show", slot: "root", audience: "channel", card },
    { kind: "show", slot: "tail", audience: "thread", card },
  ];
}
