/** What a process acknowledged and did not get to: the next one does it, and answers. */
import { expect, onTestFinished, test } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { modalOf, on, openView, withControl } from "./walk.ts";
import { whole } from "./whole.ts";

test("a press and typed words that a process left in the journal are carried out and answered by the next", async () => {
  const slack = await FakeSlack.start();
  const bench = await sqliteBench();
  const clock = new SimulatedClock();
  const killed = Promise.withResolvers<never>();
  killed.promise.catch(() => {});
  let dying = false;
  const store = await bench.open(() => clock.now());
  // From some moment on nothing comes of what is written in the journal.
  const mortal: Store = {
    ...store,
    write: (work, event) => (dying && event !== undefined ? killed.promise : store.write(work, event)),
  };
  const before = await whole(slack, mortal, clock);
  const ana = slack.person("U0000001");
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => withControl(slack, "Answer") !== undefined);
  const live = on(slack, "Answer");
  await openView(slack, ana, live, "Answer");
  const asked = ana.modalText;
  dying = true;
  await ana.press({ modal: modalOf(ana) }, asked.controls[0] ?? "");
  await ana.say("C0000001", "9", live.thread ?? live.ts);
  expect(ana.modalText.text).toBe(asked.text);
  slack.server.cut();

  const after = await whole(slack, await bench.open(() => clock.now()), clock);
  onTestFinished(async () => {
    killed.reject(new Error("killed"));
    for (const process of [after, before]) await process.stop();
    await slack.stop();
    await bench.remove();
  });
  await slack.until(() => ana.modalText.text !== asked.text);
  await slack.until(() => ana.whispers.length > 0);
  await after.settle();
  const [row] = (await store.decisions({ of: null, after: 0, limit: 1 })).decisions;
  const { people } = JSON.parse(row?.state ?? "{}") as {
    people?: readonly { readonly votes: readonly unknown[] }[];
  };
  expect(people?.map(({ votes }) => votes.length)).toEqual([1]);
});
