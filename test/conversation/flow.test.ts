import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { statusOf } from "../../src/conversation/state.ts";
import type { Reply } from "../../src/port.ts";
import {
  type Answers,
  ana,
  answerAll,
  askedIn,
  bo,
  controlsOf,
  cy,
  type Driver,
  drive,
  ended,
  rungBy,
} from "./driver.ts";
import { jobs, twoPackSet } from "./pack.ts";

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  if (shown === undefined)
    throw new Error(`nothing is shown as ${slot}: ${[...driver.screen().keys()].join(", ")}`);
  return plain(shown.card);
}

function controlIds(driver: Driver, slot: string): readonly string[] {
  const shown = driver.screen().get(slot);
  return shown === undefined ? [] : controlsOf(shown.card).map(({ id }) => id);
}

function said(reply: Reply): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : reply.kind;
}

function kindOf(driver: Driver): string | undefined {
  return driver.state()?.phase.kind;
}

function votesOf(driver: Driver, id: string): Readonly<Record<string, string | null>> {
  const member = driver.state()?.people.find((one) => one.id === id);
  return Object.fromEntries((member?.votes ?? []).map(({ question, today }) => [question, today]));
}

const forTable: Answers = { load: "few", team: "nobody", atomic: "yes", burst: "short" };
/** Torn but for one question. */
const torn: Answers = { load: "many", team: "nobody", burst: "long", atomic: "no" };
const forQueue: Answers = { load: "many", team: "ops", atomic: "no", burst: "long" };

/** Ana and Bo have answered everything, and differ on what decides. */
function differing(): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, { ...torn, atomic: "yes" });
  answerAll(driver, bo, torn);
  return driver;
}

describe("one person", () => {
  test("is asked, answers, and gets a card in the thread and the channel", () => {
    const driver = drive();
    expect(driver.command(ana, "background jobs for billing")).toEqual({ kind: "nothing" });
    expect(driver.state()?.title).toBe("billing");
    answerAll(driver, ana, forTable);
    expect(kindOf(driver)).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("Jobs table for “billing”");
    expect(
      driver.effects().findLast((effect) => effect.kind === "show" && effect.slot === "card"),
    ).toMatchObject({
      audience: "both",
    });
  });

  test("has no round two, is not asked what the others do not know, and the card follows the last answer", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    let reply = driver.press(ana, "next");
    for (let question = askedIn(reply); question !== null; question = askedIn(reply)) {
      expect(driver.screen().has("card")).toBe(false);
      reply = driver.press(ana, `answer/${question}/${forTable[question]}`);
    }
    expect(driver.screen().has("card")).toBe(true);
    expect(driver.screen().has("differ")).toBe(false);
    expect(said(driver.press(ana, "no-later"))).toContain("The result is in the thread.");
  });

  test("accepts, and the card says so and no longer offers it; the outcome is a line of its own", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, ana, forTable);
    driver.press(ana, "accept");
    expect(driver.state()?.phase).toMatchObject({
      kind: "decided",
      outcome: { option: "table", by: ana.id, reason: null, recommended: "table" },
    });
    expect(cardOf(driver, "card")).toContain("decided by Ana");
    expect(cardOf(driver, "outcome")).toContain("Decided: Jobs table for “Queue vs table”, by Ana.");
    expect(controlIds(driver, "card")).not.toContain("accept");
    driver.press(ana, "accept");
    expect(kindOf(driver)).toBe("decided");
  });

  test("decides otherwise, with a reason", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, ana, forTable);
    expect(driver.press(ana, "otherwise")).toMatchObject({ kind: "form", form: { id: "otherwise" } });
    expect(driver.submit(ana, "otherwise", { option: "queue", reason: "  " })).toEqual({
      kind: "errors",
      fields: { reason: "Please fill this in." },
    });
    expect(driver.submit(ana, "otherwise", { option: "nonsense", reason: "x" })).toMatchObject({
      kind: "errors",
    });
    expect(driver.submit(ana, "otherwise", { option: "queue", reason: "We run one already" })).toEqual({
      kind: "nothing",
    });
    expect(cardOf(driver, "card")).toContain("Message queue for “Queue vs table”, decided by Ana");
    expect(cardOf(driver, "outcome")).toContain("“We run one already”");
  });

  test("goes back, changes an answer, and goes on from there", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    const first = askedIn(driver.press(ana, "next")) ?? "";
    const second = driver.press(ana, `answer/${first}/${forTable[first]}`);
    expect(askedIn(second)).not.toBe(first);
    const back = driver.press(ana, `back/${first}`);
    expect(askedIn(back)).toBe(first);
    expect(said(back)).toContain("Your answer:");
    driver.press(ana, `answer/${first}/${forQueue[first]}`);
    expect(votesOf(driver, ana.id)[first]).toBe(forQueue[first]);
    answerAll(driver, ana, forQueue);
    expect(cardOf(driver, "card")).toContain("Message queue for");
  });

  test("changes an answer after the decision: the outcome stands, and the card says what moved", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, forTable);
    driver.press(ana, "accept");
    expect(driver.press(ana, "change")).toMatchObject({ kind: "ephemeral" });
    expect(driver.press(ana, "choose-change", "load")).toMatchObject({
      kind: "form",
      form: { id: "later/load" },
    });
    const reply = driver.submit(ana, "later/load", { today: "many", later: "many" });
    expect(said(reply)).toContain("What was decided stands");
    expect(driver.state()?.phase).toMatchObject({ kind: "decided", outcome: { option: "table" } });
    expect(cardOf(driver, "card")).toContain("A few → Thousands");
  });

  test("an old card cannot be accepted once the recommendation has changed", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, forTable);
    const seen = driver.screen().get("card")?.revision ?? 0;
    for (const [question, choice] of Object.entries(forQueue))
      driver.submit(ana, `later/${question}`, { today: choice, later: choice });
    expect(cardOf(driver, "card")).toContain("Message queue for");
    expect(driver.press(ana, "accept", undefined, seen)).toMatchObject({ kind: "ephemeral" });
    expect(kindOf(driver)).toBe("recommended");
  });

  test("a question that does not apply by one's own answers is not asked, and is again when it does", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, forQueue);
    expect(driver.state()?.list.map(({ question }) => question)).toContain("burst");
    answerAll(driver, bo, { ...forQueue, load: "few" });
    expect(Object.keys(votesOf(driver, bo.id))).not.toContain("burst");
    driver.submit(bo, "later/load", { today: "many", later: "many" });
    expect(askedIn(driver.press(bo, "next"))).toBe("burst");
  });

  test("not sure leaves the question open and goes on", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, ana, {});
    expect(kindOf(driver)).toBe("recommended");
    expect(cardOf(driver, "card")).toMatch(/^Too early to say for “Queue vs table”/);
  });

  test("says what is different later, and gets the path between the two", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, forTable, forQueue, "Growth");
    expect(cardOf(driver, "card")).toContain("Later In six months Message queue would lead, since by then");
  });

  test("the full breakdown is for whoever asks once there is a card, and sums up every answer", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    expect(said(driver.press(cy, "breakdown"))).toContain("There is no recommendation yet");
    answerAll(driver, ana, forTable);
    const before = driver.effects().length;
    expect(said(driver.press(cy, "breakdown"))).toContain("What each answer added");
    expect(driver.effects()).toHaveLength(before);
  });
});

