/** The card is kept as it was posted, with the verdict that it was drawn from. */
import { expect, test } from "vitest";
import { ballotsOf } from "../../src/conversation/ballots.ts";
import { recommendationIn, type State } from "../../src/conversation/state.ts";
import { CORE_VERSION, verdict } from "../../src/scoring/compute.ts";
import { verdictJson } from "../../src/scoring/json.ts";
import { ana, answerAll, bo, type Driver, drive } from "./driver.ts";
import { jobs } from "./pack.ts";

const ANSWERS = { load: "few", team: "nobody", atomic: "yes" };

function stateOf(driver: Driver): State {
  const state = driver.state();
  if (state === null) throw new Error("a decision expected");
  return state;
}

/** Both agree, and the card is there. */
function recommended(): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  for (const person of [ana, bo]) answerAll(driver, person, ANSWERS);
  return driver;
}

/** What is kept is what is on the screen, and what the core says of the answers now. */
function expectKept(driver: Driver): void {
  const state = stateOf(driver);
  expect(recommendationIn(state)?.posted).toEqual({
    core: CORE_VERSION,
    verdict: verdictJson(jobs, verdict(jobs, ballotsOf(state, jobs))),
    card: driver.screen().get("card")?.card,
  });
}

test("whatever changes it, the card that is kept is the one on the screen", () => {
  const driver = recommended();
  expectKept(driver);
  const before = recommendationIn(stateOf(driver))?.posted?.verdict;
  driver.submit(bo, "later/load", { today: "many", later: "many", because: "" });
  expectKept(driver);
  expect(recommendationIn(stateOf(driver))?.posted?.verdict).not.toBe(before);
  driver.press(ana, "accept");
  expect(driver.screen().get("card")?.card.title).toContain("decided by Ana");
  expectKept(driver);
});

test("with somebody who is forgotten, what was kept of them goes", () => {
  const driver = recommended();
  driver.submit(bo, "otherwise", { option: "queue", reason: "We run one already" });
  expect(JSON.stringify(recommendationIn(stateOf(driver)))).toContain("decided by Bo");
  driver.tell({ kind: "forget", person: bo.id, at: 0 });
  const kept = JSON.stringify(recommendationIn(stateOf(driver)));
  expect(kept).toContain("decided by someone");
  for (const word of ["Bo", bo.id, "We run one"]) expect(kept).not.toContain(`"${word}`);
  expectKept(driver);
});

test("a message that an older one was put in the place of is shown anew, as it is now; what is no more is left alone", () => {
  const driver = recommended();
  const { card } = driver.screen().get("card") ?? {};
  const before = [JSON.stringify(driver.state()), driver.effects().length] as const;
  for (const slot of ["card", "live/99"]) driver.tell({ kind: "overwritten", slot, at: 0 });
  expect(driver.effects().slice(before[1])).toEqual([
    { kind: "show", slot: "card", audience: expect.any(String), card },
  ]);
  expect(JSON.stringify(driver.state())).toBe(before[0]);
});
