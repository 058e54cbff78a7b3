/** What another server leaves out, or says in its own way: done without where that can be. */
import { describe, expect, test } from "vitest";
import { FakeDiscord } from "../fake/discord/server.ts";
import type { Json, Message } from "../fake/discord/world.ts";
import { atOnce, type Setup, setUp } from "./setup.ts";

const NOT_FOUND = { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>" };
const NOT_MADE = { status: 501, headers: { "content-type": "text/html" }, body: "<h1>Not implemented</h1>" };

/** Its server has a name and nothing more. */
async function sparse(): Promise<FakeDiscord> {
  const fake = new FakeDiscord();
  fake.world.guildPayload = () => ({ id: fake.world.guild, unavailable: false });
  await fake.up();
  return fake;
}

function tell({ fake }: Setup, t: string, d: Json): void {
  fake.gateway.dispatch(t, d as unknown as Message);
}

describe("a server that tells little", () => {
  test("of a message", async () => {
    const fake = await sparse();
    const setup = await setUp({ fake, content: true });
    const { ana, bot, text, guild } = fake.world;
    const content = `<@${bot.id}> fastapi`;
    tell(setup, "MESSAGE_CREATE", {
      id: fake.world.id(),
      channel_id: text.id,
      guild_id: guild,
      content,
      author: ana,
    });
    await fake.until(() => setup.heard.length === 1);
    expect(setup.heard[0]).toMatchObject({
      place: { team: guild, channel: text.id, thread: null },
      by: { id: ana.id, name: "Ana" },
      what: { kind: "command", text: "fastapi", invited: [] },
    });
  });

  test("of a press, for which it does not name the channel either", async () => {
    const fake = await sparse();
    const setup = await setUp({ fake });
    const { ana, bot, text, guild } = fake.world;
    const message = fake.world.add(text.id, bot, {});
    const made = fake.rest.interactions.make(ana, text.id, {});
    const { id, token, application_id } = made.payload;
    tell(setup, "INTERACTION_CREATE", {
      ...{ id, token, application_id, type: 3, version: 1, guild_id: guild, channel_id: text.id },
      member: { user: ana },
      message: { id: message.id, channel_id: text.id },
      data: { custom_id: "abcd1234.1.accept", component_type: 2 },
    });
    await fake.until(() => made.callback !== null);
    expect(setup.heard[0]).toMatchObject({ by: { name: "Ana" }, what: { kind: "press" } });
  });

  test("of channels: what is said outside of a server is a direct message", async () => {
    const fake = await sparse();
    fake.fail(/^GET \/channels/, NOT_FOUND, 100);
    const setup = await setUp({ fake });
    const { ana } = fake.world;
    const direct = fake.world.direct(ana);
    fake.say(ana, direct.id, "fastapi or django?");
    fake.mention(ana, fake.world.forum.id, "fastapi or django?");
    await fake.until(() => setup.heard.length === 2);
    expect(setup.heard.map(({ place }) => place)).toEqual([
      { platform: "discord", team: `dm${ana.id}`, channel: direct.id, thread: null },
      { platform: "discord", team: fake.world.guild, channel: fake.world.forum.id, thread: null },
    ]);
    expect(setup.logged.filter(({ message }) => message.includes("taken for a channel"))).toHaveLength(1);
  });

  test("of a thread, which it can only be asked for: once it can, what was said there is heard", async () => {
    const fake = await sparse();
    const { ana, text, guild } = fake.world;
    const thread = fake.openThread(ana, text.id, "Which one?");
    const setup = await setUp({ fake, content: true, wait: atOnce });
    fake.fail(new RegExp(`^GET /channels/${thread.id}$`), { status: 503, body: { code: 0, message: "ill" } });
    fake.say(ana, thread.id, "1");
    await fake.until(() => setup.heard.length === 1);
    expect(setup.heard[0]?.place).toEqual({
      platform: "discord",
      team: guild,
      channel: text.id,
      thread: thread.id,
    });
  });

  test.each([
    ["that it has no such page", NOT_FOUND],
    ["that it has not been made", NOT_MADE],
    [
      "nothing that can be read",
      { status: 200, headers: { "content-type": "application/json" }, body: undefined },
    ],
  ])("of the bot: %s", async (_, answer) => {
    const fake = await sparse();
    fake.fail(/^GET \/applications\/@me/, answer, 100);
    const setup = await setUp({ fake, wait: atOnce });
    fake.mention(fake.world.ana, fake.world.text.id, "hello");
    await fake.until(() => setup.heard.length === 1);
    const invitations = setup.logged.filter(({ about }) => "invite" in about);
    expect(invitations).toHaveLength(1);
    expect(JSON.stringify(invitations)).toContain(`client_id=${fake.world.application}`);
    expect(setup.fatal).toEqual([]);
  });
});
