/** A report in its thread: from the button to the file, by the real conversation, store and bundle. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digest } from "../../src/packs/load.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";
import { openStore } from "../../src/store/open.ts";
import { play } from "../command/played.ts";
import { botOf } from "../fake/bot.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { Screen } from "../fake/screen.ts";
import { smallPack } from "../scoring/small-pack.ts";

test("whoever presses Report gets a page in the thread, which its policy holds to its own letters", async () => {
  const parsed = parsePack(smallPack());
  if (!parsed.ok) throw new Error("the small pack was refused");
  const pack = { digest: digest(parsed.pack), pack: parsed.pack };
  const directory = await scratch();
  const database = join(directory, "plumbline.db");
  const id = "reportof";
  await play(database, pack, { id, text: "small: <i>tent</i>", by: "Ana" }, "card");
  const clock = new SimulatedClock(Date.UTC(2026, 10, 23));
  const opened = await openStore(database, noLog, () => clock.now());
  if (!opened.ok) throw new Error(opened.because);
  const screen = new Screen();
  const bot = botOf({ store: opened.store, packs: [pack], platforms: () => [{ platform: screen }], clock });
  const press = (event: string) =>
    bot.inbox.receive({
      id: event,
      at: clock.now(),
      place: { platform: "slack", team: "T1", channel: "C1", thread: id },
      by: { id: "U2", name: "Bo" },
      what: {
        kind: "press",
        token: { decision: id, control: "report", revision: Number.MAX_SAFE_INTEGER },
        value: null,
      },
    });
  const reply = await press("r1");
  expect(reply.kind === "ephemeral" ? reply.card.title : "").toContain(
    "The report is in the thread as a file",
  );
  await press("r2");
  await bot.drain();
  const reports = screen.puts.filter(({ slot }) => slot.startsWith("report/"));
  const shown = new Set(reports.map(({ slot }) => slot));
  expect(shown.size).toBe(1);
  const file = reports[0]?.card.file;
  expect(file?.name).toMatch(/^[a-z0-9-]+\.html$/);
  expect(file?.text).toMatch(/^<!doctype html>.*Content-Security-Policy.*default-src 'none'/s);
  expect(file?.text).toContain("<h1>&#60;i&#62;tent&#60;/i&#62;</h1>");
  expect(file?.inWords).toContain("plumbline report");
  await bot.stop();
  await opened.store.close();
  await rm(directory, { recursive: true });
});
