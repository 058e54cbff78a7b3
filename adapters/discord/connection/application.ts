/** What this bot is in Discord: its id, and whether it may read messages that do not mention it. */
import { type APIApplication, ApplicationFlags, type REST, Routes } from "discord.js";
import type { Log } from "../../../src/port.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt } from "../errors.ts";
import { mayPass } from "./client.ts";
import { invitation } from "./permissions.ts";

export interface Application {
  /** Asks Discord, before the gateway opens with the intents that are switched on. False: the token is refused. */
  ask(): Promise<boolean>;
  readonly id: () => string | undefined;
  /** Whether Discord sends the text of messages that do not mention the bot. */
  readonly content: () => boolean;
  /** Logs the link that adds the bot to a server, once, as soon as its id is known. */
  invite(): void;
}

/** How often to ask a server that cannot answer: it may not have that page. */
const TRIES_MAX = 4;
const CONTENT = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

/** Whether Discord sends it the text of messages that do not mention it. */
export function readsMessages({ flags }: Partial<APIApplication>): boolean {
  return ((flags ?? 0) & CONTENT) !== 0;
}

/** `idOfGateway`: what the gateway says, once it is open. */
export function createApplication(
  rest: REST,
  idOfGateway: () => string | undefined,
  log: Log,
  patience: Patience,
): Application {
  let known: Partial<APIApplication> = {};
  let invited = false;

  const id = (): string | undefined => known.id ?? idOfGateway();
  const content = (): boolean => readsMessages(known);

  function invite(): void {
    const found = id();
    if (invited || found === undefined) return;
    invited = true;
    log.info({ invite: invitation(found) }, "Discord: open this link to add the bot to a server");
  }

  return {
    id,
    content,
    invite,
    async ask() {
      const goOn = mayPass("starting", log);
      const asked = await persist(
        () => attempt(() => rest.get(Routes.currentApplication()) as Promise<APIApplication>),
        patience,
        (failure, inMs, tries) => !(failure.kind === "ill" && tries >= TRIES_MAX) && goOn(failure, inMs),
      );
      if (asked.ok) known = asked.value;
      else if (asked.failure.kind === "unauthorised") return false;
      else if (patience.signal.aborted) return true;
      else log.warn({ because: asked.failure.because }, "Discord does not say what this bot may read");
      invite();
      if (!content())
        log.info(
          {},
          "Discord: typed answers need a mention or a reply, since the Message Content Intent is off",
        );
      return true;
    },
  };
}
