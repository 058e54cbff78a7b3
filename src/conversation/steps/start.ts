/** How a decision begins: from free text to a state that knows its pack, or asks which of several is meant. */

import type { Inbound, Reply, Summary, Utterance } from "../../port.ts";
import { normalise } from "../../reading/plainwords.ts";
import { sentencesOf } from "../../reading/speech.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { PackRecord } from "../../scoring/pack/pack-set.ts";
import type { Context, Turn } from "../event.ts";
import { type Request, readRequest } from "../input/request/request.ts";
import { cleanTitle } from "../input/request/title.ts";
import { closestPacks } from "../input/request/topic.ts";
import { ringing, withPeople } from "../people.ts";
import { BLANK, type Earlier, type State, VERSION } from "../state.ts";
import { fieldErrors, startForm } from "../view/forms.ts";
import * as replies from "../view/replies.ts";
import { slotOf } from "../view/shown.ts";
import { momentText, unreadText } from "../view/understood.ts";
import { forms } from "../words/controls.ts";
import * as words from "../words/replies.ts";
import { done, type OnDecision, refuse, wrong } from "./guard.ts";
import { withDiscussion } from "./proposals.ts";
import { withNext } from "./round/one.ts";

type Spoken = Extract<Inbound["what"], { kind: "command" | "message" }>;

/** Where nothing fits, only the asker is told, and nothing is begun. `state`: what is being decided there already. */
export function begin(state: State | null, inbound: Inbound, what: Spoken, context: Context): Turn {
  const { by } = inbound;
  const { invited, groups = [], threadName = null, discussion = [] } = what;
  const read = readRequest(what.text.replace(ANEW, ""), {
    packs: context.packs.current,
    invited,
    name: threadName,
    talk: discussion,
    moment: (said) => context.moment(said, by),
  });
  const request = { ...read, unread: [...read.unread, ...groups.map(mention)] };
  const options = request.unread.find(({ kind }) => kind === "options");
  const closest = closestPacks(what.text, context.packs.current);
  if (options !== undefined) {
    const unnamed = options.kind === "options" && options.near.length === 0 ? closest : null;
    return { state, reply: replies.nothingFits(unreadText(options, by.zone), unnamed, context.packs) };
  }
  if (request.packs.length === 0) {
    const isBlank = what.text.trim() === "" && discussion.length === 0;
    const reply = isBlank ? withNothing(what, context) : replies.nothingFits([], closest, context.packs);
    return { state, reply };
  }
  const precedent = request.title === null ? null : earlierLike(request.title, request.packs, context);
  if (precedent !== null && !ANEW.test(what.text))
    return { state, reply: replies.precedent(precedent, what.text.trim()) };
  return done(
    start(inbound, { ...what, discussion: [...discussion, ...toldBy(inbound, what)] }, request, context),
  );
}

/** "FastAPI or Django? We are four, and …": what is told beside the request is read like what was said before it. */
function toldBy({ by }: Inbound, { text }: Spoken): readonly Utterance[] {
  const sentences = sentencesOf(text).map((one) => one.text);
  const request = sentences.findIndex((one) => one.includes("?"));
  const told = sentences.toSpliced(Math.max(request, 0), 1);
  return told.length === 0 ? [] : [{ person: by, text: told.join("\n"), link: null }];
}

/** A bare command opens the form; a mention comes with nothing that a form could be opened by. */
function withNothing({ kind, origin }: Spoken, { packs }: Context): Reply {
  return kind === "command" && origin === null ? startForm(packs) : replies.startWith(packs);
}

/** The form that a decision begins with. */
export function beginFilled(state: State | null, inbound: Inbound, what: Submitted, context: Context): Turn {
  const { by } = inbound;
  const { fields, people = {} } = what;
  const { current } = context.packs;
  const refused = fieldErrors(startForm(context.packs).form, fields);
  const [only] = current;
  const picked = current.length === 1 ? only : current.find(({ digest }) => isPicked(digest, fields.pack));
  const title = cleanTitle(fields.title ?? "");
  if (refused !== null) return { state, reply: refused };
  if (picked === undefined || title === null) return wrong(state, { title: forms.required });
  const until = (fields.until ?? "").trim();
  const deadline = until === "" ? null : context.moment(until, by);
  if (deadline !== null && deadline.kind !== "moment")
    return wrong(state, { until: momentText(until, deadline, by.zone) });
  const precedent = earlierLike(title, [picked], context);
  if (precedent !== null) {
    const options = picked.pack.options.slice(0, 2).map(({ name }) => name);
    return { state, reply: replies.precedent(precedent, `${options.join(" or ")} for ${title}`) };
  }
  const named = Object.values(people).flat();
  const request: Request = { title, packs: [picked], people: named, deadline, unread: [] };
  return done(start(inbound, { origin: null }, request, context));
}

