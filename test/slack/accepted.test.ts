/** What a process acknowledged and did not get to: the next one does it, and answers. */
import { expect, onTestFinished, test } from "vitest";
import { replies } from "../../src/conversation/words/replies.ts";
import type { Store } from "../../src/store/store.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { answerPrivately, card, modalOf, on, openView, withControl } from "./walk.ts";
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
  const { ana, live, asked } = await asking(slack);
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

test("an answer of somebody who was not asked, that comes just after it was decided, is refused in words that reach them", async () => {
  const { slack, bot, ana, dee, store } = await decidedBeside();
  const [choice = ""] = dee.modalText.controls;
  const late = dee.pressPayload({ modal: modalOf(dee) }, choice);
  const message = on(slack, "Why, in full");
  const accept = see(message).controls.find((label) => label.startsWith("Accept")) ?? "";
  await ana.press({ message }, accept);
  await bot.settle();
  dee.close();
  await slack.deliver("interactive", late);
  await slack.until(() => dee.whispers.length > 0);
  expect(dee.whispers.map(({ text }) => text)).toEqual([replies.notYours]);
  expect(await votesIn(store, "dee")).toBe(0);
});

/** Ana has answered, and has the card now; Bo has not. Dee, whom nobody asked, looks at her first question. */
async function decidedBeside() {
  const slack = await FakeSlack.start();
  slack.team.users.set("U0000009", { id: "U0000009", name: "dee", admin: false, bot: false });
  const bench = await sqliteBench();
  const clock = new SimulatedClock();
  const store = await bench.open(() => clock.now());
  const bot = await whole(slack, store, clock);
  onTestFinished(async () => {
    await bot.stop();
    await slack.stop();
    await bench.remove();
  });
  const [ana, dee] = [slack.person("U0000001"), slack.person("U0000009")];
  await ana.command("C0000001", "fastapi or django for billing <@U0000002>");
  await slack.until(() => withControl(slack, "Answer") !== undefined);
  await answerPrivately(slack, ana);
  const { thread } = on(slack, "Answer");
  await ana.say("C0000001", `<@${slack.team.botUser}> recommend now`, thread);
  await slack.until(() => card(slack) !== undefined);
  await bot.settle();
  await openView(slack, dee, on(slack, "Answer"), "Answer");
  return { slack, bot, ana, dee, store };
}

async function votesIn(store: Store, name: string): Promise<number> {
  const [row] = (await store.decisions({ of: null, after: 0, limit: 1 })).decisions;
  const { people } = JSON.parse(row?.state ?? "{}") as {
    people?: readonly { readonly name: string; readonly votes: readonly unknown[] }[];
  };
  return people?.find((one) => one.name === name)?.votes.length ?? 0;
}

/** Ana has begun, and has her first question before her. */
async function asking(slack: FakeSlack) {
  const ana = slack.person("U0000001");
  await ana.command("C0000001", "fastapi or django for billing");
  await slack.until(() => withControl(slack, "Answer") !== undefined);
  const live = on(slack, "Answer");
  await openView(slack, ana, live, "Answer");
  const asked = ana.modalText;
  return { ana, live, asked };
}

test.each([
  { what: "pressed", gives: "a view that shows what comes next" },
  { what: "typed", gives: "words for them alone" },
] as const)("what was $what and saved is answered by the next process: $gives", async ({ what }) => {
  const slack = await FakeSlack.start();
  const bench = await sqliteBench();
  const clock = new SimulatedClock();
  const [killed, saved] = [Promise.withResolvers<never>(), Promise.withResolvers<void>()];
  killed.promise.catch(() => {});
  let dying = false;
  const store = await bench.open(() => clock.now());
  // From some moment on it is saved, and nothing else comes of it.
  const mortal: Store = {
    ...store,
    async write(work, how) {
      const result = await store.write(work, how);
      if (!dying || how?.isRedone !== true) return result;
      saved.resolve();
      return killed.promise;
    },
  };
  const before = await whole(slack, mortal, clock);
  const { ana, live, asked } = await asking(slack);
  dying = true;
  if (what === "pressed") await ana.press({ modal: modalOf(ana) }, asked.controls[0] ?? "");
  else await ana.say("C0000001", "1", live.thread ?? live.ts);
  await saved.promise;
  expect([ana.modalText.text, ana.whispers]).toEqual([asked.text, []]);
  slack.server.cut();

  const after = await whole(slack, await bench.open(() => clock.now()), clock);
  onTestFinished(async () => {
    killed.reject(new Error("killed"));
    for (const process of [after, before]) await process.stop();
    await slack.stop();
    await bench.remove();
  });
  await slack.until(() => ana.modalText.text !== asked.text || ana.whispers.length > 0);
  await after.settle();
  expect(await votesIn(store, ana.name)).toBe(1);
  expect(ana.whispers.length).toBe(what === "typed" ? 1 : 0);
});
