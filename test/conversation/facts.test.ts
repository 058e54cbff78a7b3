import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { ana, answerAll, type Driver, drive } from "./driver.ts";
import { jobs, packSetOf } from "./pack.ts";

const CHOICE: Readonly<Record<string, string>> = {
  load: "few",
  team: "nobody",
  atomic: "yes",
  burst: "short",
};

/** The table has become harder to run, and nobody asks about transactions any more. */
const later: Pack = {
  ...jobs,
  version: "1.1.0",
  criteria: jobs.criteria.map((criterion) =>
    criterion.id === "care"
      ? {
          ...criterion,
          ratings: criterion.ratings.map((rating) =>
            rating.option === "table" ? { ...rating, score: 7 } : rating,
          ),
        }
      : criterion,
  ),
  questions: jobs.questions.filter(({ id }) => id !== "atomic"),
};
const newer = { digest: "c".repeat(64), pack: later };

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

function decided(): Driver {
  const driver = drive({ place: { platform: "slack", team: "T", channel: "C", thread: null } });
  driver.command(ana, "background jobs for billing");
  driver.say(ana, "ask the rest");
  answerAll(driver, ana, CHOICE);
  driver.press(ana, "accept");
  return driver;
}

test("a decision made on facts that have changed since says so, with what changed", () => {
  const driver = decided();
  driver.stock(packSetOf(newer));
  driver.tell({ kind: "packs", at: 0 });
  const card = cardOf(driver, "card");
  expect(card).toContain("A fact has changed since:");
  expect(card).toContain("Little to run, Jobs table: was 9 of 10, is 7 of 10.");
  expect(cardOf(driver, "root")).toContain("(facts have changed since)");
});

test("it is said once, and of the newest pack", () => {
  const driver = decided();
  driver.stock(packSetOf(newer));
  driver.tell({ kind: "packs", at: 0 });
  const before = driver.effects().length;
  driver.tell({ kind: "packs", at: 0 });
  expect(driver.effects()).toHaveLength(before);
});

test("a pack that says the same is no news, and neither is one that is still on the packSet", () => {
  const driver = decided();
  driver.tell({ kind: "packs", at: 0 });
  driver.stock(packSetOf({ digest: "d".repeat(64), pack: { ...jobs, version: "1.0.1" } }));
  driver.tell({ kind: "packs", at: 0 });
  expect(driver.state()?.newer).toBeNull();
  expect(cardOf(driver, "card")).not.toContain("changed since");
});

test("the reminder says it too, and going through it again takes the facts of today", () => {
  const driver = decided();
  driver.stock(packSetOf(newer));
  driver.timer("review");
  expect(cardOf(driver, "review")).toContain("was 9 of 10, is 7 of 10");
  driver.press(ana, "again");
  expect(driver.state()?.pack?.digest).toBe(newer.digest);
  expect(driver.state()?.list.map(({ question }) => question)).not.toContain("atomic");
  expect(driver.state()?.people[0]?.votes.map(({ question }) => question)).not.toContain("atomic");
  answerAll(driver, ana, CHOICE);
  expect(cardOf(driver, "card/2")).toContain("jobs 1.1.0");
});
