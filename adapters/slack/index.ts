/** Slack: wires Bolt to the inbox and the Web API to the outbox. Socket Mode, or HTTP with a signing secret. */
import { App, type Authorize, type ReceiverEvent } from "@slack/bolt";
import type { Inbox, Log, Place, Platform } from "../../src/port.ts";
import { inTime, type Wait } from "../shared/in-time.ts";
import { requesters } from "./answer/requesters.ts";
import { clientOptions } from "./connection/client.ts";
import type { SlackConfig } from "./connection/config.ts";
import { type Connection, connect } from "./connection/connect.ts";
import { wrongBotToken } from "./connection/diagnose.ts";
import type { Installations } from "./connection/install.ts";
import { sdkLogger } from "./connection/log.ts";
import { makeReceiver, oauthOptions, socketOf } from "./connection/receiver.ts";
import { installedWorkspaces, singleWorkspace, type Workspaces } from "./connection/workspaces.ts";
import { discussions } from "./hear/discussion.ts";
import { listen } from "./hear/listen.ts";
import { people } from "./hear/people.ts";
import { placeLinks } from "./show/links.ts";
import { pace } from "./show/pace.ts";
import { sender } from "./show/send.ts";

export type { SlackConfig } from "./connection/config.ts";
export type { Installations } from "./connection/install.ts";

export interface SlackOptions {
  readonly inbox: Inbox;
  readonly config: SlackConfig;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
  /** In [0, 1). */
  readonly random: () => number;
  /** Where something is being decided. */
  readonly open: () => Promise<readonly { readonly place: Place }[]>;
  /** Needed with `oauth`. */
  readonly installations?: Installations;
}

export interface Slack {
  readonly platform: Platform;
  /** Resolves once events arrive. Rejects with a sentence for the operator; never because Slack is unreachable. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Of the HTTP server; null where there is none. */
  port(): number | null;
}

/** Bolt acknowledges events before anything has heard them; here that waits until they are saved. */
class SavingApp extends App {
  readonly #handling = new Set<Promise<void>>();

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const work = this.#handle(event);
    this.#handling.add(work);
    await work.finally(() => this.#handling.delete(work));
  }

  async #handle(event: ReceiverEvent): Promise<void> {
    if (event.body.event === undefined) return super.processEvent(event);
    await super.processEvent({ ...event, ack: async () => {} });
    await event.ack();
  }

  /** Resolves when everything that was heard so far has been handled. */
  async handled(): Promise<void> {
    await Promise.allSettled(this.#handling);
  }
}

/** What is being handled when it is to stop may still be saved and acknowledged. */
const LAST_MS = 3_000;

/** Throws a sentence for the operator where the configuration cannot work. */
export function createSlack({
  inbox,
  config,
  log,
  now,
  wait,
  random,
  open,
  installations,
}: SlackOptions): Slack {
  const logger = sdkLogger(log);
  const options = clientOptions(config.apiUrl, logger);
  const stopping = new AbortController();
  const oauth = oauthOptions(config, installations);
  const receivers = makeReceiver(config, oauth, options, logger);
  const workspaces = makeWorkspaces();
  const asked = requesters(log);
  const authorize: Authorize<boolean> = ({ teamId }) => workspaces.authorize(teamId ?? "");
  const app = new SavingApp({
    receiver: receivers.receiver,
    // With an installer, Bolt insists on asking it by itself.
    ...(receivers.receiver.installer === undefined ? { authorize } : {}),
    convoStore: false,
    logger,
    clientOptions: { ...options },
  });
  const reader = { people: people({ clientOf: workspaces.clientOf, now, wait, log }), now };
  const withDiscussion = discussions({ reader, open, wait, log });
  const withLinks = placeLinks(workspaces.homeOf);
  listen(app, { inbox, reader, withDiscussion, withLinks, requesters: asked, log, wait });
  forgetUninstalled(app, installations, log);
  let connection: Connection | null = null;
  let port: number | null = null;

  function makeWorkspaces(): Workspaces {
    const { installer } = receivers.receiver;
    if (installer !== undefined) return installedWorkspaces(installer, options);
    const wrong =
      config.botToken === undefined ? "SLACK_BOT_TOKEN is missing." : wrongBotToken(config.botToken);
    if (config.botToken === undefined || wrong !== null) throw new Error(wrong ?? "");
    return singleWorkspace(config.botToken, options, { log, wait, stopping: stopping.signal });
  }

  const put = sender({
    clientOf: workspaces.clientOf,
    withLinks,
    pace: pace(now),
    now,
    sleep: (ms) => wait(ms, stopping.signal),
    log,
    onRefusal: asked.refused,
  });
  return {
    platform: { name: "slack", put },
    port: () => port,
    async start() {
      await workspaces.check();
      if (stopping.signal.aborted) return;
      if (receivers.kind === "http") {
        const server = await receivers.receiver.start(config.port ?? 3000);
        const address = server.address();
        port = typeof address === "object" && address !== null ? address.port : null;
        log.info({ port }, "listening for Slack");
        return;
      }
      connection = connect(socketOf(receivers.receiver), { log, wait, random });
      await connection.ready;
    },
    async stop() {
      stopping.abort();
      await inTime(app.handled(), LAST_MS, wait);
      await connection?.stop();
      const serves = receivers.kind === "http" ? port !== null : connection !== null;
      if (serves) await receivers.receiver.stop();
    },
  };
}

/** Bolt hands these events over without authorization: the token is gone already. */
function forgetUninstalled(app: App, installations: Installations | undefined, log: Log): void {
  const forget = async (team: string | undefined): Promise<void> => {
    log.warn({ team }, "the app was removed from a workspace, or its token revoked");
    if (team !== undefined) await installations?.remove(team);
  };
  app.event("app_uninstalled", ({ context }) => forget(context.teamId));
  app.event("tokens_revoked", async ({ event, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(context.teamId);
  });
}
