import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createOutbox } from "../../src/app/outbox.ts";
import type { Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import type { Count } from "../fake/counting.ts";
import { Screen } from "../fake/screen.ts";
import { unheard } from "../fake/unheard.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import type { FromChild, ToChild } from "./child.ts";
import { channelsOf, eventOf } from "./event.ts";

const MINUTE = 60_000;
const NEVER = 1_000_000;
/** After how many acknowledgements each child dies: the first before it has said anything, some early, some late. */
const DEATHS = [1, 3, 20, 7, 2, 33, 60, 1];

/** A database and a screen of a test's own, with processes that do not outlive it. */
async function makeStage() {
  const bench = await sqliteBench();
  const screen = new Screen();
  const children = new Set<ChildProcess>();
  const answered = new Set<string>();
  onTestFinished(async () => {
    for (const child of children) child.kill("SIGKILL");
    await bench.remove();
  });
  return {
    bench,
    screen,
    /** The ids of the events whose reply was given, by any of them. */
    answered,
    spawn(from: number, to: number, ahead: number, how: "receive" | "accept" = "receive"): ChildProcess {
      const path = fileURLToPath(new URL("child.ts", import.meta.url));
      const child = fork(path, [bench.file, from, to, ahead, how].map(String));
      children.add(child);
      child.once("close", () => children.delete(child));
      child.on("message", (told: FromChild) => {
        if (told.kind === "answered") answered.add(told.id);
        if (told.kind !== "put") return;
        void screen.put(told.message).then((outcome) => {
          const answer: ToChild = { id: told.id, outcome };
          // The child may be dead by now: that is what this test is for.
          if (child.connected) child.send(answer, () => {});
        });
      });
      return child;
    },
  };
}

/** Kills the child after some acknowledgements, and returns the last acknowledged event. */
async function liveAndDie(child: ChildProcess, from: number, acknowledgements: number): Promise<number> {
  let last = from - 1;
  let heard = 0;
  child.on("message", (told: FromChild) => {
    if (told.kind !== "acknowledged") return;
    last = told.event;
    if (++heard === acknowledgements) child.kill("SIGKILL");
  });
  const [code, signal] = await once(child, "close");
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  return last;
}

async function decisions(store: Store): Promise<Count[]> {
  const { summaries: recent } = await store.write((tx) =>
    tx.recent({
      platform: "slack",
      team: "T1",
      channel: "C1",
      person: "U1",
      words: null,
      offset: 0,
      limit: 100,
    }),
  );
  const rows = await Promise.all(recent.map(({ id }) => store.write((tx) => tx.decision(id))));
  return rows.flatMap((row) => (row === null ? [] : [JSON.parse(row.state) as Count]));
}

/** What each channel's decision should have heard, in order. */
function expected(last: number): string[][] {
  const all = Array.from({ length: last + 1 }, (_, n) => n);
  return [0, 1, 2, 3].map((channel) =>
    all.filter((n) => n > 3 && channelsOf(n) === channel).map((n) => `e${n}`),
  );
}

test("killed again and again, it loses nothing that it acknowledged and shows everything once", async () => {
  const { bench, screen, spawn } = await makeStage();
  let last = -1;
  for (const [round, acknowledgements] of DEATHS.entries()) {
    last = await liveAndDie(spawn(last + 1, NEVER, round * MINUTE), last + 1, acknowledgements);
    const store = await bench.open();
    const known = await store.write(async (tx) => {
      const answers: boolean[] = [];
      for (let event = 0; event <= last; event++)
        answers.push(!(await tx.noteEvent({ platform: "slack", team: "T1", id: eventOf(event).id }, 0)));
      return answers;
    });
    expect(known, `round ${round}`).toEqual(known.map(() => true));
    expect(known).toHaveLength(last + 1);
    // One more may have been saved and not acknowledged: then the next child's first event is a repeat.
    const heard = (await decisions(store)).map((one) => one.heard).toSorted(byFirst);
    const sure = expected(last)
      .filter((one) => one.length > 0)
      .toSorted(byFirst);
    const more = expected(last + 1)
      .filter((one) => one.length > 0)
      .toSorted(byFirst);
    expect([sure, more]).toContainEqual(heard.filter((one) => one.length > 0));
    await store.close();
  }

  const store = await bench.open();
  const clock = new SimulatedClock(Date.now() + DEATHS.length * MINUTE);
  const outbox = createOutbox({
    store,
    platforms: [screen],
    ...unheard,
    clock,
    random: () => 0,
    owner: "parent",
  });
  await outbox.drain();
  const titles = (await decisions(store)).flatMap(({ title, count }) => [
    `${title} ${count}`,
    `${title} ${count}`,
  ]);
  expect(titles).toHaveLength(8);
  expect(screen.titles().toSorted()).toEqual(titles.toSorted());
});

test("killed between the journal and what comes of it, the next hears and answers what was accepted: each once, and in order", async () => {
  const { bench, answered, spawn } = await makeStage();
  let last = -1;
  for (const acknowledgements of DEATHS)
    last = await liveAndDie(spawn(last + 1, NEVER, 0, "accept"), last + 1, acknowledgements);
  const [code] = await once(spawn(last + 1, last + 8, 0, "accept"), "close");
  expect(code).toBe(0);
  const store = await bench.open();
  const heard = (await decisions(store)).map((one) => one.heard);
  expect(heard.toSorted(byFirst)).toEqual(expected(last + 8).toSorted(byFirst));
  const all = { platforms: ["slack"], limit: 100, forMs: 0, except: [], atStart: true } as const;
  expect(await store.takeUp(all)).toEqual([]);
  const ids = Array.from({ length: last + 9 }, (_, n) => eventOf(n).id);
  expect(ids.filter((id) => !answered.has(id))).toEqual([]);
});

test("two processes on one file from the start: every event once, every message once", async () => {
  const { bench, screen, spawn } = await makeStage();
  const children = [spawn(0, 59, 0), spawn(0, 59, 0)];
  const ends = await Promise.all(children.map((child) => once(child, "close")));
  expect(ends).toEqual([
    [0, null],
    [0, null],
  ]);
  const all = await decisions(await bench.open());
  expect(all.map(({ heard }) => heard).toSorted(byFirst)).toEqual(expected(59).toSorted(byFirst));
  const titles = all.flatMap(({ title, count }) => [`${title} ${count}`, `${title} ${count}`]);
  expect(screen.titles().toSorted()).toEqual(titles.toSorted());
});

function byFirst(a: readonly string[], b: readonly string[]): number {
  return (a[0] ?? "").localeCompare(b[0] ?? "");
}
