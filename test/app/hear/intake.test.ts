import { expect, test } from "vitest";
import {
  ANSWERED_MAX,
  ASKED_MAX,
  createIntake,
  IN_HAND_MAX,
  SAID_MAX,
} from "../../../src/app/hear/intake.ts";
import { plain } from "../../../src/card/plain.ts";
import type { Inbound, Inbox, Reply, What } from "../../../src/port.ts";
import { PLACE } from "../../fake/counting.ts";
import { inboxOf } from "../../fake/inbox.ts";
import { keptLog } from "../../fake/log.ts";

const NOTHING: Reply = { kind: "nothing" };
const command: What = { kind: "command", text: "fastapi or django", invited: [], origin: null };
const answer: What = { kind: "message", toUs: false, text: "2", invited: [], origin: null };

let events = 0;

function event(what: What, by = "U1", team = "T1"): Inbound {
  return { id: `e${++events}`, at: 0, place: { ...PLACE, team }, by: { id: by, name: by }, what };
}

function intake(receive: Inbox["receive"] = async () => NOTHING) {
  const heard: Inbound[] = [];
  const log = keptLog();
  const inbox = inboxOf((inbound) => {
    heard.push(inbound);
    return receive(inbound);
  });
  return { heard, log, ...createIntake({ inbox, log }) };
}

const saidIn = (reply: Reply) => (reply.kind === "ephemeral" ? plain(reply.card) : reply.kind);

test("of a thousand starts by one person some are taken; it is said once, and nobody else feels it", async () => {
  const { receive, heard, log } = intake();
  const replies: string[] = [];
  for (let n = 0; n < 1_000; n++) replies.push(saidIn(await receive(event(command))));
  expect(heard).toHaveLength(ASKED_MAX.person);
  expect(replies.filter((said) => said !== "nothing")).toEqual([expect.stringContaining("in an hour")]);
  expect(log.lines).toHaveLength(1);
  for (const [by, team] of [
    ["U2", "T1"],
    ["U1", "T2"],
  ])
    await receive(event(command, by, team));
  // What is being decided goes on.
  await receive(event(answer));
  expect(heard).toHaveLength(ASKED_MAX.person + 3);
  // Told twice of, it is counted once.
  const twice = event(command, "U3");
  for (let n = 0; n <= ASKED_MAX.person; n++) await receive(twice);
  expect(saidIn(await receive(event(command, "U3")))).toBe("nothing");
  expect(heard.filter(({ by }) => by.id === "U3")).toHaveLength(ASKED_MAX.person + 2);
});

test("where a team has asked for too much, each of its people is told, and what they answer is taken", async () => {
  const { receive, heard } = intake();
  const people = ASKED_MAX.team / ASKED_MAX.person;
  for (let n = 0; n < people; n++)
    for (let asked = 0; asked < ASKED_MAX.person; asked++) await receive(event(command, `U${n}`));
  for (const by of ["U50", "U51"]) {
    expect(saidIn(await receive(event(command, by)))).toContain("in an hour");
    expect(saidIn(await receive(event(command, by)))).toBe("nothing");
  }
  expect(heard).toHaveLength(ASKED_MAX.team);
  for (let n = 0; n < ANSWERED_MAX.person; n++)
    expect(await receive(event({ ...answer, toUs: true }, "U50"))).toEqual(NOTHING);
  expect(heard).toHaveLength(ASKED_MAX.team + ANSWERED_MAX.person);
});

test("what names nobody, or no place, is passed over", async () => {
  const { receive, heard } = intake();
  const { place, ...rest } = event(answer);
  for (const wrong of [
    { ...rest, place, by: { id: null, name: "U1" } },
    { ...rest, place: { ...place, team: ["T1"] } },
    { ...rest, place: { ...place, thread: {} } },
    { ...rest, place: { ...place, channel: 5 } },
  ])
    expect(await receive(wrong as never)).toEqual(NOTHING);
  expect(heard).toEqual([]);
});

test("a team whose events pile up is told so, each time, and another's are taken", async () => {
  const waits = Promise.withResolvers<Reply>();
  const { receive, heard } = intake(() => waits.promise);
  const all = Array.from({ length: IN_HAND_MAX }, () => receive(event(answer)));
  for (let n = 0; n < 2; n++) expect(saidIn(await receive(event(answer)))).toContain("Try again in a moment");
  all.push(receive(event(answer, "U1", "T2")));
  waits.resolve(NOTHING);
  await Promise.all(all);
  expect(heard).toHaveLength(IN_HAND_MAX + 1);
  expect(await receive(event(answer))).toEqual(NOTHING);
});

test("what is said at length is cut, never inside a character, and whoever said it to us is told", async () => {
  const { receive, heard } = intake();
  const text = `${"x".repeat(SAID_MAX - 1)}😀 and more`;
  expect(saidIn(await receive(event({ ...command, text })))).toContain("first 4,000 characters");
  expect(await receive(event({ ...answer, text }))).toEqual(NOTHING);
  for (const { what } of heard) {
    const said = "text" in what ? what.text : "";
    expect(said).toHaveLength(SAID_MAX);
    expect(said.isWellFormed()).toBe(true);
  }
});

test("a thread that is too large is read in part, and a reply says so beside what it says itself", async () => {
  const card = { title: "Started", blocks: [] };
  const { receive, heard } = intake(async () => ({ kind: "ephemeral", card, token: null }));
  const person = { id: "U2", name: "Bo" };
  const discussion = Array.from({ length: 40 }, () => ({ person, text: "x".repeat(4_000), link: null }));
  expect(saidIn(await receive(event({ ...command, discussion })))).toMatch(/^Started\n.*newest 16 messages/);
  const [{ what } = event(answer)] = heard;
  expect("discussion" in what && what.discussion).toHaveLength(16);
});
