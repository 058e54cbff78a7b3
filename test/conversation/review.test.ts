import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { addMonths } from "../../src/conversation/calendar.ts";
import { ana, bo, controlsOf, cy, type Driver, drive, ended } from "./driver.ts";

const FOR_TABLE: Readonly<Record<string, string>> = {
  load: "few",
  team: "nobody",
  atomic: "yes",
  burst: "short",
};
const FOR_QUEUE: Readonly<Record<string, string>> = {
  load: "many",
  team: "ops",
  atomic: "no",
  burst: "long",
};

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

/** Ana answers everything that is asked, and expects `later` to be different. */
function decide(driver: Driver, later: Readonly<Record<string, string>> = {}): void {
  driver.command(ana, "background jobs for billing");
  driver.say(ana, "ask the rest");
  for (
    let asked = driver.state()?.asked.at(-1);
    asked?.closed === false;
    asked = driver.state()?.asked.at(-1)
  ) {
    const today = FOR_TABLE[asked.question] ?? "";
    driver.submit(ana, `later/${asked.question}`, { today, later: later[asked.question] ?? today });
  }
  ended(driver, [ana]);
  driver.press(ana, "accept");
}

function due(driver: Driver): void {
  driver.timer(`review/${driver.state()?.review?.at}`);
}

test("an outcome sets the timer of the pack's horizon, and the card says the day", () => {
  const driver = drive();
  decide(driver);
  const at = driver.state()?.review?.at ?? 0;
  expect(new Date(at).toISOString().slice(0, 10)).toBe("2027-05-22");
  expect(driver.effects()).toContainEqual({ kind: "set-timer", timer: `review/${at}`, at });
  expect(cardOf(driver, "card")).toContain("Up for review: 22 May 2027");
});

test("when the time has come, the team is asked in the thread, with what it had expected", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  const asked = cardOf(driver, "review");
  expect(asked).toContain("Does Jobs table for “billing” still hold?");
  expect(asked).toContain("Decided by Ana on 22 Nov 2026");
  expect(asked).toMatch(/How many jobs a second\? Thousands \(Ana\)/);
});

test("those who say that it still holds are named, once, and the next time is set", () => {
  const driver = drive();
  decide(driver);
  const first = driver.state()?.review?.at ?? 0;
  due(driver);
  driver.press(ana, "holds");
  driver.press(ana, "holds");
  expect(driver.state()?.review?.holds).toEqual([ana.id]);
  expect(driver.state()?.review?.at).toBeGreaterThan(first);
  expect(cardOf(driver, "review")).toContain("Ana says that it still holds.");
});

test("going through it again asks what was expected to change, and shows what did", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  driver.press(ana, "again");
  expect(driver.state()?.status).toBe("open");
  expect(driver.state()?.asked.at(-1)).toMatchObject({ question: "load", closed: false });
  expect(controlsOf(driver.screen().get("question/load/2")?.card ?? { title: "", blocks: [] })).not.toEqual(
    [],
  );
  for (
    let asked = driver.state()?.asked.at(-1);
    asked?.closed === false;
    asked = driver.state()?.asked.at(-1)
  )
    driver.press(ana, `answer/${asked.question}/${FOR_QUEUE[asked.question]}`);
  ended(driver, [ana]);
  const card = cardOf(driver, "card/2");
  expect(card).toContain("Before, Ana decided on Jobs table (22 Nov 2026).");
  expect(card).toMatch(/Changed since: How many jobs a second\? A few → Thousands/);
  expect(cardOf(driver, "card")).toContain("decided by Ana");
});

test("what stands above the new questions says who wanted them, and takes no more presses", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  driver.press(ana, "again");
  const asked = driver.screen().get("review");
  expect(asked === undefined ? [] : controlsOf(asked.card)).toEqual([]);
  expect(cardOf(driver, "review")).toContain(
    "Ana wants to go through this again. The answers are kept; what was expected to be different by now is asked first.",
  );
});

