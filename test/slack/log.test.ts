/** What the log says of a decision, at each level. */
import { expect, test } from "vitest";
import { createLog } from "../../src/app/log.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { answerAll, live } from "./walk.ts";
import { wholeOn } from "./whole.ts";

const GENERAL = "C0000001";

type Line = Readonly<Record<string, unknown>>;

/** A decision from the command to the card, with a typed answer and its reason. */
async function decided(level: Parameters<typeof createLog>[0]) {
  const slack = await FakeSlack.start();
  const bench = await sqliteBench();
  let raw = "";
  const log = createLog(level, {
    write: (line) => {
      raw += line;
      slack.server.changed();
    },
  });
  const { server, team, apiUrl } = slack;
  const config = { botToken: team.token, appToken: server.appToken, apiUrl, command: "decide" };
  const running = await wholeOn(config, await bench.open(), new SimulatedClock(), log);
  const ana = slack.person("U0000001");
  await ana.command(GENERAL, "fastapi or django for the zebra crossing");
  await slack.until(() => live(slack) !== undefined);
  await ana.say(GENERAL, "1 because giraffes are tall", live(slack)?.thread ?? "");
  await slack.until(() => ana.whispers.length === 1);
  await answerAll(slack, [ana]);
  await running.settle();
  await running.stop();
  await slack.stop();
  await bench.remove();
  const lines = raw
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  return { raw, lines, secrets: [team.token, server.appToken], names: [ana.name] };
}

test("one id follows an event from its receipt to the screen", async () => {
  const { lines } = await decided("debug");
  const heard = lines.find(({ msg, kind }) => msg === "heard" && kind === "command");
  const { event } = heard ?? {};
  expect(event).toMatch(/^[\w-]{22}$/);
  const path = lines.filter((line) => line.event === event);
  expect(path.map(({ msg }) => msg)).toEqual(["accepted", "heard", "saved", "tried", "tried"]);
  const [, , saved = {}, ...shown] = path;
  const [decision] = saved.decisions as readonly string[];
  for (const line of shown) expect(line).toMatchObject({ decision, platform: "slack", outcome: "sent" });
  expect(shown.map(({ slot }) => slot)).toContain("root");
  // Whatever is shown comes of something that was heard.
  const known = new Set(lines.flatMap((line) => (line.msg === "heard" ? [line.event] : [])));
  const tried = lines.filter(({ msg }) => msg === "tried");
  expect(tried.length).toBeGreaterThan(3);
  for (const line of tried) expect(known).toContain(line.event);
});

test("each level says more than the one before; none says a secret, a name or anybody's words", async () => {
  const told = new Map<string, ReadonlySet<unknown>>();
  for (const level of ["info", "debug", "trace"] as const) {
    const { raw, lines, secrets, names } = await decided(level);
    for (const hidden of [...secrets, ...names, "zebra", "giraffes"])
      expect(raw.toLowerCase()).not.toContain(hidden.toLowerCase());
    told.set(level, new Set(lines.map(({ msg }) => msg)));
  }
  expect(told.get("info")).not.toContain("heard");
  expect(told.get("debug")).toContain("heard");
  expect(told.get("debug")).not.toContain("called Slack");
  for (const msg of ["called Slack", "Slack says", "leased"]) expect(told.get("trace")).toContain(msg);
});
