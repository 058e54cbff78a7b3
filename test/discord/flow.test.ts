/** From a mention to a decision, by the whole bot. */
import { expect, test } from "vitest";
import { pressables } from "../fake/discord/reader.ts";
import { answerAll, answerPrivately, card, on, press, question, text, viewOf, withControl } from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

async function running(): Promise<Whole> {
  const made = await whole();
  made.bot().start();
  return made;
}

/** A decision of a mention in the channel; its thread, in which a question waits. */
async function started({ fake }: Whole, words: string): Promise<string> {
  const { id } = fake.mention(fake.world.ana, fake.world.text.id, words);
  await fake.until(() => question(fake, id) !== undefined);
  return id;
}

test("from a mention to what was decided, changed and decided again", async () => {
  const bot = await running();
  const { fake } = bot;
  const { ana, bo, text: channel } = fake.world;
  const thread = await started(bot, `fastapi or django for *billing*? <@${bo.id}>`);
  expect(fake.world.channels.get(thread)).toMatchObject({ name: "Deciding “*billing*”" });
  expect(fake.world.rings.map(({ channel, user }) => [channel, user])).toEqual([[thread, bo.id]]);
  expect([...(fake.world.members.get(thread) ?? [])]).toContain(bo.id);

  // A press is answered in private, with the next question; a form that opens from there brings it up to date.
  const first = on(fake, thread, "Not sure");
  await press(fake, ana, first, "Not sure");
  const view = viewOf(fake, ana);
  const [asked] = text(view).split("\n");
  const later = pressables(view.components).find(({ label }) => label?.startsWith("Different"));
  const opened = await press(fake, ana, view, later?.label ?? "");
  expect(opened.callback?.type).toBe(9);
  const form = opened.callback?.data as { custom_id: string };
  const submitted = fake.submit(ana, view, form.custom_id, { today: "one", later: "one", because: "so" });
  await fake.until(() => submitted.callback !== null);
  expect(submitted.callback?.type).toBe(7);
  expect(text(view).split("\n")[0]).not.toBe(asked);

  // A typed answer counts as a reply to the bot.
  fake.say(bo, thread, "1", { type: 19, referenced_message: first, mentions: [fake.world.bot] });
  await fake.until(() => fake.world.reactions.some(({ emoji }) => emoji === "✅"));
  await answerAll(fake, thread, [ana, bo]);
  await fake.until(() => withControl(fake, channel.id, "Why, in full") !== undefined);

  // The card is in the thread, and in the channel as a reply to the mention, with a picture.
  const copy = on(fake, channel.id, "Why, in full");
  expect(copy.message_reference).toEqual({ message_id: thread });
  expect(copy.attachments).toMatchObject([{ filename: "chart-1.png" }]);
  const why = await press(fake, bo, on(fake, thread, "Why, in full"), "Why, in full");
  expect(why.callback).toMatchObject({ type: 4, data: { flags: (1 << 6) | (1 << 15) } });

  const accept = pressables(copy.components).find(({ label }) => label?.startsWith("Accept"))?.label ?? "";
  await press(fake, bo, copy, accept);
  bot.clock.pass(3000);
  await fake.until(() => fake.world.channels.get(thread)?.thread_metadata?.archived === true);
  expect(fake.world.channels.get(thread)?.name).toMatch(/^Decided: .* for “\*billing\*”$/);
  await fake.until(() =>
    [thread, channel.id].every((id) =>
      text(withControl(fake, id, "Change answers")).includes("decided by Bo"),
    ),
  );
  await fake.until(() => fake.world.said(thread).some((one) => /Decided: .*, by Bo/.test(text(one))));
});

