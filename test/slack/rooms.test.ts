/** A decision in a private channel, looked for from everywhere else: by whoever is in it, and by whoever is not. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedClock } from "../fake/clock.ts";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { addChannel, FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { answerAll, byBot, on, openView } from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

const GENERAL = "C0000001";
const SECRET = "C0000007";

let slack: FakeSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let ana: Person;
let bo: Person;

beforeEach(async () => {
  slack = await FakeSlack.start();
  const channel = addChannel(slack.team, SECRET, "kestrel", "private", true);
  for (const id of channel.members)
    if (id !== "U0000001" && id !== slack.team.botUser) channel.members.delete(id);
  const clock = new SimulatedClock();
  bench = await sqliteBench();
  running = await whole(slack, await bench.open(() => clock.now()), clock);
  ana = slack.person("U0000001");
  bo = slack.person("U0000002");
});

afterEach(async () => {
  await running.stop();
  await slack.stop();
  await bench.remove();
});

/** All that somebody sees but what stands in the private channel. */
function seenBy(person: Person): string {
  const { ephemerals, messages, homes } = slack.team;
  return JSON.stringify([
    ephemerals.filter(({ user, channel }) => user === person.id && channel !== SECRET).map(see),
    messages.filter(({ channel, byBot }) => byBot && channel !== SECRET).map(see),
    person.modal?.view ?? null,
    homes.get(person.id) ?? null,
  ]);
}

test("is seen, listed, quoted and reached in its channel alone", async () => {
  await ana.command(SECRET, "fastapi or django for Falcon");
  await slack.until(() => byBot(slack).length > 1);
  await answerAll(slack, [ana]);
  const accept = on(slack, "Why, in full");
  const label = see(accept).controls.find((one) => one.startsWith("Accept")) ?? "";
  await ana.press({ message: accept }, label);
  await running.settle();
  const inside = byBot(slack).filter(({ channel }) => channel === SECRET);
  expect(inside.map((message) => see(message).text).join()).toContain("Falcon");

  for (const person of [ana, bo]) {
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
      await person.command(GENERAL, words);
    await running.settle();
    expect(seenBy(person)).not.toContain("Falcon");
  }
  // As if a message of the private channel stood in another.
  for (const message of inside) {
    const forged: Message = { ...message, channel: GENERAL, ts: "1.000009", thread: null };
    for (const control of new Set(see(message).controls)) {
      await bo.press({ message: forged }, control);
      await running.settle();
      expect(seenBy(bo), control).not.toContain("Falcon");
    }
  }
  // Home is one's own: whoever took part sees it there, and nobody else.
  expect(JSON.stringify(await bo.openHome())).not.toContain("Falcon");
  expect(JSON.stringify(await ana.openHome())).toContain("Falcon");

  // The same again in another channel has no precedent there.
  await bo.command(GENERAL, "fastapi or django for Falcon");
  await slack.until(() => byBot(slack).some(({ channel }) => channel === GENERAL));
  await openView(slack, bo, on(slack, "Answer"), "Answer");
  await running.settle();
  expect(seenBy(bo)).not.toContain(SECRET);
});

test("whoever is only named in it, or quoted, is told of it nowhere else", async () => {
  const root = ana.write(SECRET, "FastAPI or Django for Falcon?");
  // As somebody who has left the channel since.
  bo.write(SECRET, "We know Django well", root.ts);
  await ana.say(SECRET, `<@${slack.team.botUser}> fastapi or django for Falcon <@U0000003>`, root.ts);
  await running.settle();
  expect(byBot(slack).some(({ channel }) => channel === SECRET)).toBe(true);
  for (const person of [bo, slack.person("U0000003")]) {
    for (const words of ["list", "list falcon", "status"]) await person.command(GENERAL, words);
    await running.settle();
    expect(seenBy(person)).not.toContain("Falcon");
    expect(JSON.stringify(await person.openHome()), person.name).not.toContain("Falcon");
  }
  const cy = JSON.stringify(await slack.person("U0000003").openHome());
  expect(cy).toContain("A decision that you were named in");
  expect(cy).toContain("You have not answered yet.");
  expect(JSON.stringify(await bo.openHome())).not.toContain("named in");
  // Who could press there could see it.
  slack.team.channels.get(SECRET)?.members.add(bo.id);
  await openView(slack, bo, on(slack, "Answer"), "Answer");
  await running.settle();
  expect(JSON.stringify(await bo.openHome())).toContain("Falcon");
});
