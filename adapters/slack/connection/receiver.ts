/** How events come in: a socket that the app opens, or requests that Slack signs. With Bolt's installer for many workspaces. */
import { HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import type { clientOptions } from "./client.ts";
import type { SlackConfig } from "./config.ts";
import type { Socket } from "./connect.ts";
import { SCOPES, wrongAppToken } from "./diagnose.ts";
import { type Installations, installationStore } from "./install.ts";
import type { sdkLogger } from "./log.ts";

export type Receivers =
  | { readonly kind: "socket"; readonly receiver: SocketModeReceiver }
  | { readonly kind: "http"; readonly receiver: HTTPReceiver };

/** The receiver's own start also serves the pages for installing; that must happen once, and reconnecting often. */
export function socketOf(receiver: SocketModeReceiver): Socket {
  const { client } = receiver;
  let started = false;
  return {
    open() {
      if (started) return client.start();
      started = true;
      return receiver.start();
    },
    close: () => client.disconnect(),
    onEnd: (ended) => void client.once("disconnected", () => ended()),
  };
}

type OAuthOptions = Partial<
  Pick<
    ConstructorParameters<typeof HTTPReceiver>[0],
    "clientId" | "clientSecret" | "stateSecret" | "scopes" | "installationStore"
  >
>;

export function oauthOptions(
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

export function makeReceiver(
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
