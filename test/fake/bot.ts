/** The bot as it is composed, with what a test leaves out as it is where an operator has set nothing. */
import { randomUUID } from "node:crypto";
import { type Bot, type BotOptions, createBot } from "../../src/app/bot.ts";
import type { Platform } from "../../src/port.ts";
import { SimulatedClock } from "./clock.ts";
import { noLog } from "./log.ts";

type Given<T extends { readonly platform: Platform }> = Partial<BotOptions<T>> &
  Pick<BotOptions<T>, "store" | "packs" | "platforms">;

export function botOf<T extends { readonly platform: Platform }>(given: Given<T>): Bot<T> {
  let made = 0;
  return createBot({
    settings: { nudgeAfterMs: 24 * 60 * 60 * 1000, zone: "UTC", retentionMs: null },
    records: null,
    clock: new SimulatedClock(),
    replica: randomUUID(),
    newId: () => `id${String(++made).padStart(6, "0")}`,
    random: () => 0,
    log: noLog,
    ...given,
  });
}