describe("several people", () => {
  test("one goes through all questions without waiting for anyone, and nothing is shown of it but how far they are", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo, cy]);
    answerAll(driver, ana, forTable);
    expect(driver.state()?.people[0]?.through).toBe(true);
    expect(cardOf(driver, "live/1")).toContain("Ana done, Bo not yet, Cy not yet.");
    expect(cardOf(driver, "live/1")).toContain("Answers are shown once everybody has answered.");
    const [first] = driver.state()?.list ?? [];
    driver.press(bo, `answer/${first?.question}/${forQueue[first?.question ?? ""]}`);
    expect(cardOf(driver, "live/1")).toMatch(/Ana done, Bo 1 of \d, Cy not yet\./);
    expect(kindOf(driver)).toBe("answering");
  });

  test("a press on the live message saves, and goes on in private with one's own next question", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.say(ana, "ask the rest");
    const [first = ""] = controlIds(driver, "live/1");
    const reply = driver.press(bo, first);
    expect(votesOf(driver, bo.id)).toEqual({ [first.split("/")[1] ?? ""]: first.split("/")[2] });
    expect(askedIn(reply)).not.toBe(first.split("/")[1]);
    expect(askedIn(reply)).not.toBeNull();
  });

  test("whoever else answers counts, is shown, and is never waited for", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    answerAll(driver, cy, forQueue);
    expect(driver.state()?.people.map(({ name, wanted }) => [name, wanted])).toEqual([
      ["Ana", true],
      ["Bo", true],
      ["Cy", false],
    ]);
    expect(kindOf(driver)).toBe("answering");
    expect(cardOf(driver, "live/1")).toContain("Cy done");
    answerAll(driver, ana, forTable);
    answerAll(driver, bo, forTable);
    expect(kindOf(driver)).not.toBe("answering");
  });

  test("only the starter moves on, and only after an answer; a wanted voter once those missing were reminded", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo, cy]);
    expect(said(driver.press(ana, "move-on"))).toContain("Nobody has answered yet");
    driver.press(bo, "answer/load/few");
    expect(said(driver.press(bo, "move-on"))).toContain("Until those missing have been reminded");
    expect(said(driver.press({ id: "U7", name: "Eve" }, "move-on"))).toContain("Until those missing");
    driver.timer("reminder/1");
    expect(said(driver.press({ id: "U7", name: "Eve" }, "move-on"))).toContain("Until those missing");
    driver.press(bo, "move-on");
    expect(kindOf(driver)).toBe("recommended");
  });

  test("questions that came up late, and nothing else, cause none", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.say(ana, "ask the rest");
    answerAll(driver, bo, { team: "nobody", atomic: "no" });
    answerAll(driver, ana, { load: "many", team: "nobody", atomic: "no", burst: "long" });
    expect(driver.state()?.list).toContainEqual({ question: "burst", late: true });
    expect(kindOf(driver)).toBe("recommended");
    expect(driver.screen().has("differ")).toBe(false);
  });

  test("recommend now skips round two; later answers keep the card current", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo, cy]);
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, { ...torn, atomic: "yes" });
    answerAll(driver, bo, torn);
    expect(said(driver.say(bo, "recommend now"))).toContain("Until those missing");
    driver.press(ana, "recommend-now");
    expect(kindOf(driver)).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("2 people");
    expect(cardOf(driver, "card")).toContain("Without answers from Cy.");
    answerAll(driver, cy, forTable);
    expect(kindOf(driver)).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("3 people");
  });

  test("of several who were asked, one who answered alone is named; one who decides alone is not", () => {
    for (const asked of [[bo, cy], []]) {
      const driver = drive();
      driver.command(ana, "background jobs", asked);
      answerAll(driver, ana, forTable);
      if (asked.length > 0) driver.press(ana, "recommend-now");
      expect(kindOf(driver)).toBe("recommended");
      const told = cardOf(driver, "card");
      expect(told).toContain("1 person");
      expect(told.includes("(Ana)")).toBe(asked.length > 0);
    }
  });

  test("what comes up after somebody is through is late, and does not undo it", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    answerAll(driver, ana, { load: "few", team: "nobody", atomic: "yes" });
    const before = driver.state()?.list.length ?? 0;
    answerAll(driver, bo, forQueue);
    const late = (driver.state()?.list ?? []).filter((one) => one.late === true);
    expect(late.map(({ question }) => question)).toContain("burst");
    expect(driver.state()?.list.length).toBeGreaterThan(before);
    expect(driver.state()?.people[0]?.through).toBe(true);
  });
});

