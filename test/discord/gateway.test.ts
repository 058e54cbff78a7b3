/** The connection: reached in the end, and given up only where Discord says so. */
import { describe, expect, test } from "vitest";
import { never } from "../fake/clock.ts";
import { refusal } from "../fake/discord/answer.ts";
import { FakeDiscord } from "../fake/discord/server.ts";
import { atOnce, type Setup, setUp } from "./setup.ts";

const GUILDS_MESSAGES_DIRECT = (1 << 0) | (1 << 9) | (1 << 12);

function messages({ logged }: Setup): string[] {
  return logged.map(({ message }) => message);
}

describe("the start", () => {
  test("logs the invitation, with exactly the permissions needed, and asks for no privileged intent", async () => {
    const setup = await setUp();
    const invite = setup.logged.find(({ about }) => "invite" in about)?.about as { invite: string };
    const url = new URL(invite.invite);
    expect(url.origin + url.pathname).toBe("https://discord.com/oauth2/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: setup.fake.world.application,
      scope: "bot applications.commands",
      // Add Reactions 6, View Channels 10, Send Messages 11, Embed Links 14, Attach Files 15, Read Message History 16,
      // Manage Threads 34, Create Public Threads 35, Send Messages in Threads 38.
      permissions: String(
        [6n, 10n, 11n, 14n, 15n, 16n, 34n, 35n, 38n].reduce((sum, bit) => sum + (1n << bit), 0n),
      ),
    });
    expect(setup.fake.gateway.identifies).toMatchObject([{ intents: GUILDS_MESSAGES_DIRECT, shard: [0, 1] }]);
  });

  test("waits for a Discord that cannot be reached", async () => {
    const fake = new FakeDiscord();
    await fake.up();
    const setup = await setUp({ fake, idle: true, wait: atOnce });
    fake.unplug();
    const started = setup.discord.start();
    await fake.until(() => setup.waits.length >= 3);
    expect(setup.waits.slice(0, 3)).toEqual([1000, 2000, 4000]);
    fake.plug();
    await started;
    expect(fake.gateway.connected).toBe(1);
  });

  test("logs in again where only the login failed", async () => {
    const setup = await setUp({ idle: true, wait: atOnce });
    setup.fake.fail(/gateway\/bot/, "cut", 2);
    await setup.discord.start();
    expect(messages(setup).filter((message) => message.includes("login"))).toHaveLength(2);
    expect(setup.fake.gateway.connected).toBe(1);
  });

  test("goes on where Discord does not say who the bot is", async () => {
    const setup = await setUp({ idle: true });
    setup.fake.fail(/applications\/@me/, refusal(404, 0, "404: Not Found"));
    await setup.discord.start();
    await setup.fake.until(() => setup.fake.rest.commands !== null);
  });

  test("can be stopped while it waits", async () => {
    const setup = await setUp({
      idle: true,
      wait: never,
    });
    setup.fake.fail(/applications/, "cut", 99);
    const started = setup.discord.start();
    await setup.fake.until(() => setup.waits.length > 0);
    await setup.discord.stop();
    await started;
    expect(setup.fake.gateway.identifies).toEqual([]);
  });

  test("takes this process's shards", async () => {
    const fake = new FakeDiscord({ identifiers: 4 });
    await fake.up();
    await setUp({ fake, shards: { total: 4, ids: [1, 3] } });
    expect(fake.gateway.identifies.map(({ shard }) => shard).sort()).toEqual([
      [1, 4],
      [3, 4],
    ]);
  });

  test("registers the command by the name that the operator has given it", async () => {
    const setup = await setUp({ idle: true, command: "settle" });
    await setup.discord.start();
    await setup.fake.until(() => setup.fake.rest.commands !== null);
    expect(setup.fake.rest.commands).toMatchObject([{ name: "settle" }]);
  });

  test("tries again to register /decide", async () => {
    const setup = await setUp({ idle: true, wait: atOnce });
    setup.fake.fail(/commands$/, { status: 500 }, 2);
    await setup.discord.start();
    await setup.fake.until(() => setup.fake.rest.commands !== null);
  });

  test("says what is missing where /decide may not be registered", async () => {
    const setup = await setUp({ idle: true });
    setup.fake.fail(/commands$/, refusal(403, 50_001, "Missing Access"));
    await setup.discord.start();
    await setup.fake.until(() =>
      messages(setup).some((message) => message.startsWith("/decide could not be registered")),
    );
  });
});

describe("for good", () => {
  test("a token that Discord refuses", async () => {
    const setup = await setUp({ token: "MTIz.wrong.token" });
    expect(setup.fatal).toEqual([expect.stringContaining("token")]);
    expect(JSON.stringify(setup.logged)).not.toContain("wrong");
  });

  test.each([
    [4004, "token"],
    [4014, "Message Content Intent"],
    [4011, "shards"],
  ])("a connection that Discord closes with %i", async (code, word) => {
    const setup = await setUp({ idle: true });
    setup.fake.gateway.refuseWith = code;
    await setup.discord.start();
    await setup.fake.until(() => setup.fatal.length > 0);
    expect(setup.fatal).toEqual([expect.stringContaining(word)]);
    expect(setup.fake.gateway.identifies).toHaveLength(1);
  });

  test("a running connection that Discord closes with 4014", async () => {
    const setup = await setUp();
    setup.fake.gateway.drop(4014);
    await setup.fake.until(() => setup.fatal.length > 0);
    expect(setup.fatal).toHaveLength(1);
  });
});
