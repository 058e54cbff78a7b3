import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { addMonths } from "../../src/conversation/calendar.ts";
import type { World } from "../../src/conversation/event.ts";
import { type Review, reviewIn } from "../../src/conversation/state.ts";
import { type Answers, ana, answerAll, bo, controlsOf, cy, type Driver, drive, rungBy } from "./driver.ts";

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

function reviewOf(driver: Driver): Review | null {
  const state = driver.state();
  return state === null ? null : reviewIn(state);
}

/** Both answer the same, and Ana accepts. */
function decidedByTwo(later: Answers = {}): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, FOR_TABLE, later);
  answerAll(driver, bo, FOR_TABLE);
  driver.press(ana, "accept");
  return driver;
}

/** Ana answers everything that is asked, and expects `later` to be different. */
function decide(driver: Driver, later: Readonly<Record<string, string>> = {}): void {
  driver.command(ana, "background jobs for billing");
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, FOR_TABLE, later);
  driver.press(ana, "accept");
}

function only(said: string, at: number): World["moment"] {
  return (words) => (words === said ? { kind: "moment", at, timed: true } : { kind: "nothing" });
}

function due(driver: Driver): void {
  driver.timer("review");
}

test("an outcome sets the timer of the pack's horizon, and the card says the day", () => {
  const driver = drive();
  decide(driver);
  const at = reviewOf(driver)?.at ?? 0;
  expect(new Date(at).toISOString().slice(0, 10)).toBe("2027-05-22");
  expect(driver.effects()).toContainEqual({ kind: "set-timer", timer: `review/${at}`, at });
  expect(cardOf(driver, "card")).toContain("Up for review: 22 May 2027");
});

test("when the time has come, the team is asked in the thread, with what it had expected", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  const asked = cardOf(driver, "review");
  expect(asked).toContain("On “billing”: does the decision for Jobs table still hold?");
  expect(asked).toContain("Decided by Ana on 22 Nov 2026");
  expect(asked).toMatch(/How many jobs a second\? Thousands \(Ana\)/);
});

test("a decision that is called as its pack is asked about without its title", () => {
  const driver = drive();
  driver.command(ana, "Queue vs table");
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, FOR_TABLE);
  driver.press(ana, "accept");
  due(driver);
  expect(cardOf(driver, "review")).toContain("Does the decision for Jobs table still hold?");
});

test("where its thread is deleted, nobody is asked any more, and what was decided stays", () => {
  const driver = drive();
  decide(driver);
  const at = reviewOf(driver)?.at ?? 0;
  const before = driver.effects().length;
  driver.hear(ana, { kind: "gone" });
  expect(driver.effects().slice(before)).toEqual([{ kind: "clear-timer", timer: `review/${at}` }]);
  expect(driver.state()?.phase.kind).toBe("decided");
});

test("those who say that it still holds are named, once, and the next time is set", () => {
  const driver = drive();
  decide(driver);
  const first = reviewOf(driver)?.at ?? 0;
  due(driver);
  driver.press(ana, "holds");
  expect(cardOf(driver, "review")).not.toContain("Confirm that it still holds");
  const confirmed = driver.screen().get("review")?.card;
  expect(confirmed === undefined ? [] : controlsOf(confirmed).map(({ id }) => id)).toEqual([
    "again",
    "remind",
  ]);
  driver.press(ana, "holds");
  expect(reviewOf(driver)?.holds).toEqual([ana.id]);
  expect(reviewOf(driver)?.at).toBeGreaterThan(first);
  expect(cardOf(driver, "review")).toContain("Ana says that it still holds.");
});

test("going through it again asks what was expected to change, and shows what did", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  driver.press(ana, "again");
  expect(driver.state()?.phase.kind).toBe("answering");
  expect(driver.state()?.list[0]?.question).toBe("load");
  expect(driver.screen().get("live/2")?.card.title).toBe("How many jobs a second?");
  answerAll(driver, ana, FOR_QUEUE);
  const card = cardOf(driver, "card/2");
  expect(card).toContain("Before, Ana decided on Jobs table (22 Nov 2026).");
  expect(card).toMatch(/Changed since: How many jobs a second\? A few → Thousands/);
  expect(cardOf(driver, "card")).toContain("decided by Ana");
});

