/** The end of one's own questions: what will be different, and what the others may not know. */
import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Reply } from "../../src/port.ts";
import { type Answers, ana, answerAll, askedIn, bo, controlsOf, cy, type Driver, drive } from "./driver.ts";

const FOR_TABLE: Answers = { load: "few", team: "nobody", atomic: "yes", burst: "short" };

function said(reply: Reply): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : reply.kind;
}

function offers(reply: Reply): readonly string[] {
  return reply.kind === "ephemeral" ? controlsOf(reply.card).map(({ id }) => id) : [];
}

/** Ana has answered every question, with the others still to come; the reply is what she sees next. */
function asked(others: readonly (typeof ana)[]): { driver: Driver; reply: Reply } {
  const driver = drive();
  driver.command(ana, "background jobs for billing", others);
  driver.say(ana, "ask the rest");
  let reply = driver.press(ana, "next");
  for (let question = askedIn(reply); question !== null; question = askedIn(reply))
    reply = driver.press(ana, `answer/${question}/${FOR_TABLE[question]}`);
  return { driver, reply };
}

test("one is asked what will be different, over those of one's own answers that matter", () => {
  const { reply } = asked([bo]);
  expect(said(reply)).toContain("Will anything be different in six months?");
  expect(said(reply)).toContain("How many jobs a second? A few");
  expect(offers(reply)).toEqual(["no-later", "choose-change"]);
});

test("what will be different is told by the same form, and the card has the path", () => {
  const { driver } = asked([]);
  const form = driver.press(ana, "choose-change", "load");
  expect(form).toMatchObject({ kind: "form", form: { id: "later/load" } });
  const reply = driver.submit(ana, "later/load", { today: "few", later: "many", because: "The campaign" });
  expect(said(reply)).not.toBe("nothing");
  driver.submit(ana, "later/atomic", { today: "yes", later: "no", because: "" });
  driver.submit(ana, "later/team", { today: "nobody", later: "ops", because: "" });
  const card = driver.screen().get("card")?.card;
  expect(card === undefined ? "" : plain(card)).toContain(
    "Later In six months Message queue would lead, since by then",
  );
});

test("nothing may be said in a word, and a number then answers no question", () => {
  const { driver } = asked([bo]);
  const answers = () => driver.state()?.people[0]?.votes;
  const before = answers();
  expect(said(driver.say(ana, "2"))).not.toBe("nothing");
  expect(answers()).toEqual(before);
  expect(offers(driver.say(ana, "no, that's all"))).toContain("knows-nothing");
  expect(offers(driver.say(ana, "nothing"))).not.toContain("knows-nothing");
  expect(driver.state()?.people[0]?.knows).toBeNull();
  expect(answers()).toEqual(before);
});

test("it is asked once, and asked again only until it is answered", () => {
  const { driver } = asked([bo]);
  expect(offers(driver.press(ana, "next"))).toContain("no-later");
  expect(offers(driver.press(ana, "no-later"))).toContain("knows");
  expect(offers(driver.press(ana, "next"))).toContain("knows");
});

test("then, where others are asked too, what they may not know: one line, or nothing; then what happens next", () => {
  const { driver } = asked([bo, cy]);
  driver.press(ana, "no-later");
  expect(driver.press(ana, "knows")).toMatchObject({ kind: "form", form: { fields: [{ required: false }] } });
  const reply = driver.submit(ana, "knows", { knows: " It rains in May " });
  expect(driver.state()?.people[0]?.knows).toBe("It rains in May");
  expect(said(reply)).toContain("Once Bo and Cy have answered");
  expect(offers(reply)).toEqual(["change"]);
  expect(offers(driver.press(ana, "next"))).toEqual(["change"]);
});

test("no free text is asked for before the end", () => {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  driver.say(ana, "ask the rest");
  let reply = driver.press(ana, "next");
  for (let question = askedIn(reply); question !== null; question = askedIn(reply)) {
    expect(offers(reply)).not.toContain("knows");
    reply = driver.press(ana, `answer/${question}/not_sure`);
  }
});

test("with no definite answer there is nothing to ask about later", () => {
  const driver = drive();
  driver.command(ana, "background jobs", [bo]);
  let reply = driver.press(ana, "next");
  for (let question = askedIn(reply); question !== null; question = askedIn(reply))
    reply = driver.press(ana, `answer/${question}/not_sure`);
  expect(offers(reply)).not.toContain("no-later");
});

test("it hangs on one's own answers alone: what matters to another is not asked about", () => {
  const { driver, reply } = asked([bo]);
  const before = said(reply);
  answerAll(driver, cy, { load: "many", team: "ops", atomic: "no", burst: "long" });
  expect(said(driver.press(ana, "next"))).toBe(before);
});