test("who does not answer again has not changed an answer", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  driver.say(ana, "ask the rest");
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 10; guard++) {
    const question = driver.state()?.asked.at(-1)?.question ?? "";
    const today = FOR_TABLE[question] ?? "";
    driver.submit(ana, `later/${question}`, { today, later: FOR_QUEUE[question] ?? "", because: "" });
    driver.press(bo, `answer/${question}/${today}`);
  }
  ended(driver, [ana, bo]);
  driver.press(ana, "accept");
  due(driver);
  driver.press(ana, "again");
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 10; guard++) {
    const question = driver.state()?.asked.at(-1)?.question ?? "";
    const answers = question === "load" ? FOR_QUEUE : FOR_TABLE;
    driver.press(ana, `answer/${question}/${answers[question]}`);
    driver.press(ana, `move-on/${question}`);
  }
  ended(driver, [ana, bo]);
  const changed = /Changed since: (.*)\.\n/.exec(cardOf(driver, "card/2"))?.[1] ?? "";
  expect(changed).toContain("How many jobs a second? A few (Ana and Bo) → Thousands (Ana)");
  expect(cardOf(driver, "question/team/2")).toContain("(Ana)");
  expect(changed).not.toContain("Who runs it?");
});

test("the next day to ask does not move with everybody who agrees", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  while (driver.state()?.asked.at(-1)?.closed === false)
    for (const person of [ana, bo])
      driver.press(
        person,
        `answer/${driver.state()?.asked.at(-1)?.question}/${FOR_TABLE[driver.state()?.asked.at(-1)?.question ?? ""]}`,
      );
  ended(driver, [ana, bo]);
  driver.press(ana, "accept");
  due(driver);
  driver.press(ana, "holds");
  const at = driver.state()?.review?.at;
  driver.press(bo, "holds");
  expect(driver.state()?.review).toMatchObject({ at, holds: [ana.id, bo.id] });
});

test("with nothing expected to change, only that is asked again, and answers can be changed", () => {
  const driver = drive();
  decide(driver);
  due(driver);
  driver.press(ana, "again");
  expect(driver.state()?.asked.every(({ closed }) => closed)).toBe(true);
  expect(cardOf(driver, "last-call/2")).toContain("Will anything be different in six months?");
  ended(driver, [ana]);
  expect(driver.state()?.status).toBe("recommended");
  expect(cardOf(driver, "card/2")).toContain("Before, Ana decided on Jobs table");
  expect(cardOf(driver, "card/2")).not.toContain("Changed since");
});

test("a reminder can be set to another time, by those who may", () => {
  const driver = drive();
  decide(driver);
  const at = driver.state()?.review?.at ?? 0;
  expect(driver.press(cy, "remind")).toMatchObject({ kind: "ephemeral" });
  expect(driver.press(ana, "remind")).toMatchObject({ kind: "form", form: { id: "remind" } });
  expect(driver.submit(ana, "remind", { months: "5000" })).toMatchObject({ kind: "errors" });
  expect(driver.submit(ana, "remind", {})).toMatchObject({
    kind: "errors",
    fields: { months: expect.any(String) },
  });
  driver.submit(ana, "remind", { months: "1" });
  expect(driver.effects()).toContainEqual({ kind: "clear-timer", timer: `review/${at}` });
  expect(new Date(driver.state()?.review?.at ?? 0).toISOString().slice(0, 10)).toBe("2026-12-22");
});

test("a reminder can be on a day of the team's own, in a form or said", () => {
  const day = Date.UTC(2027, 2, 1, 17);
  const driver = drive({ moment: (words) => (words === "1 March 2027" ? day : null) });
  decide(driver);
  expect(driver.submit(ana, "remind", { date: "soon" })).toMatchObject({
    kind: "errors",
    fields: { date: expect.any(String) },
  });
  driver.submit(ana, "remind", { date: "1 March 2027" });
  expect(driver.state()?.review?.at).toBe(day);
  driver.submit(ana, "remind", { months: "1" });
  driver.say(ana, "remind us on 1 March 2027");
  expect(driver.state()?.review?.at).toBe(day);
  expect(driver.say(ana, "remind us soon")).toMatchObject({
    kind: "ephemeral",
    card: { title: expect.stringContaining("soon") },
  });
  expect(driver.say(cy, "remind us on 1 March 2027")).toMatchObject({ kind: "ephemeral" });
});