describe("round two", () => {
  test("is one message: facts before sides, with reasons; it names no option, and rings the voters concerned", () => {
    const driver = drive();
    driver.command(ana, "background jobs for billing", [bo, cy]);
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, { ...torn, atomic: "yes" });
    driver.submit(ana, "later/atomic", { today: "yes", later: "yes", because: "money moves" });
    ended(driver, ana);
    answerAll(driver, cy, {});
    driver.press(bo, "next");
    for (const question of ["load", "team", "burst"])
      driver.press(bo, `answer/${question}/${torn[question]}`);
    driver.press(bo, "answer/atomic/no");
    expect(driver.state()?.phase).toMatchObject({ kind: "differing", splits: ["atomic"], done: [] });
    driver.submit(bo, "knows", { knows: "The broker is gone in May" });
    const message = cardOf(driver, "differ");
    expect(message.indexOf("The broker is gone in May")).toBeGreaterThan(0);
    expect(message.indexOf("The broker is gone in May")).toBeLessThan(message.indexOf("Yes, always (Ana"));
    expect(message).toContain("Yes, always (Ana: “money moves”)");
    expect(message).toContain("What speaks against the answer that you gave?");
    for (const { name } of jobs.options) expect(message).not.toContain(name);
    const [posted] = driver
      .effects()
      .filter((effect) => effect.kind === "show" && effect.slot === "differ")
      .map((effect) => (effect.kind === "show" ? rungBy(effect.card) : []));
    expect(posted?.toSorted()).toEqual(["Ana", "Bo", "Cy"]);
  });

  test("each keeps or changes their own; then they are shown where each answer leads, and the card follows", () => {
    const driver = differing();
    const reply = driver.press(ana, "keep");
    expect(said(reply)).toContain(
      "“Yes, always” leads to Jobs table; “No, later is fine” leads to Message queue",
    );
    expect(kindOf(driver)).toBe("differing");
    driver.press(bo, "keep");
    expect(kindOf(driver)).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("Bo's answers lead to Message queue, because of");
    expect(said(driver.press(ana, "why"))).toContain("and it decides the result: ");
    expect(controlIds(driver, "differ")).toEqual([]);
  });

  test("a vote changed there is recorded as such, and is that person's say", () => {
    const driver = differing();
    driver.press(bo, "answer/atomic", "yes");
    expect(driver.state()?.phase).toMatchObject({ kind: "differing", done: [bo.id] });
    driver.press(ana, "keep");
    expect(kindOf(driver)).toBe("recommended");
    expect(driver.state()?.people[1]?.votes.find(({ question }) => question === "atomic")).toMatchObject({
      today: "yes",
      afterTalk: true,
    });
  });

  test("nobody ends another's say: a passer-by's answer is not waited for and reopens nothing", () => {
    const driver = differing();
    answerAll(driver, cy, forTable);
    expect(driver.state()?.phase).toMatchObject({ kind: "differing", done: [] });
    expect(said(driver.press(cy, "move-on"))).toContain("Until those missing");
  });

  test("moving on ends the waiting; there is one round two", () => {
    const driver = differing();
    driver.press(ana, "move-on");
    expect(kindOf(driver)).toBe("recommended");
    driver.submit(bo, "later/team", { today: "ops", later: "ops" });
    driver.submit(bo, "later/team", { today: "nobody", later: "nobody" });
    expect(kindOf(driver)).toBe("recommended");
  });

  test("where it waits long, whoever was asked may move on", () => {
    const driver = differing();
    expect(said(driver.press(bo, "move-on"))).toContain("Until those missing");
    driver.timer("talk");
    expect(cardOf(driver, "differ")).toContain("Anybody who was asked may move on.");
    driver.press(bo, "move-on");
    expect(kindOf(driver)).toBe("recommended");
  });

  test("without a split that decides, and nothing that only one knew, there is none", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    answerAll(driver, ana, forTable);
    answerAll(driver, bo, forTable);
    expect(kindOf(driver)).toBe("recommended");
    expect(driver.screen().has("differ")).toBe(false);
  });

  test("what only one knew is enough for it", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.say(ana, "ask the rest");
    let reply = driver.press(ana, "next");
    for (let question = askedIn(reply); question !== null; question = askedIn(reply))
      reply = driver.press(ana, `answer/${question}/${forTable[question]}`);
    ended(driver, ana, "Black Friday triples it");
    answerAll(driver, bo, forTable);
    expect(driver.state()?.phase).toMatchObject({ kind: "differing", splits: [] });
    expect(cardOf(driver, "differ")).toContain("Ana: “Black Friday triples it”");
  });
});

