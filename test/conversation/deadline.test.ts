/** Deadlines and reminders: by the time there is, and to those who are missing. */
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { World } from "../../src/conversation/event.ts";
import { readMoment } from "../../src/conversation/input/dates/dates.ts";
import { timersOf } from "../../src/conversation/steps/timers.ts";
import { ana, answerAll, bo, controlsOf, cy, type Driver, drive, rungBy } from "./driver.ts";

const FRIDAY = Date.UTC(2026, 10, 27, 17);
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** The one moment that these tests know. */
const moment: World["moment"] = (words) =>
  words.toLowerCase() === "friday 17:00" ? { kind: "moment", at: FRIDAY, timed: true } : { kind: "nothing" };

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

function begun(text: string): Driver {
  const driver = drive({ moment, nudgeAfterMs: DAY });
  driver.command(ana, text, [bo, cy]);
  return driver;
}

describe("said at the start", () => {
  test("it is no part of the title, and everybody sees when it closes", () => {
    const driver = begun("background jobs for billing by Friday 17:00");
    expect(driver.state()?.title).toBe("billing");
    expect(driver.effects()).toContainEqual({ kind: "set-timer", timer: `deadline/${FRIDAY}`, at: FRIDAY });
    expect(cardOf(driver, "opening")).toContain("Closes 27 Nov 2026, 17:00 UTC");
  });

  test("what no moment follows stays a title", () => {
    const driver = begun("background jobs for import by hand");
    expect(driver.state()?.title).toBe("import by hand");
    expect(driver.state()?.deadline).toBeNull();
  });

  test("what is no time that can be read is named, until it is put right", () => {
    const driver = begun("background jobs for billing until fridaz");
    expect(cardOf(driver, "opening")).toContain("is no time that I can read");
    driver.say(ana, "until friday 17:00");
    expect(cardOf(driver, "opening")).not.toContain("is no time that I can read");
    expect(cardOf(driver, "opening")).toContain("Closes 27 Nov 2026, 17:00 UTC");
  });
});

describe("when it comes", () => {
  test("it goes on to the card, which says who did not answer", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer("deadline");
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("Without answers from Bo and Cy.");
    expect(cardOf(driver, "card")).toContain("1 person, 1 of 3 questions answered");
  });

  test("an answer that comes after it still counts", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer("deadline");
    driver.submit(bo, "later/load", { today: "many", later: "many", because: "" });
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect(cardOf(driver, "card")).toContain("2 people");
  });

  test("somebody may still want the rest", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer("deadline");
    const card = driver.screen().get("card")?.card ?? { title: "", blocks: [] };
    expect(controlsOf(card).map(({ id }) => id)).toContain("more");
    const reply = driver.press(ana, "ask-all");
    expect(
      reply.kind === "ephemeral"
        ? controlsOf(reply.card)
            .map(({ id }) => id)
            .join(" ")
        : "",
    ).toMatch(/answer\//);
    expect(driver.state()?.phase.kind).toBe("recommended");
  });

  test("where nobody answered it closes nothing and says so, and a first answer goes on as always", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.timer("deadline");
    expect(driver.state()?.phase.kind).toBe("answering");
    expect(cardOf(driver, `deadline/${FRIDAY}`)).toContain("nobody had answered");
    driver.press(ana, "answer/load/few");
    expect(driver.state()?.phase.kind).toBe("answering");
    expect(driver.screen().has("card")).toBe(false);
    // It did not close then, and does not say so now.
    expect(cardOf(driver, `deadline/${FRIDAY}`)).toContain("It stays open");
  });

  test("at it there is no round two, and one that is going on ends", () => {
    const torn = { load: "many", team: "nobody", burst: "long", atomic: "no" };
    const driver = drive({ moment });
    driver.command(ana, "background jobs by friday 17:00", [bo]);
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, { ...torn, atomic: "yes" });
    answerAll(driver, bo, torn);
    expect(driver.state()?.phase).toMatchObject({ kind: "differing", splits: ["atomic"] });
    driver.timer("deadline");
    expect(driver.state()?.phase.kind).toBe("recommended");
    const short = drive({ moment });
    short.command(ana, "background jobs by friday 17:00", [bo, cy]);
    short.say(ana, "ask the rest");
    answerAll(short, ana, { ...torn, atomic: "yes" });
    answerAll(short, bo, torn);
    short.timer("deadline");
    expect(short.state()?.phase.kind).toBe("recommended");
    expect(short.screen().has("differ")).toBe(false);
    expect(cardOf(short, "card")).toContain("Apart");
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

  test("words that are no moment, or two, are asked back about, and change nothing", () => {
    const real: World["moment"] = (words) =>
      readMoment(words, { now: Date.UTC(2026, 10, 22, 12), zone: "Europe/Berlin", locale: null });
    const driver = drive({ moment: real });
    driver.command(ana, "background jobs");
    expect(plainReply(driver.say(ana, "until 4/3/2027"))).toContain("could mean");
    expect(plainReply(driver.say(ana, "until fridaz"))).toContain("is no time that I can read");
    expect(plainReply(driver.say(ana, "by yesterday"))).toContain("is in the past");
    expect(driver.state()?.deadline).toBeNull();
  });

  test("as a command it is said of the decision that there is", () => {
    const driver = begun("background jobs");
    const id = driver.state()?.id;
    expect(plainReply(driver.command(ana, "by friday 17:00"))).toContain("27 Nov 2026, 17:00 UTC");
    expect(driver.state()).toMatchObject({ id, deadline: { at: FRIDAY } });
  });

  test("where it is decided it is too late, and no other decision begins", () => {
    const driver = begun("background jobs by friday 17:00");
    driver.press(ana, "answer/load/few");
    driver.timer("deadline");
    driver.press(ana, "accept");
    const id = driver.state()?.id;
    expect(plainReply(driver.say(ana, "by friday 17:00"))).toContain("To decide it anew, type “again”");
    expect(plainReply(driver.command(ana, "no deadline"))).toContain("To decide it anew, type “again”");
    expect(driver.state()).toMatchObject({ id, phase: { kind: "decided" } });
  });

  test("a text as long as a platform takes is read at once", () => {
    const asked: string[] = [];
    const long = `${"by and ".repeat(6000)}${" ".repeat(20_000)}`;
    const driver = drive({
      moment(words) {
        asked.push(words);
        return { kind: "nothing" };
      },
    });
    driver.command(ana, `background jobs ${long}friday`);
    // Only what may be a moment is looked at: none is longer than a line.
    expect(asked.length).toBeLessThan(60);
  });
});

