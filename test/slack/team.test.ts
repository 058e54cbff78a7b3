/** Five people and half a year: two opposed on what matters, one silent, one late, one who changes their mind. */
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SimulatedClock } from "../fake/clock.ts";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";
import { sqliteBench } from "../store/sqlite-bench.ts";
import { byBot, pending, withControl } from "./walk.ts";
import { type Whole, whole } from "./whole.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const GENERAL = "C0000001";
const NAMES = { ana: "U0000001", bo: "U0000002", cy: "U0000003", di: "U0000004", ed: "U0000005" } as const;
const PRIORITY = "What matters most: API performance or product breadth?";
const NO_LATER = "No, that's all";

/** What they agree on; the first choice of every other question. */
const AGREED: Readonly<Record<string, string>> = {
  "What can you run and keep up to date?": "Two or three, if worth it",
  "Who or what will use this product most?": "Pages and an API, about equally",
  "Will staff look after data in a back office?": "Now and then",
  "How much do latency and throughput of the API matter?": "Ordinary",
  "How much do you need ready-made, such as accounts, forms or content?": "Accounts and permissions only",
  "What has to be there first?": "No rush; it must fit what we have",
  "What will the code look like when it has grown?": "Several small services",
};

let slack: FakeSlack;
let bench: Awaited<ReturnType<typeof sqliteBench>>;
let running: Whole;
let clock: SimulatedClock;
let team: Record<keyof typeof NAMES, Person>;

beforeEach(async () => {
  slack = await FakeSlack.start();
  for (const [id, name] of [
    [NAMES.di, "Di"],
    [NAMES.ed, "Ed"],
  ] as const) {
    slack.team.users.set(id, { id, name, admin: false, bot: false });
    slack.team.channels.get(GENERAL)?.members.add(id);
  }
  const person = (id: string) => slack.person(id);
  team = {
    ana: person(NAMES.ana),
    bo: person(NAMES.bo),
    cy: person(NAMES.cy),
    di: person(NAMES.di),
    ed: person(NAMES.ed),
  };
  bench = await sqliteBench();
  clock = new SimulatedClock(Date.UTC(2026, 10, 23, 9));
  await start();
});

afterEach(async () => {
  await running.stop();
  await slack.stop();
  await bench.remove();
});

async function start(): Promise<void> {
  running = await whole(slack, await bench.open(), clock);
}

async function elapse(ms: number): Promise<void> {
  clock.pass(ms);
  await running.settle();
}

async function press(person: Person, message: Message, label: string, option?: string): Promise<void> {
  await person.press({ message }, label, option);
  await running.settle();
}

/** Presses Export behind More. */
async function exportRecord(person: Person): Promise<void> {
  await press(person, on("More…"), "More…");
  await slack.until(() => person.modalText.controls.includes("Export"));
  const { modal } = person;
  if (modal === undefined) throw new Error("nothing private");
  await person.press({ modal }, "Export");
  await running.settle();
}

async function say(person: Person, text: string): Promise<void> {
  await person.say(GENERAL, text, root().ts);
  await running.settle();
}

async function sayLater(person: Person, question: string, later: string): Promise<void> {
  await press(person, on(NO_LATER), "What will be different?", question);
  await slack.until(() => person.modal !== undefined);
  await person.submit({ later });
  await running.settle();
}

/** The newest message with this control; it must be there. */
function on(label: string): Message {
  const message = withControl(slack, label);
  if (message === undefined)
    throw new Error(`no message has ${label}:\n${byBot(slack).map(text).join("\n")}`);
  return message;
}

function root(): Message {
  const [first] = byBot(slack);
  if (first === undefined) throw new Error("no root message");
  return first;
}

function text(message: Message | undefined): string {
  return message === undefined ? "" : see(message).text.trim();
}

/** Everything in the thread, oldest first. */
function thread(): string[] {
  return byBot(slack)
    .filter((message) => message.thread !== null)
    .map(text);
}

/** Everybody gives the agreed answer until something else than a question waits. */
async function answerWhatIsAgreed(people: readonly Person[]): Promise<void> {
  for (;;) {
    const question = pending(slack);
    if (question === undefined) return;
    const asked = Object.keys(AGREED).find((ask) => text(question.message).startsWith(ask));
    const choice = AGREED[asked ?? ""] ?? question.choices[0] ?? "Not sure";
    for (const person of people) await press(person, question.message, choice);
    expect(pending(slack)?.message.ts).not.toBe(question.message.ts);
  }
}