test("what stands above says who wanted it, and takes no more presses", () => {
  const driver = drive();
  decide(driver, { load: "many" });
  due(driver);
  driver.press(ana, "again");
  const asked = driver.screen().get("review");
  expect(asked === undefined ? [] : controlsOf(asked.card)).toEqual([]);
  expect(cardOf(driver, "opening/2")).toContain("Ana wants to go through this again. The answers are kept");
});

test("who does not answer again has not changed an answer", () => {
  const driver = decidedByTwo(FOR_QUEUE);
  due(driver);
  driver.press(ana, "again");
  answerAll(driver, ana, { ...FOR_TABLE, load: "many" });
  driver.press(ana, "move-on");
  const changed = /Changed since: (.*)\.\n/.exec(cardOf(driver, "card/2"))?.[1] ?? "";
  expect(changed).toContain("How many jobs a second? A few (Ana and Bo) → Thousands (Ana)");
  expect(changed).not.toContain("Who runs it?");
});

test("the next day to ask does not move with everybody who agrees", () => {
  const driver = decidedByTwo();
  due(driver);
  driver.press(ana, "holds");
  const at = reviewOf(driver)?.at;
  driver.press(bo, "holds");
  expect(reviewOf(driver)).toMatchObject({ at, holds: [ana.id, bo.id] });
});

test("with nothing expected to change, everybody looks at their answers once, and can change them", () => {
  const driver = decidedByTwo();
  due(driver);
  driver.press(ana, "again");
  expect(driver.state()?.phase.kind).toBe("answering");
  expect(driver.state()?.list.length).toBeGreaterThan(2);
  answerAll(driver, ana, {});
  expect(driver.state()?.phase.kind).toBe("answering");
  answerAll(driver, bo, {});
  expect(driver.state()?.phase.kind).toBe("recommended");
  expect(cardOf(driver, "card/2")).toContain("Before, Ana decided on Jobs table");
  expect(cardOf(driver, "card/2")).not.toContain("Changed since");
});

test("it is heard in the channel, by who started it and who decided", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  for (const person of [ana, bo]) answerAll(driver, person, FOR_TABLE);
  driver.press(bo, "accept");
  due(driver);
  const review = driver.effects().find((effect) => effect.kind === "show" && effect.slot === "review");
  expect(review).toMatchObject({ audience: "both" });
  expect(review?.kind === "show" ? rungBy(review.card) : []).toEqual(["Ana", "Bo"]);
});

test("a reminder can be set to another time, by those who may", () => {
  const driver = drive();
  decide(driver);
  const at = reviewOf(driver)?.at ?? 0;
  expect(driver.press(cy, "remind")).toMatchObject({ kind: "ephemeral" });
  expect(driver.press(ana, "remind")).toMatchObject({ kind: "form", form: { id: "remind" } });
  expect(driver.submit(ana, "remind", { months: "5000" })).toMatchObject({ kind: "errors" });
  expect(driver.submit(ana, "remind", {})).toMatchObject({
    kind: "errors",
    fields: { months: expect.any(String) },
  });
  driver.submit(ana, "remind", { months: "1" });
  expect(driver.effects()).toContainEqual({ kind: "clear-timer", timer: `review/${at}` });
  expect(new Date(reviewOf(driver)?.at ?? 0).toISOString().slice(0, 10)).toBe("2026-12-22");
});

test("a reminder can be on a day of the team's own, in a form or said", () => {
  const day = Date.UTC(2027, 2, 1, 17);
  const driver = drive({ moment: only("1 March 2027", day) });
  decide(driver);
  expect(driver.submit(ana, "remind", { date: "soon" })).toMatchObject({
    kind: "errors",
    fields: { date: expect.any(String) },
  });
  driver.submit(ana, "remind", { date: "1 March 2027" });
  expect(reviewOf(driver)?.at).toBe(day);
  driver.submit(ana, "remind", { months: "1" });
  driver.say(ana, "remind us on 1 March 2027");
  expect(reviewOf(driver)?.at).toBe(day);
  expect(driver.say(ana, "remind us soon")).toMatchObject({
    kind: "ephemeral",
    card: { title: expect.stringContaining("soon") },
  });
  expect(driver.say(cy, "remind us on 1 March 2027")).toMatchObject({ kind: "ephemeral" });
});

