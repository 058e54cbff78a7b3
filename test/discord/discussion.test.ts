/** What was said in a thread before the bot was asked into it. */
import { describe, expect, test } from "vitest";
import type { Inbound, Utterance } from "../../src/port.ts";
import { readComponents } from "../fake/discord/reader.ts";
import { type Setup, setUp } from "./setup.ts";
import { press, withControl } from "./walk.ts";
import { whole } from "./whole.ts";

// Some run a process, on a machine that may be busy.
async function heard(setup: Setup, holds: (one: Inbound) => boolean): Promise<Inbound> {
  await setup.fake.until(() => setup.heard.some(holds));
  const found = setup.heard.find(holds);
  if (found === undefined) throw new Error("not heard");
  return found;
}

function discussionOf({ what }: Inbound): readonly Utterance[] | undefined {
  return "discussion" in what ? what.discussion : undefined;
}

const toUs = ({ what }: Inbound): boolean =>
  what.kind === "command" || (what.kind === "message" && what.toUs);

/** A thread on a message of Ana's, with Bo's answer in it. */
function talk({ fake }: Pick<Setup, "fake">) {
  const { ana, bo, text, guild } = fake.world;
  const thread = fake.openThread(ana, text.id, "We build for partners.");
  const said = fake.say(bo, thread.id, `<@${ana.id}> yes, a mobile app,\n> they said\nand no \\*pages\\*.`);
  const link = (channel: string, id: string) => `https://discord.com/channels/${guild}/${channel}/${id}`;
  const expected: readonly Utterance[] = [
    {
      person: { id: ana.id, name: "Ana" },
      text: "We build for partners.",
      link: link(text.id, thread.id),
    },
    {
      person: { id: bo.id, name: "Bo" },
      text: "@Ana yes, a mobile app,\n> they said\nand no *pages*.",
      link: link(thread.id, said.id),
    },
  ];
  return { thread, expected };
}

describe("asked into a thread", () => {
  test("by a mention or a command: with what people said before, from the message that the thread hangs on", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { thread, expected } = talk(setup);
    fake.world.add(thread.id, fake.world.bot, { content: "beep" });
    fake.mention(fake.world.bo, thread.id, "fastapi or django?");
    expect(discussionOf(await heard(setup, toUs))).toEqual(expected);
    fake.command(fake.world.bo, thread.id, "fastapi or django?");
    const command = await heard(setup, ({ what }) => what.kind === "command");
    expect(discussionOf(command)?.slice(0, 2)).toEqual(expected);
  });

  test("at the most the newest 200 messages", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { thread } = talk(setup);
    for (let n = 0; n < 250; n += 1) fake.world.add(thread.id, fake.world.bo, { content: `word ${n}` });
    fake.mention(fake.world.ana, thread.id, "fastapi or django?");
    const words = discussionOf(await heard(setup, toUs))?.map(({ text }) => text);
    expect(words).toEqual(Array.from({ length: 200 }, (_, n) => `word ${n + 50}`));
  });

  test("what cannot be read is done without, and logged", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { thread } = talk(setup);
    fake.fail(/^GET \/channels\/\d+\/messages/, {
      status: 403,
      body: { code: 50_001, message: "Missing Access" },
    });
    fake.mention(fake.world.ana, thread.id, "fastapi or django?");
    expect(discussionOf(await heard(setup, toUs))).toBeUndefined();
    expect(setup.logged.map(({ message }) => message)).toContain(
      "a discussion could not be read, or not all of it",
    );
  });

  test("nothing is read in a channel, nor where a decision is open", async () => {
    const setup = await setUp({ content: true });
    const { fake } = setup;
    const { thread } = talk(setup);
    const { guild, text, ana } = fake.world;
    setup.pending = [
      {
        place: { platform: "discord", team: guild, channel: text.id, thread: thread.id },
        since: fake.clock.now(),
        origin: null,
      },
    ];
    fake.mention(ana, thread.id, "1");
    fake.mention(ana, text.id, "fastapi or django?");
    await fake.until(() => setup.heard.filter(toUs).length === 2);
    expect(setup.heard.filter(toUs).map(discussionOf)).toEqual([undefined, undefined]);
    expect(fake.requests.some(({ path }) => path.endsWith("/messages"))).toBe(false);
  });
});

describe("without the content intent", () => {
  test("the thread is told once where to switch it on, if a decision began", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { thread } = talk(setup);
    const told = () => fake.world.said(thread.id).filter(({ author }) => author.bot === true);
    setup.reply = async () => ({
      kind: "ephemeral",
      card: { title: "Help", blocks: [{ kind: "text", text: ["Help"] }] },
      token: null,
    });
    fake.mention(fake.world.ana, thread.id, "help");
    await fake.until(() => told().length === 1);
    setup.reply = async () => ({ kind: "nothing" });
    fake.mention(fake.world.ana, thread.id, "fastapi or django?");
    await fake.until(() => told().length === 2);
    expect(setup.heard.map((one) => discussionOf(one)?.map(({ text }) => text))).toEqual([
      undefined,
      ["help"],
    ]);
    expect(JSON.stringify(told()[1])).toContain("Message Content Intent");
    const again = fake.command(fake.world.ana, thread.id, "fastapi or django?");
    await fake.until(() => again.callback !== null);
    const last = fake.command(fake.world.ana, fake.world.text.id, null);
    await fake.until(() => last.callback !== null);
    expect(told()).toHaveLength(2);
  });
});

test("a decision proposes what was said, with its words; what is accepted counts", async () => {
  const { fake, bot } = await whole({ content: true });
  bot().start();
  const { ana, bo, text } = fake.world;
  const thread = fake.openThread(ana, text.id, "FastAPI or Django for billing?");
  fake.say(bo, thread.id, "We need real-time updates over websockets. And staff need an admin every day.");
  fake.mention(ana, thread.id, "fastapi or django for billing?");
  await fake.until(() => withControl(fake, thread.id, "Accept all") !== undefined);
  const proposals = withControl(fake, thread.id, "Accept all");
  if (proposals === undefined) throw new Error("no proposals");
  expect(readComponents(proposals.components).text).toContain(" “We need");
  await press(fake, bo, proposals, "Accept all");
  await fake.until(() => readComponents(proposals.components).text.includes("waiting to be accepted"));
});
