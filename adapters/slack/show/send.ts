/** Puts a message on the screen: posts it once, edits it after that, and says in a value what came of it. */
import type { types } from "@slack/bolt";
import type { Attachment } from "../../../src/card/card.ts";
import type { Log, Outcome, Outgoing } from "../../../src/port.ts";
import { Recent } from "../../shared/recent.ts";
import type { Client } from "../connection/client.ts";
import { missingScopes } from "../connection/diagnose.ts";
import { attempt, type Failure, type Result } from "../errors.ts";
import { isDirect } from "../place.ts";
import { type Drawing, draw, hasChart } from "./draw.ts";
import { findByNonce, metadata } from "./find.ts";
import { inlined } from "./inline.ts";
import type { WithLinks } from "./links.ts";
import { INVALID, outcomeOf } from "./outcome.ts";
import type { Pace } from "./pace.ts";
import { type Ref, readRef, refOf } from "./ref.ts";
import { section } from "./text.ts";
import { deleteFile, uploader } from "./upload.ts";

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
  const upload = uploader({ now, sleep });
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

  /** A message with a file stays as it is, until it is put without one: then its file goes, too. */
  async function again(client: Client, message: Outgoing, ref: Ref): Promise<Outcome> {
    const { ts, file } = ref;
    const shown: Outcome = { kind: "sent", ref: refOf(ref), thread: opened(message, ts) };
    if (message.card.file !== undefined) return shown;
    if (file === null) return update(client, message, ref);
    const deleted = await deleteFile(client, file);
    if (!deleted.ok && deleted.failure.kind !== "refused") return outcomeOf(deleted.failure);
    const updated = ts === "" ? shown : await update(client, message, ref);
    if (!deleted.ok) return fail(message, deleted.failure);
    // Slack may have taken the message away with its file.
    return updated.kind === "refused" && updated.because === "message_not_found" ? shown : updated;
  }

  async function update(client: Client, message: Outgoing, ref: Ref): Promise<Outcome> {
    const { channel, ts } = ref;
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
    return { kind: "sent", ref: refOf(ref), thread: opened(message, ts) };
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
    const { file } = message.card;
    if (file !== undefined) {
      const attached = await attach(client, message, thread, file);
      if (attached !== null) return attached;
    }
    const posted = await send(message, (drawing) =>
      client.chat.postMessage({
        channel,
        ...(thread === null
          ? {}
          : message.audience === "both"
            ? { thread_ts: thread, reply_broadcast: true }
            : { thread_ts: thread }),
        ...payload(file === undefined ? drawing : inlined(drawing, file)),
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
    const ref = refOf({ channel: posted.value.channel ?? channel, ts, file: null });
    return { kind: "sent", ref, thread: opened(message, ts) };
  }

  /** Null: Slack takes no file here, so that its text has to do. */
  async function attach(
    client: Client,
    message: Outgoing,
    thread: string | null,
    file: Attachment,
  ): Promise<Outcome | null> {
    const { nonce, place } = message;
    const { channel, team } = place;
    const { text, blocks } = draw(await withLinks(message.card, team), message, false);
    const shown = blocks.length === 0 ? [section(text)] : known(blocks);
    const uploaded = await upload(client, { channel, thread, nonce, file, blocks: shown });
    if (uploaded.ok) {
      const ref = { channel, ...uploaded.value };
      return { kind: "sent", ref: refOf(ref), thread: opened(message, ref.ts) };
    }
    const { failure } = uploaded;
    if (failure.kind !== "refused") return fail(message, failure);
    const { code, needed } = failure;
    if (code === "missing_scope") log.error({ team, channel, code, needed }, missingScopes(["files:write"]));
    else log.warn({ team, channel, code, needed }, "Slack takes no file here; its text is posted instead");
    return null;
  }

  function fail(message: Outgoing, failure: Failure): Outcome {
    const outcome = outcomeOf(failure);
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
    if (message.ref !== null) return again(client, message, readRef(message.ref));
    if (message.attempt > 1 && without.get(message.nonce) !== message.attempt - 1) {
      const { channel } = message.place;
      const thread = message.audience === "channel" ? null : threadOf(message);
      const found = await findByNonce(client, channel, thread, message.nonce);
      // A refusal to look is no proof that there is nothing, but posting will tell why better than looking does.
      if (!found.ok && found.failure.kind !== "refused") return outcomeOf(found.failure);
      if (!found.ok) log.warn({ channel, failure: found.failure }, "an earlier try could not be looked for");
      if (found.ok && found.value !== null) return again(client, message, { channel, ...found.value });
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
  return isDirect(message.place.channel) ? null : (threadOf(message) ?? (ts || null));
}

function refusesBlocks(failure: Failure): boolean {
  return failure.kind === "refused" && INVALID.test(failure.code);
}

function payload({ text, blocks }: Drawing): { text: string; blocks: types.KnownBlock[] } {
  return { text, blocks: known(blocks) };
}

/** The SDK's types know no chart block yet; Slack takes the blocks as JSON. */
function known(blocks: Drawing["blocks"]): types.KnownBlock[] {
  return blocks as types.KnownBlock[];
}