test("a day that was chosen in Los Angeles is that day for who chose it, and the card tells each reader theirs", () => {
  const day = Date.UTC(2027, 2, 2, 1);
  const driver = drive({ moment: only("1 March", day) });
  decide(driver);
  const reply = driver.say({ ...ana, zone: "America/Los_Angeles" }, "remind us on 1 March");
  expect(reply).toMatchObject({ card: { title: expect.stringContaining("1 Mar 2027") } });
  expect(JSON.stringify(driver.screen().get("card"))).toContain(`{"kind":"time","at":${day}`);
});

test("who has not said whether it still holds is named", () => {
  const driver = decidedByTwo();
  due(driver);
  driver.press(bo, "holds");
  expect(cardOf(driver, "review")).toContain("Bo says that it still holds. Not heard from: Ana.");
});

test("whoever goes through it again leads, and only those who had answered are waited for", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo, cy]);
  for (const person of [ana, bo]) answerAll(driver, person, FOR_TABLE, FOR_QUEUE);
  driver.press(ana, "recommend-now");
  driver.press(ana, "accept");
  due(driver);
  driver.press(bo, "again");
  expect(driver.state()?.starter).toBe(bo.id);
  expect(
    driver
      .state()
      ?.people.filter(({ wanted }) => wanted)
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
  answerAll(driver, ana, { load: "many" });
  driver.press(ana, "accept");
  for (const control of ["holds", "again"])
    expect(driver.press(ana, control, undefined, seen), control).toMatchObject(stale);
  expect(driver.state()).toMatchObject({ round: 2, phase: { kind: "decided", review: { asked: false } } });
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
  expect(driver.state()?.phase.kind).toBe("decided");
});

test("a changed answer leaves the outcome and its reminder as they are, and the card says what moved", () => {
  const driver = drive();
  decide(driver);
  const at = reviewOf(driver)?.at ?? 0;
  driver.submit(ana, "later/load", { today: "many", later: "many" });
  expect(driver.state()?.phase).toMatchObject({ kind: "decided", outcome: { by: ana.id }, review: { at } });
  const card = cardOf(driver, "card");
  expect(card).toContain("decided by Ana");
  expect(card).toMatch(
    /Before, Jobs table was recommended\. Changed since: How many jobs a second\? A few → Thousands/,
  );
});

test("so does a recommendation that nobody had decided on, until the answer is taken back", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing");
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, FOR_TABLE);
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
  answerAll(driver, ana, FOR_TABLE);
  driver.press(ana, "recommend-now");
  driver.press(boss, "accept");
  const card = cardOf(driver, "card");
  expect(card).toContain("decided by Boss");
  expect(card).toContain("Without answers from Bo.");
  due(driver);
  driver.press(boss, "holds");
  expect(cardOf(driver, "review")).toContain("Boss says that it still holds.");
  driver.press(boss, "again");
  expect(driver.state()?.people).toMatchObject([
    { name: "Ana", wanted: true },
    { name: "Bo", wanted: false },
    { name: "Boss", wanted: true },
  ]);
});

test("nothing to remind of before anything is decided", () => {
  const driver = drive();
  driver.command(ana, "background jobs", [bo]);
  for (const control of ["remind", "holds", "again"])
    expect(driver.press(ana, control), control).toMatchObject({ kind: "ephemeral" });
  expect(reviewOf(driver)).toBeNull();
});

test.each([
  ["2026-11-22T10:00:00.000Z", 6, "2027-05-22T10:00:00.000Z"],
  ["2026-08-31T00:00:00.000Z", 6, "2027-02-28T00:00:00.000Z"],
  ["2027-08-31T00:00:00.000Z", 6, "2028-02-29T00:00:00.000Z"],
  ["2026-12-31T23:59:59.999Z", 1, "2027-01-31T23:59:59.999Z"],
])("%s and %i months is %s", (from, months, to) => {
  expect(new Date(addMonths(Date.parse(from), months)).toISOString()).toBe(to);
});