/** As far as the question that they differ on, closed without Di. */
async function askAndMoveOn(): Promise<void> {
  const { ana, bo, cy, ed } = team;
  await ana.command(GENERAL, `fastapi or django for billing <@${NAMES.bo}> <@${NAMES.cy}> <@${NAMES.di}>`);
  await running.settle();
  const asked = pending(slack)?.message;
  if (asked === undefined || !text(asked).startsWith(PRIORITY)) throw new Error(text(asked));
  await say(ana, "2 because accounting needs a back office");
  await say(bo, "1, because partners call us all day");
  await press(cy, asked, "API performance and async design");
  expect(text(asked)).toContain("Answered: Ana, Bo and Cy. Waiting for Di.");
  expect(thread().join()).not.toContain("partners");

  await elapse(23 * HOUR);
  expect(thread()).toHaveLength(1);
  await elapse(2 * HOUR);
  expect(thread()[1]).toContain(`@${NAMES.di}: your answer is still missing.`);
  await press(ed, asked, "Product breadth and completeness");
  await elapse(25 * HOUR);
  expect(thread()[2]).toContain("This one waits for Di.");
  await press(bo, asked, "Move on");
  expect(text(asked)).toBe(
    `${PRIORITY} Product breadth and completeness (Ana and Ed) / API performance and async design (Bo and Cy)\nAna: “accounting needs a back office”\nBo: “partners call us all day”`,
  );
}

test("from the question to the record: a nudge, a split put back, a changed mind, dissent", async () => {
  const { ana, bo, cy, ed } = team;
  await askAndMoveOn();
  await answerWhatIsAgreed([ana, bo, cy, ed]);

  const split = on("Keep our answers");
  expect(text(split)).toContain("Ana, Bo, Cy and Ed differ on this, and it decides the result.");
  expect(text(split)).toContain("API performance and async design (Bo: “partners call us all day”; Cy)");
  expect(text(split)).toContain(
    "Product breadth and completeness (Ana: “accounting needs a back office”; Ed)",
  );
  await say(cy, "2 because Ana is right: staff live in there");
  await press(bo, split, "Keep our answers");
  expect(byBot(slack).filter((message) => text(message).includes("it decides the result"))).toEqual([]);

  const call = on(NO_LATER);
  await sayLater(bo, PRIORITY, "both");
  for (const person of [ana, bo, cy, ed]) await press(person, call, NO_LATER);
  expect(text(call)).toContain("We need both, and would pay for it (Bo)");

  const card = on("Accept");
  expect(card.broadcast).toBe(true);
  expect(text(card)).toContain("Django for “billing”");
  expect(text(card)).toContain("Not answered yet: Di.");
  expect(text(card)).toContain("Apart Bo's answers lead to FastAPI, because of “Top priority”.");
  expect(text(root())).toBe("Recommended: Django for “billing”");
  await press(bo, card, "Accept");
  expect(text(root())).toBe("Decided: Django for “billing”");

  await exportRecord(ana);
  const [file] = slack.team.files.values();
  const record = file?.bytes?.toString() ?? "";
  expect(file?.name).toBe("billing.md");
  expect(record).toContain("status: accepted");
  expect(record).toContain('decision-makers: ["Bo"]');
  expect(record).toContain("Changed after the team had talked it over: Cy.");
  expect(record).toContain("Cy: “Ana is right: staff live in there”");
  expect(byBot(slack).at(-1)?.files).toEqual([file?.id]);
  expect(running.lines.filter(({ level }) => level !== "info")).toEqual([]);
});

