/** What the core is handed of a team's answers: those that apply by their giver's own. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ballotOf } from "../../src/conversation/ballots.ts";
import type { Vote } from "../../src/conversation/state.ts";
import { answerOf, applying } from "../../src/scoring/model/applies.ts";
import { parseAnswers } from "../../src/scoring/pack/answers.ts";
import { type Case, cases } from "../scoring/arbitrary.ts";
import { ana, answerAll, bo, type Driver, drive } from "./driver.ts";
import { jobs } from "./pack.ts";

function vote(question: string, today: string | null, later: string | null = null): Vote {
  return { question, today, later, because: null, afterTalk: false };
}

function votesIn({ pack, ballots }: Case, voter: string): readonly Vote[] {
  const { today = {}, later = {} } = Object.entries(ballots).find(([id]) => id === voter)?.[1] ?? {};
  const said = (answers: Readonly<Record<string, string>>, id: string): string | null =>
    Object.hasOwn(answers, id) ? (answers[id] ?? null) : null;
  return pack.questions
    .map(({ id }) => vote(id, said(today, id), said(later, id)))
    .filter(({ today, later }) => today !== null || later !== null);
}

test("whatever people said, the core is handed nothing that it refuses, and everything else", () => {
  fc.assert(
    fc.property(cases(), (one) => {
      for (const voter of Object.keys(one.ballots)) {
        const votes = votesIn(one, voter);
        const ballot = ballotOf({ votes }, one.pack);
        expect(parseAnswers({ voters: { one: ballot } }, one.pack)).toMatchObject({ ok: true });
        for (const horizon of ["today", "later"] as const) {
          const applies = applying(one.pack, { own: ballot }, horizon);
          for (const { question, today, later } of votes)
            if (applies.get(question) !== "not")
              expect(answerOf(ballot, question, horizon)).toBe(
                (horizon === "later" ? (later ?? today) : today) ?? undefined,
              );
        }
      }
    }),
  );
});

test("what applies only later is said for later", () => {
  const votes = [vote("load", "few", "many"), vote("burst", "long")];
  expect(ballotOf({ votes }, jobs)).toEqual({
    today: { load: "few" },
    later: { load: "many", burst: "long" },
  });
});

function cardOf(driver: Driver): unknown {
  return driver.screen().get("card")?.card;
}

test("an answer that has stopped applying changes nothing, and comes back with what it hangs on", () => {
  const play = (...presses: readonly string[]): Driver => {
    const driver = drive();
    driver.command(ana, "message queue or jobs table for mail");
    for (const control of [...presses, "answer/team/nobody", "answer/atomic/yes"]) driver.press(ana, control);
    answerAll(driver, ana, {});
    return driver;
  };
  const stale = play("answer/load/many", "answer/burst/long", "answer/load/few");
  expect(stale.state()?.people[0]?.votes.map(({ question }) => question)).toContain("burst");
  expect(cardOf(stale)).toEqual(cardOf(play("answer/load/few")));
  stale.press(ana, "answer/load/many");
  expect(ballotOf(stale.state()?.people[0] ?? { votes: [] }, jobs).today).toMatchObject({ burst: "long" });
});

test("round two waits for nobody whose answer does not apply any more, and shows them on no side", () => {
  const driver = drive();
  driver.command(ana, "message queue or jobs table for mail", [bo]);
  for (const control of ["answer/load/many", "answer/burst/long", "answer/load/few"])
    driver.press(bo, control);
  answerAll(driver, bo, { team: "nobody", atomic: "yes" });
  answerAll(driver, ana, { load: "many", team: "ops", atomic: "no", burst: "short" });
  const message = JSON.stringify(driver.screen().get("differ")?.card ?? null);
  expect(message).toContain("How many jobs a second?");
  expect(message).not.toContain("How long are the bursts?");
});