type Submitted = Extract<Inbound["what"], { kind: "submit" }>;

function isPicked(digest: string, beginning = ""): boolean {
  return beginning !== "" && digest.startsWith(beginning);
}

/** Said by whoever knows that it was decided before. */
const ANEW = /^\s*anew\b[\s:,]*/i;

function mention(name: string): { readonly kind: "mention"; readonly name: string } {
  return { kind: "mention", name };
}

function start(
  inbound: Inbound,
  what: Pick<Spoken, "origin" | "discussion" | "partly">,
  request: Request,
  context: Context,
): State {
  const { by, place, at } = inbound;
  const { origin, discussion = [] } = what;
  const blank: State = {
    ...BLANK,
    v: VERSION,
    id: context.newId,
    revision: 0,
    title: request.title ?? "",
    place,
    rooted: place.thread === null,
    origin,
    startedAt: at,
    starter: by.id,
    phase: { kind: "choosing", candidates: request.packs.map(({ digest }) => digest), discussion },
    round: 1,
    askedAt: at,
    deadline: request.deadline === null ? null : { at: request.deadline.at, came: "not-yet" },
    unread: request.unread.filter((one) => one.kind !== "options"),
    live: { n: 1, postedAt: at, below: 0 },
  };
  const joined = withPeople(withPeople(blank, [by], true), request.people, true);
  const wanted = joined.people.filter(({ id }) => id !== by.id);
  const state = ringing(joined, slotOf(joined, "opening"), wanted);
  const [only] = request.packs;
  if (only === undefined || request.packs.length !== 1) return state;
  const known = withPack(state, only, discussion, context);
  const { discussed = null } = known;
  return discussed === null || what.partly !== true
    ? known
    : { ...known, discussed: { ...discussed, partly: true } };
}

/** The pack is known: the discussion is read with it, and its first question is asked. */
export function withPack(
  state: State,
  { digest, pack }: PackRecord,
  discussion: readonly Utterance[],
  context: Context,
): State {
  const title = state.title === "" ? pack.title : state.title;
  const supersedes = title === pack.title ? null : earlierOf(earlierLike(title, [{ pack }], context));
  const known: State = {
    ...state,
    title,
    pack: { digest, id: pack.id, version: pack.version },
    phase: { kind: "answering" },
    supersedes,
  };
  return opened(withDiscussion(known, pack, discussion, context), pack, context);
}

/** The starter's first question is on the list, so that there is one to press. */
export function opened(state: State, pack: Pack, context: Context): State {
  return withNext(state, pack, state.starter, context);
}

/** By the beginning of its digest. */
export function choosePack({ state, action, context }: OnDecision): Turn {
  const { phase } = state;
  const record = candidatesOf(state, context).find(({ digest }) => digest.startsWith(action.of));
  if (record === undefined || phase.kind !== "choosing") return refuse(state, words.replies.gone);
  return done(withPack(state, record, phase.discussion, context));
}

/** The packs to choose from, as they were when they were offered. */
export function candidatesOf({ phase }: State, { packs }: Pick<Context, "packs">): readonly PackRecord[] {
  const candidates = phase.kind === "choosing" ? phase.candidates : [];
  return candidates.flatMap((digest) => {
    const pack = packs.get(digest);
    return pack === undefined ? [] : [{ digest, pack }];
  });
}

/** The newest of the room's decisions with one of these packs, in whichever version, and this title, spelling aside. */
function earlierLike(
  title: string,
  candidates: readonly Pick<PackRecord, "pack">[],
  { earlier, packs }: Pick<Context, "earlier" | "packs">,
): Summary | null {
  const ids = candidates.map(({ pack }) => pack.id);
  const isOf = (digest: string | null): boolean => ids.includes(packs.get(digest ?? "")?.id ?? "");
  return earlier.find((one) => normalise(one.title) === normalise(title) && isOf(one.pack)) ?? null;
}

function earlierOf(found: Summary | null): Earlier | null {
  if (found === null) return null;
  const { channel, thread } = found.place;
  return { id: found.id, title: found.title, at: found.at, channel, thread };
}
