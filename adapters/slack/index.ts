/** Slack: wires Bolt to the inbox and the Web API to the outbox. Socket Mode, or HTTP with a signing secret. */

import type { Authorize } from "@slack/bolt";
import type { Inbox, Installations, Platform } from "../../src/port.ts";
import type { SlackConfig } from "../shared/config.ts";
import { inTime } from "../shared/in-time.ts";
import type { ServedOptions } from "../shared/options.ts";
import { createRequesters } from "../shared/requesters.ts";
import { checkPort } from "../shared/tcp-port.ts";
import { createTeller } from "./answer/blocker.ts";
import { createHome } from "./answer/home.ts";
import { createResponder } from "./answer/reply.ts";
import { type Requester, requesterOf } from "./answer/requester.ts";
import { createViews } from "./answer/views.ts";
import { clientOptions, createLogger } from "./connection/client.ts";
import { createReceiver, forgetUninstalled, pagesPort, portOf, SavingApp } from "./connection/receiver.ts";
import { createSocket, type Socket } from "./connection/socket.ts";
import { createWorkspace, createWorkspaces, type Workspaces } from "./connection/workspaces.ts";
import { createCatchUp } from "./hear/catch-up.ts";
import { createDiscussions } from "./hear/discussion.ts";
import { listen } from "./hear/listen.ts";
import { createPeople } from "./hear/people.ts";
import { TIMES } from "./limits.ts";
import { createLinks } from "./show/links.ts";
import { createSender } from "./show/send.ts";

export interface SlackOptions extends ServedOptions {
  readonly inbox: Inbox;
  readonly config: SlackConfig;
  /** Needed with `oauth`. */
  readonly installations?: Installations;
  /** Whether this process has just stood still for longer than people wait; left out: it never does. */
  readonly stoodStill?: () => boolean;
}

export interface Slack {
  readonly platform: Platform;
  /** Resolves once events arrive. Rejects with a sentence for the operator; never because Slack is unreachable. */
  start(): Promise<void>;
  /** Resolves when the connection is closed and what was heard has been handled. */
  stop(): Promise<void>;
  /** Whether events can come in. */
  connected(): boolean;
  /** Of the HTTP server, for events or only for the pages for installing; null where there is none. */
  port(): number | null;
}

/** Throws a sentence for the operator where the configuration cannot work. */
export function createSlack(given: SlackOptions): Slack {
  const {
    inbox,
    config,
    log,
    counters,
    now,
    wait,
    random,
    picture,
    open,
    standing,
    installations,
    stoodStill = () => false,
  } = given;
  const stopping = new AbortController();
  const { signal } = stopping;
  const logger = createLogger(log);
  const options = clientOptions(config.apiUrl, logger, log);
  const { kind, receiver } = createReceiver(config, installations, options, logger);
  const workspaces = workspacesOf();
  const authorize: Authorize<boolean> = ({ teamId }) => workspaces.authorize(teamId ?? "");
  const app = new SavingApp({
    receiver,
    // With an installer, Bolt insists on asking it by itself.
    ...(receiver.installer === undefined ? { authorize } : {}),
    convoStore: false,
    logger,
    clientOptions: { ...options },
  });
  const { clientOf } = workspaces;
  const requesters = createRequesters<Requester>();
  const reader = { people: createPeople({ clientOf, now, wait, log }), now };
  const withDiscussion = createDiscussions({ reader, open, now, wait, log });
  const withLinks = createLinks(workspaces.homeOf);
  const responder = createResponder({
    inbox,
    withLinks,
    clientOf,
    requesters,
    views: createViews(log),
    log,
    wait,
  });
  const showHome = createHome({ inbox, reader, withLinks, command: config.command, log, wait });
  listen(app, { inbox, reader, withDiscussion, responder, showHome, log, wait, stoodStill });
  forgetUninstalled(app, installations, log);
  const catchUp = createCatchUp({
    ...{ reader, open, standing, clientOf, log, wait, random, signal },
    hereOf: async (team) => ({ team, botUserId: (await workspaces.authorize(team)).botUserId ?? "" }),
    hear: async (inbound, here, client) => {
      const said = withDiscussion(inbound, here, client);
      await responder.hear(inbound, requesterOf(client, inbound), said);
    },
  });
  let caughtUp = Promise.resolve();
  const sender = createSender({
    clientOf,
    withLinks,
    now,
    sleep: (ms) => wait(ms, signal),
    log,
    picture,
    tellBlocker: createTeller(requesters, { log, wait }),
  });
  let socket: Socket | null = null;
  let port: number | null = null;

  function workspacesOf(): Workspaces {
    if (receiver.installer !== undefined && installations !== undefined && config.oauth !== undefined) {
      const kept = { installations, keys: config.oauth.encryptionKeys };
      return createWorkspaces(receiver.installer, kept, options);
    }
    if (config.botToken === undefined) throw new Error("SLACK_BOT_TOKEN is missing.");
    return createWorkspace(config.botToken, options, { log, wait, random, signal });
  }

  function onOpened(lostAt: number | null): void {
    caughtUp = caughtUp.then(() => catchUp(lostAt));
  }

  return {
    platform: { name: "slack", ...sender, answer: responder.answer },
    connected: () => socket?.connected() ?? port !== null,
    port: () => port,
    async start() {
      if (config.port !== undefined) await checkPort("PORT", config.port);
      await workspaces.check();
      if (signal.aborted) return;
      if (kind === "socket") {
        socket = createSocket(receiver, { log, counters, wait, random, now, onOpened });
        await socket.ready;
        port = pagesPort(receiver);
        return;
      }
      port = portOf(await receiver.start(config.port ?? 3000));
      log.info({ port }, "listening for Slack");
      onOpened(null);
    },
    async stop() {
      stopping.abort();
      await inTime(Promise.all([app.handled(), caughtUp, responder.answered()]), TIMES.stop, wait);
      await socket?.stop();
      // A request that Bolt leaves without an answer keeps its connection.
      if (socket !== null || port !== null) await inTime(Promise.resolve(receiver.stop()), TIMES.stop, wait);
    },
  };
}
