/** What people write, say and press in Discord, as the inbox hears it. */
import { describe, expect, test } from "vitest";
import type { Inbound } from "../../src/port.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import { CHANNEL } from "../fake/discord/world.ts";
import { atOnce, type Setup, setUp } from "./setup.ts";

async function heard(setup: Setup, count = 1): Promise<Inbound[]> {
  await setup.fake.until(() => setup.heard.length >= count);
  return setup.heard;
}

/** Everything sent before has been handled once the answer to this is there. */
async function allOf(setup: Setup): Promise<readonly Inbound[]> {
  const { fake } = setup;
  const last = fake.command(fake.world.ana, fake.world.text.id, "last");
  await fake.until(() => last.callback !== null);
  return setup.heard.filter((one) => one.id !== last.id);
}

function inChannel(fake: FakeDiscord, channel: string, thread: string | null) {
  return { platform: "discord", team: fake.world.guild, channel, thread };
}

describe("a mention", () => {
  test("in a channel is said to us there, with the people that it names", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bo, text } = fake.world;
    const message = fake.mention(
      ana,
      text.id,
      `fastapi or django for billing? <@${bo.id}> <@${ana.id}> <:fast:123>`,
    );
    expect(await heard(setup)).toEqual([
      {
        id: message.id,
        at: expect.any(Number),
        place: inChannel(fake, text.id, null),
        by: { id: ana.id, name: "Ana", admin: true },
        what: {
          kind: "command",
          text: "fastapi or django for billing? :fast:",
          invited: [{ id: bo.id, name: "Bo" }],
          origin: message.id,
        },
        inPublic: true,
      },
    ]);
  });

  test("of the bot's role is a mention of the bot", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    fake.say(fake.world.bo, fake.world.text.id, `<@&${fake.world.botRole}> help`);
    expect((await heard(setup))[0]).toMatchObject({
      by: { id: fake.world.bo.id, name: "Bo" },
      what: { kind: "command", text: "help" },
    });
    expect(setup.heard[0]?.by).not.toHaveProperty("admin");
  });

  test("in a thread, and in a forum post, is said to us in that thread", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, text, forum } = fake.world;
    const thread = fake.openThread(ana, text.id, "Which one?");
    fake.mention(ana, thread.id, "decide");
    const post = fake.world.thread(forum.id, fake.world.id(), "A proposal", ana.id);
    fake.mention(ana, post.id, "decide");
    const [first, second] = await heard(setup, 2);
    expect(first).toMatchObject({ place: inChannel(fake, text.id, thread.id), what: { toUs: true } });
    expect(second).toMatchObject({ place: inChannel(fake, forum.id, post.id), what: { toUs: true } });
  });

  test("is one of two that come 20 ms apart: each asks for something of its own", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const first = fake.mention(fake.world.ana, fake.world.text.id, "fastapi or django for billing");
    fake.clock.pass(20);
    const second = fake.mention(fake.world.bo, fake.world.text.id, "fastapi or django for search");
    const whats = (await heard(setup, 2)).map(({ what }) => what);
    expect(whats).toMatchObject([
      { kind: "command", origin: first.id },
      { kind: "command", origin: second.id },
    ]);
  });

  test("where a channel has no threads is said to what goes on there", async () => {
    const setup = await setUp();
    const { fake } = setup;
    fake.mention(fake.world.ana, fake.world.voice.id, "1");
    expect((await heard(setup))[0]?.what).toMatchObject({ kind: "message", text: "1", toUs: true });
  });

  test("is not needed in a direct message, which is a team of its own", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana } = fake.world;
    const direct = fake.world.direct(ana);
    fake.say(ana, direct.id, "fastapi or django?");
    expect((await heard(setup))[0]).toMatchObject({
      place: { platform: "discord", team: `dm${ana.id}`, channel: direct.id, thread: null },
      by: { id: ana.id, name: "Ana" },
      what: { text: "fastapi or django?", toUs: true },
    });
  });
});

