/** A decision that starts in a running discussion. */
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Person, Reply, Utterance } from "../../src/port.ts";
import { ana, answerAll, askedIn, bo, controlsOf, cy, type Driver, drive } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

const says = (person: Person, text: string, link: string | null = null): Utterance => ({
  person,
  text,
  link,
});

const talk: readonly Utterance[] = [
  says(ana, "Morning! We have no ops here."),
  says(cy, "We get very many of them, I measured it", "https://example.com/m/2"),
  says(cy, "and we need it in one transaction later"),
];

function started(discussion = talk, invited: readonly Person[] = []): Driver {
  const driver = drive();
  driver.command(ana, "background jobs", invited, discussion);
  return driver;
}

function shown(driver: Driver, slot = "proposals"): string {
  const message = driver.screen().get(slot);
  return message === undefined ? "" : plain(message.card);
}

function controls(driver: Driver, slot = "proposals"): readonly string[] {
  const message = driver.screen().get(slot);
  return message === undefined ? [] : controlsOf(message.card).map(({ id }) => id);
}

function votes(driver: Driver, person: Person): readonly (readonly [string, string | null, string | null])[] {
  const member = driver.state()?.people.find(({ id }) => id === person.id);
  return (member?.votes ?? []).map(({ question, today, later }) => [question, today, later]);
}

function sentence(reply: Reply): string {
  return reply.kind === "ephemeral" ? reply.card.title : reply.kind;
}

describe("what is shown", () => {
  test("each answer with its question, its author, the sentence it rests on, and a link", () => {
    const driver = started();
    const text = shown(driver);
    expect(text).toMatch(/Ana\n+Nobody in particular \(Who runs it\?\) “We have no ops here.”/);
    expect(text).toContain(
      "Thousands (How many jobs a second?) “We get very many of them, I measured it” message (https://example.com/m/2)",
    );
    expect(text).toContain(
      "In six months: Yes, always (Must a job and its data be saved together?) “and we need it in one transaction later”",
    );
    expect(controls(driver)).toEqual(["take-all", "take-one", "leave-out"]);
  });

  test.each([
    "Background jobs? We have no ops here. It is raining.",
    "We have no ops here. Background jobs?",
    "background jobs\nWe have no ops here",
  ])("what is told beside the request is read, and the request is not: %j", (text) => {
    const driver = drive();
    driver.command(ana, text);
    expect(driver.state()?.title).toBe("Queue vs table");
    expect(driver.state()?.proposals.map(({ person, choice }) => [person.name, choice])).toEqual([
      ["Ana", "nobody"],
    ]);
    expect(driver.state()?.discussed).toMatchObject({ messages: 1, touched: [] });
    expect(shown(driver)).toContain("Read 1 message, found 1 answer");
  });

  test("nothing counts, nobody who is quoted takes part, and asking goes on meanwhile", () => {
    const driver = started();
    expect(driver.state()?.people.map(({ name }) => name)).toEqual(["Ana"]);
    expect(votes(driver, ana)).toEqual([]);
    expect(driver.state()?.list).toHaveLength(1);
  });

  test("no message where the discussion says nothing, or there is none", () => {
    expect(
      started([says(bo, "should we use one transaction?")])
        .screen()
        .has("proposals"),
    ).toBe(false);
    expect(started([]).screen().has("proposals")).toBe(false);
  });

  test("where the decision has to be chosen first, the discussion is read then, and not kept", () => {
    const driver = drive({ packSet: twoPackSet });
    driver.command(ana, "red or rabbitmq", [], talk);
    expect(driver.screen().has("proposals")).toBe(false);
    driver.press(ana, `pack/${"a".repeat(16)}`);
    expect(shown(driver)).toContain("We have no ops here.");
    expect(JSON.stringify(driver.state()?.phase)).not.toContain("Morning");
  });

  test("of many, the latest", () => {
    const many = Array.from({ length: 16 }, (_, n) => says({ id: `P${n}`, name: `P${n}` }, "we have no ops"));
    const driver = started(many);
    expect(shown(driver)).toContain("At most the latest 12 are shown.");
    expect(driver.state()?.proposals.map(({ person }) => person.name)).toEqual(
      many.slice(4).map(({ person }) => person.name),
    );
  });
});

