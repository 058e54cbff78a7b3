/**
 * How long the events of a decision of five people keep the event loop, on shipped packs: `npm run bench:loop`. Of each event the
 * main thread's processor time, which is the same whatever else the machine does; and how late the loop was, which is not. Then
 * the same of reading a discussion as long as any is read.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { loadPacks, SHIPPED } from "../../src/packs/load.ts";
import type { Inbound, Reply } from "../../src/port.ts";
import { read } from "../../src/reading/read.ts";
import { openStore } from "../../src/store/open.ts";
import { botOf } from "../fake/bot.ts";
import { noLog } from "../fake/log.ts";
import { scratch } from "../fake/scratch.ts";
import { Screen } from "../fake/screen.ts";
import { labelled } from "../reading/labelled.ts";

const ASKED = [
  "fastapi or django",
  "fastapi, django or flask",
  "rest, graphql or grpc",
  "monolith or services",
];
/** The first play is a cold start's. */
const PLAYS = 3;
const QUESTIONS_MAX = 30;
const MESSAGES = 200;
const people = ["Ana", "Bo", "Cy", "Dee", "Eli"].map((name) => ({ id: `U${name}`, name }));

const folder = await scratch();
const opened = await openStore(join(folder, "loop.db"), noLog);
if (!opened.ok) throw new Error(opened.because);
const screen = new Screen();
const { records } = await loadPacks(SHIPPED);
const bot = botOf({ store: opened.store, packs: records, platforms: () => [{ platform: screen }] });

let events = 0;
for (const asked of ASKED)
  for (let play = 1; play <= PLAYS; play++) {
    const place = { platform: "slack", team: "T1", channel: `${asked}${play}`, thread: null } as const;
    const took: number[] = [];
    const hear = async (by: Inbound["by"], what: Inbound["what"]): Promise<Reply> => {
      const from = process.threadCpuUsage();
      const reply = await bot.inbox.receive({ id: `loop${++events}`, at: 0, place, by, what });
      const { user, system } = process.threadCpuUsage(from);
      took.push((user + system) / 1_000);
      await setImmediate();
      return reply;
    };
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const [starter, ...invited] = people;
    if (starter === undefined) throw new Error("nobody");
    await hear(starter, { kind: "command", text: `${asked} for billing`, invited, origin: null });
    await bot.drain();
    const root = [...screen.shown.values()].find(({ message }) => message.place.channel === place.channel);
    if (root === undefined) throw new Error(`${asked}: nothing was begun`);
    for (const [person, by] of people.entries()) {
      let token = { decision: root.message.decision, control: "next", revision: Number.MAX_SAFE_INTEGER };
      for (let question = 0; question < QUESTIONS_MAX; question++) {
        const reply = await hear(by, { kind: "press", token, value: null });
        if (reply.kind !== "ephemeral" || reply.token === null) break;
        const buttons = reply.card.blocks.flatMap((block) =>
          block.kind === "controls" ? block.controls : [],
        );
        const choices = buttons.filter(({ kind, id }) => kind === "button" && id.startsWith("answer/"));
        // They differ, as people do.
        const choice = choices[(person + question) % choices.length];
        if (choice === undefined) break;
        token = { ...reply.token, control: choice.id };
      }
      await bot.drain();
    }
    delay.disable();
    const [most = 0] = took.toSorted((a, b) => b - a);
    const late = (delay.max / 1e6).toFixed(0);
    console.log(
      `${asked}, play ${play}, ${took.length} events: at most ${most.toFixed(0)} ms of an event, the loop ${late} ms late at most`,
    );
  }
const [flagship] = records;
if (flagship === undefined) throw new Error("no pack");
const { pack } = flagship;
const messages = (await labelled(pack.id)).flatMap((one) => one.messages).slice(0, MESSAGES);
const remarks = messages.map(({ author, text }) => ({ person: { id: author, name: author }, text }));
const reads = Array.from({ length: PLAYS }, () => {
  const from = process.threadCpuUsage();
  read(pack, remarks);
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1_000;
});
console.log(
  `${remarks.length} messages, read ${PLAYS} times: ${reads.map((ms) => ms.toFixed(0)).join(", ")} ms`,
);
await bot.stop();
await opened.store.close();
await rm(folder, { recursive: true });
