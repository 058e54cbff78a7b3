/** What is said while the app is not connected counts all the same. */
import { expect, onTestFinished, test } from "vitest";
import type { Inbound } from "../../src/port.ts";
import { CHANNEL, type Rig, type RigOptions, rig } from "./harness.ts";

/** The stand-in's first message. */
const THREAD = "1700000000.000100";
/** A minute after it. */
const NOW = 1_700_000_060_000;
const place = { ...CHANNEL, thread: THREAD };

async function started(options: RigOptions): Promise<Rig> {
  const made = await rig({ now: () => NOW, ...options });
  onTestFinished(made.stop);
  return made;
}

/** Each event once, as the inbox takes it. */
function heard({ heard: all }: Rig): readonly Inbound[] {
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

test("threads with an open decision are read: what was said, and what was edited", async () => {
  const made = await started({ open: [{ place, since: 0, origin: null }] });
  const { slack } = made;
  const bo = slack.person("U0000002");
  expect((await bo.say("C0000001", "which one?")).ts).toBe(THREAD);
  const known = await bo.say("C0000001", "2", THREAD);
  const before = heard(made).map(({ id }) => id);
  slack.server.cut();
  bo.rewrite(known, "1");
  const missed = bo.write("C0000001", "3 because of the load", THREAD);
  await slack.until(() => heard(made).length >= before.length + 2);
  const news = heard(made).filter(({ id }) => !before.includes(id));
  expect(news.map(({ what }) => what)).toMatchObject([
    { kind: "message", message: known.ts, edited: true, text: "1" },
    { kind: "message", message: missed.ts, text: "3 because of the load" },
  ]);
  expect(news.map((one) => one.place)).toEqual([place, place]);
});

test("direct messages with an open decision are read, oldest first", async () => {
  const direct = "D0000001";
  const made = await started({ open: [{ place: { ...CHANNEL, channel: direct }, since: 0, origin: null }] });
  const { slack } = made;
  const ana = slack.person("U0000001");
  expect(slack.team.direct(ana.id).id).toBe(direct);
  slack.server.cut();
  const missed = ["1", "2 because"].map((text) => ana.write(direct, text));
  await slack.until(() => heard(made).length === 2);
  expect(heard(made).map(({ what }) => "message" in what && what.message)).toEqual(
    missed.map(({ ts }) => ts),
  );
});

test("a mention in a channel where something was decided is answered, with the id that its event has", async () => {
  const made = await started({ standing: [place] });
  const { slack } = made;
  const ana = slack.person("U0000001");
  const told = await ana.say("C0000001", `<@${slack.team.botUser}> help`);
  const [event] = made.heard;
  slack.server.cut();
  const missed = ana.write("C0000001", `<@${slack.team.botUser}> fastapi or django`);
  ana.write("C0000001", "just talking");
  ana.write("C0000001", "and in its thread", missed.ts);
  await slack.until(() => heard(made).length === 2);
  expect(heard(made).map(({ what }) => "origin" in what && what.origin)).toEqual([told.ts, missed.ts]);
  expect(made.heard.filter(({ id }) => id === event?.id).length).toBeGreaterThan(1);
  expect(heard(made)[1]).toMatchObject({
    place: CHANNEL,
    what: { kind: "command", text: "fastapi or django" },
  });
});

test("what cannot be read is said to the operator, and the rest is read", async () => {
  const gone = { ...place, thread: "1600000000.000100" };
  const made = await started({
    open: [
      { place: gone, since: 0, origin: null },
      { place, since: 0, origin: null },
    ],
  });
  const { slack } = made;
  const bo = slack.person("U0000002");
  await bo.say("C0000001", "which one?");
  slack.server.cut();
  bo.write("C0000001", "2", THREAD);
  await slack.until(() => heard(made).length === 1);
  expect(made.lines).toContainEqual(
    expect.objectContaining({ level: "warn", message: "what was said in a gap could not be read" }),
  );
});
