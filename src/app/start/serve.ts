/** Slack and Discord, until the process is asked to end. */
import type { Counters, Inbox, Platform, PlatformName } from "../../port.ts";
import type { Watch } from "../../web/watch.ts";
import { stackOf } from "../log.ts";
import type { Config, HostingConfig } from "../settings/config.ts";
import { botOn, type Follow, type Ground, now, wait } from "./configured.ts";
import { tellOfClock } from "./skew.ts";
import { createStandstill } from "./standstill.ts";

/** One platform that runs until it is stopped. */
interface Served {
  readonly platform: Platform;
  connected(): boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What the adapters are made of. */
interface Parts extends Ground {
  readonly inbox: Inbox;
  readonly counters: Counters;
  readonly fatal: (sentence: string) => void;
}

/** Whoever asked a process to end usually kills it after ten seconds. */
const STOP_MS = 8_000;

/** Until the process is `asked` to end, or a platform says that it takes us no more. */
export async function serve(
  config: Config,
  ground: Ground,
  follow: Follow,
  {
    watched,
    counters,
    err,
    asked,
  }: Watch & { readonly err: (sentence: string) => void; readonly asked: AbortSignal },
): Promise<number> {
  const ending = Promise.withResolvers<number>();
  const fatal = (sentence: string): void => {
    err(sentence);
    ending.resolve(1);
  };
  const makers = await makersOf(config);
  const hosted = config.hosting === null ? null : await host(config.hosting, ground);
  const bot = botOn(config, {
    ...ground,
    counters,
    platforms: (inbox) => makers.map((make) => make({ ...ground, inbox, counters, fatal })),
  });
  watched.store = ground.store;
  watched.platforms = bot.served.map(({ platform: { name }, connected }) => ({ name, connected }));
  // An SDK lets some of what it cannot read reject where nobody can catch it.
  process.on("unhandledRejection", (error) =>
    ground.log.error({ stack: stackOf(error) }, "a promise was rejected, and nobody handled it"),
  );
  if (asked.aborted) ending.resolve(0);
  asked.addEventListener("abort", () => ending.resolve(0));
  bot.start();
  const unfollow = follow(bot);
  const starting = bot.served.map((platform) =>
    platform.start().catch((error: unknown) => fatal(error instanceof Error ? error.message : String(error))),
  );
  void tellOfClock(config, now, ground.log);
  const code = await ending.promise;
  unfollow();
  watched.isStopping = true;
  // A call that hangs must not keep it. What was in hand is in the store, and is looked for before it is done again.
  setTimeout(() => process.exit(code), STOP_MS).unref();
  await Promise.all(bot.served.map((platform) => platform.stop()));
  await Promise.all(starting);
  await bot.stop();
  await hosted?.close();
  return code;
}

/** Hosted reports, on a server of their own: health and metrics are nobody else's business. @throws PortTaken */
async function host(hosting: HostingConfig, { store, log }: Ground): Promise<{ close(): Promise<void> }> {
  // What bundles pages is loaded only where some are served.
  const [{ createPages }, { createHosted }, { listen }] = await Promise.all([
    import("../hosting/pages.ts"),
    import("../../web/hosted.ts"),
    import("../../web/server.ts"),
  ]);
  const pages = createPages(store);
  const server = await listen(createHosted(hosting, pages.find, log), hosting, "PUBLIC_PORT");
  const { url, host: address } = hosting;
  log.info({ url, host: address, port: server.port }, "reports are hosted");
  return {
    async close() {
      await server.close();
      await pages.stop();
    },
  };
}

/** An SDK is loaded only where its platform is served. */
async function makersOf({ slack, discord }: Config): Promise<readonly ((parts: Parts) => Served)[]> {
  const makers: ((parts: Parts) => Served)[] = [];
  const { drawPicture } = await import("../../io/picture.ts");
  const options = (platform: PlatformName, { inbox, store, log, counters }: Parts) => ({
    ...{ inbox, log, counters, now, wait, random: Math.random, picture: drawPicture },
    open: () => store.open(platform),
    standing: () => store.standing(platform),
  });
  if (slack !== null) {
    const { createSlack } = await import("../../../adapters/slack/index.ts");
    const stoodStill = createStandstill({
      ticks: () => performance.now(),
      every: (ms, run) => void setInterval(run, ms).unref(),
    });
    makers.push((parts) =>
      createSlack({
        ...options("slack", parts),
        config: slack,
        installations: parts.store.installations("slack"),
        stoodStill,
      }),
    );
  }
  if (discord !== null) {
    const { createDiscord } = await import("../../../adapters/discord/index.ts");
    makers.push((parts) =>
      createDiscord({ ...options("discord", parts), config: discord, onFatal: parts.fatal }),
    );
  }
  return makers;
}
