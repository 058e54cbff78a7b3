/**
 * How events come in: over a socket that the app opens, or as requests that Slack signs. For many workspaces, with
 * Bolt's installer.
 */
import { Server, type ServerResponse } from "node:http";
import { App, HTTPReceiver, type Logger, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import type { Installations, Log } from "../../../src/port.ts";
import type { SlackConfig } from "../../shared/config.ts";
import type { ClientOptions } from "./client.ts";
import { createStates, keepToOneSite } from "./consent.ts";
import { createInstallationStore } from "./installations.ts";
import { SCOPES } from "./permissions.ts";

export type Receiver =
  | { readonly kind: "socket"; readonly receiver: SocketModeReceiver }
  | { readonly kind: "http"; readonly receiver: HTTPReceiver };

export function createReceiver(
  config: SlackConfig,
  installations: Installations | undefined,
  options: ClientOptions,
  logger: Logger,
): Receiver {
  const oauth = oauthOptions(config, installations);
  // A socket receiver does not know the app's client options: without these it would ask slack.com.
  const installerOptions = {
    clientOptions: { ...options },
    directInstall: true,
    ...(config.oauth === undefined || installations === undefined
      ? {}
      : { stateStore: createStates(config.oauth.stateSecret, installations) }),
    installPathOptions: {
      async beforeRedirection(_request: unknown, response: ServerResponse) {
        keepToOneSite(response);
        return true;
      },
    },
    ...(config.port === undefined ? {} : { port: config.port }),
    ...(config.apiUrl === undefined
      ? {}
      : { authorizationUrl: new URL("/oauth/v2/authorize", config.apiUrl).href }),
  };
  if (config.appToken !== undefined) {
    const receiver = new SocketModeReceiver({
      appToken: config.appToken,
      autoReconnectEnabled: false,
      logger,
      installerOptions,
      ...oauth,
    });
    keepReading(receiver, logger);
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

function oauthOptions({ botToken, oauth }: SlackConfig, installations: Installations | undefined) {
  if (botToken !== undefined || oauth === undefined || installations === undefined) return {};
  const { clientId, clientSecret, stateSecret, encryptionKeys } = oauth;
  return {
    clientId,
    clientSecret,
    stateSecret,
    scopes: Object.keys(SCOPES),
    installationStore: createInstallationStore(installations, encryptionKeys),
  };
}

type Read = (data: unknown, isBinary: boolean) => Promise<void>;

/** The SDK reads a message in a promise that nobody handles: one that is malformed would end the process. */
function keepReading({ client }: SocketModeReceiver, logger: Logger): void {
  const readers = client.listeners("ws_message") as Read[];
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: boolean) => {
    for (const read of readers)
      read(data, isBinary).catch((error: unknown) =>
        logger.warn("a message over the socket could not be read:", error),
      );
  });
}

/** The port of the pages for installing, which a socket receiver serves beside the socket; null where it serves none. */
export function pagesPort(receiver: SocketModeReceiver): number | null {
  // Bolt keeps the server to itself.
  const server: unknown = Reflect.get(receiver, "httpServer");
  return server instanceof Server ? portOf(server) : null;
}

/** Null: it does not listen. */
export function portOf(server: Server): number | null {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : null;
}

/** Bolt acknowledges events before anything has handled them; here that waits until they are saved. */
export class SavingApp extends App {
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

/** Bolt hands these events over without authorization: the token is gone already. */
export function forgetUninstalled(app: App, installations: Installations | undefined, log: Log): void {
  const forget = async (team: string | undefined): Promise<void> => {
    log.warn({ team }, "the app was removed from a workspace, or its token revoked");
    if (team !== undefined) await installations?.remove(team);
  };
  app.event("app_uninstalled", ({ context }) => forget(context.teamId));
  app.event("tokens_revoked", async ({ event, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(context.teamId);
  });
}