describe("accepting", () => {
  test("all: they are their authors' answers, with their words as the reason", () => {
    const driver = started();
    driver.press(ana, "take-all");
    expect(votes(driver, ana)).toContainEqual(["team", "nobody", null]);
    expect(votes(driver, cy)).toEqual([
      ["load", "many", null],
      ["atomic", null, "yes"],
    ]);
    expect(driver.state()?.people.find(({ id }) => id === ana.id)?.votes[0]?.because).toBe(
      "We have no ops here.",
    );
    expect(controls(driver)).toEqual([]);
    expect(shown(driver)).toBe("Nothing from the discussion is waiting to be accepted.");
  });

  test("typed: all, or none of them", () => {
    const driver = started();
    driver.say(ana, "accept all");
    expect(votes(driver, cy)).toHaveLength(2);
    const ignoring = started();
    ignoring.say(ana, "ignore all");
    expect(votes(ignoring, cy)).toEqual([]);
    expect(controls(ignoring)).toEqual([]);
  });

  test("those who are only quoted are not waited for", () => {
    const driver = started(talk, [bo]);
    driver.press(ana, "take-all");
    expect(driver.state()?.people.map(({ name, wanted }) => [name, wanted])).toEqual([
      ["Ana", true],
      ["Bo", true],
      ["Cy", false],
    ]);
    expect(driver.state()?.people.find(({ name }) => name === "Cy")?.wanted).toBe(false);
  });

  test("what was answered is on the team's list, is not asked its author again, and others answer for themselves", () => {
    const driver = started();
    driver.press(ana, "take-all");
    expect(driver.state()?.list.map(({ question }) => question)).toContain("team");
    expect(askedIn(driver.press(ana, "next"))).not.toBe("team");
    driver.press(bo, "answer/team", "ops");
    expect(votes(driver, bo)).toEqual([["team", "ops", null]]);
    expect(votes(driver, ana)).toContainEqual(["team", "nobody", null]);
  });

  test("the person whose words they are may change it like any answer", () => {
    const driver = started([says(cy, "we have no ops"), says(cy, "we get very many of them")]);
    driver.press(ana, "take-all");
    driver.press(cy, "answer/team", "ops");
    expect(votes(driver, cy)).toContainEqual(["team", "ops", null]);
  });

  test("one: the others stay open", () => {
    const driver = started();
    driver.press(ana, "take-one", "1");
    expect(votes(driver, cy)).toEqual([["load", "many", null]]);
    expect(shown(driver)).toContain("2 answers");
    expect(shown(driver)).not.toContain("very many");
    driver.press(ana, "take-all");
    expect(votes(driver, cy)).toHaveLength(2);
  });

  test("somebody quoted accepts only their own words; a stranger none", () => {
    const driver = started();
    expect(sentence(driver.press(bo, "take-all"))).toContain("Only those quoted can accept");
    expect(sentence(driver.press(cy, "take-one", "0"))).toContain("Only those quoted can accept");
    driver.press(cy, "take-all");
    expect(votes(driver, cy)).toHaveLength(2);
    expect(votes(driver, ana)).toEqual([]);
    expect(shown(driver)).toContain("We have no ops here.");
    expect(driver.state()?.people.find(({ id }) => id === cy.id)?.wanted).toBe(false);
  });

  test("what became of it is seen by nobody before round one is complete", () => {
    const [taken, left] = [started(talk, [bo]), started(talk, [bo])];
    taken.press(ana, "take-one", "1");
    left.press(cy, "leave-out");
    left.press(ana, "take-one", "0");
    taken.press(ana, "take-one", "0");
    taken.press(ana, "take-one", "2");
    expect(shown(taken)).toBe(shown(left));
    taken.press(bo, "move-on");
    taken.press(ana, "recommend-now");
    expect(shown(taken)).toContain("Taken from the discussion: 3 answers");
  });

  test("an answer that was given meanwhile is not overwritten", () => {
    const driver = started([says(ana, "we have no ops"), says(ana, "very many of them")]);
    const first = driver.state()?.list[0]?.question ?? "";
    driver.press(ana, `answer/${first}/not_sure`);
    driver.press(ana, "take-all");
    expect(votes(driver, ana)).toContainEqual([first, "not_sure", null]);
  });

  test("it can be all that is needed: then the card follows", () => {
    const driver = started([
      says(ana, "We have no ops, hardly any load. One transaction, always: everything in one transaction."),
    ]);
    driver.press(ana, "take-all");
    answerAll(driver, ana, {});
    expect(shown(driver, "card")).toContain("Jobs table for");
  });
});

