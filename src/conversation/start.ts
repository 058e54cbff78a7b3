/** How a decision begins: from free text to a state that knows its pack, or asks for it. */
import type { Inbound, Person, Utterance } from "../port.ts";
import { withPeople } from "./answer.ts";
import { advance } from "./flow.ts";
import { withProposals } from "./proposals.ts";
import type { PackRecord, Shelf } from "./shelf.ts";
import { type State, VERSION } from "./state.ts";
import { findTopic, TITLE_MAX, topicOfTalk } from "./topic.ts";

export function start(
  inbound: Inbound,
  text: string,
  invited: readonly Person[],
  origin: string | null,
  discussion: readonly Utterance[],
  id: string,
  shelf: Shelf,
): State {
  const own = findTopic(text, shelf.current);
  const says = own.packs.length > 0 || own.title !== null;
  const topic = says ? own : topicOfTalk(discussion, shelf.current);
  const typed = says ? text.replace(/\s+/g, " ").trim().slice(0, TITLE_MAX) : "";
  const blank: State = {
    v: VERSION,
    id,
    revision: 0,
    title: topic.title ?? typed,
    place: inbound.place,
    rooted: inbound.place.thread === null,
    origin,
    startedAt: inbound.at,
    starter: inbound.by.id,
    people: [],
    pack: null,
    candidates: [],
    unclear: null,
    discussion,
    proposals: [],
    status: "open",
    asked: [],
    askAll: false,
    askFirst: [],
    discussing: null,
    discussed: [],
    nudged: [],
    recommendation: null,
    outcome: null,
    review: null,
    round: 1,
    previous: null,
    deadline: null,
    overdue: false,
    stalled: [],
    lastCall: null,
    exported: null,
    published: null,
    supersedes: null,
    supersededBy: null,
    newer: null,
  };
  const state = withPeople(blank, [inbound.by, ...invited], true);
  const [only] = topic.packs;
  if (only !== undefined && topic.packs.length === 1)
    return withPack({ ...state, title: topic.title ?? "" }, only);
  const several = topic.packs.length > 1;
  const candidates = (several ? topic.packs : shelf.current).map(({ digest }) => digest);
  return { ...state, candidates, unclear: typed === "" ? "blank" : several ? "several" : "none" };
}

/** The pack is known: the discussion is read with it, and its first question is asked. */
export function withPack(state: State, { digest, pack }: PackRecord): State {
  const title = state.title === "" ? pack.title : state.title;
  const known = { ...state, title, pack: { digest, id: pack.id, version: pack.version } };
  return advance(withProposals(known, pack), pack);
}
