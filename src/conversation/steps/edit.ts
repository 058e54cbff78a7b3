/** What was understood is put right: the title, the people, the time; typed or filled in. */

import { sameWord, wordsOf } from "../../reading/plainwords.ts";
import type { Context, Turn } from "../event.ts";
import { type Action, DIGEST_LENGTH } from "../input/action.ts";
import { readEdit } from "../input/edit.ts";
import type { Unread } from "../input/request/request.ts";
import { cleanTitle } from "../input/request/title.ts";
import { isUnanswered, memberOf, votersIn } from "../members.ts";
import { withAdded } from "../people.ts";
import type { Edited, State } from "../state.ts";
import { untilOf } from "../view/forms.ts";
import * as replies from "../view/replies.ts";
import { momentText, unreadText } from "../view/understood.ts";
import { forms } from "../words/controls.ts";
import { moment } from "../words/phrases.ts";
import * as words from "../words/replies.ts";
import { type OnDecision, type Said, wrong } from "./guard.ts";
import { advance } from "./round/advance.ts";
import { withPack } from "./start.ts";

/** "Options", "choose between fastapi and flask". */
const OPTIONS = /^(?:(?:edit|change) )?(?:the )?options?[.!?]?$|^(?:choose|decide) between \S/i;

/** "rename …", "until friday", "with @cy", "no deadline"; null where it says something else. */
export function readEdits({ text, by, state, context, invited = [] }: Said): Pick<Action, "fields"> | null {
  // Before there is a decision, it is what one begins with.
  if (state === null) return null;
  if (OPTIONS.test(text)) return { fields: { options: "yes" } };
  const edit = readEdit(text, invited, (said) => context.moment(said, by));
  if (edit === null) return null;
  switch (edit.kind) {
    case "rename":
      return { fields: { title: edit.title ?? "" } };
    case "deadline":
      return { fields: { at: edit.deadline === null ? "" : String(edit.deadline.at) } };
    case "time":
      return { fields: { unread: JSON.stringify(edit) } };
    case "with":
    case "without":
      return { fields: { [edit.kind]: "yes", unknown: JSON.stringify(edit.unknown) } };
  }
}

/** An edit that was typed. */
export function editTyped(attempt: OnDecision): Turn {
  const { state, action } = attempt;
  const { by, fields, people } = action;
  if (fields.options !== undefined && state.pack !== null && !isUnanswered(state))
    return { state, reply: replies.sentence(words.replies.optionsStay) };
  if (fields.options !== undefined || Object.keys(fields).length === 0)
    return { state, reply: replies.edit(state) };
  if (fields.title !== undefined)
    return fields.title === ""
      ? { state, reply: replies.sentence(words.replies.renameHow) }
      : told(state, { ...state, title: fields.title }, words.replies.renamed(fields.title));
  if (fields.at !== undefined) {
    const at = fields.at === "" ? null : Number(fields.at);
    const said = at === null ? words.replies.deadlineGone : words.replies.deadlineSet(moment(at, by.zone));
    return told(state, withDeadline(state, at), said);
  }
  if (fields.unread !== undefined) {
    const unread = JSON.parse(fields.unread) as Unread;
    return { state, reply: replies.text(unreadText(unread, by.zone)) };
  }
  const unknown = (JSON.parse(fields.unknown ?? "[]") as string[]).map(
    (name) => ({ kind: "mention", name }) as const,
  );
  const [first] = unknown;
  if (people.length === 0 && first !== undefined)
    return { state, reply: replies.text(unreadText(first, by.zone)) };
  const isRemoved = fields.with === undefined;
  const next = isRemoved ? without(attempt) : withAdded(state, people);
  const named = people.map(({ id, name }) => memberOf(next, id)?.name ?? name);
  return told(state, next, isRemoved ? words.replies.removed(named) : words.replies.added(named));
}

function told(before: State, after: State, sentence: string): Turn {
  const unread = before.unread.filter(({ kind }) =>
    kind === "time" ? before.deadline === after.deadline : before.people === after.people,
  );
  const edited = editedSince(before, after);
  return { state: { ...after, unread, edited }, reply: replies.sentence(sentence) };
}

/** What those who have answered have to know of it: not that a word is spelled otherwise. */
function editedSince(before: State, { title, deadline }: State): Edited | null {
  const changed = {
    title: !isRespelled(before.title, title),
    deadline: before.deadline?.at !== deadline?.at,
  };
  if (votersIn(before).length === 0 || !(changed.title || changed.deadline)) return before.edited;
  return { n: (before.edited?.n ?? 0) + 1, ...changed };
}

function isRespelled(before: string, after: string): boolean {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  return was.length === is.length && was.every((word, at) => sameWord(word, is[at] ?? ""));
}

function withDeadline(state: State, at: number | null): State {
  return { ...state, deadline: at === null ? null : { at, came: "not-yet" } };
}

/** They are not waited for any longer; what they have answered stays. */
function without({ state, pack, action, context }: OnDecision): State {
  const gone = action.people.map(({ id }) => id).filter((id) => id !== state.starter);
  const people = state.people.map((member) =>
    gone.includes(member.id) ? { ...member, wanted: false } : member,
  );
  return pack === null ? { ...state, people } : advance({ ...state, people }, pack, context);
}

/** The form: what is wrong in it stays, and is named. */
export function editFilled({ state: before, action, context }: OnDecision): Turn {
  const { by, fields, people } = action;
  const state = withOther(before, fields.pack, context);
  if (state === null) return wrong(before, { pack: words.replies.optionsStay });
  const title = cleanTitle(fields.title ?? "");
  const until = (fields.until ?? "").trim();
  const isAsBefore = until === untilOf(state, by.zone);
  const reading = until === "" || isAsBefore ? null : context.moment(until, by);
  if (title === null) return wrong(before, { title: forms.required });
  if (reading !== null && reading.kind !== "moment")
    return wrong(before, { until: momentText(until, reading, by.zone) });
  // A pack's own title goes with it.
  const named = title === before.title ? state.title : title;
  const renamed = withAdded({ ...state, title: named }, people);
  const next = isAsBefore ? renamed : withDeadline(renamed, reading?.at ?? null);
  return told(state, next, words.replies.edited);
}

/** Chosen between is what another pack has; null: for that it is too late. `picked`: the beginning of a digest. */
function withOther(state: State, picked: string | undefined, context: Context): State | null {
  const record = context.packs.current.find(({ digest }) => digest.slice(0, DIGEST_LENGTH) === picked);
  const { pack } = state;
  if (record === undefined || pack === null || record.digest === pack.digest) return state;
  if (!isUnanswered(state)) return null;
  const isNamed = state.title !== context.packs.get(pack.digest)?.title;
  const people = state.people.map((member) => ({ ...member, at: null }));
  return withPack({ ...state, ...ANEW, people, title: isNamed ? state.title : "" }, record, [], context);
}

/** What hangs on a pack's questions. */
const ANEW = { list: [], proposals: [], discussed: null } satisfies Partial<State>;