describe("a message that is edited", () => {
  test("is heard again, as another event of the same message", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
    const said = fake.say(fake.world.bo, thread.id, "the API first");
    fake.clock.pass(1000);
    fake.edit(said, "the back office first");
    fake.clock.pass(1000);
    fake.edit(said, "neither");
    const [first, second, third] = await heard(setup, 3);
    expect(first).toMatchObject({ id: said.id, what: { text: "the API first", message: said.id } });
    expect(first?.what).not.toHaveProperty("edited");
    expect(second).toMatchObject({
      by: { id: fake.world.bo.id },
      what: { kind: "message", text: "the back office first", message: said.id, edited: true },
    });
    expect(third?.what).toMatchObject({ text: "neither" });
    expect(new Set(setup.heard.map(({ id }) => id)).size).toBe(3);
  });

  test("by Discord alone, which shows what it links to, is not", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
    fake.unfurl(fake.say(fake.world.bo, thread.id, "see https://example.com"));
    expect((await allOf(setup)).map(({ what }) => "edited" in what)).toEqual([false]);
  });

  test("and cannot be read is nothing to complain about", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
    fake.edit(fake.world.add(thread.id, fake.world.bo, { content: "a" }), "b");
    expect(await allOf(setup)).toEqual([]);
    expect(fake.world.said(thread.id).some(({ author }) => author.bot === true)).toBe(false);
  });
});

describe("what a thread is called", () => {
  test("comes along, under the name that it has now", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, text, forum } = fake.world;
    const thread = fake.openThread(ana, text.id, "Which one?");
    const post = fake.world.thread(forum.id, fake.world.id(), "A proposal", ana.id);
    fake.mention(ana, thread.id, "decide");
    fake.command(ana, post.id, "fastapi or django");
    await heard(setup, 2);
    thread.name = "Billing, which way?";
    fake.gateway.dispatch("THREAD_UPDATE", { ...thread });
    fake.mention(ana, thread.id, "decide");
    const names = (await heard(setup, 3)).map(({ what }) => "threadName" in what && what.threadName);
    expect(names).toEqual(["Which one?", "A proposal", "Billing, which way?"]);
  });

  test("by the bot is no name of people's, and a channel's is none", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bot, text } = fake.world;
    const thread = fake.world.thread(text.id, fake.world.id(), "Deciding “x”", bot.id);
    for (const channel of [thread.id, text.id]) fake.mention(ana, channel, "decide");
    for (const { what } of await heard(setup, 2)) expect(what).not.toHaveProperty("threadName");
  });
});

describe("a role", () => {
  test("that is named is a group, and no part of the text", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, text, teamRole } = fake.world;
    fake.mention(ana, text.id, `fastapi or django <@&${teamRole}> for billing`);
    fake.command(ana, text.id, `fastapi or django <@&${teamRole}>`);
    const [first, second] = await heard(setup, 2);
    expect(first?.what).toMatchObject({ text: "fastapi or django for billing", groups: ["Backend team"] });
    expect(second?.what).toMatchObject({ text: "fastapi or django", groups: ["Backend team"] });
  });

  test("in talk among people is a word like any other", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
    fake.say(fake.world.bo, thread.id, `<@&${fake.world.teamRole}> knows`);
    const [first] = await heard(setup);
    expect(first?.what).toMatchObject({ text: "@Backend team knows" });
    expect(first?.what).not.toHaveProperty("groups");
  });
});

describe("a private thread", () => {
  test("is a room of its own, whatever is done in it; other threads are their channel's", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bot, text } = fake.world;
    const closed = fake.world.thread(text.id, fake.world.id(), "Who goes?", ana.id, CHANNEL.privateThread);
    fake.mention(ana, closed.id, "decide");
    fake.press(ana, fake.world.add(closed.id, bot, {}), "abcd1234.1.accept");
    fake.command(ana, closed.id, "status");
    const open = fake.openThread(ana, text.id, "Which one?");
    fake.mention(ana, open.id, "decide");
    const all = await heard(setup, 4);
    const placesIn = (thread: string) =>
      all.filter(({ place }) => place.thread === thread).map(({ place }) => place);
    const room = { ...inChannel(fake, text.id, closed.id), room: closed.id };
    expect(placesIn(closed.id)).toEqual([room, room, room]);
    expect(placesIn(open.id)).toEqual([inChannel(fake, text.id, open.id)]);
  });
});

