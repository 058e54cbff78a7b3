/** A decision in a private thread, looked for from everywhere else: by whoever is in it, and by whoever is not. */
import { expect, test } from "vitest";
import type { Interaction } from "../fake/discord/interactions.ts";
import { pressables } from "../fake/discord/reader.ts";
import type { FakeDiscord } from "../fake/discord/server.ts";
import { CHANNEL, type Message, type User } from "../fake/discord/world.ts";
import { answerAll, on, press, withControl } from "./walk.ts";
import { whole } from "./whole.ts";

const SECRET = /Falcon|Kestrel/;

test("is seen, listed, quoted and reached in its thread alone", async () => {
  const { fake, bot } = await whole({ content: true });
  bot().start();
  const { ana, bo, text, voice } = fake.world;
  const { id: thread } = fake.world.thread(
    text.id,
    fake.world.id(),
    "Kestrel",
    ana.id,
    CHANNEL.privateThread,
  );
  fake.world.said(thread);
  fake.mention(ana, thread, "fastapi or django for Falcon");
  await answerAll(fake, thread, [ana]);
  await press(fake, ana, on(fake, thread, "Accept"), "Accept");
  const inside = fake.world.said(thread).filter(({ author }) => author.bot === true);
  const controls = inside.flatMap(({ components }) => pressables(components));
  expect(JSON.stringify(inside)).toMatch(SECRET);

  const answered = async (made: Interaction): Promise<string> => {
    await fake.until(() => made.callback !== null);
    return JSON.stringify([made.callback, made.followUps, made.original]);
  };
  for (const person of [ana, bo])
    for (const place of [text.id, voice.id])
      for (const words of [
        "list",
        "list falcon",
        "status",
        "why",
        "full breakdown",
        "export",
        "again",
        "delete",
      ])
        expect(await answered(fake.command(person, place, words)), `${words} in ${place}`).not.toMatch(
          SECRET,
        );

  // As if a message of the thread stood in the channel.
  const forged: Message = fake.world.add(text.id, fake.world.bot, {});
  for (const { custom_id, options } of controls)
    expect(await answered(fake.press(bo, forged, custom_id, options?.[0]?.value)), custom_id).not.toMatch(
      SECRET,
    );
  const [decision = ""] = controls[0]?.custom_id.split(/[.!]/) ?? [];
  const otherwise = { option: "fastapi", reason: "so" };
  expect(await answered(fake.submit(bo, forged, `${decision}.9.otherwise`, otherwise))).not.toMatch(SECRET);

  // The same again in the channel has no precedent there, and takes nothing's place.
  const { id: open } = fake.mention(bo, text.id, "fastapi or django for Falcon");
  await answerAll(fake, open, [bo]);
  await press(fake, bo, on(fake, open, "Accept"), "Accept");
  expect(JSON.stringify(fake.world.said(open))).not.toContain(thread);
  expect(await answered(fake.command(bo, text.id, "list"))).not.toContain(thread);
  expect(await answered(fake.command(ana, thread, "list"))).not.toContain(open);
});

test("whoever is only quoted or named there is told of it nowhere else", async () => {
  const { fake, bot } = await whole({ content: true });
  bot().start();
  const { ana, bo, text } = fake.world;
  const { id: thread } = fake.world.thread(
    text.id,
    fake.world.id(),
    "Kestrel",
    ana.id,
    CHANNEL.privateThread,
  );
  fake.say(bo, thread, "We need real-time updates over websockets for Falcon.");
  fake.mention(ana, thread, `fastapi or django for Falcon <@${bo.id}>`);
  await fake.until(() => withControl(fake, thread, "Accept all") !== undefined);
  expect(JSON.stringify(fake.world.said(thread))).toContain("We need real-time updates");
  for (const place of [text.id, fake.world.voice.id])
    for (const words of ["list", "list falcon", "status", "why"]) {
      const { callback, followUps, original } = await asked(fake, bo, place, words);
      const said = JSON.stringify([callback, followUps, original]);
      expect(said, `${words} in ${place}`).not.toMatch(/Falcon|Kestrel|websockets/);
      expect(said, `${words} in ${place}`).not.toContain(thread);
    }
});

async function asked(fake: FakeDiscord, by: User, place: string, words: string): Promise<Interaction> {
  const made = fake.command(by, place, words);
  await fake.until(() => made.callback !== null);
  return made;
}
