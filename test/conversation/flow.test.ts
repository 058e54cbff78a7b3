import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { ana, bo, controlsOf, cy, type Driver, drive, ended } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

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

function waiting(driver: Driver): string {
  const last = driver.state()?.asked.at(-1);
  if (last === undefined || last.closed) throw new Error("no question waits");
  return last.question;
}

/** Answers whatever is asked until nothing waits. */
function answerAll(driver: Driver, answers: Record<string, string>, people = [ana]): void {
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false; guard++) {
    if (guard > 20) throw new Error("asking goes on for ever");
    const question = waiting(driver);
    for (const person of people)
      driver.press(person, `answer/${question}/${answers[question] ?? "not_sure"}`);
  }
  ended(driver, people);
}

const forTable = { load: "few", team: "nobody", atomic: "yes", burst: "short" };
/** Torn but for one question. */
const torn = { load: "many", team: "nobody", burst: "long", atomic: "no" };
const forQueue = { load: "many", team: "ops", atomic: "no", burst: "long" };

describe("one person", () => {
  test("is asked, answers, and gets a card in the thread and the channel", () => {
    const driver = drive();
    expect(driver.command(ana, "background jobs for billing")).toEqual({ kind: "nothing" });
    expect(driver.state()?.title).toBe("billing");
    answerAll(driver, forTable);
    expect(driver.state()?.status).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("Jobs table for “billing”");
    expect(
      driver.effects().findLast((effect) => effect.kind === "show" && effect.slot === "card"),
    ).toMatchObject({
      audience: "both",
    });
  });

  test("the card says why, what it costs, what would change it, and where the facts are from", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, forTable);
    const card = cardOf(driver, "card");
    expect(card).toMatch(
      /^- For .*: Jobs table: The table scores \d+; Message queue: The queue scores \d+\.$/m,
    );
    expect(card).toContain("jobs 1.0.0");
    const reply = driver.press(ana, "why");
    const full = reply.kind === "ephemeral" ? plain(reply.card) : "";
    expect(full).toMatch(/What speaks for it:\n- .*The queue scores \d+\. \[1\]/);
    expect(full).toContain("Polling a database.");
    expect(full).toMatch(
      /What would change it:\n- (If .*, Message queue would lead\.|No change of up to three)/,
    );
    expect(full).toContain("[1] The manual (Us, 1 Jan 2026)");
  });

  test("accepts, and the card says so and no longer offers it", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, forTable);
    driver.press(ana, "accept");
    expect(driver.state()?.outcome).toMatchObject({
      option: "table",
      by: ana.id,
      reason: null,
      recommended: "table",
    });
    expect(cardOf(driver, "card")).toContain("decided by Ana");
    expect(controlIds(driver, "card")).not.toContain("accept");
    driver.press(ana, "accept");
    expect(driver.state()?.status).toBe("accepted");
  });

  test("decides otherwise, with a reason", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, forTable);
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
    expect(cardOf(driver, "card")).toContain(
      "Message queue for “Queue vs table”, decided by Ana; Jobs table was recommended",
    );
  });

  test("changes an answer by pressing again on its message, and the flow goes on from there", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    const first = waiting(driver);
    driver.press(ana, `answer/${first}/${forTable[first as keyof typeof forTable]}`);
    expect(controlIds(driver, `question/${first}`)).toEqual([`answer/${first}`]);
    driver.press(ana, `answer/${first}`, forQueue[first as keyof typeof forQueue]);
    expect(driver.state()?.people[0]?.votes[0]?.today).toBe(forQueue[first as keyof typeof forQueue]);
    answerAll(driver, forQueue);
    expect(cardOf(driver, "card")).toContain("Message queue for");
  });

  test("changes an answer after the card, which is then looked at again", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, forTable);
    driver.press(ana, "accept");
    const change = driver.press(ana, "change");
    expect(change).toMatchObject({ kind: "ephemeral" });
    for (const [question, choice] of Object.entries(forQueue)) {
      if (!driver.state()?.asked.some((one) => one.question === question)) continue;
      expect(driver.press(ana, "choose-change", question)).toMatchObject({
        kind: "form",
        form: { id: `later/${question}` },
      });
      driver.submit(ana, `later/${question}`, { today: choice, later: choice });
    }
    answerAll(driver, forQueue);
    expect(driver.state()?.outcome).toBeNull();
    expect(cardOf(driver, "card")).toContain("Message queue for");
  });

  test("an old card cannot be accepted once the recommendation has changed", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, forTable);
    const seen = driver.screen().get("card")?.revision ?? 0;
    for (const [question, choice] of Object.entries(forQueue))
      driver.submit(ana, `later/${question}`, { today: choice, later: choice });
    answerAll(driver, forQueue);
    expect(driver.press(ana, "accept", undefined, seen)).toMatchObject({ kind: "ephemeral" });
    expect(driver.state()?.outcome).toBeNull();
  });

  test("a question that no longer applies is said to be so, and is asked again when it does", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    answerAll(driver, { ...forQueue });
    expect(driver.state()?.asked.map(({ question }) => question)).toContain("burst");
    driver.submit(ana, "later/load", { today: "few", later: "few" });
    expect(cardOf(driver, "question/burst")).toContain("No longer asked");
    driver.submit(ana, "later/load", { today: "many", later: "many" });
    expect(cardOf(driver, "question/burst")).toContain("Hours");
  });

  test("not sure leaves the question open and goes on", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, {});
    expect(driver.state()?.status).toBe("recommended");
    expect(cardOf(driver, "card")).toMatch(/^Too early to say for “Queue vs table”/);
  });

  test("says what is different later, and gets the path between the two", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "ask the rest");
    for (let guard = 0; guard < 10 && driver.state()?.asked.at(-1)?.closed === false; guard++) {
      const question = waiting(driver) as keyof typeof forTable;
      driver.submit(ana, `later/${question}`, {
        today: forTable[question],
        later: forQueue[question],
        because: "Growth",
      });
    }
    ended(driver, [ana]);
    const card = cardOf(driver, "card");
    expect(card).toContain("Later In six months Message queue would lead: by then");
  });

  test("the full breakdown is for whoever asks, and sums up every answer", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, forTable);
    const before = driver.effects().length;
    const reply = driver.press(cy, "breakdown");
    expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain("What each answer added");
    expect(driver.effects()).toHaveLength(before);
  });
});

