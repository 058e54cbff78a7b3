/** What is said while the bot is not connected counts all the same. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeDiscord } from "../fake/discord/server.ts";
import { atOnce, type Setup, setUp } from "./setup.ts";

// discord.js leaves five seconds by the clock between two identifies: they are put on, not waited out.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The session is over, and six seconds later. */
function forget({ gateway }: FakeDiscord): void {
  gateway.forget();
  vi.setSystemTime(Date.now() + 6000);
}

function messages({ logged }: Setup): string[] {
  return logged.map(({ message }) => message);
}

/** A thread with an open decision, and a question in it. */
function pendingThread(setup: Setup) {
  const { fake } = setup;
  const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
  const place = {
    platform: "discord",
    team: fake.world.guild,
    channel: fake.world.text.id,
    thread: thread.id,
  } as const;
  setup.pending = [{ place, since: fake.clock.now() - 1000, origin: null }];
  return thread;
}

describe("a gap", () => {
  test.each([
    ["breaks off", (fake: FakeDiscord) => fake.gateway.drop()],
    ["asks to", (fake: FakeDiscord) => fake.gateway.reconnect()],
  ])(
    "after which the session is resumed, since Discord %s: what was said in it is told",
    async (_, begin) => {
      const setup = await setUp({ content: true });
      const { fake } = setup;
      const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
      begin(fake);
      await fake.until(() => fake.gateway.connected === 0);
      fake.say(fake.world.bo, thread.id, "the API first");
      await fake.until(() => setup.heard.length === 1);
      expect(fake.gateway.resumes).toBe(1);
      expect(setup.counted).toEqual(["reconnected discord"]);
      expect(setup.discord.connected()).toBe(true);
      expect(setup.heard[0]?.what).toMatchObject({ text: "the API first" });
    },
  );

  test("after which a new session begins: threads with an open decision are read", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = pendingThread(setup);
    fake.world.add(thread.id, fake.world.ana, {
      content: "long before",
      timestamp: new Date(fake.clock.now() - 100_000).toISOString(),
    });
    forget(fake);
    const missed = ["the API first", `<@${fake.world.bot.id}> 2`].map((content) =>
      fake.world.add(thread.id, fake.world.bo, { content }),
    );
    await fake.until(() => setup.heard.length === 2);
    expect(setup.heard.map(({ id }) => id)).toEqual(missed.map(({ id }) => id));
    expect(setup.heard[0]).toMatchObject({
      place: { platform: "discord", team: fake.world.guild, channel: fake.world.text.id, thread: thread.id },
      by: { id: fake.world.bo.id, name: "Bo" },
      what: { kind: "message", text: "the API first", toUs: false },
    });
    expect(fake.gateway.identifies).toHaveLength(2);
  });

  test("after which threads are read from what asked on, however far ahead the clock was of the process that heard it", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = pendingThread(setup);
    const { id: origin } = fake.world.add(thread.id, fake.world.ana, { content: "decide" });
    setup.pending = setup.pending.map((one) => ({ ...one, since: fake.clock.now() + 20_000, origin }));
    forget(fake);
    const missed = fake.world.add(thread.id, fake.world.bo, { content: "2" });
    await fake.until(() => setup.heard.some(({ id }) => id === missed.id));
  });

  test("after which what was edited in it is seen, in threads with an open decision", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { bo } = fake.world;
    const thread = pendingThread(setup);
    const message = fake.say(bo, thread.id, "the API first");
    await fake.until(() => setup.heard.length === 1);
    forget(fake);
    message.content = "product breadth";
    message.edited_timestamp = new Date(fake.clock.now()).toISOString();
    await fake.until(() => setup.heard.some(({ id }) => id !== message.id));
    expect(setup.heard.find(({ id }) => id !== message.id)?.what).toMatchObject({
      kind: "message",
      message: message.id,
      edited: true,
      text: "product breadth",
    });
  });

  test("after which threads and channels that were deleted in it are gone, and no others", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, text, forum } = fake.world;
    const threads = ["One", "Two", "Three"].map((name) => fake.openThread(ana, text.id, name));
    const post = fake.world.thread(forum.id, fake.world.id(), "A post", ana.id);
    const place = { platform: "discord", team: fake.world.guild } as const;
    setup.standing = [
      ...threads.map(({ id }) => ({ ...place, channel: text.id, thread: id })),
      { ...place, channel: forum.id, thread: post.id },
      { ...place, channel: text.id, thread: null },
    ];
    const [, two, three] = threads.map(({ id }) => id);
    fake.fail(new RegExp(`^GET /channels/${three}$`), { status: 403, body: { code: 50001, message: "no" } });
    forget(fake);
    fake.world.delete(two ?? "");
    fake.world.delete(forum.id);
    await fake.until(() => setup.heard.length === 2);
    const last = fake.mention(ana, text.id, "last");
    await fake.until(() => setup.heard.some(({ id }) => id === last.id));
    const gone = setup.heard.filter(({ what }) => what.kind === "gone");
    expect(gone.map((one) => one.place)).toEqual([
      { ...place, channel: text.id, thread: two },
      { ...place, channel: forum.id, thread: post.id },
    ]);
  });

  test("in which a decision ended: what was typed in its thread is read, and is for the conversation to answer", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = pendingThread(setup);
    const other = fake.openThread(fake.world.ana, fake.world.text.id, "Something else");
    setup.standing = setup.pending.map(({ place }) => place);
    setup.pending = [];
    forget(fake);
    const missed = fake.world.add(thread.id, fake.world.bo, { content: "2 because it was on its way" });
    fake.world.add(other.id, fake.world.bo, { content: "2 of them" });
    await fake.until(() => setup.heard.length > 0);
    const last = fake.mention(fake.world.ana, fake.world.text.id, "last");
    await fake.until(() => setup.heard.some(({ id }) => id === last.id));
    expect(setup.heard.map(({ id }) => id)).toEqual([missed.id, last.id]);
  });

  test("after which direct messages are read where there was a decision before", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bo } = fake.world;
    const channel = fake.world.direct(ana).id;
    setup.standing = [{ platform: "discord", team: `dm${ana.id}`, channel, thread: null }];
    const before = fake.say(ana, channel, "fastapi or django for billing");
    await fake.until(() => setup.heard.length === 1);
    fake.clock.pass(60 * 60_000);
    forget(fake);
    fake.world.add(fake.world.direct(bo).id, bo, { content: "nobody can know of this one" });
    const missed = fake.world.add(channel, ana, { content: "fastapi or django for search" });
    await fake.until(() => setup.heard.length === 2);
    expect(setup.heard.map(({ id }) => id)).toEqual([before.id, missed.id]);
  });

  test("of a server that is gone in mid-question", async () => {
    const setup = await setUp({ wait: atOnce });
    const { fake, discord } = setup;
    const thread = pendingThread(setup);
    forget(fake);
    fake.unplug();
    const place = setup.pending[0]?.place;
    if (place === undefined) throw new Error("no place");
    const message = {
      nonce: "n",
      decision: "abcd1234",
      slot: "question/a",
      place,
      origin: null,
      audience: "thread",
      revision: 1,
      ref: null,
      attempt: 1,
      card: { title: "Still there?", blocks: [] },
    } as const;
    expect(await discord.platform.put(message)).toMatchObject({ kind: "later" });
    const answer = fake.world.add(thread.id, fake.world.bo, { content: `<@${fake.world.bot.id}> 2` });
    fake.plug();
    await fake.until(() => setup.heard.some(({ id }) => id === answer.id));
    expect(await discord.platform.put({ ...message, attempt: 2 })).toMatchObject({ kind: "sent" });
    expect(setup.fatal).toEqual([]);
  });

  test("longer than one page of messages is read to its beginning", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = pendingThread(setup);
    forget(fake);
    for (let n = 0; n < 250; n += 1) fake.world.add(thread.id, fake.world.bo, { content: `word ${n}` });
    await fake.until(() => setup.heard.length === 250);
    expect(setup.heard.map(({ what }) => "text" in what && what.text)).toEqual(
      Array.from({ length: 250 }, (_, n) => `word ${n}`),
    );
  });

  test("after which a new session begins: mentions in channels, and in other threads, are answered", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { ana, bo, bot, botRole, text, forum } = fake.world;
    const post = fake.world.thread(forum.id, fake.world.id(), "A proposal", ana.id);
    const heard = fake.mention(ana, text.id, "fastapi or django for billing");
    await fake.until(() => setup.heard.length === 1);
    fake.clock.pass(60 * 60_000);
    forget(fake);
    const missed = [
      fake.world.add(text.id, bo, { content: `<@${bot.id}> fastapi or django for search` }),
      fake.world.add(text.id, bo, { content: `<@&${botRole}> help` }),
      fake.world.add(post.id, ana, { content: `<@${bot.id}> decide` }),
    ];
    fake.world.add(text.id, bo, { content: "just talking" });
    fake.world.add(post.id, bo, { content: "just talking, too" });
    await fake.until(() => setup.heard.length === 4);
    const ids = setup.heard.map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([heard, ...missed].map(({ id }) => id)));
    expect(setup.heard.find(({ id }) => id === missed[0]?.id)).toMatchObject({
      place: { team: fake.world.guild, channel: text.id, thread: null },
      by: { id: bo.id },
      what: { kind: "command", text: "fastapi or django for search", origin: missed[0]?.id },
    });
  });

  test("before the bot was started: what was said to it within a day is answered, and nothing older", async () => {
    const fake = new FakeDiscord();
    await fake.up();
    const { ana, bot, text, voice } = fake.world;
    fake.world.add(voice.id, ana, { content: `<@${bot.id}> of the day before` });
    fake.world.add(text.id, ana, { content: `<@${bot.id}> long ago` });
    fake.clock.pass(25 * 60 * 60_000);
    const missed = fake.world.add(text.id, ana, { content: `<@${bot.id}> help` });
    const setup = await setUp({ fake });
    const last = fake.mention(ana, text.id, "last");
    await fake.until(() => setup.heard.some(({ id }) => id === last.id) && setup.heard.length > 1);
    expect(new Set(setup.heard.map(({ id }) => id))).toEqual(new Set([missed.id, last.id]));
    expect(fake.requests.some(({ path }) => path === `/channels/${voice.id}/messages`)).toBe(false);
  });

  test("told by Discord as an invalid session", async () => {
    const setup = await setUp();
    const { fake } = setup;
    fake.gateway.invalidate();
    vi.setSystemTime(Date.now() + 6000);
    await fake.until(() => fake.gateway.identifies.length === 2);
    fake.mention(fake.world.ana, fake.world.text.id, "still there?");
    await fake.until(() => setup.heard.length === 1);
    expect(setup.fatal).toEqual([]);
  });

  test("of a thread that is no longer there is only logged", async () => {
    const setup = await setUp();
    const place = { platform: "discord", team: setup.fake.world.guild, channel: "1", thread: "2" } as const;
    const thread = pendingThread(setup);
    setup.pending = [{ place, since: 0, origin: null }, ...setup.pending];
    forget(setup.fake);
    const missed = setup.fake.world.add(thread.id, setup.fake.world.bo, {
      content: `<@${setup.fake.world.bot.id}> 2`,
    });
    await setup.fake.until(() => setup.heard.length === 1);
    expect(setup.heard[0]?.id).toBe(missed.id);
    expect(messages(setup)).toContain("a channel could not be caught up");
  });

  test("is noticed by a heartbeat that is not answered, and heartbeats are", async () => {
    const setup = await setUp({ idle: true, fake: await beating() });
    await setup.discord.start();
    await setup.fake.until(() => setup.fake.gateway.heartbeats >= 2);
    expect(setup.fake.gateway.identifies).toHaveLength(1);
  });
});

async function beating(): Promise<FakeDiscord> {
  const fake = new FakeDiscord({ heartbeatMs: 50 });
  await fake.up();
  return fake;
}
