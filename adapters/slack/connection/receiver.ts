/** How events come in: a socket that the app opens, or requests that Slack signs. With Bolt's installer for many workspaces. */
import { HTTPReceiver, type Logger, SocketModeReceiver } from "@slack/bolt";
import type { SlackConfig } from "../../shared/config.ts";
import type { ClientOptions } from "./client.ts";
import { createInstallationStore, type Installations } from "./installations.ts";
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

function oauthOptions({ botToken, oauth }: SlackConfig, installations: Installations | undefined) {
  if (botToken !== undefined || oauth === undefined || installations === undefined) return {};
  const { clientId, clientSecret, stateSecret, encryptionKey } = oauth;
  return {
    clientId,
    clientSecret,
    stateSecret,
    scopes: Object.keys(SCOPES),
    installationStore: createInstallationStore(installations, encryptionKey),
  };
}
