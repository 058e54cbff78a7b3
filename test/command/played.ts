/** Decisions in a database on disk, made by people pressing buttons. */

import { plain } from "../../src/card/plain.ts";
import type { Inbound, Place } from "../../src/port.ts";
import type { PackRecord } from "../../src/scoring/pack/pack-set.ts";
import { openStore } from "../../src/store/open.ts";
import { controlsOf } from "../conversation/driver.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { Screen } from "../fake/screen.ts";

export interface Played {
  /** What the card on the screen says. */
  readonly card: string;
}

/**
 * Starts a decision and gives every question its first choice, as far as `until`, in a database of that path. `id`: 8
 * characters of [a-z0-9]. `day`: of November 2026.
 */
export async function play(
  database: string,
  record: PackRecord,
  say: {
    readonly id: string;
    readonly text: string;
    readonly team?: string;
    readonly channel?: string;
    readonly day?: number;
    readonly by?: string;
  },
  until: "asking" | "card" | "accepted" = "accepted",
): Promise<Played> {
  const clock = new SimulatedClock(Date.UTC(2026, 10, say.day ?? 22));
  const opened = await openStore(database, noLog, () => clock.now());
  if (!opened.ok) throw new Error(opened.because);
  const { store } = opened;
  const screen = new Screen();
  const bot = botOf({
    store,
    packs: [record],
    platforms: () => [{ platform: screen }],
    clock,
    newId: () => say.id,
  });
  let events = 0;
  const place: Place = {
    platform: "slack",
    team: say.team ?? "T1",
    channel: say.channel ?? "C1",
    thread: say.id,
  };
  const live = async (what: Inbound["what"]) => {
    clock.pass(1000);
    const reply = await bot.inbox.receive({
      id: `${say.id}/${events++}`,
      at: clock.now(),
      place,
      by: { id: "U1", name: say.by ?? "Ana" },
      what,
    });
    await bot.drain();
    return reply;
  };
  const newest = (slot: string) =>
    [...screen.shown.values()]
      .map(({ message }) => message)
      .findLast((message) => message.slot.startsWith(slot));
  const press = (control: string, revision: number, value: string | null = null) =>
    live({ kind: "press", token: { decision: say.id, control, revision }, value });

  await live({ kind: "command", text: say.text, invited: [], origin: null });
  let reply = until === "asking" ? null : await press("next", 0);
  while (reply?.kind === "ephemeral" && newest("card") === undefined) {
    const [control] = controlsOf(reply.card);
    if (control?.id.startsWith("answer/") !== true) throw new Error("a question with controls expected");
    const value = control.kind === "select" ? (control.options[0]?.value ?? null) : null;
    reply = await press(control.id, 0, value);
  }
  if (until === "accepted") {
    const posted = newest("card");
    // A close call has one for each of its options.
    const accept =
      posted === undefined ? undefined : controlsOf(posted.card).find(({ id }) => id.startsWith("accept"));
    if (posted === undefined || accept === undefined) throw new Error("a card to accept expected");
    await press(accept.id, posted.revision);
  }
  const card = newest("card");
  await store.close();
  return { card: card === undefined ? "" : plain(card.card) };
}
