import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Summary } from "../../src/port.ts";
import { ana, type Driver, drive, ended, thread } from "./driver.ts";

const before: Summary = {
  id: "before01",
  title: "Billing",
  status: "accepted",
  place: { ...thread, thread: "old" },
  at: Date.UTC(2026, 4, 1),
  text: ["Decided: Jobs table for “Billing”"],
};

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

function recommended(driver: Driver, text: string): void {
  driver.command(ana, text);
  for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 10; guard++)
    driver.press(ana, `answer/${driver.state()?.asked.at(-1)?.question}/not_sure`);
  ended(driver, [ana]);
}

function other(driver: Driver): string {
  return driver.state()?.recommendation?.option === "table" ? "queue" : "table";
}

test("the same title decided again says what it takes the place of, with a link", () => {
  const driver = drive({ earlier: [before] });
  recommended(driver, "background jobs for billing");
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

test.each(["cancelled", "deleted"])("one that is %s takes no place any more", (end) => {
  const driver = drive({ earlier: [before] });
  recommended(driver, "background jobs for billing");
  const id = driver.state()?.id ?? "";
  driver.submit(ana, "otherwise", { option: other(driver), reason: "So be it" });
  if (end === "deleted") driver.press(ana, "delete");
  else {
    driver.submit(ana, "later/load", { today: "many", later: "many", because: "" });
    driver.say(ana, "cancel");
  }
  expect(driver.effects()).toContainEqual({ kind: "reinstate", decision: "before01", from: id });
});

test("another title, or none of its own, takes no place", () => {
  const unlike = drive({ earlier: [before] });
  recommended(unlike, "background jobs for invoices");
  expect(unlike.state()?.supersedes).toBeNull();
  const none = drive({ earlier: [{ ...before, title: "Queue vs table" }] });
  recommended(none, "background jobs");
  expect(none.state()?.supersedes).toBeNull();
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
  driver.tell({ kind: "reinstated", from: "another1", at: 0 });
  expect(cardOf(driver, "card")).toContain("Superseded by");
  driver.tell({ kind: "reinstated", from: "after001", at: 0 });
  expect(cardOf(driver, "card")).not.toContain("Superseded by");
});