describe("starting", () => {
  test("asks which decision it is where the words fit several", () => {
    const driver = drive({ packSet: twoPackSet });
    driver.command(ana, "red or rabbitmq");
    expect(cardOf(driver, "opening")).toContain("More than one decision that I know fits");
    expect(controlIds(driver, "opening").filter((id) => id.startsWith("pack/"))).toHaveLength(2);
    expect(driver.state()?.pack).toBeNull();
    driver.say(ana, "queue vs table");
    expect(driver.state()?.pack?.id).toBe("jobs");
    expect(driver.state()?.list).toHaveLength(1);
  });

  test("what fits nothing is said to the asker alone, with the packs that there are, and nothing is begun", () => {
    for (const text of ["something else", "kafka", "ping", "django or rails"]) {
      const driver = drive({ packSet: twoPackSet });
      const reply = driver.command(ana, text);
      expect(said(reply), text).toContain("Queue vs table; Red vs blue");
      expect(driver.state(), text).toBeNull();
      expect(driver.effects(), text).toEqual([]);
    }
    expect(said(drive({ packSet: twoPackSet }).command(ana, "rabbitmq or kafka"))).toContain("“kafka”");
  });

  test("with no words of its own, a start is about what the discussion names", () => {
    const talk = (text: string) => [{ person: bo, text, link: null }];
    const clear = drive({ packSet: twoPackSet });
    clear.command(ana, "decide this", [], talk("rabbitmq or a jobs table for mail?"));
    expect(clear.state()).toMatchObject({ title: "mail", pack: { id: "jobs" } });
    const unclear = drive({ packSet: twoPackSet });
    unclear.command(ana, "", [], talk("lunch?"));
    expect(unclear.state()).toBeNull();
  });

  test("a mention outside of a decision starts one, talk among people does not", () => {
    const driver = drive();
    driver.say(ana, "background jobs are fun", false);
    expect(driver.state()).toBeNull();
    driver.say(ana, "background jobs?");
    expect(driver.state()?.pack?.id).toBe("jobs");
  });

  test("without packs it says whom to ask", () => {
    const driver = drive({ packSet: { current: [], get: () => undefined } });
    expect(driver.command(ana, "anything")).toMatchObject({ kind: "ephemeral" });
    expect(driver.state()).toBeNull();
  });

  test("outside a thread, the channel gets a root message that follows the decision", () => {
    const driver = drive({ place: { platform: "slack", team: "T", channel: "C", thread: null } });
    driver.command(ana, "background jobs for billing");
    expect(cardOf(driver, "root")).toContain("Deciding “billing”");
    expect(controlIds(driver, "root")).toEqual(["next", "edit"]);
    answerAll(driver, ana, forTable);
    expect(cardOf(driver, "root")).toContain("Recommended: Jobs table for “billing”");
    driver.press(ana, "accept");
    expect(cardOf(driver, "root")).toContain("Decided: Jobs table for “billing”");
    expect(driver.screen().has("opening")).toBe(false);
  });
});

