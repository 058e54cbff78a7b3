/** Puts a message on the screen: posts it once, edits it after that, and says in a value what came of it. */
import type { Log, Outcome, Outgoing } from "../../src/port.ts";
import { Recent } from "../recent.ts";
import type { Client } from "./client.ts";
import { type Drawing, draw, hasChart } from "./draw.ts";
import { attempt, type Failure, type Result } from "./errors.ts";
import { findByNonce, metadata } from "./find.ts";
import type { WithLinks } from "./links.ts";
import { INVALID, outcomeOf } from "./outcome.ts";
import type { Pace } from "./pace.ts";
import { isDirect } from "./place.ts";

export interface SendOptions {
  /** Null: the app is not installed in that workspace. */
  readonly clientOf: (team: string) => Promise<Client | null>;
  readonly withLinks: WithLinks;
  readonly pace: Pace;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  /** Somebody should know that nothing can be posted there. */
  readonly onRefusal: (message: Outgoing, code: string) => void;
}

/** Of how many messages it is remembered that a try had no effect. */
const REMEMBERED = 1_000;

/** How long a workspace that refused a chart block is not asked again: it is being rolled out. */
const NO_CHARTS_MS = 24 * 60 * 60_000;

export function sender({
  clientOf,
  withLinks,
  pace,
  now,
  sleep,
  log,
  onRefusal,
}: SendOptions): (message: Outgoing) => Promise<Outcome> {
  const withoutCharts = new Map<string, number>();
  /** By nonce: the try that is known to have left nothing behind, so that the next need not look. */
  const without = new Recent<string, number>(REMEMBERED);

  function hadNoEffect({ nonce, attempt }: Outgoing): void {
    without.set(nonce, attempt);
  }

  /** Draws and sends; where Slack refuses the blocks of a card with a chart, once more without it. */
  async function send<T>(message: Outgoing, call: (drawing: Drawing) => Promise<T>): Promise<Result<T>> {
    const { place } = message;
    const card = await withLinks(message.card, place.team);
    const charts = now() - (withoutCharts.get(place.team) ?? Number.NEGATIVE_INFINITY) > NO_CHARTS_MS;
    const first = await attempt(() => call(draw(card, message, charts)));
    if (first.ok || !charts || !hasChart(card) || !refusesBlocks(first.failure)) return first;
    withoutCharts.set(place.team, now());
    log.info(
      { team: place.team },
      "Slack takes no chart blocks here yet; charts are drawn in text for a day",
    );
    return attempt(() => call(draw(card, message, false)));
  }

  async function update(client: Client, message: Outgoing, ref: string): Promise<Outcome> {
    const [channel = "", ts = ""] = ref.split(":");
    const updated = await send(message, (drawing) =>
      client.chat.update({
        channel,
        ts,
        ...payload(drawing),
        parse: "none",
        metadata: metadata(message.nonce),
      }),
    );
    if (!updated.ok) return fail(message, updated.failure);
    return { kind: "sent", ref, thread: opened(message, ts) };
  }

  async function post(client: Client, message: Outgoing): Promise<Outcome> {
    const { channel } = message.place;
    const turn = pace.turn(channel);
    if (!turn.taken) {
      hadNoEffect(message);
      return { kind: "later", afterMs: turn.waitMs, because: "one message a second and channel" };
    }
    if (turn.waitMs > 0) await sleep(turn.waitMs);
    const thread = message.audience === "channel" ? null : threadOf(message);
    const posted = await send(message, (drawing) =>
      client.chat.postMessage({
        channel,
        ...(thread === null
          ? {}
          : message.audience === "both"
            ? { thread_ts: thread, reply_broadcast: true }
            : { thread_ts: thread }),
        ...payload(drawing),
        // Letters stay letters in the notification, too; nobody asked for previews of sources.
        mrkdwn: false,
        parse: "none",
        unfurl_links: false,
        unfurl_media: false,
        metadata: metadata(message.nonce),
      }),
    );
    if (!posted.ok) {
      if (posted.failure.kind !== "unreachable") hadNoEffect(message);
      return fail(message, posted.failure);
    }
    const ts = posted.value.ts ?? "";
    return { kind: "sent", ref: `${posted.value.channel ?? channel}:${ts}`, thread: opened(message, ts) };
  }

  function fail(message: Outgoing, failure: Failure): Outcome {
    const outcome = outcomeOf(failure, message.attempt);
    const { channel, team } = message.place;
    if (failure.kind === "busy") pace.pause(channel, failure.afterMs);
    if (failure.kind === "refused") {
      const { code, needed, remarks } = failure;
      log.warn({ team, channel, slot: message.slot, code, needed, remarks }, "Slack refused a message");
      onRefusal(message, code);
    }
    return outcome;
  }

  return async (message) => {
    const client = await clientOf(message.place.team);
    if (client === null)
      return { kind: "refused", why: "forbidden", because: "the app is not installed in this workspace" };
    if (message.ref !== null) return update(client, message, message.ref);
    if (message.attempt > 1 && without.get(message.nonce) !== message.attempt - 1) {
      const { channel } = message.place;
      const thread = message.audience === "channel" ? null : threadOf(message);
      const found = await findByNonce(client, channel, thread, message.nonce);
      // A refusal to look is no proof that there is nothing, but posting will tell why better than looking does.
      if (!found.ok && found.failure.kind !== "refused") return outcomeOf(found.failure, message.attempt);
      if (!found.ok) log.warn({ channel, failure: found.failure }, "an earlier try could not be looked for");
      if (found.ok && found.value !== null) return update(client, message, `${channel}:${found.value}`);
    }
    return post(client, message);
  };
}

/** The thread that the message belongs to; null: none, or one that opens on it. */
function threadOf({ place, audience, origin }: Outgoing): string | null {
  if (isDirect(place.channel)) return null;
  return place.thread ?? (audience === "channel" ? null : origin);
}

/** The thread that the decision's other messages go to. */
function opened(message: Outgoing, ts: string): string | null {
  return isDirect(message.place.channel) ? null : (threadOf(message) ?? ts);
}

function refusesBlocks(failure: Failure): boolean {
  return failure.kind === "refused" && INVALID.test(failure.code);
}

/** The SDK's types know no chart block yet; Slack takes the blocks as JSON. */
function payload({ text, blocks }: Drawing): {
  text: string;
  blocks: Exclude<Drawing["blocks"][number], { type: "data_visualization" }>[];
} {
  return { text, blocks: blocks as Exclude<Drawing["blocks"][number], { type: "data_visualization" }>[] };
}
