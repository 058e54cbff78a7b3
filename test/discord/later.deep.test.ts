/** A decision from its outcome over half a year to its deletion: the real conversation, store and adapter, time handed in. */
import { expect, test } from "vitest";
import type { Interaction } from "../fake/discord/interactions.ts";
import { readComponents } from "../fake/discord/reader.ts";
import type { Json, Message } from "../fake/discord/world.ts";
import { answerAll, on, press, question, text, viewOf, withControl } from "./walk.ts";
import { whole } from "./whole.ts";

const DAY = 24 * 60 * 60_000;

/** The whole bot, and all that it has posted. */
async function rig() {
  const { fake, clock, bot } = await whole();
  bot().start();
  const botMessages = (): readonly Message[] =>
    [...fake.world.messages.values()].flat().filter(({ author }) => author.bot === true);
  return { fake, clock, bot: bot(), botMessages };
}

function dataOf({ callback }: Interaction): { readonly components?: readonly Json[] } {
  return callback?.data ?? {};
}

test("put away when decided; asked in its thread half a year later; gone through again; deleted without a trace", async () => {
  const { fake, clock, bot: program, botMessages } = await rig();
  const { ana, bo, text: channel, bot } = fake.world;
  const { id } = fake.mention(ana, channel.id, `fastapi or django for billing? <@${bo.id}>`);
  await fake.until(() => question(fake, id) !== undefined);
  await answerAll(fake, id, [ana, bo]);
  const thread = fake.world.channels.get(id);
  const state = thread?.thread_metadata;
  if (thread === undefined || state === undefined) throw new Error("no thread");
  // A recommendation is not an outcome: people still talk.
  expect(state.archived).toBe(false);

  const shown = on(fake, id, "Accept");
  await press(fake, bo, shown, "More…");
  await press(fake, bo, viewOf(fake, bo), "Export");
  const hasFile = () =>
    botMessages().some(({ attachments }) => String(attachments[0]?.filename).endsWith(".md"));
  await fake.until(hasFile);
  await press(fake, bo, shown, "Accept");
  clock.pass(3000);
  await fake.until(() => state.archived && thread.name.startsWith("Decided: "));
  await program.drain();
  expect(state.archived).toBe(true);

  // Half a year: one who took part has left, the channel has another name.
  fake.world.users.delete(bo.id);
  channel.name = "payments";
  clock.pass(200 * DAY);
  await program.drain();
  const review = on(fake, id, "It still holds");
  expect(text(review)).toContain("Bo");
  expect(state.archived).toBe(false);

  // A week without a word puts the thread away again; its buttons work, and leave it there.
  state.archived = true;
  await press(fake, ana, review, "It still holds");
  await program.drain();
  expect(state.archived).toBe(true);

  await press(fake, ana, on(fake, id, "Go through it again"), "Go through it again");
  await fake.until(() => question(fake, id) !== undefined);
  clock.pass(3000);
  await program.drain();
  expect(state.archived).toBe(false);
  expect(thread.name).toBe("Deciding “billing”");

  // Deleting asks back, and empties everything that was ever shown.
  fake.say(ana, id, `<@${bot.id}> delete`);
  await fake.until(() => withControl(fake, id, "Delete it") !== undefined);
  const sure = on(fake, id, "Delete it");
  await press(fake, ana, sure, "Delete it");
  await fake.until(() => state.archived);
  await program.drain();
  expect(hasFile()).toBe(false);
  const left = botMessages().filter(({ id }) => id !== sure.id);
  expect([...new Set(left.map(({ components }) => readComponents(components).text))]).toEqual([
    "This decision was deleted.",
  ]);
  expect(JSON.stringify(left.map(({ attachments }) => attachments))).not.toContain("png");
  expect(thread.name).toBe("This decision was deleted.");
});

test("a list links to each decision's thread, called what people called it", async () => {
  const { fake, bot: program } = await rig();
  const { ana, text: channel, guild, bot } = fake.world;
  const { id } = fake.mention(ana, channel.id, "fastapi or django for [billing](https://evil.example)?");
  await fake.until(() => question(fake, id) !== undefined);
  await program.drain();
  const listed = fake.command(ana, channel.id, "list");
  await fake.until(() => listed.callback !== null);
  const read = readComponents(dataOf(listed).components ?? []);
  expect(read.alive).toContain(`https://discord.com/channels/${guild}/${id}`);
  expect(read.alive.join()).not.toContain("evil");
  expect(read.text).toContain("[billing](https://evil.example");
  fake.say(ana, channel.id, `<@${bot.id}> list`);
  await fake.until(() => fake.world.said(channel.id).at(-1)?.author.bot === true);
  const said = readComponents(fake.world.said(channel.id).at(-1)?.components ?? []);
  expect(said.alive).toContain(`https://discord.com/channels/${guild}/${id}`);
});
