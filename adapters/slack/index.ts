/** Slack: wires Bolt to the inbox and the Web API to the outbox. Socket Mode, or HTTP with a signing secret. */
import { App, type Authorize, HTTPReceiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import type { Inbox, Log, Platform } from "../../src/port.ts";
import { askers } from "./askers.ts";
import { clientOptions } from "./client.ts";
import { type Connection, connect } from "./connect.ts";
import type { Wait } from "./deadline.ts";
import { SCOPES, wrongAppToken, wrongBotToken } from "./diagnose.ts";
import { type Installations, installationStore } from "./install.ts";
import { listen } from "./listen.ts";
import { sdkLogger } from "./log.ts";
import { pace } from "./pace.ts";
import { people } from "./people.ts";
import { sender } from "./send.ts";
import { installedWorkspaces, singleWorkspace, type Workspaces } from "./workspaces.ts";

export type { Installations } from "./install.ts";

export interface SlackConfig {
  /** One workspace. Absent: many, by `oauth`. */
  readonly botToken?: string;
  /** Socket Mode. Absent: HTTP, by `signingSecret` and `port`. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Of the HTTP server for events and for installing; 0 picks a free one. */
  readonly port?: number;
  /** Ends in `/api`; absent: Slack's own. */
  readonly apiUrl?: string;
  readonly oauth?: OAuthConfig;
}

export interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the `state` of an installation in progress. */
  readonly stateSecret: string;
  /** 32 bytes, for the tokens in the store. */
  readonly encryptionKey: Uint8Array;
}

export interface SlackOptions {
  readonly inbox: Inbox;
  readonly config: SlackConfig;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
  /** In [0, 1). */
  readonly random: () => number;
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
  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (event.body.event === undefined) return super.processEvent(event);
    await super.processEvent({ ...event, ack: async () => {} });
    await event.ack();
  }
}

/** Throws a sentence for the operator where the configuration cannot work. */
export function createSlack({ inbox, config, log, now, wait, random, installations }: SlackOptions): Slack {
  const logger = sdkLogger(log);
  const options = clientOptions(config.apiUrl, logger);
  const stopping = new AbortController();
  const oauth = oauthOptions(config, installations);
  const receivers = makeReceiver(config, oauth, options, logger);
  const workspaces = makeWorkspaces();
  const asked = askers(log);
  const authorize: Authorize<boolean> = ({ teamId }) => workspaces.authorize(teamId ?? "");
  const app = new SavingApp({
    receiver: receivers.receiver,
    // With an installer, Bolt insists on asking it by itself.
    ...(receivers.receiver.installer === undefined ? { authorize } : {}),
    convoStore: false,
    logger,
    clientOptions: { ...options },
  });
  const reader = { people: people({ clientOf: workspaces.clientOf, now, wait }), now };
  listen(app, { inbox, reader, askers: asked, log, wait });
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
      connection = connect(receivers.receiver.client, { log, wait, random });
      await connection.ready;
    },
    async stop() {
      stopping.abort();
      await connection?.stop();
      if (receivers.kind === "http" && port !== null) await receivers.receiver.stop();
    },
  };
}

type Receivers =
  | { readonly kind: "socket"; readonly receiver: SocketModeReceiver }
  | { readonly kind: "http"; readonly receiver: HTTPReceiver };

type OAuthOptions = Partial<
  Pick<
    ConstructorParameters<typeof HTTPReceiver>[0],
    "clientId" | "clientSecret" | "stateSecret" | "scopes" | "installationStore"
  >
>;

function oauthOptions(
  { botToken, oauth }: SlackConfig,
  installations: Installations | undefined,
): OAuthOptions {
  if (botToken !== undefined || oauth === undefined || installations === undefined) return {};
  const { clientId, clientSecret, stateSecret, encryptionKey } = oauth;
  return {
    clientId,
    clientSecret,
    stateSecret,
    scopes: Object.keys(SCOPES),
    installationStore: installationStore(installations, encryptionKey),
  };
}

function makeReceiver(
  config: SlackConfig,
  oauth: OAuthOptions,
  options: ReturnType<typeof clientOptions>,
  logger: ReturnType<typeof sdkLogger>,
): Receivers {
  // A socket receiver knows nothing of the app's client options: without these it would ask slack.com.
  const installerOptions = {
    clientOptions: { ...options },
    directInstall: true,
    ...(config.port === undefined ? {} : { port: config.port }),
    ...(config.apiUrl === undefined
      ? {}
      : { authorizationUrl: new URL("/oauth/v2/authorize", config.apiUrl).href }),
  };
  if (config.appToken !== undefined) {
    const wrong = wrongAppToken(config.appToken);
    if (wrong !== null) throw new Error(wrong);
    const receiver = new SocketModeReceiver({
      appToken: config.appToken,
      autoReconnectEnabled: false,
      logger,
      installerOptions,
      ...oauth,
    });
    return { kind: "socket", receiver };
  }
  if (config.signingSecret === undefined) {
    throw new Error(
      "Slack needs SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP), besides SLACK_BOT_TOKEN.",
    );
  }
  const { signingSecret } = config;
  return { kind: "http", receiver: new HTTPReceiver({ signingSecret, logger, installerOptions, ...oauth }) };
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
