/** What was typed and saved, where the process ended before it could say so: the next one does. */
import { expect, test } from "vitest";
import { whole } from "./whole.ts";

test("an answer that was saved is marked by the next process, once", async () => {
  const all = await whole({ content: true });
  const { fake } = all;
  const { ana, text } = fake.world;
  const { id: thread } = fake.mention(ana, text.id, "fastapi or django for billing?");
  await fake.until(() => all.replies.length === 1);
  await all.bot().drain();
  fake.fail(/^PUT .*reactions/, "cut");
  fake.fail(/^POST .*messages$/, "cut");
  const answer = fake.say(ana, thread, "1");
  await fake.until(() => all.replies.length === 2);
  await fake.until(() =>
    fake.requests.some(({ method, path }) => method === "POST" && path.includes(thread)),
  );
  await all.restart();
  expect(fake.world.reactions).toEqual([]);
  all.bot().start();
  await fake.until(() => fake.world.reactions.length > 0);
  await all.bot().drain();
  expect(fake.world.reactions).toMatchObject([{ message: answer.id }]);
  const replies = fake.world.said(thread).filter((one) => one.message_reference?.message_id === answer.id);
  expect(replies).toEqual([]);
});