describe("several people", () => {
  test("a question waits for everybody expected, and hides answers until it closes", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    const question = waiting(driver);
    driver.press(ana, `answer/${question}/${forTable[question as keyof typeof forTable]}`);
    const open = cardOf(driver, `question/${question}`);
    expect(open).toContain("Answered: Ana. Waiting for Bo.");
    expect(open).toContain("Answers are shown when everybody has answered.");
    expect(waiting(driver)).toBe(question);
    driver.press(bo, `answer/${question}/${forQueue[question as keyof typeof forQueue]}`);
    expect(cardOf(driver, `question/${question}`)).toMatch(/\(Ana\) \/ .* \(Bo\)/);
    expect(waiting(driver)).not.toBe(question);
  });

  test("whoever answers joins, and is waited for from then on", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.press(cy, `answer/${waiting(driver)}/not_sure`);
    expect(driver.state()?.people.map(({ name, expected }) => [name, expected])).toEqual([
      ["Ana", true],
      ["Bo", true],
      ["Cy", true],
    ]);
  });

  test("only the starter moves on, and only after an answer", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    const question = waiting(driver);
    expect(driver.press(ana, `move-on/${question}`)).toMatchObject({ kind: "ephemeral" });
    driver.press(bo, `answer/${question}/not_sure`);
    expect(driver.press(bo, `move-on/${question}`)).toMatchObject({ kind: "ephemeral" });
    expect(waiting(driver)).toBe(question);
    driver.press(ana, `move-on/${question}`);
    expect(waiting(driver)).not.toBe(question);
  });

  test("a split that decides the result is put back once, with the sides and their reasons", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.say(ana, "ask the rest");
    for (let guard = 0; guard < 10 && driver.state()?.asked.at(-1)?.closed === false; guard++) {
      const question = waiting(driver);
      if (question === "atomic") {
        driver.say(ana, "yes always, because money moves");
        driver.say(bo, "no");
      } else
        for (const person of [ana, bo])
          driver.press(person, `answer/${question}/${torn[question as keyof typeof torn]}`);
    }
    expect(driver.state()?.discussing).toBe("atomic");
    const split = cardOf(driver, "split/atomic");
    expect(split).toContain("Ana and Bo differ on this, and it decides the result.");
    expect(split).toContain("Yes, always (Ana: “money moves”)");
    driver.press(ana, "go-on/atomic");
    ended(driver, [ana, bo]);
    expect(driver.state()?.status).toBe("recommended");
    const card = cardOf(driver, "card");
    expect(card).toContain("Bo's answers lead to Message queue, because of");
    const reply = driver.press(ana, "why");
    expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain(
      "Which of these it is decides the result.",
    );
  });

  test("a vote changed in the talk is remembered as such, and ends a talk that it settles", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    driver.say(ana, "ask the rest");
    for (let guard = 0; guard < 10 && driver.state()?.asked.at(-1)?.closed === false; guard++) {
      const question = waiting(driver);
      driver.press(
        ana,
        `answer/${question}/${question === "atomic" ? "yes" : torn[question as keyof typeof torn]}`,
      );
      driver.press(bo, `answer/${question}/${torn[question as keyof typeof torn]}`);
    }
    driver.press(bo, "answer/atomic/yes");
    expect(driver.state()?.discussing).toBeNull();
    ended(driver, [ana, bo]);
    expect(driver.state()?.status).toBe("recommended");
    expect(driver.state()?.people[1]?.votes.find(({ question }) => question === "atomic")).toMatchObject({
      today: "yes",
      afterTalk: true,
    });
  });

  test("one reminder to those who are missing, and no second", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    const question = waiting(driver);
    expect(driver.effects()).toContainEqual(
      expect.objectContaining({ kind: "set-timer", timer: `nudge/${question}` }),
    );
    driver.press(ana, `answer/${question}/not_sure`);
    driver.timer(`nudge/${question}`);
    expect(cardOf(driver, `nudge/${question}`)).toContain("@Bo: your answer is still missing.");
    const before = driver.effects().length;
    driver.timer(`nudge/${question}`);
    expect(driver.effects()).toHaveLength(before);
    driver.press(bo, `answer/${question}/not_sure`);
    expect(cardOf(driver, `nudge/${question}`)).toContain("No longer waiting");
  });
});

