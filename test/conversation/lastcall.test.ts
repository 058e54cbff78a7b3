import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { ana, bo, controlsOf, cy, type Driver, drive } from "./driver.ts";

const FOR_TABLE: Readonly<Record<string, string>> = {
  load: "few",
  team: "nobody",
  atomic: "yes",
  burst: "short",
};

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

/** Everything asked and answered by these, up to the last call. */
function asked(people: readonly (typeof ana)[]): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", people.slice(1));
  driver.say(ana, "ask the rest");
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false; guard++) {
    if (guard > 10) throw new Error("it does not end");
    const question = driver.state()?.asked.at(-1)?.question ?? "";
    for (const person of people) driver.press(person, `answer/${question}/${FOR_TABLE[question]}`);
  }
  return driver;
}

test("before the card the team is asked what will be different, over the answers that matter", () => {
  const driver = asked([ana]);
  expect(driver.state()?.status).toBe("open");
  expect(driver.screen().has("card")).toBe(false);
  const call = cardOf(driver, "last-call");
  expect(call).toContain("Will anything be different in six months?");
  expect(call).toContain("How many jobs a second? A few");
  const select = controlsOf(driver.screen().get("last-call")?.card ?? { title: "", blocks: [] }).find(
    ({ kind }) => kind === "select",
  );
  expect(select?.kind === "select" ? select.options.map(({ value }) => value) : []).toEqual(
    driver.state()?.lastCall?.questions,
  );
});

test("one person says nothing more, and gets the card", () => {
  const driver = asked([ana]);
  driver.press(ana, "no-later");
  expect(driver.state()?.status).toBe("recommended");
  expect(cardOf(driver, "last-call")).toContain("Nothing is expected to be different in six months.");
});

test.each(["nothing", "No", "nothing more"])("it can be typed: %s", (text) => {
  const driver = asked([ana]);
  driver.say(ana, text, false);
  expect(driver.state()?.status).toBe("recommended");
});

test("a bystander's no is not for us, and nobody is answered who did not ask", () => {
  const driver = asked([ana]);
  expect(driver.say(cy, "no", false)).toEqual({ kind: "nothing" });
  expect(driver.state()?.status).toBe("open");
});

test("while another question waits, a no is its answer, and moving on is past it", () => {
  const driver = drive();
  driver.command(ana, "background jobs", [bo]);
  for (const person of [ana, bo]) driver.press(person, "answer/load/few");
  expect(driver.state()?.lastCall?.closed).toBe(false);
  // The answer that decided it is another now, so there is more to ask.
  driver.submit(ana, "later/load", { today: "many", later: "many", because: "" });
  const question = driver.state()?.asked.at(-1);
  expect(question).toMatchObject({ question: "atomic", closed: false });
  driver.say(ana, "No", false);
  expect(driver.state()?.people[0]?.votes.map(({ question: id, today }) => [id, today])).toContainEqual([
    "atomic",
    "no",
  ]);
  expect(driver.state()?.lastCall?.done).toEqual([]);
  driver.say(ana, "move on");
  expect(driver.state()?.asked).toContainEqual(expect.objectContaining({ question: "atomic", closed: true }));
  expect(driver.state()?.lastCall?.closed).toBe(false);
});

test("what will be different is told by the same form, and the card has the path", () => {
  const driver = asked([ana]);
  const form = driver.press(ana, "choose-change", "load");
  expect(form).toMatchObject({ kind: "form", form: { id: "later/load" } });
  driver.submit(ana, "later/load", { today: "few", later: "many", because: "The campaign" });
  expect(cardOf(driver, "last-call")).toContain(
    "How many jobs a second? A few → in six months Thousands (Ana)",
  );
  driver.submit(ana, "later/atomic", { today: "yes", later: "no", because: "" });
  driver.submit(ana, "later/team", { today: "nobody", later: "ops", because: "" });
  driver.press(ana, "no-later");
  expect(cardOf(driver, "last-call")).toContain(
    "Different in six months: How many jobs a second? Thousands (Ana)",
  );
  expect(cardOf(driver, "card")).toContain("Later In six months Message queue would lead: by then");
});

test("everybody who answered is heard, those who did not are not waited for", () => {
  const driver = asked([ana, bo]);
  expect(driver.press(cy, "no-later")).toMatchObject({ kind: "ephemeral" });
  driver.press(ana, "no-later");
  expect(driver.state()?.status).toBe("open");
  expect(cardOf(driver, "last-call")).toContain("Nothing more from Ana. Waiting for Bo.");
  driver.press(ana, "no-later");
  expect(driver.state()?.lastCall?.done).toEqual([ana.id]);
  driver.press(bo, "no-later");
  expect(driver.state()?.status).toBe("recommended");
});

test("one of them moves on, or time does", () => {
  const moved = asked([ana, bo]);
  moved.press(bo, "no-later");
  moved.press(bo, "end-last-call");
  expect(moved.state()?.status).toBe("recommended");
  const waited = asked([ana, bo]);
  waited.timer("last-call/1");
  expect(waited.state()?.status).toBe("recommended");
});

test("it is asked once a round: an answer that changes afterwards goes straight to the card", () => {
  const driver = asked([ana]);
  driver.press(ana, "no-later");
  driver.submit(ana, "later/load", { today: "many", later: "many", because: "" });
  while (driver.state()?.asked.at(-1)?.closed === false)
    driver.press(ana, `answer/${driver.state()?.asked.at(-1)?.question}/not_sure`);
  expect(driver.state()?.status).toBe("recommended");
});

test("with no definite answer there is nothing to ask about", () => {
  const driver = drive();
  driver.command(ana, "background jobs");
  for (let guard = 0; driver.state()?.status === "open" && guard < 10; guard++)
    driver.press(ana, `answer/${driver.state()?.asked.at(-1)?.question}/not_sure`);
  expect(driver.state()?.status).toBe("recommended");
  expect(driver.screen().has("last-call")).toBe(false);
});
