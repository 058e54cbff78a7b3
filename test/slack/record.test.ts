/** A record in its thread: attached once, in words where Slack takes no files, and erased with its decision. */
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Attachment } from "../../src/card/card.ts";
import type { Outcome, Outgoing } from "../../src/port.ts";
import { anyCard } from "../contract/cards.ts";
import { see } from "../fake/slack/render.ts";
import { CHANNEL, noWaits, outgoing, type Rig, rig, textCard } from "./harness.ts";

const FILE: Attachment = {
  name: "0001-billing.md",
  text: "# Billing\n\n* *FastAPI* <!channel> wins & more\n",
};

async function started(options: Parameters<typeof rig>[0] = {}): Promise<Rig> {
  const made = await rig({ wait: noWaits(), ...options });
  onTestFinished(made.stop);
  return made;
}

function record(change: Partial<Outgoing> = {}): Outgoing {
  return outgoing({
    slot: "record/1",
    audience: "thread",
    card: { ...textCard("The record of “Billing”"), file: FILE },
    ...change,
  });
}

function erased(ref: string, change: Partial<Outgoing> = {}): Outgoing {
  return record({ ref, card: textCard("Deleted"), ...change });
}

function refOf(outcome: Outcome): string {
  if (outcome.kind !== "sent") throw new Error(JSON.stringify(outcome));
  return outcome.ref;
}

function count({ slack }: Rig, method: string): number {
  return slack.server.calls.filter((call) => call.method === method).length;
}

const files = ({ slack }: Rig): readonly string[] =>
  slack.team.messages
    .flatMap((message) => message.files)
    .map((id) => String(slack.team.files.get(id)?.bytes));

test("Slack shows a file some time after it has said yes: looked for later, and not sent again", async () => {
  const waits: number[] = [];
  const made = await started({ wait: noWaits(waits) });
  made.slack.team.fileLooks = 2;
  expect(await made.adapter.platform.put(record())).toMatchObject({
    kind: "later",
    because: "Slack has taken a file, and does not show it yet",
  });
  expect(waits).toEqual([]);
  refOf(await made.adapter.platform.put(record({ attempt: 2 })));
  expect(files(made)).toEqual([FILE.text]);
  expect(count(made, "files.completeUploadExternal")).toBe(1);
});

test("a report is a page, whole; without the scope for files a sentence stands for it", async () => {
  const page = {
    name: "billing.html",
    text: `<title>x</title>${" ".repeat(250_000)}`,
    inWords: "No page *here*.",
  };
  const card = { ...textCard("The report on “Billing”"), file: page };
  const made = await started();
  refOf(await made.adapter.platform.put(record({ card })));
  expect(files(made)).toEqual([page.text]);
  const without = await started();
  const { team } = without.slack;
  team.scopes = team.scopes.filter((scope) => scope !== "files:write");
  refOf(await without.adapter.platform.put(record({ card })));
  const [message] = team.messages;
  if (message === undefined) throw new Error("nothing was posted");
  expect(see(message).text).toContain(page.inWords);
  expect(see(message).text).not.toContain("<title>");
});

test("a file that Slack has taken and never shows is sent again in the end", async () => {
  let time = 0;
  const made = await started({ now: () => time });
  made.slack.team.fileLooks = 1_000;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await made.adapter.platform.put(record({ attempt }))).toMatchObject({ kind: "later" });
    time += 50_000;
  }
  expect(count(made, "files.completeUploadExternal")).toBe(1);
  made.slack.team.fileLooks = 0;
  refOf(await made.adapter.platform.put(record({ attempt: 4 })));
  expect(count(made, "files.completeUploadExternal")).toBe(2);
  expect(files(made)).toEqual([FILE.text]);
  expect([...made.slack.team.files.values()].map(({ deleted }) => deleted)).toEqual([true, false]);
});

test("a record that is erased before Slack shows it never comes", async () => {
  const made = await started();
  made.slack.team.fileLooks = 1_000;
  expect(await made.adapter.platform.put(record())).toMatchObject({ kind: "later" });
  const { ref: _, ...unshown } = erased("");
  made.slack.server.faults.next("files.delete", { kind: "status", status: 503 });
  expect(await made.adapter.platform.put({ ...unshown, ref: null, attempt: 2 })).toMatchObject({
    kind: "later",
  });
  refOf(await made.adapter.platform.put({ ...unshown, ref: null, attempt: 3 }));
  expect([...made.slack.team.files.values()].map(({ deleted }) => deleted)).toEqual([true]);
});

test("without the scope for files the record is there in words, once, and the log says what to do", async () => {
  const made = await started();
  const { team } = made.slack;
  team.scopes = team.scopes.filter((scope) => scope !== "files:write");
  const ref = refOf(await made.adapter.platform.put(record()));
  expect(made.lines).toContainEqual({
    level: "error",
    about: expect.objectContaining({ code: "missing_scope", needed: "files:write" }),
    message: expect.stringContaining("The app lacks the Slack scope files:write (the picture of a card"),
  });
  const [message] = team.messages;
  if (message === undefined) throw new Error("nothing was posted");
  const seen = see(message);
  expect(seen.text).toContain("The record of “Billing”");
  expect(seen.text).toContain(FILE.text.trim());
  expect(seen.alive).toEqual([]);
  expect(refOf(await made.adapter.platform.put(record({ ref })))).toBe(ref);
  expect(refOf(await made.adapter.platform.put(record({ attempt: 2 })))).toBe(ref);
  expect(team.messages).toHaveLength(1);
  refOf(await made.adapter.platform.put(erased(ref)));
  expect(see(message).text).toBe("Deleted");
});