describe("starting", () => {
  test("asks which decision it is where the words name none, or several", () => {
    for (const text of ["something else", "red or rabbitmq", ""]) {
      const driver = drive({ packSet: twoPackSet });
      driver.command(ana, text);
      expect(controlIds(driver, "pack"), text).toHaveLength(2);
      expect(driver.state()?.pack).toBeNull();
      driver.say(ana, "queue vs table");
      expect(driver.state()?.pack?.id, text).toBe("jobs");
      expect(waiting(driver)).toBeTruthy();
    }
  });

  test("several known packs are offered as several, an unknown one as unknown", () => {
    const several = drive({ packSet: twoPackSet });
    several.command(ana, "red or rabbitmq");
    expect(cardOf(several, "pack")).toContain("More than one");
    const none = drive({ packSet: twoPackSet });
    none.command(ana, "kafka");
    expect(cardOf(none, "pack")).toContain("Nothing I know fits “kafka”");
  });

  test("with no words of its own, a start is about what the discussion names", () => {
    const talk = (text: string) => [{ person: bo, text, link: null }];
    const clear = drive({ packSet: twoPackSet });
    clear.command(ana, "decide this", [], talk("rabbitmq or a jobs table for mail?"));
    expect(clear.state()).toMatchObject({ title: "mail", pack: { id: "jobs" } });
    const unclear = drive({ packSet: twoPackSet });
    unclear.command(ana, "", [], talk("lunch?"));
    expect(unclear.state()).toMatchObject({ title: "", pack: null, unclear: "blank" });
    const other = drive({ packSet: twoPackSet });
    other.command(ana, "kafka", [], talk("rabbitmq or a jobs table for mail?"));
    expect(other.state()).toMatchObject({ title: "kafka", pack: null, unclear: "none" });
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
    answerAll(driver, forTable);
    expect(cardOf(driver, "root")).toContain("Recommended: Jobs table for “billing”");
    driver.press(ana, "accept");
    expect(cardOf(driver, "root")).toContain("Decided: Jobs table for “billing”");
  });
});

describe("what is refused", () => {
  test("chat in the thread changes nothing; nonsense said to the bot is answered with what it would understand", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    const before = JSON.stringify(driver.state());
    expect(driver.say(bo, "did you see the game?", false)).toEqual({ kind: "nothing" });
    const reply = driver.say(bo, "purple monkey dishwasher");
    expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain("type a number from 1 to");
    expect(JSON.stringify(driver.state())).toBe(before);
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
      "move-on/none",
      "go-on/load",
      "__proto__",
      "answer/__proto__/x",
    ];
    for (const control of forged)
      expect(driver.press(bo, control), control).toMatchObject({ kind: "ephemeral" });
    for (const form of ["nonsense", "later/none", "otherwise"])
      expect(driver.submit(bo, form, {}), form).toMatchObject({ kind: "ephemeral" });
    expect(driver.press(bo, "accept")).toMatchObject({ kind: "ephemeral" });
    expect(JSON.stringify(driver.state())).toBe(before);
  });

  test("a stranger cannot cancel; the starter can, and then nothing moves", () => {
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    expect(driver.say(cy, "cancel")).toMatchObject({ kind: "ephemeral" });
    expect(driver.state()?.status).toBe("open");
    driver.say(ana, "cancel");
    expect(driver.state()?.status).toBe("cancelled");
    expect(cardOf(driver, "question/load")).toContain("This decision was cancelled.");
    for (const slot of driver.screen().keys()) expect(controlIds(driver, slot), slot).toEqual([]);
    expect(driver.press(ana, "answer/load/few")).toMatchObject({ kind: "ephemeral" });
  });

  test("after a decision is closed, new words start a new one in the same place", () => {
    const driver = drive();
    driver.command(ana, "background jobs for billing");
    const first = driver.state()?.id;
    driver.say(ana, "cancel");
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
  expect(controlsNow()).toContain(`answer/${waiting(driver)}/not_sure`);
  answerAll(driver, forTable);
  expect(controlsNow()).toContain("accept");
});
