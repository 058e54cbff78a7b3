/** Whoever types an answer has an answer, or a word about it: whatever has become of the question meanwhile. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Reply } from "../../src/port.ts";
import { ana, answerAll, bo, cy, type Driver, drive, ended } from "./driver.ts";
import { jobs } from "./pack.ts";

const ANSWERS = { load: "few", team: "nobody", atomic: "yes" };
/** Of the questions that the team was asked. */
const labelsIn = (driver: Driver) =>
  jobs.questions
    .filter(({ id }) => driver.state()?.list.some(({ question }) => question === id))
    .flatMap(({ choices }) => choices.map(({ label }) => label));

/** In the thread, without naming the bot: as most people answer. */
const types = (driver: Driver, text: string, by = bo): Reply => driver.say(by, text, false);

const told = (reply: Reply): string => (reply.kind === "ephemeral" ? plain(reply.card) : "");

function begun(): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  return driver;
}

const PHASES: Readonly<Record<string, (driver: Driver) => void>> = {
  "while it is asked": () => {},
  "once they are through": (driver) => {
    answerAll(driver, bo, ANSWERS);
    ended(driver, bo);
  },
  "in round two": (driver) => {
    answerAll(driver, bo, ANSWERS);
    ended(driver, bo);
    answerAll(driver, ana, { load: "many", team: "ops", atomic: "no" });
    ended(driver, ana);
  },
  "once there is a card": (driver) => {
    for (const by of [ana, bo]) {
      answerAll(driver, by, ANSWERS);
      ended(driver, by);
    }
  },
  "once it is decided": (driver) => {
    for (const by of [ana, bo]) {
      answerAll(driver, by, ANSWERS);
      ended(driver, by);
    }
    driver.press(ana, "accept");
  },
  "once it is cancelled": (driver) => void driver.say(ana, "cancel"),
  "once it is deleted": (driver) => void driver.say(ana, "delete"),
};

const someone = fc.constantFrom(ana, bo, cy);
const reason = fc.constantFrom("", " because we tried", ", since it has to last");

describe.each(Object.entries(PHASES))("a number typed %s", (_, play) => {
  test("counts, or whoever typed it is told that it does not", () => {
    fc.assert(
      fc.property(someone, fc.integer({ min: 0, max: 99 }), reason, (by, number, because) => {
        const driver = begun();
        play(driver);
        const votes = () => driver.state()?.people.flatMap((member) => member.votes).length ?? 0;
        const before = votes();
        const reply = types(driver, `${number}${because}`, by);
        expect(votes() > before || told(reply) !== "").toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

test.each(["in round two", "once there is a card", "once it is decided"])(
  "a choice's own label typed %s is answered when the question has just closed, and talk a while later",
  (phase) => {
    const driver = begun();
    PHASES[phase]?.(driver);
    const labels = labelsIn(driver);
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) expect(told(types(driver, label))).not.toBe("");
    driver.pass(10 * 60 * 1000);
    for (const label of labels) expect(types(driver, label)).toEqual({ kind: "nothing" });
  },
);

test("talk that is no answer is left alone, whatever has become of the question", () => {
  for (const play of Object.values(PHASES)) {
    const driver = begun();
    play(driver);
    for (const text of ["see you at 2", "v2 is out", "we have 2 of those", "lunch?"])
      expect(types(driver, text)).toEqual({ kind: "nothing" });
  }
});
