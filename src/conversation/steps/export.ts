/** What goes out of the thread: the record, as a file and as a proposal to a repository; the report, as a file and by links. */
import type { Attachment } from "../../card/card.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { ballotsOf } from "../ballots.ts";
import type { Context, Event, Turn } from "../event.ts";
import { outcomeIn, type State } from "../state.ts";
import { packOf } from "../view/messages.ts";
import * as replies from "../view/replies.ts";
import * as words from "../words/replies.ts";
import { report } from "../words/thread.ts";
import { done, type OnDecision, type OnPack } from "./guard.ts";
import { holds, rolesOf } from "./rights.ts";

/** Anybody in the thread may have the file; to send it elsewhere takes one of those who decide. */
export function exportRecord({ state, pack, action: { by }, context }: OnPack): Turn {
  const file = recordNow(state, pack, context);
  const isThere = state.exported?.file?.text === file.text;
  const exported = isThere ? state.exported : { n: (state.exported?.n ?? 0) + 1, file };
  const proposes = context.connected && outcomeIn(state) !== null && holds("decide", rolesOf(state, by));
  // The same text may have failed to arrive, so asking again sends it again.
  const published = proposes ? { url: state.published?.url ?? null, pending: true } : state.published;
  const next = { ...state, exported, published };
  const reply = replies.sentence(words.replies.exported(isThere, proposes));
  // Also where one is on its way already: whoever asks again is not left waiting for it.
  return { state: next, reply, effects: proposes ? [{ kind: "propose" }] : [] };
}

function recordNow(state: State, pack: Pack, { record, verdict }: Context): Attachment {
  return record(state, pack, verdict(pack, ballotsOf(state, pack)));
}

/** A record that has changed since it was taken there is still to be taken. */
export function wasPublished(
  state: State,
  { url, record }: Extract<Event, { kind: "published" }>,
  context: Context,
): Turn {
  const pack = packOf(state, context.packs);
  if (pack === null) return done(state);
  const pending = recordNow(state, pack, context).text !== record;
  return {
    ...done({ ...state, published: { url, pending } }),
    effects: pending ? [{ kind: "propose" }] : [],
  };
}

/** What stands in the repository is to be said otherwise. The same state where nothing was proposed there. */
export function publishedAnew(state: State): State {
  const url = state.published?.url ?? null;
  return url === null ? state : { ...state, published: { url, pending: true } };
}

/** It was taken up by nobody, or for good by no repository. What was proposed before stays linked. */
export function wasNotPublished(state: State): State {
  return { ...state, published: { url: state.published?.url ?? null, pending: false, failed: true } };
}

/** A file of more letters than any team's; a pack at its limits may come to that. */
const REPORT_MAX = 2_000_000;

/**
 * The page as a file in the thread, for whoever may export. It is not in the state, for it is large: the same page is the same
 * message, another is another, and what empties all messages of a decision empties these. Where reports are hosted, whoever asks
 * also gets a link, alone, to hand on: it is in no message, and not in the state.
 */
export function postReport({ state, pack, action: { by }, context }: OnPack): Turn {
  const file = context.report(state, pack, context.verdict);
  if (file === null || file.text.length > REPORT_MAX)
    return { state, reply: replies.sentence(words.replies.noReport) };
  const slot = `report/${state.revision}/${checksum(file.text)}`;
  const title = report.title(state.title);
  const card = { title, blocks: [{ kind: "text", text: [title] }], file } as const;
  const { link } = context;
  return {
    state,
    reply: replies.reported(state, link, holds("edit", rolesOf(state, by))),
    effects: [
      { kind: "show", slot, audience: "thread", card },
      ...(link === null ? [] : [{ kind: "keep-link", hash: link.hash, until: link.until } as const]),
    ],
  };
}

/** Tells the few pages of one decision apart. http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a, 32 bits) */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Also where reports are not hosted any more: what was given out is not to come to life again. */
export function revokeLinks({ state }: OnDecision): Turn {
  const reply = replies.sentence(words.replies.linksRevoked);
  return { state, reply, effects: [{ kind: "revoke-links" }] };
}
