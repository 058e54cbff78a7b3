/** What the conversation may know besides what was said: read in the event's own transaction. */
import type { Event, Link, World } from "../conversation/event.ts";
import { type ListQuery, PAGE_SIZE } from "../conversation/input/command.ts";
import { readMoment } from "../conversation/input/dates/dates.ts";
import { type State, statusOf } from "../conversation/state.ts";
import type { Inbound, Person, Place, Summary } from "../port.ts";
import type { PackSet } from "../scoring/pack/pack-set.ts";
import type { Tx } from "../store/store.ts";
import { digestsOf, type Snapshot, stateOf, withSaved } from "./snapshot.ts";
import { Unusable } from "./unusable.ts";

/** What the operator and the surroundings decide. */
export interface Surroundings extends Pick<World, "nudgeAfterMs" | "zone" | "record" | "report"> {
  /** Null: reports are not hosted. */
  readonly newLink: (() => Link) | null;
  /** Whether a repository is connected for a team's records. */
  readonly connected: (of: Pick<Place, "platform" | "team">) => boolean;
}

export async function worldOf(
  tx: Tx,
  {
    before,
    event,
    query,
    packs,
    ...given
  }: {
    readonly before: Snapshot | null;
    readonly event: Event;
    /** The list that is asked for; null: none is. */
    readonly query: ListQuery | null;
    readonly packs: PackSet;
    readonly now: number;
    readonly newId: string;
  },
  { nudgeAfterMs, record, report, connected, newLink, zone }: Surroundings,
): Promise<World> {
  const inbound = event.kind === "inbound" ? event.inbound : null;
  const place = inbound?.place ?? before?.place;
  const begins =
    before === null ||
    before.pack === null ||
    statusOf(before) !== "open" ||
    // It may begin another, whatever is in progress.
    inbound?.what.kind === "command";
  const { summaries: recent, searched } =
    inbound === null || query === null ? NOT_LISTED : await tx.recent(pageOf(inbound, query));
  const own = inbound?.what.kind === "home" ? await statesOf(tx, recent) : new Map<string, State>();
  const earlier = inbound !== null && begins ? await tx.decided(inbound.place) : [];
  return {
    ...given,
    packs: await withEarlier(
      tx,
      own.size === 0 ? packs : await withSaved(tx, packs, digestsIn(own)),
      earlier,
    ),
    recent,
    searched,
    own,
    earlier,
    nudgeAfterMs,
    alone: inbound !== null && inbound.place.team === ownTeam(inbound.by),
    zone,
    connected: place !== undefined && connected(place),
    record,
    report,
    link: newLink?.() ?? null,
    moment: (words, { zone: theirs = zone, locale = null }) =>
      readMoment(words, { now: given.now, zone: theirs, locale }),
  };
}

function digestsIn(own: ReadonlyMap<string, State>): readonly string[] {
  return [...own.values()].flatMap(digestsOf);
}

/** With the packs of these. One that is damaged keeps nobody from beginning. */
async function withEarlier(tx: Tx, packs: PackSet, earlier: readonly Summary[]): Promise<PackSet> {
  let known = packs;
  for (const digest of new Set(earlier.flatMap(({ pack }) => pack ?? []))) {
    if (known.get(digest) !== undefined) continue;
    try {
      known = await withSaved(tx, known, [digest]);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
    }
  }
  return known;
}

/** Those that can be read. */
async function statesOf(tx: Tx, summaries: readonly Summary[]): Promise<ReadonlyMap<string, State>> {
  const states = new Map<string, State>();
  for (const { id } of summaries) {
    const row = await tx.decision(id);
    try {
      if (row !== null) states.set(id, stateOf(row));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
    }
  }
  return states;
}

/** The port's name for the tenant of direct messages that belong to none. */
function ownTeam({ id }: Person): string {
  return `dm${id}`;
}

/** A list has the room's own decisions; somebody's Home, those that they take part in. */
function pageOf({ place, by, what }: Inbound, { words, page }: ListQuery) {
  // One more than a page, to see whether there is another.
  const [offset, limit] = [(page - 1) * PAGE_SIZE, PAGE_SIZE + 1];
  return { ...place, person: what.kind === "home" ? by.id : null, words, offset, limit };
}

const NOT_LISTED = { summaries: [], searched: null };