test("a day that was chosen in Los Angeles is that day for who chose it, and the card tells each reader theirs", () => {
  const day = Date.UTC(2027, 2, 2, 1);
  const driver = drive({ moment: (words) => (words === "1 March" ? day : null) });
  decide(driver);
  const reply = driver.say({ ...ana, zone: "America/Los_Angeles" }, "remind us on 1 March");
  expect(reply).toMatchObject({ card: { title: expect.stringContaining("1 Mar 2027") } });
  expect(JSON.stringify(driver.screen().get("card"))).toContain(`{"kind":"time","at":${day}`);
});

test("who has not said whether it still holds is named", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  while (driver.state()?.asked.at(-1)?.closed === false)
    for (const person of [ana, bo])
      driver.press(
        person,
        `answer/${driver.state()?.asked.at(-1)?.question}/${FOR_TABLE[driver.state()?.asked.at(-1)?.question ?? ""]}`,
      );
  ended(driver, [ana, bo]);
  driver.press(ana, "accept");
  due(driver);
  driver.press(bo, "holds");
  expect(cardOf(driver, "review")).toContain("Bo says that it still holds. Not heard from: Ana.");
});

test("whoever goes through it again leads, and only those who had answered are waited for", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo, cy]);
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 10; guard++) {
    const question = driver.state()?.asked.at(-1)?.question ?? "";
    const answers = { today: FOR_TABLE[question] ?? "", because: "" };
    for (const person of [ana, bo])
      driver.submit(person, `later/${question}`, { ...answers, later: FOR_QUEUE[question] ?? "" });
    driver.press(ana, `move-on/${question}`);
  }
  ended(driver, [ana, bo]);
  driver.press(ana, "accept");
  due(driver);
  driver.press(bo, "again");
  expect(driver.state()?.starter).toBe(bo.id);
  expect(
    driver
      .state()
      ?.people.filter(({ expected }) => expected)
      .map(({ id }) => id),
  ).toEqual([ana.id, bo.id]);
});

test("of two who want to go through it again the second is told to look, and so is who presses what is left", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  const seen = driver.screen().get("review")?.revision;
  driver.press(ana, "again", undefined, seen);
  const stale = {
    kind: "ephemeral",
    card: { title: expect.stringContaining("has changed since you saw it") },
  };
  expect(driver.press(ana, "again", undefined, seen)).toMatchObject(stale);
  driver.press(ana, "answer/load/many");
  while (driver.state()?.asked.at(-1)?.closed === false)
    driver.press(ana, `answer/${driver.state()?.asked.at(-1)?.question}/not_sure`);
  ended(driver, [ana]);
  driver.press(ana, "accept");
  for (const control of ["holds", "again"])
    expect(driver.press(ana, control, undefined, seen), control).toMatchObject(stale);
  expect(driver.state()).toMatchObject({ round: 2, status: "accepted", review: { asked: false } });
});

test("what is decided is not taken back by whoever comes by", () => {
  const driver = drive();
  decide(driver);
  const notTheirs = {
    kind: "ephemeral",
    card: { title: expect.stringContaining("Only the person who started") },
  };
  expect(driver.press(cy, "change")).toMatchObject(notTheirs);
  expect(driver.press(cy, "choose-change", "load")).toMatchObject(notTheirs);
  expect(driver.submit(cy, "later/load", { today: "many", later: "many" })).toMatchObject(notTheirs);
  expect(driver.press(ana, "answer/load/many", undefined, 1)).toMatchObject({
    kind: "ephemeral",
    card: { title: expect.stringContaining("This is decided.") },
  });
  expect(driver.state()?.status).toBe("accepted");
});

test("a changed answer takes the outcome back, and its reminder with it", () => {
  const driver = drive();
  decide(driver);
  const at = driver.state()?.review?.at ?? 0;
  driver.submit(ana, "later/load", { today: "many", later: "many" });
  expect(driver.effects()).toContainEqual({ kind: "clear-timer", timer: `review/${at}` });
  driver.timer(`review/${at}`);
  expect(driver.screen().has("review")).toBe(false);
});

