/** Messages as long as Slack takes them, and longer than Discord does: the program says of each how far it has read, and how late its event loop was. */
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { replies } from "../../src/conversation/words/replies.ts";
import { connected, runBot } from "../discord/process.ts";
import { readComponents } from "../fake/discord/reader.ts";
import type { Message } from "../fake/discord/world.ts";
import { type Running, runStart } from "../fake/process.ts";
import { addChannel, FakeSlack } from "../fake/slack/slack.ts";
import { FEW, textsOf } from "../linear/linear.ts";
import { watched } from "./watched.ts";

/** What is not to be read; and then words, for spaces alone count for nothing. */
const [HOSTILE_LENGTH, WORDS] = [35_000, " and more words".repeat(334)];
const TEXTS = FEW.flatMap((unit) => textsOf(unit, HOSTILE_LENGTH).map((text) => text + WORDS));
const READ_SO_FAR = replies.saidTooMuch(4_000);
const ASKED = "fastapi or django for billing";

/** `ways`: how somebody says something; each resolves once they are told how far it was read. */
async function holdsNothingUp(
  { annotate }: TestContext,
  bot: Running,
  ways: Readonly<Record<string, (text: string) => Promise<void>>>,
): Promise<void> {
  const watch = await watched(bot);
  const lates: (readonly [ms: number, what: string])[] = [];
  for (const [way, say] of Object.entries(ways)) {
    // The first time loads what it needs.
    await say(WORDS);
    await watch.lateMs();
    for (const text of TEXTS) {
      await say(text);
      lates.push([await watch.lateMs(), `${way}: ${JSON.stringify(text.slice(0, 20))}`]);
    }
  }
  const [most = 0, what = ""] = lates.toSorted(([one], [other]) => other - one)[0] ?? [];
  expect(lates).toHaveLength(TEXTS.length * Object.keys(ways).length);
  expect(await watch.isAlive()).toBe(true);
  await annotate(
    `${lates.length} messages: the event loop was ${Math.round(most)} ms late at most (${what})`,
  );
}

test("Slack", async (context) => {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.stop());
  const { team, server, apiUrl } = slack;
  const ana = slack.person("U0000001");
  const bot = await runStart({
    SLACK_BOT_TOKEN: team.token,
    SLACK_APP_TOKEN: server.appToken,
    SLACK_API_URL: apiUrl,
  });
  await slack.until(() => server.connections > 0);
  let channels = 0;
  /** Slack takes one message a second in each. */
  const elsewhere = () =>
    addChannel(team, `C8${String(++channels).padStart(6, "0")}`, `c${channels}`, "public", true).id;
  const sentences = () => ana.whispers.filter(({ text }) => text.includes(READ_SO_FAR)).length;
  const told = async (act: () => Promise<unknown>): Promise<void> => {
    const before = sentences();
    await act();
    await slack.until(() => sentences() > before);
  };
  const mention = (text: string) => `<@${team.botUser}> ${text}`;
  const thread = async (channel: string): Promise<string> => {
    const { ts } = await ana.say(channel, mention(ASKED));
    await slack.until(() => team.messages.filter((one) => one.byBot && one.channel === channel).length > 1);
    return ts;
  };
  const home = elsewhere();
  const open = await thread(home);
  await holdsNothingUp(context, bot, {
    "a mention": (text) => told(() => ana.say(elsewhere(), mention(`${ASKED} ${text}`))),
    "a command": (text) => told(() => ana.command(elsewhere(), text)),
    "a reply": (text) => told(() => ana.say(home, mention(text), open)),
  });
});

test("Discord", async (context) => {
  const bot = await runBot({ content: true });
  const { fake } = bot;
  const { world } = fake;
  const { ana, text: channel } = world;
  await connected(bot);
  const textOf = ({ content, components }: Message) => `${content} ${readComponents(components).text}`;
  /** Wherever they were said. */
  const sentences = () =>
    [...world.messages.values()].flat().filter((message) => textOf(message).includes(READ_SO_FAR)).length;
  const told = (act: () => unknown): Promise<void> => {
    const before = sentences();
    act();
    return fake.until(() => sentences() > before);
  };
  const { id: home } = fake.mention(ana, channel.id, ASKED);
  await fake.until(() => world.said(home).some(({ author }) => author.bot === true));
  await holdsNothingUp(context, bot, {
    "a mention": (text) => told(() => fake.mention(ana, channel.id, `${ASKED} ${text}`)),
    "a command": (text) => {
      const made = fake.command(ana, channel.id, text);
      return fake.until(() => made.shown.some((message) => textOf(message).includes(READ_SO_FAR)));
    },
    "a reply": (text) => told(() => fake.mention(ana, home, text)),
  });
});
