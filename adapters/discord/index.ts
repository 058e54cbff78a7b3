/** Discord: the wiring. */
import {
  type APIApplication,
  ApplicationFlags,
  ChannelType,
  type GatewayDispatchPayload,
  REST,
  type RESTOptions,
  Routes,
} from "discord.js";
import type { Chart } from "../../src/card/card.ts";
import type { Inbox, Log, Outcome, Outgoing, Place, Platform } from "../../src/port.ts";
import { catchUp, type Pending } from "./catchup.ts";
import { createCommands } from "./command.ts";
import { createDirectory } from "./directory.ts";
import { failureOf } from "./errors.ts";
import { createGateway, REFUSED_TOKEN, type Shards } from "./gateway.ts";
import { TIMES } from "./limits.ts";
import { onDispatch, onMessage } from "./listen.ts";
import { invitation } from "./permissions.ts";
import type { Message } from "./read.ts";
import { persist } from "./retry.ts";
import { createSay } from "./say.ts";
import { createSender } from "./send.ts";

/** Tries at asking who we are, where the answer is no answer. */
const ILL_MAX = 4;

export interface DiscordConfig {
  readonly token: string;
  /** Another server that speaks the protocol, up to and without `/v10`. Discord's own by default. */
  readonly apiUrl?: string;
  /** All of one by default. */
  readonly shards?: Shards;
}

export interface Discord {
  readonly platform: Platform;
  /** Resolves once events come in, or when Discord refused for good and `onFatal` was told. */
  start(): Promise<void>;
  /** Resolves when the connection is closed and what was heard has been handled. */
  stop(): Promise<void>;
}

export function createDiscord(given: {
  readonly inbox: Inbox;
  readonly config: DiscordConfig;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or when the signal says so. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Discord takes no connection any more: the process should end, with this sentence. */
  readonly onFatal: (sentence: string) => void;
  /** The open decisions in Discord, to read what was said in a gap. */
  readonly pending: () => Promise<readonly Pending[]>;
  /** A chart as a PNG; null where it cannot be drawn. Its words are shown besides. */
  readonly picture: (chart: Chart) => Promise<Uint8Array | null>;
}): Discord {
  const { config, log, now, picture, inbox } = given;
  const stopping = new AbortController();
  const { signal } = stopping;
  const wait = (ms: number): Promise<void> => given.wait(ms, signal);
  const shards = config.shards ?? { total: 1, ids: [0] };
  const options: Partial<RESTOptions> = {
    ...(config.apiUrl === undefined ? {} : { api: config.apiUrl.replace(/\/+$/, "").replace(/\/v10$/, "") }),
    version: "10",
    // Its retries come without a pause; ours are in the outbox and in `retry.ts`.
    retries: 0,
    timeout: TIMES.request,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > TIMES.patience,
  };
  const rest = new REST(options).setToken(config.token);
  const ours = new Set<string>();
  const running = new Set<Promise<void>>();
  let application: APIApplication | null = null;
  let fatal = false;
  let invited = false;

  const me = (): string | null => gateway.client()?.user?.id ?? null;
  const directory = createDirectory(rest, () => gateway.client(), log);
  const say = createSay(rest, log, now);
  const content = (): boolean => readsContent(application);
  const listening = {
    rest,
    log,
    now,
    wait,
    say,
    inbox,
    directory,
    me,
    content,
    pending: given.pending,
    isOurs: (thread: string) => ours.has(thread),
  };

  const put = createSender({
    rest,
    directory,
    log,
    now,
    me,
    picture,
    onForbidden: say.forbidden,
    onUnauthorised: () => onFatal(REFUSED_TOKEN),
  });

  const patience = { log, wait, signal };
  const commands = createCommands(rest, applicationId, patience);
  const catching = {
    ...patience,
    rest,
    now,
    shards: shards.total,
    pending: given.pending,
    know,
    hear: (message: Message) => onMessage(listening, message),
  };

  function onFatal(sentence: string): void {
    if (fatal || signal.aborted) return;
    fatal = true;
    log.error({}, sentence);
    given.onFatal(sentence);
  }

  const gateway = createGateway({
    token: config.token,
    rest: options,
    shards,
    content,
    ...patience,
    onFatal,
    onDispatch: (payload) => track(dispatch(payload)),
    onIdentified(shard) {
      invite();
      track(catchUp({ ...catching, shard }));
    },
  });

  async function dispatch(payload: GatewayDispatchPayload): Promise<void> {
    await Promise.all([commands.onDispatch(payload), onDispatch(listening, payload)]);
  }

  function know({ channel, thread }: Place): void {
    if (thread === null) return;
    ours.add(thread);
    directory.learn({ id: thread, type: ChannelType.PublicThread, parent_id: channel });
  }

  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  function applicationId(): string | undefined {
    return application?.id ?? gateway.client()?.application?.id;
  }

  function invite(): void {
    const id = applicationId();
    if (invited || id === undefined) return;
    invited = true;
    log.info({ invite: invitation(id) }, "Discord: open this link to add the bot to a server");
  }

  /** Who we are, to say the invitation and to ask only for intents that are switched on. */
  async function identify(): Promise<void> {
    const ask = async (): Promise<APIApplication> =>
      (await rest.get(Routes.currentApplication())) as APIApplication;
    try {
      application = await persist("starting", ask, patience, ILL_MAX);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "unauthorised") return onFatal(REFUSED_TOKEN);
      if (!signal.aborted)
        log.warn({ because: failure.because }, "Discord does not say what this bot may read");
    }
    invite();
    if (!content())
      log.info(
        {},
        "Discord: typed answers need a mention or a reply, since the Message Content Intent is off",
      );
  }

  return {
    platform: {
      name: "discord",
      async put(message: Outgoing): Promise<Outcome> {
        know(message.place);
        const outcome = await put(message);
        if (outcome.kind === "sent") know({ ...message.place, thread: outcome.thread });
        return outcome;
      },
    },
    async start() {
      await identify();
      if (!fatal) await gateway.open();
    },
    async stop() {
      stopping.abort();
      const enough = new AbortController();
      // discord.js never finishes closing a connection that is not ready yet.
      const closed = gateway.close().then(() => Promise.allSettled(running));
      await Promise.race([closed, given.wait(TIMES.stop, enough.signal)]);
      enough.abort();
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

function readsContent(application: APIApplication | null): boolean {
  const flags = application?.flags ?? 0;
  return (
    (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0
  );
}
