import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { splitDeadline } from "../../src/conversation/steps/deadline.ts";
import { ana, bo, controlsOf, cy, type Driver, drive } from "./driver.ts";

const FRIDAY = Date.UTC(2026, 10, 27, 17);

/** The one moment that these tests know. */
const moment = (words: string): number | null => (words.toLowerCase() === "friday 17:00" ? FRIDAY : null);

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

function begun(text: string): Driver {
  const driver = drive({ moment, nudgeAfterMs: 1000 });
  driver.command(ana, text, [bo, cy]);
  return driver;
}

describe("said at the start", () => {
  test("it is no part of the title, and everybody sees when it closes", () => {
    const driver = begun("background jobs for billing by Friday 17:00");
    expect(driver.state()?.title).toBe("billing");
    expect(driver.effects()).toContainEqual({ kind: "set-timer", timer: `deadline/${FRIDAY}`, at: FRIDAY });
    expect(cardOf(driver, "question/load")).toContain("Closes 27 Nov 2026, 17:00 UTC");
  });

  test("what no moment follows stays a title", () => {
    const driver = begun("background jobs for import by hand");
    expect(driver.state()?.title).toBe("import by hand");
    expect(driver.state()?.deadline).toBeNull();
  });

  test.each([
    ["jobs by hand by friday 17:00", "jobs by hand"],
    ["jobs, by friday 17:00.", "jobs"],
    ["by friday 17:00", ""],
    ["jobs by friday 17:00 by hand", "jobs\nby hand"],
    ["jobs by friday 17:00 for billing", "jobs\nfor billing"],
    ["jobs until friday 17:00?", "jobs"],
    ["jobs for what must be done by friday 17:00", "jobs for what must be done"],
    ["jobs for traffic that doubles by friday 17:00", null],
    ["jobs nearby friday 17:00", null],
  ])("%s", (text, rest) => {
    expect(splitDeadline(text, null, moment)?.rest ?? null).toBe(rest);
  });
});

describe("when it comes", () => {
  test("what waits is closed, nothing more is asked, and the card says who did not answer", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    expect(driver.state()?.status).toBe("recommended");
    expect(driver.state()?.asked.every(({ closed }) => closed)).toBe(true);
    expect(cardOf(driver, `deadline/${FRIDAY}`)).toContain("Ana answered, Bo and Cy did not");
    expect(cardOf(driver, "card")).toContain("1 person, 1 of 4 questions");
  });

  test("an answer that comes after it still counts, and asks for no more", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    driver.submit(bo, "later/load", { today: "many", later: "many", because: "" });
    expect(driver.state()?.status).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("2 people, 1 of 4 questions");
  });

  test("somebody may still want the rest", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    expect(
      controlsOf(driver.screen().get("card")?.card ?? { title: "", blocks: [] }).map(({ id }) => id),
    ).toContain("more");
    driver.press(ana, "ask-all");
    expect(driver.state()?.status).toBe("open");
    expect(driver.state()?.asked.at(-1)?.closed).toBe(false);
  });

  test("where nobody answered it closes nothing, and a first answer goes on as always", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.timer(`deadline/${FRIDAY}`);
    expect(driver.state()?.status).toBe("open");
    expect(cardOf(driver, `deadline/${FRIDAY}`)).toContain("nobody had answered");
    driver.press(ana, "answer/load/few");
    expect(driver.state()?.status).toBe("open");
    expect(driver.screen().has("card")).toBe(false);
    // It did not close then, and does not say so now.
    expect(cardOf(driver, `deadline/${FRIDAY}`)).toContain("It stays open");
  });

  test("the rest that is asked afterwards is no change, and nothing is accepted meanwhile", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    driver.press(ana, "ask-all");
    for (const person of [ana, bo, cy])
      driver.press(person, `answer/${driver.state()?.asked.at(-1)?.question}/not_sure`);
    const card = driver.screen().get("card")?.card ?? { title: "", blocks: [] };
    expect(plain(card)).toContain("This is being looked at again in the thread");
    expect(plain(card)).not.toContain("Before,");
    expect(controlsOf(card).map(({ id }) => id)).not.toContain("accept");
  });

  test("a split that is being talked over is closed too", () => {
    const driver = drive({ moment });
    driver.command(ana, "background jobs by friday 17:00", [bo]);
    driver.say(ana, "ask the rest");
    const torn: Readonly<Record<string, string>> = {
      load: "many",
      team: "nobody",
      burst: "long",
      atomic: "no",
    };
    for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false; guard++) {
      if (guard > 10) throw new Error("it does not end");
      const question = driver.state()?.asked.at(-1)?.question ?? "";
      driver.press(ana, `answer/${question}/${question === "atomic" ? "yes" : torn[question]}`);
      driver.press(bo, `answer/${question}/${torn[question]}`);
    }
    expect(driver.state()?.discussing).toBe("atomic");
    driver.timer(`deadline/${FRIDAY}`);
    expect(driver.state()).toMatchObject({ discussing: null, status: "recommended" });
  });

  test("it closes also what was wanted in full before it came", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.say(ana, "ask the rest");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    expect(cardOf(driver, `deadline/${FRIDAY}`)).toContain("so this is closed");
    expect(driver.state()?.status).toBe("recommended");
    expect(driver.state()?.asked.every(({ closed }) => closed)).toBe(true);
  });
});

