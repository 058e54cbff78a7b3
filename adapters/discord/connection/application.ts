/** What this bot is in Discord: its id, and whether the text of all messages is told. */
import { type APIApplication, ApplicationFlags, type REST, Routes } from "discord.js";
import type { Log } from "../../../src/port.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt } from "../errors.ts";
import { mayPass } from "./client.ts";
import { invitation } from "./permissions.ts";

export interface Application {
  /** Asked before the gateway opens, to ask there only for intents that are switched on. */
  ask(): Promise<"known" | "unknown" | "refused">;
  readonly id: () => string | undefined;
  /** Whether the text of messages is told that do not mention the bot. */
  readonly content: () => boolean;
  /** Logs the link that adds the bot to a server, once, as soon as its id is known. */
  invite(): void;
}

/** Tries, where the answer is no answer: a server may not have that page. */
const TRIES_MAX = 4;
const CONTENT = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

/** `idOfGateway`: as the gateway says it, later. */
export function createApplication(
  rest: REST,
  idOfGateway: () => string | undefined,
  log: Log,
  patience: Patience,
): Application {
  let known: Partial<APIApplication> = {};
  let invited = false;

  const id = (): string | undefined => known.id ?? idOfGateway();
  const content = (): boolean => ((known.flags ?? 0) & CONTENT) !== 0;

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
        () => attempt(async () => (await rest.get(Routes.currentApplication())) as APIApplication),
        patience,
        (failure, inMs, tries) => !(failure.kind === "ill" && tries >= TRIES_MAX) && goOn(failure, inMs),
      );
      if (asked.ok) known = asked.value;
      else if (asked.failure.kind === "unauthorised") return "refused";
      else if (patience.signal.aborted) return "unknown";
      else log.warn({ because: asked.failure.because }, "Discord does not say what this bot may read");
      invite();
      if (!content())
        log.info(
          {},
          "Discord: typed answers need a mention or a reply, since the Message Content Intent is off",
        );
      return known.id === undefined ? "unknown" : "known";
    },
  };
}