describe("reminders", () => {
  /** How long after the start each reminder of a decision comes that has so long. */
  const remindersFor = (span: number | null): readonly number[] => {
    const start = Date.UTC(2026, 10, 23, 9);
    const driver = drive();
    driver.command(ana, "background jobs", [bo]);
    const state = driver.state();
    if (state === null) throw new Error("nothing was begun");
    const deadline = span === null ? null : ({ at: start + span, came: "not-yet" } as const);
    const timers = timersOf({ ...state, askedAt: start, deadline }, { nudgeAfterMs: DAY, zone: "UTC" });
    return [...timers].flatMap(([name, at]) => (name.startsWith("reminder/") ? [at - start] : []));
  };

  test("go by the time there is: none for a few hours, one in the middle, two for a week and more", () => {
    expect(remindersFor(3 * HOUR)).toEqual([]);
    expect(remindersFor(2 * DAY)).toEqual([DAY]);
    expect(remindersFor(9 * DAY)).toHaveLength(2);
    expect(remindersFor(null)).toEqual([DAY, 8 * DAY]);
  });

  test("keep to working days", () => {
    // Monday to the Monday after next: a third and two thirds of it would be a Friday and a Wednesday.
    for (const at of remindersFor(10 * DAY)) {
      const day = new Date(Date.UTC(2026, 10, 23, 9) + at).getUTCDay();
      expect([1, 2, 3, 4, 5]).toContain(day);
    }
    // In the middle of ten days from Monday there is a Saturday.
    expect(remindersFor(6 * DAY)).toEqual([3 * DAY]);
  });

  test("one rings for those who are missing; then, once, the thread is told and nobody is rung", () => {
    const driver = begun("background jobs");
    driver.press(bo, "answer/load/few");
    driver.timer("reminder/1");
    expect(rungBy(driver.screen().get("reminder/1")?.card ?? { title: "", blocks: [] })).toEqual([
      "Ana",
      "Cy",
    ]);
    expect(cardOf(driver, "reminder/1")).toContain("your answers are still missing");
    driver.timer("reminder/2");
    expect(rungBy(driver.screen().get("reminder/2")?.card ?? { title: "", blocks: [] })).toEqual([]);
    const before = driver.effects().length;
    driver.timer("reminder/3");
    expect(driver.effects()).toHaveLength(before);
    driver.press(bo, "move-on");
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect(cardOf(driver, "reminder/1")).toBe("No longer waited for: Ana and Cy. Their answers still count.");
    expect(cardOf(driver, "live/1")).toMatch(/^Answered: Bo\. Not yet: Ana and Cy\./);
  });

  test("whoever has answered some of it is not said to have answered once the starter moves on", () => {
    const driver = begun("background jobs");
    driver.press(bo, "answer/load/many");
    driver.press(ana, "move-on");
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect(cardOf(driver, "live/1")).toMatch(/^In part: Bo \(1 of \d\)\. Not yet: Ana and Cy\./);
  });

  test("where everybody has answered in the end, it says so", () => {
    const driver = begun("background jobs");
    driver.timer("reminder/1");
    for (const by of [ana, bo, cy]) answerAll(driver, by, { load: "few" });
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect(cardOf(driver, "reminder/1")).toBe("Everybody who was asked has answered.");
    expect(cardOf(driver, "live/1")).toMatch(/^Answered: Ana, Bo and Cy\./);
  });

  test("go out when it is working time for all who are missing, each in their own zone", () => {
    const start = Date.UTC(2026, 10, 23, 23);
    const driver = drive({ zone: "Europe/Berlin" });
    driver.command({ ...ana, zone: "Asia/Kolkata" }, "background jobs", [bo]);
    const first = (zones: Readonly<Record<string, string>>): string => {
      const state = driver.state();
      if (state === null) throw new Error("nothing was begun");
      const people = state.people.map((member) => {
        const { zone: _, ...rest } = member;
        const zone = zones[member.name];
        return zone === undefined ? rest : { ...rest, zone };
      });
      const timers = timersOf(
        { ...state, askedAt: start, people },
        { nudgeAfterMs: DAY, zone: "Europe/Berlin" },
      );
      const [at] = [...timers].flatMap(([name, at]) => (name.startsWith("reminder/1") ? [at] : []));
      return new Date(at ?? 0).toISOString().slice(0, 16);
    };
    // Nine in Kolkata, on a Wednesday; nine in Berlin; when both work; when Berlin, where the bot is, does.
    expect(first({ Ana: "Asia/Kolkata", Bo: "Asia/Kolkata" })).toBe("2026-11-25T03:30");
    expect(first({ Ana: "Europe/Berlin", Bo: "Asia/Kolkata" })).toBe("2026-11-25T08:00");
    expect(first({ Ana: "Asia/Kolkata" })).toBe("2026-11-25T08:00");
    expect(first({})).toBe("2026-11-25T08:00");
  });

  test("in round two go by the time there is, ring for those who have neither kept nor changed, and go with it", () => {
    const torn = { load: "many", team: "nobody", burst: "long", atomic: "no" };
    const talking = (text: string): Driver => {
      const driver = drive({ moment });
      driver.command(ana, text, [bo]);
      driver.say(ana, "ask the rest");
      answerAll(driver, ana, { ...torn, atomic: "yes" });
      answerAll(driver, bo, torn);
      expect(driver.state()?.phase.kind).toBe("differing");
      return driver;
    };
    const driver = talking("background jobs");
    driver.press(ana, "keep");
    driver.pass(2 * DAY);
    const reminder = driver.screen().get("talk/1")?.card ?? { title: "", blocks: [] };
    expect(rungBy(reminder)).toEqual(["Bo"]);
    expect(controlsOf(reminder).map(({ id }) => id)).toEqual(["keep"]);
    driver.pass(8 * DAY);
    expect(rungBy(driver.screen().get("talk/2")?.card ?? { title: "", blocks: [] })).toEqual([]);
    driver.press(bo, "keep");
    expect(driver.state()?.phase.kind).toBe("recommended");
    expect([...driver.screen().keys()].filter((slot) => slot.startsWith("talk"))).toEqual([]);
    // Until Friday there is time for one, in the middle.
    const timers = [...timersOf(talking("background jobs by friday 17:00").state() ?? never(), SETTINGS)];
    expect(timers.flatMap(([name]) => (name.startsWith("talk/") ? [name.slice(0, 6)] : []))).toEqual([
      "talk/1",
    ]);
  });

  test("a zone that is unknown here counts as where the bot is, and is no fault", () => {
    const driver = drive({ moment, zone: "Asia/Kolkata" });
    driver.command({ ...ana, zone: "Mars/Olympus" }, "background jobs", [{ ...bo, zone: "" }]);
    expect(driver.state()?.people.map(({ zone }) => zone)).toEqual([undefined, undefined]);
    expect(plainReply(driver.say({ ...ana, zone: "Mars/Olympus" }, "until friday 17:00"))).toContain(
      "17:00 UTC",
    );
  });

  test("one that was set by other hours, or by version 3, still comes, once", () => {
    const driver = begun("background jobs");
    driver.timer("reminder/1/7");
    expect(driver.state()?.reminded).toBe(1);
    driver.timer("reminder/1/7");
    expect(driver.state()?.reminded).toBe(1);
  });

  test("nobody is rung for who does not want it, and their name stands there all the same", () => {
    const driver = begun("background jobs");
    driver.say(cy, "don't ring me");
    driver.timer("reminder/1");
    const card = driver.screen().get("reminder/1")?.card ?? { title: "", blocks: [] };
    expect(rungBy(card)).toEqual(["Ana", "Bo"]);
    expect(plain(card)).toContain("Cy");
    driver.say(cy, "ring me");
    driver.timer("reminder/2");
    expect(driver.state()?.people.find(({ id }) => id === cy.id)?.quiet).toBeUndefined();
  });

  describe("that come late, for the bot was away", () => {
    const rings = (driver: Driver) => [...driver.screen().values()].flatMap(({ card }) => rungBy(card));

    test("ring all the same within a week", () => {
      const driver = begun("background jobs");
      driver.press(bo, "answer/load/few");
      driver.wake(6 * DAY);
      expect(rungBy(driver.screen().get("reminder/1")?.card ?? { title: "", blocks: [] })).toEqual([
        "Ana",
        "Cy",
      ]);
    });

    test("ring for nobody after half a year: the thread is told once, and it goes on", () => {
      const driver = begun("background jobs");
      driver.press(bo, "answer/load/few");
      const before = rings(driver);
      driver.wake(182 * DAY);
      expect(rings(driver)).toEqual(before);
      expect([...driver.screen().keys()].filter((slot) => slot.startsWith("reminder/"))).toEqual([
        "reminder/2",
      ]);
      driver.press(ana, "move-on");
      expect(driver.state()?.phase.kind).toBe("recommended");
    });

    test("the same whichever of several that are due is heard first, as where replicas hear them side by side", () => {
      const driver = begun("background jobs");
      const before = rings(driver);
      driver.wake(182 * DAY, "newest");
      expect(rings(driver)).toEqual(before);
      expect([...driver.screen().keys()].filter((slot) => slot.startsWith("reminder/"))).toEqual([
        "reminder/2",
      ]);
      expect(driver.state()?.reminded).toBe(2);
    });

    test("of a recommendation that nobody took up, nothing is said any more", () => {
      const driver = drive();
      driver.command(ana, "background jobs");
      answerAll(driver, ana, { load: "few" });
      driver.wake(182 * DAY);
      expect(driver.screen().has("undecided")).toBe(false);
      driver.press(ana, "accept");
      expect(driver.state()?.phase.kind).toBe("decided");
    });

    test("whether it still holds is asked, and nobody is rung", () => {
      const driver = drive();
      driver.command(ana, "background jobs");
      answerAll(driver, ana, { load: "few" });
      driver.press(ana, "accept");
      const before = rings(driver);
      driver.wake(365 * DAY);
      expect(driver.screen().has("review")).toBe(true);
      expect(rings(driver)).toEqual(before);
    });
  });

  test("a recommendation that nobody takes up reminds the starter, once, after three working days", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    answerAll(driver, ana, { load: "few" });
    driver.pass(2 * DAY);
    expect(driver.screen().has("undecided")).toBe(false);
    driver.pass(3 * DAY);
    expect(rungBy(driver.screen().get("undecided")?.card ?? { title: "", blocks: [] })).toEqual(["Ana"]);
    const before = driver.effects().length;
    driver.pass(30 * DAY);
    expect(driver.effects()).toHaveLength(before);
    expect(cardOf(driver, "undecided")).toContain("nobody has decided yet");
    const state = driver.state();
    const another = drive(state === null ? {} : { state });
    driver.press(ana, "accept");
    expect(driver.screen().has("undecided")).toBe(false);
    another.press(ana, "cancel");
    expect(another.effects()).toContainEqual({ kind: "remove", slot: "undecided" });
  });
});

const SETTINGS = { nudgeAfterMs: DAY, zone: "UTC" };

function never(): never {
  throw new Error("nothing was begun");
}

function plainReply(reply: ReturnType<Driver["say"]>): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}
