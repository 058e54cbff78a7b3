/** Discord: the wiring. */
import { ChannelType, type GatewayDispatchPayload, REST, type RESTOptions } from "discord.js";
import type { Chart } from "../../src/card/card.ts";
import type { Inbox, Log, Outcome, Outgoing, Place, Platform } from "../../src/port.ts";
import { createRequesters } from "./answer/requesters.ts";
import { createSay } from "./answer/say.ts";
import { createApplication } from "./connection/application.ts";
import { createCommands } from "./connection/command.ts";
import { createGateway, REFUSED_TOKEN, type Shards } from "./connection/gateway.ts";
import { catchUp, type Pending } from "./hear/catch-up.ts";
import { onDispatch, onMessage } from "./hear/listen.ts";
import { createDirectory } from "./hear/people.ts";
import type { Message } from "./hear/read.ts";
import { TIMES } from "./limits.ts";
import { createSender } from "./show/send.ts";

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
  let fatal = false;

  const me = (): string | null => gateway.client()?.user?.id ?? null;
  const directory = createDirectory(rest, () => gateway.client(), log);
  const say = createSay(rest, log);
  const requesters = createRequesters(rest, say, log, now);
  const patience = { log, wait, signal };
  const application = createApplication(rest, () => gateway.client()?.application?.id, patience);
  const listening = {
    rest,
    log,
    now,
    wait,
    say,
    requesters,
    inbox,
    directory,
    me,
    content: application.content,
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
    onForbidden: requesters.forbidden,
    onUnauthorised: () => onFatal(REFUSED_TOKEN),
  });

  const commands = createCommands(rest, application.id, patience);
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
    content: application.content,
    ...patience,
    onFatal,
    onDispatch: (payload) => track(dispatch(payload)),
    onIdentified(shard) {
      application.invite();
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
      if ((await application.ask()) === "refused") onFatal(REFUSED_TOKEN);
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