test("what was decided before an answer changed stays on the card, with what changed it", () => {
  const driver = drive();
  decide(driver);
  driver.submit(ana, "later/load", { today: "many", later: "many" });
  while (driver.state()?.asked.at(-1)?.closed === false)
    driver.press(ana, `answer/${driver.state()?.asked.at(-1)?.question}/not_sure`);
  const card = cardOf(driver, "card");
  expect(card).toContain("Before, Ana decided on Jobs table (22 Nov 2026).");
  expect(card).toMatch(/Changed since: How many jobs a second\? A few → Thousands/);
  driver.press(ana, "accept");
  expect(cardOf(driver, "card")).toContain("Before, Ana decided on Jobs table");
});

test("so does a recommendation that nobody had decided on, until the answer is taken back", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing");
  driver.say(ana, "ask the rest");
  while (driver.state()?.asked.at(-1)?.closed === false)
    driver.press(
      ana,
      `answer/${driver.state()?.asked.at(-1)?.question}/${FOR_TABLE[driver.state()?.asked.at(-1)?.question ?? ""]}`,
    );
  ended(driver, [ana]);
  driver.submit(ana, "later/atomic", { today: "no", later: "no" });
  expect(cardOf(driver, "card")).toContain("Before, Jobs table was recommended.");
  driver.submit(ana, "later/atomic", { today: "yes", later: "yes" });
  expect(cardOf(driver, "card")).not.toContain("Before,");
});

test("going through it again leaves the earlier round to look at, without controls, and posts no record anew", () => {
  const driver = drive();
  decide(driver);
  driver.press(ana, "export");
  due(driver);
  const before = driver.effects().length;
  driver.press(ana, "again");
  for (const slot of ["card", "review"]) {
    expect(cardOf(driver, slot)).not.toBe("");
    expect(
      driver
        .screen()
        .get(slot)
        ?.card.blocks.map(({ kind }) => kind),
    ).not.toContain("controls");
  }
  const shown = driver.effects().slice(before);
  expect(
    shown.flatMap((effect) => (effect.kind === "show" && effect.card.file ? [effect.slot] : [])),
  ).toEqual([]);
});

test("an admin who only decides is called by name, and nobody misses their answer", () => {
  const driver = drive();
  const boss = { id: "U9", name: "Boss", admin: true } as const;
  driver.command(ana, "background jobs for billing", [bo]);
  driver.press(ana, "answer/load/few");
  driver.press(ana, "move-on/load");
  while (driver.state()?.recommendation === null) {
    const asked = driver.state()?.asked.at(-1);
    if (asked?.closed === false) driver.press(ana, `answer/${asked.question}/${FOR_TABLE[asked.question]}`);
    if (asked?.closed === false) driver.press(ana, `move-on/${asked.question}`);
    else ended(driver, [ana]);
  }
  driver.press(boss, "accept");
  const card = cardOf(driver, "card");
  expect(card).toContain("decided by Boss");
  expect(card).toContain("Not answered yet: Bo.");
  due(driver);
  driver.press(boss, "holds");
  expect(cardOf(driver, "review")).toContain("Boss says that it still holds.");
  driver.press(boss, "again");
  expect(driver.state()?.people).toMatchObject([
    { name: "Ana", expected: true },
    { name: "Bo", expected: false, guest: true },
    { name: "Boss", expected: false, guest: true },
  ]);
});

test("nothing to remind of before anything is decided", () => {
  const driver = drive();
  driver.command(ana, "background jobs", [bo]);
  for (const control of ["remind", "holds", "again"])
    expect(driver.press(ana, control), control).toMatchObject({ kind: "ephemeral" });
  expect(driver.state()?.review).toBeNull();
});

test.each([
  ["2026-11-22T10:00:00.000Z", 6, "2027-05-22T10:00:00.000Z"],
  ["2026-08-31T00:00:00.000Z", 6, "2027-02-28T00:00:00.000Z"],
  ["2027-08-31T00:00:00.000Z", 6, "2028-02-29T00:00:00.000Z"],
  ["2026-12-31T23:59:59.999Z", 1, "2027-01-31T23:59:59.999Z"],
])("%s and %i months is %s", (from, months, to) => {
  expect(new Date(addMonths(Date.parse(from), months)).toISOString()).toBe(to);
});