test("from /decide: a message of the bot's stands for the mention", async () => {
  const bot = await running();
  const { fake } = bot;
  const { bo, text: channel } = fake.world;
  const command = fake.command(bo, channel.id, "fastapi or django");
  await fake.until(() => withControl(fake, channel.id, "Answer") !== undefined);
  const root = on(fake, channel.id, "Answer");
  expect(command.callback?.type).toBe(4);
  // The channel's own message goes on in private, too.
  await fake.until(() => question(fake, root.id) !== undefined);
  await answerPrivately(fake, bo, channel.id);
  await fake.until(() => card(fake, root.id) !== undefined);
  await fake.until(() => withControl(fake, channel.id, "Why, in full") !== undefined);
  expect(on(fake, channel.id, "Why, in full").message_reference).toEqual({ message_id: root.id });
});

test("two mentions, 20 ms apart, are two decisions, each in the thread on its own message", async () => {
  const bot = await running();
  const { fake, clock } = bot;
  const { ana, bo, text: channel } = fake.world;
  const first = fake.mention(ana, channel.id, "fastapi or django for billing");
  clock.pass(20);
  const second = fake.mention(bo, channel.id, "fastapi or django for search");
  await fake.until(() => [first, second].every(({ id }) => question(fake, id) !== undefined));
  expect([first, second].map(({ id }) => fake.world.channels.get(id)?.name)).toEqual([
    "Deciding “billing”",
    "Deciding “search”",
  ]);
  expect(fake.world.said(channel.id)).toEqual([first, second]);
});

test("an answer that is typed while the bot is not running counts", async () => {
  const bot = await running();
  const { fake } = bot;
  const thread = await started(bot, "fastapi or django");
  const first = text(question(fake, thread));
  // Nobody tells the bot of it.
  fake.world.add(thread, fake.world.ana, { content: `<@${fake.world.bot.id}> 1` });
  await bot.restart();
  bot.bot().start();
  await fake.until(() => fake.world.reactions.length === 1);
  bot.clock.pass(3000);
  await fake.until(() => text(question(fake, thread)) !== first);
});

test("a mention while the bot is not running is answered when it is back", async () => {
  const bot = await running();
  const { fake } = bot;
  await started(bot, "fastapi or django for billing");
  const missed = fake.world.add(fake.world.text.id, fake.world.bo, {
    content: `<@${fake.world.bot.id}> fastapi or django for search`,
  });
  await bot.restart();
  bot.bot().start();
  await fake.until(() => question(fake, missed.id) !== undefined);
  expect(fake.world.said(fake.world.text.id)).toHaveLength(2);
});

test("a direct message is a talk of two", async () => {
  const bot = await running();
  const { fake } = bot;
  const direct = fake.world.direct(fake.world.ana);
  fake.say(fake.world.ana, direct.id, "fastapi or django?");
  await fake.until(() => question(fake, direct.id) !== undefined);
  fake.say(fake.world.ana, direct.id, "1");
  await fake.until(() => fake.world.said(direct.id).some((one) => text(one).includes("Noted: ")));
  await answerAll(fake, direct.id, [fake.world.ana]);
});

test("/decide alone opens the form to start with, until what is filled in begins a decision there", async () => {
  const bot = await running();
  const { fake } = bot;
  const { ana, bo, text: channel } = fake.world;
  const command = fake.command(ana, channel.id, null);
  await fake.until(() => command.callback !== null);
  expect(command.callback).toMatchObject({ type: 9, data: { custom_id: ".0.start" } });

  const wrong = fake.submit(ana, channel.id, ".0.start", {
    title: "billing",
    people: [bo],
    until: "someday",
  });
  await fake.until(() => wrong.callback !== null);
  const again = await press(fake, ana, viewOf(fake, ana), "Open the form");
  expect(again.callback?.type).toBe(9);
  for (const kept of ["billing", bo.id, "someday"]) expect(JSON.stringify(again.callback)).toContain(kept);

  fake.submit(ana, viewOf(fake, ana), ".0.start", { title: "billing", people: [bo], until: "" });
  await fake.until(() => withControl(fake, channel.id, "Answer") !== undefined);
  expect(text(on(fake, channel.id, "Answer"))).toContain("Deciding “billing”");
  expect(fake.world.rings.map(({ user }) => user)).toEqual([bo.id]);
});
