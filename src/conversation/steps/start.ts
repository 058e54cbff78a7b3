/** How a decision begins: from free text to a state that knows its pack, or asks for it. */
import type { Inbound, Summary } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";
import type { PackRecord } from "../../scoring/pack/pack-set.ts";
import { BLANK } from "../blank.ts";
import type { Context, Turn } from "../event.ts";
import { TITLE_MAX } from "../input/title.ts";
import { findTopic, topicOfTalk } from "../input/topic.ts";
import { type Earlier, type State, VERSION } from "../state.ts";
import * as words from "../words.ts";
import { splitDeadline } from "./deadline.ts";
import { advance } from "./flow.ts";
import { done, type OnDecision, refuse } from "./guard.ts";
import { withProposals } from "./proposals.ts";
import { withPeople } from "./votes.ts";

export function start(
  inbound: Inbound,
  what: Extract<Inbound["what"], { kind: "command" | "message" }>,
  context: Context,
): State {
  const { invited, origin, discussion = [] } = what;
  const { packs: packSet, newId: id } = context;
  const limited = splitDeadline(what.text, inbound.by.zone ?? null, context.moment);
  const text = limited?.rest ?? what.text;
  const own = findTopic(text, packSet.current);
  const says = own.packs.length > 0 || own.title !== null || own.unknown.length > 0;
  const topic = says ? own : topicOfTalk(discussion, packSet.current);
  const typed = says ? text.replace(/\s+/g, " ").trim().slice(0, TITLE_MAX) : "";
  const blank: State = {
    ...BLANK,
    v: VERSION,
    id,
    revision: 0,
    title: topic.title ?? typed,
    place: inbound.place,
    rooted: inbound.place.thread === null,
    origin,
    startedAt: inbound.at,
    starter: inbound.by.id,
    discussion,
    status: "open",
    round: 1,
    deadline: limited === null ? null : { at: limited.at, came: "not-yet" },
  };
  const state = withPeople(blank, [inbound.by, ...invited], true);
  const [only] = topic.packs;
  if (only !== undefined && topic.packs.length === 1)
    return withPack({ ...state, title: topic.title ?? "" }, only, context);
  const several = topic.packs.length > 1;
  const candidates = (several ? topic.packs : packSet.current).map(({ digest }) => digest);
  return { ...state, candidates, unclear: typed === "" ? "blank" : several ? "several" : "none" };
}

/** The pack is known: the discussion is read with it, and its first question is asked. */
export function withPack(state: State, { digest, pack }: PackRecord, context: Context): State {
  const title = state.title === "" ? pack.title : state.title;
  const supersedes = title === pack.title ? null : sameTitle(title, context.earlier);
  const known = { ...state, title, pack: { digest, id: pack.id, version: pack.version }, supersedes };
  return advance(withProposals(known, pack), pack, context);
}

/** By the beginning of its digest. */
export function choosePack({ state, action, context }: OnDecision): Turn {
  const record = candidatesOf(state, context).find(({ digest }) => digest.startsWith(action.of));
  return record === undefined ? refuse(state, words.replies.gone) : done(withPack(state, record, context));
}

/** The packs to choose from that are still there. */
export function candidatesOf({ candidates }: State, { packs }: Context): readonly PackRecord[] {
  return packs.current.filter(({ digest }) => candidates.includes(digest));
}

/** The newest of the channel's decisions with this title, whatever the case and the punctuation. */
function sameTitle(title: string, earlier: readonly Summary[]): Earlier | null {
  const found = earlier.find((one) => normalise(one.title) === normalise(title));
  if (found === undefined) return null;
  const { channel, thread } = found.place;
  return { id: found.id, title: found.title, at: found.at, channel, thread };
}
