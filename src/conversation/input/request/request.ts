/** What somebody asks for when a decision starts, and what of it was not understood, so that it can be said. Pure. */
import type { Person } from "../../../port.ts";
import { normalise } from "../../../reading/plainwords.ts";
import type { PackRecord } from "../../../scoring/pack/pack-set.ts";
import type { Moment } from "../dates/dates.ts";
import { type MomentReader, timeSaid, type UnreadTime } from "../dates/time-said.ts";
import { findTopic, type Hint, topicOfName, topicOfTalk } from "./topic.ts";

export interface Request {
  /** What it is for, in the words that were used; null: nobody said. */
  readonly title: string | null;
  /** Those that it fits: one, where it is clear. */
  readonly packs: readonly PackRecord[];
  /** Each once. */
  readonly people: readonly Person[];
  readonly deadline: Moment | null;
  /** In the order of what is worst to miss. */
  readonly unread: readonly Unread[];
}

export type Unread =
  /** Compared, and in no pack; `near`: the packs that have something else of what was named. `packs` is empty then. */
  | { readonly kind: "options"; readonly names: readonly string[]; readonly near: readonly PackRecord[] }
  | UnreadTime
  /** "@backend-team": nobody who was named as a person. */
  | { readonly kind: "mention"; readonly name: string };

export interface RequestContext {
  readonly packs: readonly PackRecord[];
  /** Whom the platform knows by the text's mentions. */
  readonly invited: readonly Person[];
  /** Of the thread, or the post; or its first message. Null: there is none. */
  readonly name: string | null;
  /** What was said in the thread before. */
  readonly talk: readonly { readonly text: string }[];
  readonly moment: MomentReader;
}

export function readRequest(text: string, around: RequestContext): Request {
  const { packs, invited, name, talk, moment } = around;
  const { rest, unknown } = withoutMentions(text, invited);
  const time = timeSaid(rest, moment);
  const own = findTopic(time.rest, packs);
  // "For billing" says nothing of what is chosen between.
  const says =
    own.unknown.length + own.near.length > 0 || (own.title !== null && !/^\s*for\b/i.test(time.rest));
  const hints: readonly Hint[] =
    says && own.title !== null
      ? []
      : [...(name === null ? [] : [topicOfName(name, packs)]), topicOfTalk(talk, packs)];
  return {
    title: own.title ?? hints.find(({ title }) => title !== null)?.title ?? null,
    packs: says ? own.packs : (hints.find((hint) => hint.packs.length > 0)?.packs ?? []),
    people: [...new Map(invited.map((person) => [person.id, person])).values()],
    deadline: time.deadline,
    unread: [
      ...(own.unknown.length > 0 ? [{ kind: "options", names: own.unknown, near: own.near } as const] : []),
      ...(time.unread === null ? [] : [time.unread]),
      ...unknown.map((mention) => ({ kind: "mention", name: mention }) as const),
    ],
  };
}

const MENTION = /(?<![^\s,(])@([\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,80}[\p{L}\p{N}])?)(?![/\p{L}\p{N}])/gu;

/** `unknown`: names after an "@" that are none of the people whom the platform knows by it, each once. */
export function withoutMentions(
  text: string,
  invited: readonly Person[],
): { readonly rest: string; readonly unknown: readonly string[] } {
  const known = new Set(invited.map(({ name }) => normalise(name)));
  const names = [...text.matchAll(MENTION)].flatMap(([, name = ""]) =>
    known.has(normalise(name)) ? [] : [name],
  );
  return { rest: text.replace(MENTION, " "), unknown: [...new Set(names)] };
}