test("half a year later: restarted, renamed, somebody gone; it still holds, and then again, with what changed", async () => {
  const { ana, bo, cy, ed } = team;
  await askAndMoveOn();
  await answerWhatIsAgreed([ana, bo, cy, ed]);
  await press(bo, on("Keep our answers"), "Keep our answers");
  await sayLater(cy, "What can you run and keep up to date?", "one");
  for (const person of [ana, bo, cy, ed]) await press(person, on(NO_LATER), NO_LATER);
  await press(ana, on("Accept"), "Accept");
  const decided = text(root());
  expect(decided).toMatch(/^Decided: .* for “billing”$/);
  const before = byBot(slack).length;
  const card = on("Why, in full");

  await running.stop();
  const channel = slack.team.channels.get(GENERAL);
  if (channel === undefined) throw new Error("no channel");
  Object.assign(channel, { name: "backend-guild", archived: true });
  const gone = slack.team.users.get(NAMES.bo);
  if (gone !== undefined) gone.deleted = true;
  clock.pass(182 * DAY);
  await start();
  await running.settle();
  expect(withControl(slack, "It still holds")).toBeUndefined();
  // Somebody takes the channel out again.
  await elapse(20 * DAY);
  channel.archived = false;
  await elapse(DAY);

  const review = on("It still holds");
  expect(byBot(slack)).toHaveLength(before + 1);
  expect(review.thread).toBe(root().ts);
  expect(text(review)).toContain("What you expected to be different by now");
  expect(text(review)).toContain("What you can run: One service, and only one (Cy)");
  await press(ed, review, "It still holds");
  expect(text(review)).toContain("Ed says that it still holds. Not heard from: Ana, Bo and Cy.");
  expect(text(root())).toBe(decided);

  await press(cy, review, "Go through it again");
  expect(see(review).controls).toEqual([]);
  expect(see(card).controls).toEqual([]);
  const first = pending(slack)?.message;
  if (first === undefined) throw new Error("no question");
  // What was expected to be different is asked first, and nothing that they had agreed on is asked again.
  expect(text(first)).toContain("What can you run and keep up to date?");
  for (const person of [ana, cy, ed]) await press(person, first, "One service, and only one");
  expect(text(first)).toContain("Waiting for Bo.");
  await elapse(25 * HOUR);
  await press(ed, first, "Move on");
  expect(text(first)).toContain("One service, and only one (Ana, Cy and Ed)");

  while (withControl(slack, "Accept") === undefined) {
    const talk = withControl(slack, "Keep our answers");
    if (talk !== undefined) await press(cy, talk, "Keep our answers");
    else if (pending(slack) !== undefined) await answerWhatIsAgreed([ana, cy, ed]);
    else for (const person of [ana, cy, ed]) await press(person, on(NO_LATER), NO_LATER);
  }
  const second = text(on("Accept"));
  expect(second).toContain("Ana decided on Django (25 Nov 2026).");
  expect(second).toContain(
    "Changed since: What you can run: Two or three, if worth it (Ana, Bo, Cy and Ed) → One service, and only one (Ana, Cy and Ed).",
  );
  const trouble = running.lines.filter(({ level }) => level !== "info");
  expect(trouble.map(({ about }) => about)).toMatchObject([{ code: "is_archived" }, { code: "is_archived" }]);
});

test("a deadline in the requester's own time zone closes it with what is there", async () => {
  const { bo, cy } = team;
  await cy.command(GENERAL, `fastapi or django for billing <@${NAMES.bo}> by friday 17:00`);
  await running.settle();
  // 17:00 in Kolkata, shown to each reader in their own time.
  const at = Date.UTC(2026, 10, 27, 11, 30);
  expect(see(root()).text).toContain("with the answers given by then");
  expect(see(root()).alive).toContain(`time:${at}`);
  const first = pending(slack)?.message;
  if (first === undefined) throw new Error("no question");
  await press(bo, first, "Product breadth and completeness");
  await elapse(at - clock.now() - 1000);
  expect(withControl(slack, "Accept")).toBeUndefined();
  await elapse(1000);
  expect(thread().join("\n")).toContain("closed: Bo answered, Cy did not.");
  expect(text(on("Accept"))).toContain("Not answered yet: Cy.");
  await press(bo, on("Accept"), "More…");
  await slack.until(() => bo.modalText.controls.includes("Ask the rest"));
});

test("deleted: its messages say so, its file is gone, and nobody's words are left", async () => {
  const { ana, bo, cy, ed } = team;
  await askAndMoveOn();
  await answerWhatIsAgreed([ana, bo, cy, ed]);
  await press(ana, on("Keep our answers"), "Keep our answers");
  for (const person of [ana, bo, cy, ed]) await press(person, on(NO_LATER), NO_LATER);
  await press(bo, on("Accept"), "Accept");
  await exportRecord(bo);
  expect(slack.team.files.size).toBe(1);

  await say(team.di, `<@${slack.team.botUser}> delete`);
  await slack.until(() => team.di.whispers.length > 0);
  expect(team.di.whispers.at(-1)?.text).toContain("Only the person who started this");
  await say(bo, `<@${slack.team.botUser}> delete`);
  const sure = () => slack.team.ephemerals.findLast((one) => one.user === bo.id);
  await slack.until(() => sure() !== undefined);
  const ephemeral = sure();
  if (ephemeral === undefined) throw new Error("no question back");
  await bo.press({ ephemeral }, "Delete for good");
  await running.settle();

  const left = byBot(slack).filter((message) => message.channel === GENERAL);
  expect(new Set(left.map(text))).toEqual(new Set(["This decision was deleted."]));
  expect(left.flatMap((message) => see(message).controls)).toEqual([]);
  expect([...slack.team.files.values()].map(({ deleted }) => deleted)).toEqual([true]);
  expect(JSON.stringify(await ana.openHome())).not.toContain("billing");
  await running.stop();
  await bench.close();
  const bytes = await readFile(bench.file);
  for (const word of ["billing", "partners call us", "accounting needs"])
    expect(bytes.includes(word)).toBe(false);
});
