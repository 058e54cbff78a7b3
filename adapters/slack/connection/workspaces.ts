/** The workspaces that the app serves: the one of the configured token, or those that installed it. */
import type { AuthorizeResult, HTTPReceiver } from "@slack/bolt";
import type { Installations, Log } from "../../../src/port.ts";
import type { Keys } from "../../shared/config.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt } from "../errors.ts";
import { words } from "../words.ts";
import { type Client, type ClientOptions, createClient } from "./client.ts";
import { reseal } from "./installations.ts";
import { hopeless, lacking, missingScopes } from "./permissions.ts";

export interface Workspaces {
  /** Null: not installed there. Rejects where that cannot be told: the database is away, or the key does not open it. */
  clientOf(team: string): Promise<Client | null>;
  /** The workspace's own address, "https://acme.slack.com/"; null if Slack does not say. */
  homeOf(team: string): Promise<string | null>;
  /** What Bolt needs of a workspace before it hands over an event; rejects where the app is not installed. */
  authorize(team: string): Promise<AuthorizeResult>;
  /** Checks what can be checked beforehand. Rejects with a sentence if it is hopeless. */
  check(): Promise<void>;
}

/** The one workspace of the configured token. */
export function createWorkspace(
  botToken: string,
  options: ClientOptions,
  { log, ...patience }: { readonly log: Log } & Patience,
): Workspaces {
  const client = createClient(botToken, options);
  let identity: Pick<AuthorizeResult, "botId" | "botUserId" | "teamId"> | null = null;
  let home: string | null = null;

  async function identify(): Promise<NonNullable<typeof identity>> {
    if (identity !== null) return identity;
    const known = await client.auth.test();
    const { user_id: botUserId, bot_id: botId, team_id: teamId, response_metadata: granted, team } = known;
    const missing = lacking(granted?.scopes);
    if (missing.length > 0) log.error({ missing }, missingScopes(missing));
    log.info({ team }, "Slack knows the bot's token");
    home = httpAddress(known.url);
    identity = {
      ...(botId === undefined ? {} : { botId }),
      ...(botUserId === undefined ? {} : { botUserId }),
      ...(teamId === undefined ? {} : { teamId }),
    };
    return identity;
  }

  return {
    clientOf: async () => client,
    async homeOf() {
      await attempt(identify);
      return home;
    },
    // What an event says about its workspace counts; if it says nothing, it can only be the token's own.
    authorize: async (team) => ({
      ...(await identify()),
      botToken,
      ...(team === "" ? {} : { teamId: team }),
    }),
    async check() {
      const known = await persist(
        () => attempt(identify),
        patience,
        (failure) => {
          if (hopeless(failure, "SLACK_BOT_TOKEN") !== null) return false;
          log.warn({ failure }, "Slack cannot be reached; trying again");
          return true;
        },
      );
      const sentence = known.ok ? null : hopeless(known.failure, "SLACK_BOT_TOKEN");
      if (sentence !== null) throw new Error(sentence);
    },
  };
}

function httpAddress(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url) ? url : null;
}

/** Bolt's, which renews tokens that expire. */
type Installer = Pick<NonNullable<HTTPReceiver["installer"]>, "authorize">;

/** Those that installed the app. A workspace's client uses the workspace's own token only. */
export function createWorkspaces(
  installer: Installer,
  { installations, keys }: { readonly installations: Installations; readonly keys: Keys },
  options: ClientOptions,
): Workspaces {
  const clients = new Map<string, { token: string; client: Client }>();
  const homes = new WeakMap<Client, string>();
  const authorize = (team: string): Promise<AuthorizeResult> =>
    installer.authorize({ teamId: team, enterpriseId: undefined, isEnterpriseInstall: false });

  /** Bolt's own error says the same of what is absent and of what cannot be read. */
  async function tokenOf(team: string): Promise<string | null> {
    try {
      return (await authorize(team)).botToken ?? null;
    } catch (error) {
      if ((await installations.find(team)) === null) return null;
      throw error;
    }
  }

  async function clientOf(team: string): Promise<Client | null> {
    const token = await tokenOf(team);
    if (token === null) {
      clients.delete(team);
      return null;
    }
    const known = clients.get(team);
    if (known?.token === token) return known.client;
    const client = createClient(token, options);
    clients.set(team, { token, client });
    return client;
  }

  return {
    authorize,
    clientOf,
    async homeOf(team) {
      const found = await attempt(() => clientOf(team));
      if (!found.ok || found.value === null) return null;
      const client = found.value;
      const known = homes.get(client);
      if (known !== undefined) return known;
      const asked = await attempt(() => client.auth.test());
      const home = asked.ok ? httpAddress(asked.value.url) : null;
      if (home !== null) homes.set(client, home);
      return home;
    },
    async check() {
      const looked = await attempt(() => reseal(installations, keys, false));
      if (!looked.ok || looked.value.closed.length === 0) return;
      const { teams, closed } = looked.value;
      throw new Error(words.otherKey(closed.length, teams));
    },
  };
}
