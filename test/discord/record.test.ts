/** A record in its thread: attached once, in words where nothing may be attached, and erased with its decision. */
import { PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import type { Attachment, Card } from "../../src/card/card.ts";
import type { Outcome, Outgoing } from "../../src/port.ts";
import { hostile } from "../contract/cards.ts";
import { refusal } from "../fake/discord/answer.ts";
import { readComponents } from "../fake/discord/reader.ts";
import type { Message } from "../fake/discord/world.ts";
import { type Given, type Setup, setUp } from "./setup.ts";

const POST = /^POST \/channels\/\d+\/messages$/;
const MONTH = 30 * 24 * 60 * 60_000;
const FILE: Attachment = {
  name: "0001-billing.md",
  text: `# Billing\n\n${hostile.map((typed) => `* ${typed}`).join("\n")}\n`,
};
const RECORD: Card = {
  title: "The record of “Billing”",
  blocks: [{ kind: "text", text: ["The record of “Billing”"] }],
  file: FILE,
};
const ERASED: Card = { title: "Deleted", blocks: [{ kind: "note", text: ["Deleted"] }], closed: true };

interface Rig extends Setup {
  put(change?: Partial<Outgoing>): Promise<Outcome>;
  /** In the thread, oldest first. */
  posted(): readonly Message[];
  files(): readonly string[];
}

/** A thread with nothing in it. */
async function rig(given: Given = {}): Promise<Rig> {
  const setup = await setUp({ idle: true, ...given });
  const { fake } = setup;
  const { text, guild, ana } = fake.world;
  const thread = fake.world.thread(text.id, fake.world.id(), "Billing", ana.id);
  const posted = () => fake.world.said(thread.id);
  return Object.assign(setup, {
    put: (change: Partial<Outgoing> = {}) =>
      setup.discord.platform.put({
        nonce: "record",
        decision: "abcd1234",
        slot: "record/1",
        place: { platform: "discord" as const, team: guild, channel: text.id, thread: thread.id },
        origin: null,
        audience: "thread" as const,
        card: RECORD,
        revision: 1,
        ref: null,
        attempt: 1,
        ...change,
      }),
    posted,
    files: () =>
      posted().flatMap(({ attachments }) =>
        attachments.map(({ id }) => String(fake.world.files.get(String(id)))),
      ),
  });
}

function refOf(outcome: Outcome): string {
  if (outcome.kind !== "sent") throw new Error(JSON.stringify(outcome));
  return outcome.ref;
}

function text(message: Message | undefined): string {
  return readComponents(message?.components ?? []).text;
}

test("is attached letter by letter, and shown by the message that it comes with", async () => {
  const { put, files, posted } = await rig();
  refOf(await put());
  expect(files()).toEqual([FILE.text]);
  expect(JSON.stringify(posted()[0]?.components)).toContain('"url":"attachment://0001-billing.md"');
});

/** A page of the size that reports have. */
const PAGE = {
  name: "billing.html",
  text: `<title>x</title>${" ".repeat(250_000)}`,
  inWords: "No @everyone page **here**.",
};

test("of a report is a page, whole; where nothing may be attached, a sentence stands for it", async () => {
  const { put, fake, files, posted } = await rig();
  refOf(await put({ card: { ...RECORD, file: PAGE } }));
  expect(files()).toEqual([PAGE.text]);
  fake.world.denied = PermissionFlagsBits.AttachFiles;
  refOf(await put({ nonce: "report", slot: "report/1", card: { ...RECORD, file: PAGE } }));
  const { alive, text: seen } = readComponents(posted()[1]?.components ?? []);
  expect(seen.replaceAll("\u200b", "")).toContain(PAGE.inWords);
  expect(seen).not.toContain("<title>");
  expect(alive).toEqual([]);
});

test("that is there is not sent again, nor is its message touched", async () => {
  const { put, fake } = await rig();
  const ref = refOf(await put());
  const before = fake.requests.length;
  expect(refOf(await put({ ref, attempt: 3 }))).toBe(ref);
  expect(fake.requests).toHaveLength(before);
});

test("whose answer was lost is found again, also once Discord has forgotten its nonce", async () => {
  const { put, fake, files } = await rig();
  fake.fail(POST, "lost");
  expect(await put()).toMatchObject({ kind: "later" });
  fake.clock.pass(10 * 60_000);
  refOf(await put({ attempt: 2 }));
  expect(files()).toEqual([FILE.text]);
  expect(fake.requests.filter(({ method }) => method === "PATCH")).toEqual([]);
});

test("is in words where nothing may be attached; nothing in it breaks out, and the log names the permission", async () => {
  const { put, fake, posted, logged } = await rig();
  fake.world.denied = PermissionFlagsBits.AttachFiles;
  const fence = `${FILE.text}\n\`\`\`\n@everyone <@${fake.world.bo.id}> **not bold**\n\`\`\`\``;
  refOf(await put({ card: { ...RECORD, file: { name: "fence.md", text: fence } } }));
  expect(posted()).toHaveLength(1);
  const { alive, text: seen } = readComponents(posted()[0]?.components ?? []);
  expect(alive).toHaveLength(1);
  expect(alive[0]?.replaceAll("\u200b", "")).toBe(`code:\n${fence}\n`);
  expect(seen).toContain("The record of “Billing”");
  expect(logged).toContainEqual({
    level: "error",
    about: expect.objectContaining({ missing: ["Attach Files"] }),
    message: expect.stringContaining("permissions are missing"),
  });
});

test("in words is as long as a message may be, and no longer", async () => {
  const { put, fake, posted } = await rig();
  fake.world.denied = PermissionFlagsBits.AttachFiles;
  const blocks: Card["blocks"] = Array.from({ length: 38 }, () => ({ kind: "divider" as const }));
  const long = { name: "long.md", text: "word ``` ".repeat(5000) };
  refOf(await put({ card: { ...RECORD, blocks: [...RECORD.blocks, ...blocks], file: long } }));
  const words = text(posted()[0]);
  expect(words.length).toBeGreaterThan(3900);
  expect(words).toMatch(/…\n$/);
});

test("in words is found again, and erased like any other", async () => {
  const { put, fake, posted } = await rig();
  fake.world.denied = PermissionFlagsBits.AttachFiles;
  const ref = refOf(await put());
  expect(refOf(await put({ attempt: 2 }))).toBe(ref);
  refOf(await put({ ref, card: ERASED }));
  expect(posted().map(text)).toEqual(["Deleted"]);
});

test("a picture that may not be attached does not keep the card from being shown", async () => {
  const { put, fake, posted } = await rig({ picture: new Uint8Array([1]) });
  fake.world.denied = PermissionFlagsBits.AttachFiles;
  const chart = { kind: "chart", title: "Fit", alt: "FastAPI 81 %", bars: [] } as const;
  const ref = refOf(await put({ card: { title: "Card", blocks: [chart] } }));
  refOf(await put({ ref, card: { title: "Card", blocks: [{ ...chart, alt: "FastAPI 82 %" }] } }));
  expect(posted().map(text)).toEqual(["Fit\nFastAPI 82 %"]);
});

test("where nothing may be said at all, that is what is missing", async () => {
  const { put, fake, logged } = await rig();
  fake.world.denied = PermissionFlagsBits.SendMessagesInThreads | PermissionFlagsBits.AttachFiles;
  expect(await put()).toMatchObject({ kind: "blocked", by: "permission" });
  expect(JSON.stringify(logged)).toContain("Send Messages in Threads");
  expect(JSON.stringify(logged)).not.toContain("in words");
});

test("is erased half a year later where it stands, in a thread that stays archived", async () => {
  const { put, fake, posted, files } = await rig();
  const ref = refOf(await put());
  fake.clock.pass(6 * MONTH);
  const [thread] = [...fake.world.channels.values()].filter(({ type }) => type === 11);
  if (thread?.thread_metadata === undefined) throw new Error("no thread");
  thread.thread_metadata.archived = true;
  expect(refOf(await put({ ref, card: ERASED }))).toBe(ref);
  expect(posted().map(text)).toEqual(["Deleted"]);
  expect(files()).toEqual([]);
  expect(thread.thread_metadata.archived).toBe(true);
});

test("of which Discord takes no more edits goes, and what is left says so", async () => {
  const { put, fake, posted, files } = await rig();
  const ref = refOf(await put());
  fake.fail(/^PATCH .*\/messages\/\d+$/, refusal(400, 30_046, "Maximum number of edits"));
  expect(refOf(await put({ ref, card: ERASED }))).not.toBe(ref);
  expect(posted().map(text)).toEqual(["Deleted"]);
  expect(files()).toEqual([]);
});

test("in a direct message, too", async () => {
  const { put, fake } = await rig();
  const direct = fake.world.direct(fake.world.ana);
  const place = {
    platform: "discord",
    team: `dm${fake.world.ana.id}`,
    channel: direct.id,
    thread: null,
  } as const;
  const ref = refOf(await put({ place }));
  expect(fake.world.said(direct.id)[0]?.attachments).toHaveLength(1);
  refOf(await put({ place, ref, card: ERASED }));
  expect(fake.world.said(direct.id).map(text)).toEqual(["Deleted"]);
  expect(fake.world.said(direct.id)[0]?.attachments).toEqual([]);
});