describe("what cannot be saved at once", () => {
  test("is tried until it is, for Discord does not send it again", async () => {
    const setup = await setUp({ wait: atOnce });
    const { fake } = setup;
    setup.reply = async () => {
      if (setup.heard.length < 9) throw new Error("the database is away");
      return { kind: "ephemeral", card: { title: "Taken", blocks: [] }, token: null };
    };
    const { id } = fake.mention(fake.world.ana, fake.world.text.id, "help");
    await fake.until(() => fake.world.messages.get(fake.world.text.id)?.length === 2);
    expect(new Set(setup.heard.map((one) => one.id))).toEqual(new Set([id]));
    expect(setup.waits.slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });
});

describe("an answer to what was said", () => {
  test("is tried again while Discord is in trouble, and given once", async () => {
    const setup = await setUp({ wait: atOnce });
    const { fake } = setup;
    setup.reply = async () => ({ kind: "ephemeral", card: { title: "Taken", blocks: [] }, token: null });
    const unavailable = { status: 503, body: { code: 0, message: "unavailable" } };
    fake.fail(/^POST .*messages$/, unavailable);
    fake.fail(/^POST .*messages$/, "lost");
    fake.mention(fake.world.ana, fake.world.text.id, "help");
    await fake.until(() => fake.requests.some(({ method }) => method === "PATCH"));
    expect(fake.world.messages.get(fake.world.text.id)?.length).toBe(2);
    expect(setup.logged.filter(({ level }) => level === "warn")).toEqual([]);
  });
});

describe("what is deleted", () => {
  test("is gone: a thread, and a channel with all that is in it", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, text, voice } = fake.world;
    const first = fake.openThread(ana, text.id, "One");
    fake.openThread(ana, text.id, "Two");
    fake.delete(first);
    await heard(setup);
    fake.delete(text);
    await heard(setup, 2);
    fake.delete(voice);
    const all = await heard(setup, 3);
    expect(all.map(({ what }) => what)).toEqual(Array(3).fill({ kind: "gone" }));
    expect(all.map(({ place }) => [place.channel, place.thread])).toEqual([
      [text.id, first.id],
      [text.id, null],
      [voice.id, null],
    ]);
  });
});

test("a thread that is deleted and not named is not all that is in its channel", async () => {
  const setup = await setUp();
  const { fake } = setup;
  const { ana, text } = fake.world;
  const { id, guild_id, parent_id, type } = fake.openThread(ana, text.id, "One");
  for (const wrong of [undefined, null, 7, [id]])
    fake.gateway.tellRaw("THREAD_DELETE", { id: wrong, guild_id, parent_id, type });
  const last = fake.mention(ana, text.id, "last");
  await fake.until(() => setup.heard.some((one) => one.id === last.id));
  expect(setup.heard.map((one) => one.id)).toEqual([last.id]);
});

describe("what is not for us", () => {
  test("talk in a channel, other bots, and notices of Discord's", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { ana, text, bot } = fake.world;
    fake.say(ana, text.id, "just talking");
    fake.say({ ...ana, bot: true }, text.id, `<@${bot.id}> beep`);
    fake.say(ana, text.id, `<@${bot.id}> pinned`, { type: 6 });
    const own = fake.world.add(text.id, bot, { content: "mine" });
    // Discord counts a reply as a mention; in a channel it may be talk about the card.
    fake.say(ana, text.id, "nice!", { type: 19, referenced_message: own, mentions: [bot] });
    expect(await allOf(setup)).toEqual([]);
  });
});

describe("talk in a thread", () => {
  test("is heard, and not to us, with the content intent", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
    fake.say(fake.world.bo, thread.id, `<@${fake.world.ana.id}> is right in <#${fake.world.text.id}>`);
    expect((await heard(setup))[0]).toMatchObject({
      what: { text: "@Ana is right in #general", toUs: false, invited: [] },
    });
    expect(fake.gateway.identifies.at(-1)?.intents).toBe((1 << 0) | (1 << 9) | (1 << 12) | (1 << 15));
  });

  test("is to us as a reply to the bot", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { bo, text, bot } = fake.world;
    const thread = fake.openThread(bo, text.id, "Which one?");
    const question = fake.world.add(thread.id, bot, { content: "?" });
    fake.say(bo, thread.id, "2", { type: 19, referenced_message: question, mentions: [bot] });
    expect((await heard(setup))[0]).toMatchObject({ what: { text: "2", toUs: true, invited: [] } });
  });

  test("without the intent is nothing; where a decision runs, the thread is told once what to do about it", async () => {
    const setup = await setUp();
    const { fake, discord } = setup;
    const { ana, bo, text } = fake.world;
    const elsewhere = fake.openThread(ana, text.id, "Lunch");
    const thread = fake.openThread(ana, text.id, "Which one?");
    const place = {
      platform: "discord",
      team: fake.world.guild,
      channel: text.id,
      thread: thread.id,
    } as const;
    const card = { title: "A question", blocks: [] };
    await discord.platform.put({
      nonce: "n",
      decision: "abcd1234",
      slot: "question/a",
      place,
      origin: null,
      audience: "thread",
      card,
      revision: 1,
      ref: null,
      attempt: 1,
    });
    const byBot = (id: string) => fake.world.said(id).filter((one) => one.author.bot === true);
    fake.say(bo, elsewhere.id, "pizza");
    fake.say(bo, thread.id, "the API first");
    await fake.until(() => byBot(thread.id).length === 2);
    fake.say(bo, thread.id, "really");
    expect(await allOf(setup)).toEqual([]);
    const said = byBot(thread.id);
    expect(said).toHaveLength(2);
    expect(JSON.stringify(said[1]?.components)).toContain("Message Content Intent");
    expect(byBot(elsewhere.id)).toEqual([]);
    const warned = setup.logged.filter(({ message }) =>
      message.includes("what people type there cannot be read"),
    );
    expect(warned).toHaveLength(1);
  });
});

