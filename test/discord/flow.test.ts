/** From a mention to a decision, by the whole bot. */
import { expect, test, vi } from "vitest";
import type { Interaction } from "../fake/discord/interactions.ts";
import { pressables } from "../fake/discord/reader.ts";
import { answerAll, card, press, question, text, withControl } from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

// Each test runs a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

interface Modal {
  readonly custom_id: string;
  readonly components: readonly {
    readonly component?: {
      readonly custom_id: string;
      readonly options?: readonly { readonly value: string; readonly default?: boolean }[];
    };
  }[];
}

function modalOf({ callback }: Interaction): Modal {
  if (callback?.type !== 9) throw new Error(`no form: ${JSON.stringify(callback)}`);
  return callback.data as unknown as Modal;
}

async function running(): Promise<Whole> {
  const made = await whole();
  made.bot().start();
  return made;
}

async function started({ fake }: Whole, words: string): Promise<string> {
  const { id } = fake.mention(fake.world.ana, fake.world.text.id, words);
  await fake.until(() => fake.world.said(id).length > 0);
  return id;
}

test("from a mention to what was decided, changed and decided again", async () => {
  const bot = await running();
  const { fake } = bot;
  const { ana, bo, text: channel } = fake.world;
  const thread = await started(bot, `fastapi or django for *billing*? <@${bo.id}>`);
  expect(fake.world.channels.get(thread)).toMatchObject({ name: "Deciding “*billing*”" });
  const first = question(fake, thread);
  if (first === undefined) throw new Error("no question");

  // A form opens at once, and what is filled in is saved.
  const later = pressables(first.components).find((one) => one.label?.endsWith("…"));
  const opened = await press(fake, ana, first, later?.label ?? "");
  expect(opened.callback?.type).toBe(9);

  // A typed answer counts as a reply to the bot.
  fake.say(ana, thread, "1", { type: 19, referenced_message: first, mentions: [fake.world.bot] });
  await fake.until(() => text(question(fake, thread)).includes("Answered: Ana"));
  await press(fake, bo, first, "Not sure");
  await answerAll(fake, thread, [ana, bo]);

  await fake.until(() => withControl(fake, channel.id, "Accept") !== undefined);

  // The card is in the thread, and in the channel as a reply to the mention, with a picture.
  const copy = withControl(fake, channel.id, "Accept");
  expect(copy?.message_reference).toEqual({ message_id: thread });
  expect(copy?.attachments).toMatchObject([{ filename: "chart-1.png" }]);
  const posted = card(fake, thread);
  if (posted === undefined || copy === undefined) throw new Error("no card");
  const breakdown = await press(fake, bo, posted, "Why, in full");
  expect(breakdown.callback).toMatchObject({ type: 4, data: { flags: (1 << 6) | (1 << 15) } });

  await press(fake, bo, copy, "Accept");
  await fake.until(() => fake.world.channels.get(thread)?.thread_metadata?.archived === true);
  expect(fake.world.channels.get(thread)?.name).toMatch(/^Decided: .* for “\*billing\*”$/);
  // The card's own end, whichever of the two came first, leaves the thread put away.
  await fake.until(() =>
    [thread, channel.id].every((id) =>
      text(withControl(fake, id, "Change answers")).includes("decided by Bo"),
    ),
  );
  await fake.until(() => fake.world.channels.get(thread)?.thread_metadata?.archived === true);

  // "Change answers" asks which; another answer brings the thread back.
  const which = await press(fake, ana, copy, "Change answers");
  const select = pressables(((which.callback?.data ?? {}) as { components: unknown[] }).components)[0];
  if (select === undefined) throw new Error("no select");
  const form = fake.press(ana, copy, select.custom_id, select.options?.[0]?.value);
  await fake.until(() => form.callback !== null);
  const { custom_id, components } = modalOf(form);
  const fields = components.flatMap(({ component }) => {
    const other = component?.options?.find((one) => one.default !== true && one.value !== "same");
    return component?.options === undefined || other === undefined
      ? []
      : [[component.custom_id, other.value]];
  });
  const submitted = fake.submit(ana, copy, custom_id, Object.fromEntries(fields));
  await fake.until(() => submitted.callback !== null);
  expect(submitted.callback).toEqual({ type: 6 });
  await fake.until(
    () =>
      !text(withControl(fake, channel.id, "Change answers")).includes("decided by Bo") &&
      fake.world.channels.get(thread)?.thread_metadata?.archived === false,
  );
});

test("from /decide: a message of the bot's stands for the mention", async () => {
  const bot = await running();
  const { fake } = bot;
  const command = fake.command(fake.world.bo, fake.world.text.id, "fastapi or django");
  await fake.until(() => fake.world.said(fake.world.text.id).length === 1);
  const root = fake.world.said(fake.world.text.id)[0];
  await fake.until(() => question(fake, root?.id ?? "") !== undefined);
  expect(command.callback?.type).toBe(4);
  await answerAll(fake, root?.id ?? "", [fake.world.bo]);
  await fake.until(() => withControl(fake, fake.world.text.id, "Accept") !== undefined);
  expect(withControl(fake, fake.world.text.id, "Accept")?.message_reference).toEqual({
    message_id: root?.id,
  });
});

test("an answer that is typed while the bot is not running counts", async () => {
  const bot = await running();
  const { fake } = bot;
  const thread = await started(bot, "fastapi or django");
  const first = question(fake, thread);
  // Nobody tells the bot of it.
  fake.world.add(thread, fake.world.ana, { content: `<@${fake.world.bot.id}> 1` });
  await bot.restart();
  bot.bot().start();
  await fake.until(() => question(fake, thread)?.id !== first?.id);
});

test("a direct message is a talk of two", async () => {
  const bot = await running();
  const { fake } = bot;
  const direct = fake.world.direct(fake.world.ana);
  fake.say(fake.world.ana, direct.id, "fastapi or django?");
  await fake.until(() => question(fake, direct.id) !== undefined);
  fake.say(fake.world.ana, direct.id, "1");
  await fake.until(() => !text(question(fake, direct.id)).includes("1st question"));
  await answerAll(fake, direct.id, [fake.world.ana]);
});
