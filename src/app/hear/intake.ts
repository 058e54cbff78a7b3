/** What comes in, before anything of it is read or saved: cut to size, and from one person or one team not too much. */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Lru } from "../../../adapters/shared/lru.ts";
import * as replies from "../../conversation/view/replies.ts";
import * as words from "../../conversation/words/replies.ts";
import type { Accepted, Inbound, Inbox, Log, Reply } from "../../port.ts";
import { withinBudget } from "../../reading/budget.ts";

/** UTF-16 units that somebody says at once. */
export const SAID_MAX = 4_000;
/** Commands, and mentions that are such: decisions begin with them. In an hour. */
export const ASKED_MAX = { person: 250, team: 2_000 };
/** What else is said to the bot: answers, for the most part. In an hour. */
export const ANSWERED_MAX = { person: 1_500, team: 12_000 };
/** Events of one team that are not saved yet. */
export const IN_HAND_MAX = 500;

const HOUR_S = 60 * 60;
/** Who goes on and on is told so often that it is too much. */
const TOLD_EVERY_S = 60;
/** Of the newest events. */
const COUNTED_MAX = 5_000;

export function createIntake({ inbox, log }: { readonly inbox: Inbox; readonly log: Log }): Inbox {
  const limits = { command: limitsOf(ASKED_MAX), message: limitsOf(ANSWERED_MAX) };
  const told = new RateLimiterMemory({ points: 1, duration: TOLD_EVERY_S });
  const inHand = new Map<string, number>();
  const counted = new Lru<string, Promise<boolean>>(COUNTED_MAX);

  async function isTooMuch({ people, teams }: Limits, team: string, person: string): Promise<boolean> {
    return (await isBeyond(people, `${team}/${person}`)) || (await isBeyond(teams, team));
  }

  /** Null: it may go on. Each person is told that it is too much, but not each time. */
  async function refusal({ id, place, by, what }: Inbound, team: string): Promise<Reply | null> {
    if ((inHand.get(team) ?? 0) > IN_HAND_MAX) return replies.refusal(words.replies.busy);
    const asks = what.kind === "command" || (what.kind === "message" && what.toUs);
    if (!asks) return null;
    // Slack tells of a mention twice.
    const before = counted.get(`${team}/${id}`);
    const counting = before ?? isTooMuch(limits[what.kind], team, by.id);
    counted.set(`${team}/${id}`, counting);
    if (!(await counting)) return null;
    if (before !== undefined || (await isBeyond(told, `${team}/${by.id}`))) return { kind: "nothing" };
    log.warn({ platform: place.platform, team: place.team }, "more was asked for in an hour than is taken");
    return replies.refusal(words.replies.tooMuch);
  }

  /** `hear` resolves once it may be acknowledged; it is in hand until there is a reply. */
  async function admit(inbound: Inbound, hear: (cut: Inbound) => Promise<Accepted>): Promise<Accepted> {
    const team = `${inbound.place.platform}/${inbound.place.team}`;
    const end = (): void => {
      const left = (inHand.get(team) ?? 1) - 1;
      if (left === 0) inHand.delete(team);
      else inHand.set(team, left);
    };
    if (!isWhole(inbound)) return unwritten(Promise.resolve({ kind: "nothing" }));
    inHand.set(team, (inHand.get(team) ?? 0) + 1);
    try {
      const refused = await refusal(inbound, team);
      const { cut, over } = cutToSize(inbound);
      const { reply, answered } = refused === null ? await hear(cut) : unwritten(Promise.resolve(refused));
      return { reply: reply.then((one) => said(one, refused === null ? over : [])).finally(end), answered };
    } catch (error) {
      end();
      throw error;
    }
  }

  return {
    async receive(inbound) {
      const { reply } = await admit(inbound, async (cut) => unwritten(inbox.receive(cut)));
      return reply;
    },
    accept: (inbound, way) => admit(inbound, (cut) => inbox.accept(cut, way)),
  };
}

/** What a platform names people and places by is taken at its word by its type, and is looked at here, whatever it has sent. */
function isWhole({ id, place, by }: Inbound): boolean {
  const names: readonly unknown[] = [id, place.team, place.channel, place.thread ?? "", by.id];
  return names.every((name) => typeof name === "string");
}

/** It stands in no journal. */
function unwritten(reply: Promise<Reply>): Accepted {
  return { reply, answered: () => {} };
}

interface Limits {
  readonly people: RateLimiterMemory;
  readonly teams: RateLimiterMemory;
}

function limitsOf(most: { readonly person: number; readonly team: number }): Limits {
  return {
    people: new RateLimiterMemory({ points: most.person, duration: HOUR_S }),
    teams: new RateLimiterMemory({ points: most.team, duration: HOUR_S }),
  };
}

async function isBeyond(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return false;
  } catch (error) {
    if (error instanceof RateLimiterRes) return true;
    throw error;
  }
}

/** `over`: what is said of what was left out. */
function cutToSize(inbound: Inbound): { readonly cut: Inbound; readonly over: readonly string[] } {
  const { what } = inbound;
  if (what.kind !== "command" && what.kind !== "message") return { cut: inbound, over: [] };
  const { text, discussion } = what;
  const read = discussion === undefined ? undefined : withinBudget(discussion);
  const [before, now] = [discussion ?? [], read ?? []];
  const isRead = now.length === before.length && now.every((one, at) => one === before[at]);
  const isShort = text.length <= SAID_MAX;
  if (isShort && isRead) return { cut: inbound, over: [] };
  const toUs = what.kind === "command" || what.toUs;
  return {
    cut: {
      ...inbound,
      what: {
        ...what,
        text: text.slice(0, SAID_MAX).toWellFormed(),
        ...(read === undefined ? {} : { discussion: read }),
      },
    },
    over: [
      ...(isShort || !toUs ? [] : [words.replies.saidTooMuch(SAID_MAX)]),
      ...(isRead ? [] : [words.replies.threadTooLong(now.length)]),
    ],
  };
}

function said(reply: Reply, over: readonly string[]): Reply {
  if (over.length === 0 || (reply.kind !== "nothing" && reply.kind !== "ephemeral")) return reply;
  const text = over.join(" ");
  if (reply.kind === "nothing") return replies.sentence(text);
  const { card } = reply;
  const { noted: _, ...told } = reply;
  return { ...told, card: { ...card, blocks: [...card.blocks, { kind: "note", text: [text] }] } };
}
