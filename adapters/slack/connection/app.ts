/** Bolt's app, as we need it: it acknowledges an event when it is saved, and can be waited for. */
import { App, type ReceiverEvent } from "@slack/bolt";
import type { Log } from "../../../src/port.ts";
import type { Installations } from "./installations.ts";

/** Bolt acknowledges events before anything has heard them; here that waits until they are saved. */
export class SavingApp extends App {
  readonly #handling = new Set<Promise<void>>();

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const work = this.#handle(event);
    this.#handling.add(work);
    await work.finally(() => this.#handling.delete(work));
  }

  async #handle(event: ReceiverEvent): Promise<void> {
    if (event.body.event === undefined) return super.processEvent(event);
    await super.processEvent({ ...event, ack: async () => {} });
    await event.ack();
  }

  /** Resolves when everything that was heard so far has been handled. */
  async handled(): Promise<void> {
    await Promise.allSettled(this.#handling);
  }
}

/** Bolt hands these events over without authorization: the token is gone already. */
export function forgetUninstalled(app: App, installations: Installations | undefined, log: Log): void {
  const forget = async (team: string | undefined): Promise<void> => {
    log.warn({ team }, "the app was removed from a workspace, or its token revoked");
    if (team !== undefined) await installations?.remove(team);
  };
  app.event("app_uninstalled", ({ context }) => forget(context.teamId));
  app.event("tokens_revoked", async ({ event, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(context.teamId);
  });
}
