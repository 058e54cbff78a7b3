/** A reason that is typed by itself belongs to the answer that its person gave last, and is said back. */
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Person, Reply } from "../../src/port.ts";
import { ana, answerAll, askedIn, bo, type Driver, drive } from "./driver.ts";

const told = (reply: Reply): string => (reply.kind === "ephemeral" ? plain(reply.card) : "");

function begun(): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  driver.press(ana, "next");
  return driver;
}

const votesOf = (driver: Driver, { id }: Person) =>
  driver.state()?.people.find((member) => member.id === id)?.votes ?? [];

describe("a reason by itself", () => {
  test("is that of the answer just given, is said back, and answers no other question", () => {
    const driver = begun();
    const next = askedIn(driver.say(ana, "1"));
    // "Get very many" is an answer to another question of the pack.
    const reply = driver.say(ana, "Because we get very many of them.");
    expect(votesOf(driver, ana)).toMatchObject([{ because: "we get very many of them" }]);
    expect(told(reply)).toMatch(/Noted: .+, because .*we get very many of them/);
    expect(askedIn(reply)).toBe(next);
  });

  test("goes to an answer that was changed last, whichever was given first", () => {
    const driver = begun();
    driver.say(ana, "1");
    driver.say(ana, "1");
    const [first] = votesOf(driver, ana);
    driver.press(ana, `answer/${first?.question}/not_sure`);
    driver.say(ana, "since we have never measured it");
    const because = votesOf(driver, ana).find(({ question }) => question === first?.question)?.because;
    expect(because).toBe("we have never measured it");
  });

  test("goes to nobody else's answer: without an own one it is told where it belongs", () => {
    const driver = begun();
    driver.say(ana, "1");
    const before = JSON.stringify(votesOf(driver, ana));
    expect(told(driver.say(bo, "because we sell an API"))).toContain("“1 because …”");
    expect(votesOf(driver, bo)).toEqual([]);
    expect(JSON.stringify(votesOf(driver, ana))).toBe(before);
  });

  test("is said back after the questions, too, and is no answer then", () => {
    const driver = begun();
    answerAll(driver, ana, { load: "few", team: "nobody", atomic: "yes" });
    const before = votesOf(driver, ana).map(({ today }) => today);
    expect(told(driver.say(ana, "because we sell an API"))).toContain("because “we sell an API”");
    expect(votesOf(driver, ana).map(({ today }) => today)).toEqual(before);
    expect(votesOf(driver, ana).at(-1)?.because).toBe("we sell an API");
  });

  test("is not repeated where everybody reads it", () => {
    const driver = begun();
    driver.say(ana, "1");
    const text = "because we sell an API";
    const what = { kind: "message", text, toUs: true, invited: [], origin: null } as const;
    const reply = driver.hear(ana, what, { inPublic: true });
    expect(told(reply)).toBe("Noted, Ana, as the reason of your last answer.");
  });

  test("among people is talk, and a question is no reason", () => {
    const driver = begun();
    driver.say(ana, "1");
    expect(driver.say(ana, "because we sell an API", false)).toEqual({ kind: "nothing" });
    expect(told(driver.say(ana, "because of what?"))).toMatch(
      /^(?:I could not match that|You have answered)/,
    );
    expect(votesOf(driver, ana)).toMatchObject([{ because: null }]);
  });
});

test("an edit of the message that the answer was typed in is still an edit of the answer", () => {
  const driver = begun();
  driver.say(ana, "1", true, { message: "m1" });
  const [before] = votesOf(driver, ana);
  driver.say(ana, "because we must", true, { message: "m2" });
  driver.say(ana, "2", true, { message: "m1", edited: true });
  const [after] = votesOf(driver, ana);
  expect(after?.question).toBe(before?.question);
  expect(after?.today).not.toBe(before?.today);
});
