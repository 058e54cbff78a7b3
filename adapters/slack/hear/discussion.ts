/**
 * What was said in a thread before a decision starts there: read then, and only then. It is kept for a minute, for an app
 * that is not in Slack's marketplace may read once a minute.
 * https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps
 */

import type { Inbound, Log, Person, Place, Utterance } from "../../../src/port.ts";
import { inTime, LATE, type Wait } from "../../shared/in-time.ts";
import { Lru } from "../../shared/lru.ts";
import type { Client } from "../connection/client.ts";
import { attempt } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { type PastMessage, pagesOf } from "./history.ts";
import { authorOf, type Here, type Reader } from "./read.ts";
import { mentioned, parseSpoken, wordsOf } from "./spoken.ts";

export interface DiscussionOptions {
  readonly reader: Reader;
  /** Where something is being decided already. */
  readonly open: () => Promise<readonly { readonly place: Place }[]>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
  readonly log: Log;
}

/** The same event; where it may start a decision in a thread, with what was said there before. Never rejects. */
export type WithDiscussion = (inbound: Inbound, here: Here, client: Client) => Promise<Inbound>;

/** The newest of a thread's first thousand messages: a thread can only be read from its beginning. */
const UTTERANCES = 200;
const PAGES = 5;
/** People whose names are asked for. */
const NAMES = 50;

/** For so long a thread that was read is not read again; so many threads. */
const KEPT_MS = 60_000;
const KEPT = 50;

export function createDiscussions({ reader, open, now, wait, log }: DiscussionOptions): WithDiscussion {
  const kept = new Lru<string, { readonly at: number; readonly read: Promise<Read> }>(KEPT);

  /** Anew only where a minute has passed, or the last time came to nothing. */
  function readOnce(
    team: string,
    channel: string,
    thread: string,
    here: Here,
    client: Client,
  ): Promise<Read> {
    const key = JSON.stringify([team, channel, thread]);
    const last = kept.get(key);
    if (last !== undefined && now() - last.at < KEPT_MS) return last.read;
    for (const [old, { at }] of kept) if (now() - at >= KEPT_MS) kept.delete(old);
    const read = saidIn(client, channel, thread, here);
    kept.set(key, { at: now(), read });
    read.catch(() => kept.delete(key));
    return read;
  }

  /** In a thread where something is being decided, what is said to us is an answer or a command. */
  async function answers(place: Place): Promise<boolean> {
    return (await open()).some(
      ({ place: { team, channel, thread } }) =>
        team === place.team && channel === place.channel && thread === place.thread,
    );
  }

  async function namesOf(ids: ReadonlySet<string>, team: string): Promise<ReadonlyMap<string, Person>> {
    const asked = [...ids].slice(0, NAMES).map((id) => reader.people.person(team, { id }));
    return new Map((await Promise.all(asked)).map((person) => [person.id, person]));
  }

  return async (inbound, here, client) => {
    const { what, place } = inbound;
    const thread = place.thread;
    if (thread === null || (what.kind !== "command" && what.kind !== "message")) return inbound;
    if (what.kind === "message" && (!what.toUs || what.edited === true || what.origin === thread))
      return inbound;

    const asks = what.kind === "message" ? what.origin : null;
    const read = await attempt(() => inTime(readThread(thread, asks), TIMES.discussion, wait));
    if (read.ok && read.value !== LATE) return { ...inbound, what: { ...read.value, ...what } };
    log.warn(
      { team: place.team, channel: place.channel, failure: read.ok ? "late" : read.failure },
      "what was said in a thread could not be read",
    );
    return inbound;

    /** `asks`: the message to us, which is not part of the discussion. */
    async function readThread(
      thread: string,
      asks: string | null,
    ): Promise<{
      readonly discussion: readonly Utterance[];
      readonly partly?: true;
      readonly threadName?: string;
    }> {
      if (asks !== null && (await answers(place))) return { discussion: [] };
      const [{ said, first, partly }, linkTo] = await Promise.all([
        readOnce(place.team, place.channel, thread, here, client),
        linksTo(client, place.channel, thread, log),
      ]);
      const before = said.filter(({ ts }) => ts !== asks).slice(-UTTERANCES);
      const spoken = before.map((one) => ({ ...one, spoken: parseSpoken(one.text) }));
      const opening = parseSpoken(first);
      const ids = spoken.flatMap(({ author, spoken }) => [author, ...mentioned(spoken).map(({ id }) => id)]);
      const named = [...ids, ...mentioned(opening).map(({ id }) => id)];
      const names = await namesOf(new Set(named.reverse()), place.team);
      const nameOf = (id: string, label: string | null) => names.get(id)?.name ?? label ?? id;
      const threadName = wordsOf(opening, nameOf);
      return {
        discussion: spoken.map(({ ts, author, spoken }) => ({
          person: names.get(author) ?? { id: author, name: author },
          text: wordsOf(spoken, nameOf),
          link: linkTo(ts),
        })),
        ...(partly ? { partly: true as const } : {}),
        ...(threadName === "" ? {} : { threadName }),
      };
    }
  };
}

interface SaidInThread {
  readonly ts: string;
  readonly author: string;
  readonly text: string;
}

interface Read {
  /** Messages of people, oldest first, each once. */
  readonly said: readonly SaidInThread[];
  /** The text of the first, whoever wrote it. */
  readonly first: string;
  /** Slack did not give what comes after these. */
  readonly partly: boolean;
}

/** Slack may repeat the parent on every page. Rejects where not even a first page was to be had. */
async function saidIn(client: Client, channel: string, thread: string, here: Here): Promise<Read> {
  const said = new Map<string, SaidInThread>();
  let first = "";
  let pages = 0;
  let partly = false;
  try {
    for await (const messages of pagesOf(client, channel, thread, PAGES)) {
      pages += 1;
      for (const message of messages) {
        const author = authorOf(message, here);
        const { ts, text }: PastMessage = message;
        if (ts === thread) first = text ?? "";
        if (author !== null && ts !== undefined && text) said.set(ts, { ts, author, text });
      }
    }
  } catch (error) {
    if (pages === 0) throw error;
    partly = true;
  }
  return { said: [...said.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1)), first, partly };
}

/**
 * The addresses of a thread's messages, made from its parent's: one call instead of hundreds.
 * https://docs.slack.dev/reference/methods/chat.getPermalink shows both forms.
 */
async function linksTo(
  client: Client,
  channel: string,
  thread: string,
  log: Log,
): Promise<(ts: string) => string | null> {
  const asked = await attempt(() => client.chat.getPermalink({ channel, message_ts: thread }));
  if (!asked.ok)
    log.warn({ channel, failure: asked.failure }, "there are no links to what was said in a thread");
  const parent = asked.ok ? URL.parse(asked.value.permalink ?? "") : null;
  const end = `/p${thread.replace(".", "")}`;
  if (parent === null || !parent.pathname.endsWith(end)) return () => null;
  return (ts) => {
    const link = new URL(parent);
    if (ts === thread) return link.href;
    link.pathname = `${link.pathname.slice(0, -end.length)}/p${ts.replace(".", "")}`;
    link.search = new URLSearchParams({ thread_ts: thread, cid: channel }).toString();
    return link.href;
  };
}