describe("what was touched and not answered", () => {
  const touching: readonly Utterance[] = [
    says(ana, "what about the load?"),
    says(bo, "we get very many of them, or hardly any?", "https://example.com/m/9"),
    says(cy, "hardly any load would be nice"),
  ];

  test("comes first, with at most two sentences beside it", () => {
    const driver = started(touching);
    expect(driver.state()?.list[0]?.question).toBe("load");
    const live = shown(driver, "live/1");
    expect(live).toContain(
      "Bo: “we get very many of them, or hardly any?” message (https://example.com/m/9)",
    );
    expect(live).toContain("Cy: “hardly any load would be nice”");
    expect(live).not.toContain("what about");
  });

  test("is not said of what somebody answered", () => {
    const driver = started([...touching, says(ana, "we get very many of them")]);
    expect(driver.state()?.discussed?.touched).toEqual([]);
    expect(shown(driver)).toContain("Read 4 messages, found 1 answer");
  });

  test("two who differ are both quoted, and so is the change of one", () => {
    const driver = started([
      says(bo, "we get very many of them"),
      says(ana, "hardly any of them"),
      says(ana, "we get very many of them"),
      says(cy, "hardly any of them"),
    ]);
    expect(shown(driver)).toContain("before: A few");
    expect(shown(driver)).toContain("Bo, Ana and Cy differ.");
  });
});

describe("ignoring", () => {
  test("closes the message, and what is pressed afterwards says so", () => {
    const driver = started();
    driver.press(ana, "leave-out");
    expect(shown(driver)).toBe("Nothing from the discussion is waiting to be accepted.");
    for (const [control, value] of [["take-all"], ["take-one", "0"], ["leave-out"]] as const)
      expect(sentence(driver.press(ana, control, value))).toContain("is waiting to be accepted");
    expect(votes(driver, ana)).toEqual([]);
  });

  test("somebody quoted takes only their own words out", () => {
    const driver = started();
    driver.press(cy, "leave-out");
    expect(shown(driver)).toContain("found 1 answer\n");
    expect(shown(driver)).toContain("We have no ops here.");
  });

  test("without a press it lasts until the card is posted or the decision cancelled", () => {
    const driver = started();
    answerAll(driver, ana, {});
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect(controls(driver)).toEqual([]);
    expect(votes(driver, cy)).toEqual([]);
    const cancelled = started();
    cancelled.press(ana, "cancel");
    expect(controls(cancelled)).toEqual([]);
  });
});

test.each(["", "9", "-1", "01", "1.0", "__proto__", "constructor"])(
  "a forged choice is refused: %j",
  (value) => {
    const driver = started();
    const before = JSON.stringify(driver.state());
    expect(driver.press(ana, "take-one", value)).toMatchObject({ kind: "ephemeral" });
    expect(JSON.stringify(driver.state())).toBe(before);
  },
);
