/** The smallest conversation: it counts what it hears, and does what the words say. */

import type { Conversation } from "../../src/app/inbox.ts";
import type { Kept } from "../../src/app/snapshot.ts";
import type { Event, Step, Wish, World } from "../../src/conversation/event.ts";
import type { Member } from "../../src/conversation/state.ts";
import type { Inbound, Person, Place, Reply } from "../../src/port.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Shelf } from "../../src/scoring/pack/shelf.ts";

export interface Count extends Kept {
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

export function shelfOf(...ids: string[]): Shelf {
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

export function aside(title: string): Reply {
  return { kind: "aside", card: { title, blocks: [] }, token: null };
}

/**
 * `start [title]` starts, `list` lists, `look` changes nothing, `fail` throws, `fill N` grows the state, `wake T AT`
 * and `hush T` set timers; anything else is counted and shown as root and tail. Replies say what was heard.
 */
export const counting: Conversation<Count> = {
  wantsList: ({ what }) =>
    what.kind === "command" && what.text === "list" ? { words: null, page: 1 } : null,
  loadState: (json) => json as Count,
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
  if (verb === "list") return { state, wishes: [], reply: aside(world.recent.map(({ id }) => id).join(" ")) };
  const shared = sharedWish(verb, rest);
  if (shared !== null) return { state, wishes: [shared], reply: aside(words) };
  if (verb === "fail") throw new Error("the conversation failed");
  if (verb === "start" && event.kind === "inbound") {
    const pack = world.packs.current[0];
    const begun: Count = {
      v: 1,
      id: world.newId,
      revision: 1,
      title: rest.join(" "),
      place: event.inbound.place,
      status: "open",
      pack: pack === undefined ? null : { digest: pack.digest, id: pack.pack.id, version: pack.pack.version },
      candidates: [],
      people: [memberOf(event.inbound.by)],
      newer: null,
      origin: null,
      startedAt: world.now,
      count: 0,
      heard: [],
    };
    return { state: begun, wishes: show(begun), reply: aside(`started ${begun.id}`) };
  }
  if (state === null) return { state, wishes: [], reply: aside("nobody here") };
  if (event.kind === "delete") {
    const card = { title: "gone", blocks: [] };
    const gone: Count = { ...state, title: "", status: "deleted", people: [], heard: [] };
    return { state: gone, wishes: [{ kind: "erase", card }], reply: aside("deleted") };
  }
  if (verb === "look") {
    const pack = state.pack === null ? undefined : world.packs.get(state.pack.digest);
    return { state, wishes: [], reply: aside(`${state.count} ${state.place.thread} ${pack?.title}`) };
  }
  const after: Count = {
    ...state,
    revision: state.revision + 1,
    count: state.count + 1,
    heard: [...state.heard, verb === "fill" ? "x".repeat(Number(rest[0])) : words],
  };
  const [timer = "", at] = rest;
  if (verb === "wake")
    return { state: after, wishes: [{ kind: "wake", timer, at: Number(at) }], reply: aside("set") };
  if (verb === "hush") return { state: after, wishes: [{ kind: "hush", timer }], reply: aside("hushed") };
  return { state: after, wishes: show(after), reply: aside(`heard ${after.count}`) };
}

/** `forget-person ID`, `delete-all` and `supersede-it ID` concern other decisions. */
function sharedWish(verb: string | undefined, [of = ""]: readonly string[]): Wish | null {
  if (verb === "forget-person") return { kind: "forget", person: of };
  if (verb === "delete-all") return { kind: "delete-all" };
  const by = { id: "new", title: "New", at: 0, channel: "C1", thread: null };
  return verb === "supersede-it" ? { kind: "supersede", decision: of, by } : null;
}

function memberOf({ id, name }: Person): Member {
  return { id, name, expected: true, votes: [] };
}

function wordsOf(event: Event): string {
  if (event.kind === "timer") return `timer ${event.timer} ${event.at}`;
  if (event.kind !== "inbound") return event.kind;
  const { what } = event.inbound;
  return what.kind === "command" || what.kind === "message"
    ? what.text
    : String("value" in what ? what.value : "");
}

function show(state: Count): Wish[] {
  const card = { title: `${state.title} ${state.count}`, blocks: [] };
  return [
    { kind: "show", slot: "root", audience: "channel", card },
    { kind: "show", slot: "tail", audience: "thread", card },
  ];
}