test.each(["files.getUploadURLExternal", "files.completeUploadExternal"])(
  "where %s is refused the record is there in words",
  async (method) => {
    const made = await started();
    made.slack.server.faults.next(method, { kind: "refuse", error: "file_uploads_disabled" });
    refOf(await made.adapter.platform.put(record()));
    expect(made.slack.team.messages.map((message) => see(message).text)).toEqual([
      expect.stringContaining(FILE.text.trim()),
    ]);
    expect(made.lines.map(({ message }) => message)).toContain(
      "Slack takes no file here; its text is posted instead",
    );
  },
);

test.each(["drop", "status", "lose"] as const)(
  "a file server that fails (%s) is tried again",
  async (kind) => {
    const made = await started();
    made.slack.server.faults.next("upload", kind === "status" ? { kind, status: 503 } : { kind });
    expect(await made.adapter.platform.put(record())).toMatchObject({ kind: "later" });
    expect(files(made)).toEqual([]);
    refOf(await made.adapter.platform.put(record({ attempt: 2 })));
    expect(files(made)).toEqual([FILE.text]);
  },
);

test("a bot that is not in the channel yet attaches the record once it is invited", async () => {
  const made = await started();
  const members = made.slack.team.channels.get("C0000001")?.members;
  members?.delete(made.slack.team.botUser);
  expect(await made.adapter.platform.put(record())).toMatchObject({
    kind: "blocked",
    because: "not_in_channel",
  });
  members?.add(made.slack.team.botUser);
  refOf(await made.adapter.platform.put(record({ attempt: 2 })));
  expect(files(made)).toEqual([FILE.text]);
  expect(made.slack.team.messages).toHaveLength(1);
});

test("in a direct message, too", async () => {
  const made = await started();
  const { id: channel } = made.slack.team.direct("U0000001");
  const outcome = await made.adapter.platform.put(record({ place: { ...CHANNEL, channel } }));
  expect(outcome).toMatchObject({ kind: "sent", thread: null });
  refOf(await made.adapter.platform.put(erased(refOf(outcome), { place: { ...CHANNEL, channel } })));
  expect(files(made)).toEqual([]);
  expect(made.slack.team.messages.map((message) => see(message).text)).toEqual(["Deleted"]);
});

test("where the thread cannot be read, the record is attached once and can be erased all the same", async () => {
  const made = await started();
  const { team } = made.slack;
  team.scopes = team.scopes.filter((scope) => !scope.endsWith(":history"));
  const ref = refOf(await made.adapter.platform.put(record()));
  expect(count(made, "files.completeUploadExternal")).toBe(1);
  refOf(await made.adapter.platform.put(erased(ref)));
  expect([...team.files.values()].map(({ deleted }) => deleted)).toEqual([true]);
});

test("a message that somebody deleted is erased already", async () => {
  const made = await started();
  const ref = refOf(await made.adapter.platform.put(record()));
  made.slack.team.messages.length = 0;
  refOf(await made.adapter.platform.put(erased(ref)));
  expect([...made.slack.team.files.values()].map(({ bytes }) => bytes)).toEqual([null]);
});

test("a file that may not be deleted is said to the operator, and its message is erased", async () => {
  const made = await started();
  const ref = refOf(await made.adapter.platform.put(record()));
  made.slack.server.faults.next("files.delete", { kind: "refuse", error: "cant_delete_file" });
  expect(await made.adapter.platform.put(erased(ref))).toEqual({
    kind: "refused",
    why: "forbidden",
    because: "cant_delete_file",
  });
  expect(made.lines).toContainEqual(
    expect.objectContaining({ about: expect.objectContaining({ code: "cant_delete_file" }) }),
  );
  expect(made.slack.team.messages.map((message) => see(message).text)).toEqual(["Deleted"]);
});

test("a file that cannot be deleted just now is deleted later", async () => {
  const made = await started();
  const ref = refOf(await made.adapter.platform.put(record()));
  made.slack.server.faults.next("files.delete", { kind: "busy", seconds: 3 });
  expect(await made.adapter.platform.put(erased(ref))).toMatchObject({ kind: "later", afterMs: 3_000 });
  refOf(await made.adapter.platform.put(erased(ref, { attempt: 2 })));
  expect(files(made)).toEqual([]);
});

test.each([true, false])("whatever a record holds, it is taken (as a file: %s)", async (taken) => {
  const made = await started();
  const { team } = made.slack;
  if (!taken) team.scopes = team.scopes.filter((scope) => scope !== "files:write");
  const letters = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60_000, size: "max" });
  let nonce = 0;
  await fc.assert(
    fc.asyncProperty(anyCard, letters, async (card, text) => {
      nonce += 1;
      const before = team.messages.length;
      const file = { name: "record.md", text };
      refOf(await made.adapter.platform.put(record({ nonce: `n/${nonce}`, card: { ...card, file } })));
      expect(team.messages).toHaveLength(before + 1);
      if (taken) expect(files(made).at(-1)).toBe(Buffer.from(text).toString());
    }),
    { numRuns: 25 },
  );
});
