import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { recommendationIn } from "../../src/conversation/state.ts";
import type { Summary } from "../../src/port.ts";
import { ana, answerAll, type Driver, drive, thread } from "./driver.ts";
import { colours, packSetOf, record } from "./pack.ts";

const before: Summary = {
  id: "before01",
  title: "Billing",
  status: "accepted",
  place: { ...thread, thread: "old" },
  at: Date.UTC(2026, 4, 1),
  pack: record.digest,
  text: ["Decided: Jobs table for “Billing”"],
};

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

function recommended(driver: Driver, text: string): void {
  driver.command(ana, text);
  answerAll(driver, ana, {});
}

function other(driver: Driver): string {
  const state = driver.state();
  return state !== null && recommendationIn(state)?.option === "table" ? "queue" : "table";
}

test("the same title decided again says what it takes the place of, with a link", () => {
  const driver = drive({ earlier: [before] });
  recommended(driver, "anew background jobs for billing");
  expect(cardOf(driver, "card")).toContain("Replaces the decision of 1 May 2026.");
  expect(JSON.stringify(driver.screen().get("card"))).toContain('"kind":"place"');
  expect(driver.effects()).not.toContainEqual(expect.objectContaining({ kind: "supersede" }));
  driver.submit(ana, "otherwise", { option: other(driver), reason: "So be it" });
  expect(driver.effects()).toContainEqual(
    expect.objectContaining({
      kind: "supersede",
      decision: "before01",
      by: expect.objectContaining({ title: "billing" }),
    }),
  );
});

test("one that is deleted takes no place any more", () => {
  const driver = drive({ earlier: [before] });
  recommended(driver, "anew background jobs for billing");
  const id = driver.state()?.id ?? "";
  driver.submit(ana, "otherwise", { option: other(driver), reason: "So be it" });
  driver.press(ana, "delete");
  expect(driver.effects()).toContainEqual({ kind: "unlink", decision: "before01", from: id });
});

test("one whose place was taken is linked to no more once it is deleted", () => {
  const driver = drive();
  recommended(driver, "background jobs for billing");
  const later = { id: "after001", title: "Billing", at: Date.UTC(2026, 10, 30), channel: "c", thread: "new" };
  driver.tell({ kind: "superseded", by: later, at: 0 });
  const id = driver.state()?.id ?? "";
  driver.press(ana, "delete");
  expect(driver.effects()).toContainEqual({ kind: "unlink", decision: "after001", from: id });
  const next = drive({ earlier: [before] });
  recommended(next, "anew background jobs for billing");
  expect(cardOf(next, "card")).toContain("Replaces");
  next.tell({ kind: "unlinked", from: "before01", at: 0 });
  expect(next.state()?.supersedes).toBeNull();
  expect(cardOf(next, "card")).not.toContain("Replaces");
});

test("what the room has decided before is said to the asker first, and nothing is begun; it can be gone through again", () => {
  const driver = drive({ earlier: [before] });
  const reply = driver.command(ana, "background jobs for Billing!");
  expect(reply).toMatchObject({ kind: "ephemeral", token: { decision: "before01" } });
  const said = reply.kind === "ephemeral" ? plain(reply.card) : "";
  expect(said).toContain("Decided: Jobs table for “Billing” (1 May 2026)");
  expect(said).toContain("“anew background jobs for Billing!”");
  expect(said).toContain("[Go through it again]");
  expect(driver.state()).toBeNull();
  expect(driver.effects()).toEqual([]);
});

test("another title, or none of its own, takes no place", () => {
  const unlike = drive({ earlier: [before] });
  recommended(unlike, "background jobs for invoices");
  expect(unlike.state()?.supersedes).toBeNull();
  const none = drive({ earlier: [{ ...before, title: "Queue vs table" }] });
  recommended(none, "background jobs");
  expect(none.state()?.supersedes).toBeNull();
});

test("what was decided with another pack is another decision, of whatever title; another version of the pack is not", () => {
  const own = packSetOf(record, { digest: "b".repeat(64), pack: colours });
  const other = { ...before, pack: "b".repeat(64) };
  const driver = drive({ packSet: own, earlier: [other] });
  expect(driver.command(ana, "background jobs for billing")).toMatchObject({ kind: "nothing" });
  expect(driver.state()).toMatchObject({ pack: { id: "jobs" }, supersedes: null });
  const older = { digest: "c".repeat(64), pack: { ...record.pack, version: "0.9.0" } };
  const known = { current: [record], get: packSetOf(record, older).get };
  const again = drive({ packSet: known, earlier: [other, { ...before, pack: older.digest }] });
  expect(again.command(ana, "background jobs for billing")).toMatchObject({
    token: { decision: "before01" },
  });
});

test("the older one's card says what took its place", () => {
  const driver = drive();
  recommended(driver, "background jobs for billing");
  driver.tell({
    kind: "superseded",
    by: { id: "after001", title: "Billing", at: Date.UTC(2026, 10, 30), channel: "c", thread: "new" },
    at: 0,
  });
  expect(cardOf(driver, "card")).toContain("Superseded by the decision of 30 Nov 2026.");
  driver.tell({ kind: "unlinked", from: "another1", at: 0 });
  expect(cardOf(driver, "card")).toContain("Superseded by");
  driver.tell({ kind: "unlinked", from: "after001", at: 0 });
  expect(cardOf(driver, "card")).not.toContain("Superseded by");
});
