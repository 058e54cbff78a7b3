/** Discord: wires the gateway to the inbox and the REST API to the outbox. */
import type { GatewayDispatchPayload } from "discord.js";
import type { Inbox, Place, Platform } from "../../src/port.ts";
import type { DiscordConfig } from "../shared/config.ts";
import { inTime } from "../shared/in-time.ts";
import type { ServedOptions } from "../shared/options.ts";
import { createRequesters } from "../shared/requesters.ts";
import { createTeller, type Requester } from "./answer/blocker.ts";
import { createAnswers } from "./answer/ephemeral.ts";
import { createResponder } from "./answer/reply.ts";
import { createSay } from "./answer/say.ts";
import { createApplication } from "./connection/application.ts";
import { clientOptions, createClient } from "./connection/client.ts";
import { createCommands } from "./connection/command.ts";
import { createGateway, REFUSED_TOKEN } from "./connection/gateway.ts";
import { createRoom } from "./connection/room.ts";
import { createCatchUp } from "./hear/catch-up.ts";
import { createChannels } from "./hear/channels.ts";
import { createDiscussions } from "./hear/discussion.ts";
import { createGone } from "./hear/gone.ts";
import { createListener } from "./hear/listen.ts";
import { createMessages, createUntilSaved } from "./hear/messages.ts";
import { createPeople } from "./hear/people.ts";
import { TIMES } from "./limits.ts";
import { createSender } from "./show/send.ts";

export interface DiscordOptions extends ServedOptions {
  readonly inbox: Inbox;
  readonly config: DiscordConfig;
  /** Discord accepts no connection any more: the process should end with this sentence. */
  readonly onFatal: (sentence: string) => void;
}

export interface Discord {
  readonly platform: Platform;
  /** Whether events can come in, to every shard. */
  connected(): boolean;
  /** Resolves once events come in, or when Discord refused for good and `onFatal` was told. */
  start(): Promise<void>;
  /** Resolves when the connection is closed and what was heard has been handled. */
  stop(): Promise<void>;
}

export function createDiscord(given: DiscordOptions): Discord {
  const { inbox, config, log, counters, now, wait, random, open, standing, picture } = given;
  const stopping = new AbortController();
  const { signal } = stopping;
  const patience = { wait, random, signal };
  const shards = config.shards ?? { total: 1, ids: [0] };
  const options = clientOptions(config.apiUrl);
  const rest = createClient(config.token, options, log);
  /** Threads that have, or had, a decision. */
  const ours = new Set<string>();
  const running = new Set<Promise<void>>();
  let fatal = false;

  const client = () => gateway.client();
  const me = (): string | null => client()?.user?.id ?? null;
  const application = createApplication(rest, () => client()?.application?.id, log, patience);
  const commands = createCommands(rest, config.command, application.id, log, patience);
  const { content } = application;
  const channels = createChannels({ rest, client, log, ...patience });
  const people = createPeople(rest, client);
  const requesters = createRequesters<Requester>();
  const room = createRoom({ rest, now, wait, signal });
  const say = createSay({ rest, log, ...patience });
  const answers = createAnswers({ rest, log, now, ...patience });
  const withDiscussion = createDiscussions({ rest, people, content, open, wait, log });
  const untilSaved = createUntilSaved(log, patience);
  const messages = createMessages({
    ...{ inbox, untilSaved, channels, people, withDiscussion, say, requesters, now, me, content },
    isOurs: (thread) => ours.has(thread),
  });
  const gone = createGone({ rest, inbox, untilSaved, me, now });
  const listen = createListener({
    ...{ inbox, messages, channels, people, withDiscussion, requesters, log, now, me },
    respond: createResponder({ answers, say, log, now, wait }),
    gone,
  });
  const catchUp = createCatchUp({
    ...{ rest, room, channels, people, messages, gone, log, now, me, open, standing, know, ...patience },
    shards: shards.total,
  });
  const sender = createSender({
    ...{ rest, channels, log, now, me, picture, room },
    tellBlocker: createTeller({ rest, channels, requesters, say, log, now }),
    onUnauthorised: () => onFatal(REFUSED_TOKEN),
  });
  const gateway = createGateway({
    ...{ log, counters, now, shards, content, onFatal, ...patience },
    token: config.token,
    rest: options,
    onDispatch(payload) {
      if (!signal.aborted) track(dispatch(payload));
    },
    onIdentified(shard, lostAt) {
      if (signal.aborted) return;
      application.invite();
      track(catchUp(shard, lostAt));
    },
  });

  function onFatal(sentence: string): void {
    if (fatal || signal.aborted) return;
    fatal = true;
    log.error({}, sentence);
    given.onFatal(sentence);
  }

  async function dispatch(payload: GatewayDispatchPayload): Promise<void> {
    await Promise.all([commands.onDispatch(payload), listen(payload)]);
  }

  function know({ thread }: Place): void {
    if (thread !== null) ours.add(thread);
  }

  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  return {
    platform: {
      name: "discord",
      async put(message, held) {
        know(message.place);
        const outcome = await sender.put(message, held);
        if (outcome.kind === "sent") know({ ...message.place, thread: outcome.thread });
        return outcome;
      },
      remove: sender.remove,
      answer: messages.answer,
    },
    connected: () => gateway.connected(),
    async start() {
      if (!(await application.ask())) onFatal(REFUSED_TOKEN);
      if (!fatal && !signal.aborted) await gateway.open();
    },
    async stop() {
      stopping.abort();
      // discord.js never finishes closing a connection that is not ready yet.
      await inTime(
        gateway.close().then(() => Promise.allSettled(running)),
        TIMES.stop,
        wait,
      );
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