describe("/decide", () => {
  test("is registered for the server", async () => {
    const setup = await setUp();
    await setup.fake.until(() => setup.fake.rest.commands !== null);
    expect(setup.fake.rest.commands).toMatchObject([
      { name: "decide", type: 1, options: [{ name: "what", type: 3, required: false }] },
    ]);
  });

  test("is a command, with the people that it names", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bo, bot, text } = fake.world;
    const made = fake.command(bo, text.id, `fastapi or django <@${ana.id}> <@${bot.id}>`);
    expect(await heard(setup)).toEqual([
      {
        id: made.id,
        at: expect.any(Number),
        place: inChannel(fake, text.id, null),
        by: { id: bo.id, name: "Bo", locale: "en-US" },
        what: {
          kind: "command",
          text: "fastapi or django",
          invited: [{ id: ana.id, name: "Ana" }],
          origin: null,
        },
      },
    ]);
  });

  test("in a thread is said there, and may say nothing", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const thread = fake.openThread(fake.world.ana, fake.world.text.id, "Which one?");
    fake.command(fake.world.ana, thread.id, null);
    expect((await heard(setup))[0]).toMatchObject({
      place: inChannel(fake, fake.world.text.id, thread.id),
      by: { admin: true },
      what: { text: "", invited: [] },
    });
  });
});

describe("a press", () => {
  test("on the copy in the channel is said there, and one in the thread in the thread", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bo, text, bot } = fake.world;
    const thread = fake.openThread(ana, text.id, "Which one?");
    for (const channel of [text.id, thread.id]) {
      const message = fake.world.add(channel, bot, {});
      fake.press(bo, message, "abcd1234.a.accept");
    }
    const [first, second] = await heard(setup, 2);
    const what = {
      kind: "press",
      token: { decision: "abcd1234", control: "accept", revision: 10 },
      value: null,
    };
    expect(first).toMatchObject({
      place: inChannel(fake, text.id, null),
      by: { id: bo.id, name: "Bo" },
      what,
    });
    expect(second).toMatchObject({ place: inChannel(fake, text.id, thread.id), what });
  });

  test("on a control that nobody here made is answered, and not heard", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const message = fake.world.add(fake.world.text.id, fake.world.bot, {});
    const pressed = fake.press(fake.world.ana, message, "some-other-bot");
    await fake.until(() => pressed.callback !== null);
    expect(pressed.callback?.type).toBe(4);
    expect(setup.heard).toEqual([]);
  });

  test("in what only one person sees is told apart", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const shown = fake.world.blank(fake.world.text.id, fake.world.bot);
    fake.press(fake.world.ana, { ...shown, flags: 1 << 6 }, "abcd1234.1.answer/load/few");
    expect((await heard(setup))[0]?.what).toMatchObject({ kind: "press", private: true });
  });

  test("of many people at once is many events, each answered", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const message = fake.world.add(fake.world.text.id, fake.world.bot, {});
    const pressed = Array.from({ length: 30 }, (_, n) =>
      fake.press(n % 2 ? fake.world.ana : fake.world.bo, message, "abcd1234.1.accept"),
    );
    await fake.until(() => pressed.every((one) => one.callback !== null));
    expect(new Set(setup.heard.map(({ id }) => id)).size).toBe(30);
  });

  test("of a form's button comes back with what was filled in", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const message = fake.world.add(fake.world.text.id, fake.world.bot, {});
    fake.submit(fake.world.ana, message, "abcd1234.1.later/admin", { today: "core", because: "support" });
    expect((await heard(setup))[0]?.what).toEqual({
      kind: "submit",
      token: { decision: "abcd1234", control: "later/admin", revision: 1 },
      fields: { today: "core", because: "support" },
    });
  });
});
