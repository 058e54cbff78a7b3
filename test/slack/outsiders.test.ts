/** What people see and may do who are not of the workspace: by Slack Connect, or as guests. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Person } from "../fake/slack/person.ts";
import { addChannel, FakeSlack } from "../fake/slack/slack.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { live, openView } from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

const SHARED = "C0000001";
const INTERNAL = "C0000002";

let slack: FakeSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let ana: Person;
/** Begins a decision in the shared channel, and one in a channel that only the workspace sees. */
let thread: string;

beforeEach(async () => {
  slack = await FakeSlack.start();
  bench = await sqliteBench();
  running = await whole(slack, await bench.open());
  const { users } = slack.team;
  users.set("U000EXT1", { id: "U000EXT1", name: "Eve", admin: true, bot: false, home: "T000THEM" });
  users.set("U000GST1", { id: "U000GST1", name: "Gus", admin: false, bot: false, guest: true });
  addChannel(slack.team, INTERNAL, "internal", "private", true);
  for (const id of ["U000EXT1", "U000GST1"]) {
    slack.team.channels.get(SHARED)?.members.add(id);
    slack.team.channels.get(INTERNAL)?.members.delete(id);
  }
  ana = slack.person("U0000001");
  await ana.command(INTERNAL, "fastapi or django for the secret merger");
  await ana.command(SHARED, "fastapi or django for billing");
  await slack.until(() => live(slack)?.channel === SHARED);
  thread = live(slack)?.thread ?? "";
});

afterEach(async () => {
  await running.stop();
  await slack.stop();
  await bench.remove();
});

const OUTSIDERS = [
  ["an admin of another workspace", "U000EXT1"],
  ["a guest", "U000GST1"],
] as const;

test.each(OUTSIDERS)("%s answers where they are, as anybody in the channel", async (_, id) => {
  const outsider = slack.person(id);
  const asked = live(slack);
  if (asked === undefined) throw new Error("nothing is asked");
  await openView(slack, outsider, asked, "Answer");
  expect(outsider.modalText.controls).toContain("Not sure");
});

test.each(OUTSIDERS)("%s may not cancel, delete or erase what others began", async (_, id) => {
  const outsider = slack.person(id);
  for (const wish of ["cancel", "delete", "forget everything for good"]) {
    const before = outsider.whispers.length;
    await outsider.say(SHARED, `<@${slack.team.botUser}> ${wish}`, thread);
    await slack.until(() => outsider.whispers.length > before);
    expect(outsider.whispers.at(-1)?.text).toMatch(/can do that|admin/);
  }
  await running.settle();
  expect(live(slack)?.channel).toBe(SHARED);
});

test.each(OUTSIDERS)("%s sees no decision of a channel that they are not in", async (_, id) => {
  const outsider = slack.person(id);
  await outsider.say(SHARED, `<@${slack.team.botUser}> list`, thread);
  await slack.until(() => outsider.whispers.length > 0);
  const [listed] = outsider.whispers;
  expect(listed?.text).toContain("billing");
  expect(listed?.text).not.toContain("merger");
  expect(JSON.stringify((await outsider.openHome()) ?? {})).not.toMatch(/merger|billing/);
});