describe("said in the thread", () => {
  test("it is set, moved and taken back by those who may", () => {
    const driver = begun("background jobs");
    expect(plainReply(driver.say(cy, "by friday 17:00"))).toContain("Only the person who started this");
    expect(plainReply(driver.say(ana, "deadline: friday 17:00"))).toContain("27 Nov 2026, 17:00 UTC");
    expect(driver.state()?.deadline?.at).toBe(FRIDAY);
    expect(plainReply(driver.say(ana, "no deadline"))).toContain("no deadline");
    expect(driver.state()?.deadline).toBeNull();
    expect(driver.effects()).toContainEqual({ kind: "clear-timer", timer: `deadline/${FRIDAY}` });
  });

  test("it is echoed in the speaker's own time, where that is known", () => {
    const driver = begun("background jobs");
    expect(plainReply(driver.say({ ...ana, zone: "Asia/Kolkata" }, "by friday 17:00"))).toContain(
      "27 Nov 2026, 22:30 Kolkata time",
    );
    expect(plainReply(driver.say({ ...ana, zone: "America/Los_Angeles" }, "by friday 17:00"))).toContain(
      "27 Nov 2026, 09:00 Los Angeles time",
    );
  });

  test("what is no moment is an answer like any other", () => {
    const driver = begun("background jobs");
    expect(driver.say(ana, "by hand")).toMatchObject({ kind: "ephemeral" });
    expect(driver.state()?.deadline).toBeNull();
  });

  test("after the card it is too late", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    expect(plainReply(driver.say(ana, "by friday 17:00"))).toContain("past that");
  });

  test("where it is decided it is too late as well, and no other decision begins", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer(`deadline/${FRIDAY}`);
    driver.press(ana, "accept");
    const id = driver.state()?.id;
    expect(plainReply(driver.say(ana, "by friday 17:00"))).toContain("past that");
    expect(plainReply(driver.command(ana, "no deadline"))).toContain("past that");
    expect(driver.state()).toMatchObject({ id, status: "accepted" });
  });

  test("as a command it is said of the decision that there is", () => {
    const driver = begun("background jobs");
    const id = driver.state()?.id;
    expect(plainReply(driver.command(ana, "by friday 17:00"))).toContain("27 Nov 2026, 17:00 UTC");
    expect(driver.state()).toMatchObject({ id, deadline: { at: FRIDAY } });
  });

  test("a text as long as a platform takes is read at once", () => {
    const asked: string[] = [];
    const long = `${"by and ".repeat(6000)}${" ".repeat(20_000)}`;
    const note = (words: string): null => {
      asked.push(words);
      return null;
    };
    expect(splitDeadline(`${long}friday`, null, note)).toBeNull();
    // Only what may be a moment is looked at: none is longer than a line.
    expect(asked.length).toBeLessThan(30);
  });
});

describe("nobody answers", () => {
  test("one reminder, then where it stands; whoever has answered may then move on", () => {
    const driver = begun("background jobs");
    driver.press(bo, "answer/load/few");
    expect(plainReply(driver.press(bo, "move-on/load"))).toContain("Until those missing have been reminded");
    driver.timer("nudge/load");
    driver.timer("stalled/load");
    expect(cardOf(driver, "stalled/load")).toContain("This one waits for Ana and Cy.");
    driver.press(bo, "move-on/load");
    expect(driver.state()?.asked[0]?.closed).toBe(true);
    expect(cardOf(driver, "stalled/load")).toContain("No longer waiting");
  });

  test("who was reminded and passed over is not waited for again, until they answer", () => {
    const driver = begun("background jobs");
    driver.say(ana, "ask the rest");
    driver.press(ana, "answer/load/few");
    driver.press(bo, "answer/load/few");
    driver.timer("nudge/load");
    driver.press(ana, "move-on/load");
    const next = driver.state()?.asked.at(-1)?.question ?? "";
    expect(cardOf(driver, `question/${next}`)).toContain("Waiting for Ana and Bo.");
    driver.press(cy, `answer/${next}/not_sure`);
    expect(driver.state()?.people.find(({ id }) => id === cy.id)?.expected).toBe(true);
  });

  test("where it stands does not tell the answers to the question that waits", () => {
    const driver = begun("background jobs");
    driver.press(ana, "answer/load/few");
    driver.timer("nudge/load");
    driver.timer("stalled/load");
    expect(cardOf(driver, "stalled/load")).not.toContain("they favour");
  });
});

function plainReply(reply: ReturnType<Driver["say"]>): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}