describe("what is refused", () => {
  test("chat in the thread changes nothing that is said; nonsense said to the bot is answered with what it would understand", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    const before = JSON.stringify(driver.state()?.people);
    expect(driver.say(bo, "did you see the game?", false)).toEqual({ kind: "nothing" });
    expect(said(driver.say(bo, "purple monkey dishwasher"))).toContain(
      "type its number or a few of its words",
    );
    expect(JSON.stringify(driver.state()?.people)).toBe(before);
  });

  test("forged controls, choices, questions and forms", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    const before = JSON.stringify(driver.state());
    const forged = [
      "",
      "nonsense",
      "answer",
      "answer/none/few",
      "answer/load/none",
      "answer/load/few/more",
      "pack/ffff",
      "later/none",
      "back/none",
      "keep",
      "no-later/x",
      "__proto__",
      "answer/__proto__/x",
      "restore",
    ];
    for (const control of forged)
      expect(driver.press(bo, control), control).toMatchObject({ kind: "ephemeral" });
    for (const form of ["nonsense", "later/none", "otherwise", "edit"])
      expect(driver.submit(bo, form, {}), form).toMatchObject({ kind: "ephemeral" });
    expect(driver.press(bo, "accept")).toMatchObject({ kind: "ephemeral" });
    expect(JSON.stringify(driver.state())).toBe(before);
  });

  test("a stranger cannot cancel; the starter is asked back, can, and then nothing moves", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    expect(said(driver.say(cy, "cancel"))).toContain("Only the person who started this");
    expect(said(driver.say(bo, "cancel"))).toContain("Only the person who started this");
    const reply = driver.say(ana, "cancel");
    expect(said(reply)).toContain("Cancel this decision?");
    expect(kindOf(driver)).toBe("answering");
    driver.press(ana, "cancel");
    expect(kindOf(driver)).toBe("cancelled");
    expect(cardOf(driver, "live/1")).toContain("This decision was cancelled.");
    for (const slot of driver.screen().keys()) expect(controlIds(driver, slot), slot).toEqual([]);
    expect(driver.press(ana, "answer/load/few")).toMatchObject({ kind: "ephemeral" });
  });

  test("after a decision is closed, new words start a new one in the same place", () => {
    const driver = drive();
    driver.command(ana, "background jobs for billing");
    const first = driver.state()?.id;
    driver.press(ana, "cancel");
    driver.say(ana, "background jobs for mail");
    expect(driver.state()?.id).not.toBe(first);
    expect(driver.state()?.title).toBe("mail");
  });
});

test("status gives what is needed to go on, at every stage", () => {
  const driver = drive({ packSet: twoPackSet });
  driver.command(ana, "red or rabbitmq");
  const controlsNow = (): readonly string[] => {
    const reply = driver.say(ana, "status");
    if (reply.kind !== "ephemeral" || reply.token === null)
      throw new Error("status is not an ephemeral reply with a token");
    return controlsOf(reply.card).map(({ id }) => id);
  };
  expect(controlsNow()).toContain(`pack/${"a".repeat(16)}`);
  driver.say(ana, "queue vs table");
  expect(controlsNow()).toContain("next");
  answerAll(driver, ana, forTable);
  expect(controlsNow()).toContain("accept");
});

test("a decision whose thread is gone is closed, and nobody is told", () => {
  const driver = drive();
  driver.command(ana, "background jobs");
  expect(driver.hear(ana, { kind: "gone" })).toEqual({ kind: "nothing" });
  const state = driver.state();
  expect(state === null ? null : statusOf(state)).toBe("cancelled");
});
