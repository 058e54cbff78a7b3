/** The connection over which events arrive: opened however long it takes, and reported when it is lost for good. */
import {
  Client,
  type ClientOptions,
  Events,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  Options,
  type RESTOptions,
} from "discord.js";
import type { Counters, Log } from "../../../src/port.ts";
import type { Shards } from "../../shared/config.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt, type Result } from "../errors.ts";

export interface GatewayOptions extends Patience {
  readonly log: Log;
  readonly counters: Pick<Counters, "reconnected">;
  readonly token: string;
  readonly rest: Partial<RESTOptions>;
  readonly shards: Shards;
  /** Ask for the text of messages that do not mention the bot. */
  readonly content: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onDispatch: (payload: GatewayDispatchPayload) => void;
  /**
   * A shard has identified anew: Discord does not resend what was said before. `lostAt`: when it was noticed that the
   * connection before was gone; null: there was none.
   */
  readonly onIdentified: (shard: number, lostAt: number | null) => void;
  readonly onFatal: (sentence: string) => void;
}

export interface Gateway {
  readonly client: () => Client | null;
  /** Every shard is. */
  connected(): boolean;
  /** Resolves when the gateway is open, or will never be. */
  open(): Promise<void>;
  close(): Promise<void>;
}

export const REFUSED_TOKEN =
  "Discord refused the bot's token. Copy it anew into DISCORD_TOKEN: developer portal, your application, Bot, Reset Token.";

/** Close codes after which Discord accepts no further connection. */
const FATAL: Readonly<Record<number, string>> = {
  4004: REFUSED_TOKEN,
  4010: "Discord refused this shard: its number must be below the number of shards.",
  4011: "Discord wants more shards for so many servers: raise DISCORD_SHARDS.",
  4012: "Discord no longer speaks this version of its gateway: update the bot.",
  4013: "Discord refused the intents as invalid: update the bot.",
  4014: "Discord refused an intent. Switch the Message Content Intent on or off in the developer portal (Bot), and start again.",
};

/**
 * Read from the payload alone. discord.js must not build objects of its own from them: nobody here needs those, and its
 * exception about a missing or new field would end the process.
 */
const OURS: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.MessageCreate,
  GatewayDispatchEvents.MessageUpdate,
  GatewayDispatchEvents.InteractionCreate,
]);

export function createGateway(options: GatewayOptions): Gateway {
  const { log, counters, now, wait, random, signal } = options;
  let current: Client | null = null;
  let fatal = false;
  const connected = new Set<number>();
  const served = new Set<number>();

  function isThere(shard: number): void {
    if (served.has(shard)) counters.reconnected("discord");
    served.add(shard);
    connected.add(shard);
  }

  function fail(sentence: string): void {
    if (fatal) return;
    fatal = true;
    options.onFatal(sentence);
  }

  function connect(): Client {
    const client = new Client(clientOptions(options));
    keepReading(client, log);
    client.on(Events.Raw, (payload: GatewayDispatchPayload) => {
      options.onDispatch({ ...payload });
      if (OURS.has(payload.t)) Object.assign(payload, { t: "READ_ALREADY" });
    });
    const lost = new Map<number, number>();
    client.on(Events.ShardReady, (shard) => {
      log.info({ shard }, "connected to Discord");
      isThere(shard);
      options.onIdentified(shard, lost.get(shard) ?? null);
      lost.delete(shard);
    });
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      connected.delete(shard);
      fail(FATAL[code] ?? `Discord closed the connection for good (${code}).`);
    });
    // Emitted at each try to reconnect, twice a second.
    client.on(Events.ShardReconnecting, (shard) => {
      connected.delete(shard);
      if (lost.has(shard)) return;
      if (!signal.aborted) log.warn({ shard }, "the connection to Discord was lost; reconnecting");
      lost.set(shard, now());
    });
    client.on(Events.ShardResume, (shard, replayed) => {
      lost.delete(shard);
      isThere(shard);
      log.info({ shard, replayed }, "connected to Discord again");
    });
    client.on(Events.ShardError, (error, shard) =>
      log.warn({ shard, because: error.message }, "Discord's gateway"),
    );
    client.on(Events.Error, (error) => log.error({ because: error.message }, "Discord's client"));
    client.rest.on("invalidRequestWarning", (data) =>
      log.error(data, "Discord refused many requests; at 10,000 in ten minutes it bans the address"),
    );
    return client;
  }

  /** A client that failed to log in cannot be used again, so each try has its own. */
  async function login(): Promise<Result<string>> {
    const client = connect();
    current = client;
    const loggedIn = await attempt(() => client.login(options.token));
    if (!loggedIn.ok || signal.aborted) await client.destroy();
    return loggedIn;
  }

  return {
    client: () => current,
    connected: () => options.shards.ids.every((shard) => connected.has(shard)),
    async open() {
      const opened = await persist(login, { wait, random, signal }, ({ kind, because }, againInMs) => {
        if (fatal || kind === "unauthorised") return false;
        log.warn({ because, againInMs }, "Discord cannot be reached; the login is tried again");
        return true;
      });
      if (!opened.ok && opened.failure.kind === "unauthorised") fail(REFUSED_TOKEN);
    },
    close: async () => await current?.destroy(),
  };
}

/** discord.js reads a packet where nobody can catch what it throws: one that is malformed would end the process. */
function keepReading({ ws }: Client, log: Log): void {
  const read: unknown = Reflect.get(ws, "handlePacket");
  if (typeof read !== "function") return;
  Reflect.set(ws, "handlePacket", (...packet: unknown[]): unknown => {
    try {
      return Reflect.apply(read, ws, packet);
    } catch (error) {
      log.warn({ because: String(error) }, "a packet of Discord's could not be read");
      return false;
    }
  });
}

/** No messages are cached: each is read once, from its payload. */
function clientOptions({ rest, shards, content }: GatewayOptions): ClientOptions {
  return {
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(content() ? [GatewayIntentBits.MessageContent] : []),
    ],
    rest,
    shards: [...shards.ids],
    shardCount: shards.total,
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
    }),
  };
}
