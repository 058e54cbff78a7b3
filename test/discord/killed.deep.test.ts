/** A team of three, and a process that is killed in mid-sentence: nothing is lost, nothing is said or rung twice. */
import { expect, test } from "vitest";
import { pressables } from "../fake/discord/reader.ts";
import { connected, runBot } from "./process.ts";
import { answerPrivately, type Choose, card, on, press, viewOf, withControl } from "./walk.ts";

const first: Choose = (_, choices) => choices[0] ?? "Not sure";

test("killed while one answers, and again with the answer on its way that completes the round", async () => {
  const before = await runBot();
  await connected(before);
  const { fake, directory } = before;
  const { ana, bo, text, rings } = fake.world;
  const gone = () => fake.until(() => fake.gateway.connected === 0);
  const cy = { id: fake.world.id(), username: "cy", global_name: "Cy", discriminator: "0", avatar: null };
  fake.world.users.set(cy.id, cy);
  const { id: thread } = fake.mention(ana, text.id, `fastapi or django for billing? <@${bo.id}> <@${cy.id}>`);
  await fake.until(() => withControl(fake, thread, "Not sure") !== undefined);
  await answerPrivately(fake, ana, thread, first);
  const asked = await answerPrivately(fake, bo, thread, first, 3);
  await before.kill();
  await gone();

  const between = await runBot({ fake, directory });
  await connected(between);
  const rest = await answerPrivately(fake, bo, thread, first);
  expect(rest.filter((one) => asked.includes(one))).toEqual([]);
  await answerPrivately(fake, cy, thread, first, rest.length + 2);
  const [next] = pressables(viewOf(fake, cy).components);
  fake.press(cy, viewOf(fake, cy), next?.custom_id ?? "");
  await between.kill();
  await gone();

  const after = await runBot({ fake, directory });
  await connected(after);
  if (card(fake, thread) === undefined) await answerPrivately(fake, cy, thread, first);
  await fake.until(() => withControl(fake, thread, "Accept") !== undefined);
  await press(fake, bo, on(fake, thread, "Accept"), "Accept");
  await fake.until(() => fake.world.channels.get(thread)?.name?.startsWith("Decided: ") === true);

  const byBot = (place: string) => fake.world.said(place).filter(({ author }) => author.bot === true);
  // The opening, the live message, the card and the outcome; in the channel the card.
  expect(byBot(thread)).toHaveLength(4);
  expect(byBot(text.id)).toHaveLength(1);
  expect(rings.map(({ user }) => user)).toEqual([bo.id, cy.id, ana.id]);
});
