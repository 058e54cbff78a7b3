/** What people write, say and press in Discord, as the inbox hears it. */
import { describe, expect, test } from "vitest";
import type { Inbound } from "../../src/port.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import { type Setup, setUp } from "./setup.ts";

async function heard(setup: Setup, count = 1): Promise<Inbound[]> {
  await setup.fake.until(() => setup.heard.length >= count);
  return setup.heard;
}

/** Everything sent before has been handled once the answer to this is there. */
async function afterAll(setup: Setup): Promise<readonly Inbound[]> {
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
          kind: "message",
          text: "fastapi or django for billing? :fast:",
          toUs: true,
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
      what: { text: "help", toUs: true },
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
    expect(await afterAll(setup)).toEqual([]);
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
    expect(await afterAll(setup)).toEqual([]);
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
        by: { id: bo.id, name: "Bo" },
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
