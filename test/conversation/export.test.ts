import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { ana, answerAll, bo, cy, type Driver, drive } from "./driver.ts";

function cardOf(driver: Driver, slot: string): string {
  const shown = driver.screen().get(slot);
  return shown === undefined ? "" : plain(shown.card);
}

function said(reply: ReturnType<Driver["say"]>): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}

/** Recommended; Ana and Bo have answered. */
function recommended(connected = false): Driver {
  const driver = drive({ connected });
  driver.command(ana, "background jobs for billing", [bo]);
  for (const person of [ana, bo]) answerAll(driver, person, CHOICE);
  return driver;
}

/** What was exported last. */
function recordOf(driver: Driver): string {
  return driver.state()?.exported?.file?.text ?? "";
}

const CHOICE: Readonly<Record<string, string>> = {
  load: "few",
  team: "nobody",
  atomic: "yes",
  burst: "short",
};

test("anybody in the thread gets the record as a file there, once for the same text", () => {
  const driver = recommended();
  expect(said(driver.press(cy, "export"))).toContain("follows as a file in the thread");
  expect(driver.screen().get("record/1")?.card.file).toEqual({
    name: "record.md",
    text: expect.stringContaining("#"),
  });
  const before = driver.effects().length;
  expect(said(driver.say(bo, "export"))).toContain("in the thread already");
  expect(driver.effects()).toHaveLength(before);
});

test("a record of what has changed since is another message", () => {
  const driver = recommended();
  driver.press(ana, "export");
  driver.press(ana, "accept");
  driver.press(ana, "export");
  expect(driver.screen().get("record/2")?.card.file?.text).not.toBe(
    driver.screen().get("record/1")?.card.file?.text,
  );
});

test("before there is a recommendation there is no record", () => {
  const driver = drive();
  driver.command(ana, "background jobs");
  expect(said(driver.say(ana, "export"))).toContain("There is no recommendation yet");
  expect(driver.screen().has("record/1")).toBe(false);
});

test("with a repository connected, those who decide have it proposed, and the card links to it", () => {
  const driver = recommended(true);
  driver.press(ana, "export");
  expect(driver.state()?.published).toBeNull();
  driver.press(ana, "accept");
  expect(said(driver.press(cy, "export"))).not.toContain("repository");
  expect(driver.state()?.published).toBeNull();
  expect(said(driver.press(ana, "export"))).toContain("It is also proposed to the repository");
  expect(driver.effects()).toContainEqual({ kind: "propose" });
  driver.tell({ kind: "published", url: "https://example.com/pull/7", record: recordOf(driver), at: 0 });
  expect(cardOf(driver, "card")).toContain("Record: pull request (https://example.com/pull/7)");
  expect(driver.state()?.published).toEqual({ url: "https://example.com/pull/7", pending: false });
});

test("where nobody takes it to the repository, the card says so until somebody exports again", () => {
  const driver = recommended(true);
  driver.press(ana, "accept");
  driver.press(ana, "export");
  driver.tell({ kind: "not-published", at: 0 });
  expect(driver.state()?.published).toEqual({ url: null, pending: false, failed: true });
  expect(cardOf(driver, "card")).toContain("could not be proposed to the repository");
  driver.press(ana, "export");
  expect(cardOf(driver, "card")).not.toContain("could not be proposed");
  driver.tell({ kind: "published", url: "https://example.com/pull/7", record: recordOf(driver), at: 0 });
  driver.press(ana, "export");
  driver.tell({ kind: "not-published", at: 0 });
  // What was proposed before is still there.
  expect(cardOf(driver, "card")).toContain("Record: pull request (https://example.com/pull/7)");
  expect(cardOf(driver, "card")).toContain("could not be proposed");
});

test("asked for again while it is on its way, it is tried at once", () => {
  const driver = recommended(true);
  driver.press(ana, "accept");
  driver.press(ana, "export");
  const proposals = () => driver.effects().filter(({ kind }) => kind === "propose").length;
  expect(proposals()).toBe(1);
  driver.press(cy, "export");
  expect(proposals()).toBe(1);
  driver.press(bo, "export");
  expect(proposals()).toBe(2);
});

test("exported anew while an older record is taken there, the newer one is still to be taken", () => {
  const driver = recommended(true);
  driver.press(ana, "accept");
  driver.press(ana, "export");
  const older = recordOf(driver);
  driver.submit(bo, "later/load", { today: "many", later: "many" });
  driver.submit(bo, "otherwise", { option: "queue", reason: "" });
  driver.press({ ...bo, name: "Robert" }, "export");
  const before = driver.effects().length;
  driver.tell({ kind: "published", url: "https://example.com/pull/7", record: older, at: 0 });
  expect(driver.state()?.published).toEqual({ url: "https://example.com/pull/7", pending: true });
  expect(driver.effects().slice(before)).toContainEqual({ kind: "propose" });
  driver.tell({ kind: "published", url: "https://example.com/pull/7", record: recordOf(driver), at: 0 });
  expect(driver.state()?.published?.pending).toBe(false);
});

test("without one, nothing is proposed", () => {
  const driver = recommended();
  driver.press(ana, "accept");
  driver.press(ana, "export");
  expect(driver.state()?.published).toBeNull();
  expect(driver.effects()).not.toContainEqual({ kind: "propose" });
});

test("a timer of that name, as an earlier version set it, does nothing", () => {
  const driver = recommended(true);
  driver.press(ana, "accept");
  driver.press(ana, "export");
  const before = driver.state();
  driver.timer("publish");
  expect(driver.state()).toEqual(before);
});

test("somebody is forgotten while it is on its way: it is asked for again, after what was asked for is dropped", () => {
  const driver = recommended(true);
  driver.press(ana, "accept");
  driver.press(ana, "export");
  const before = driver.effects().length;
  driver.tell({ kind: "forget", person: bo.id, at: 0 });
  const kinds = driver
    .effects()
    .slice(before)
    .map(({ kind }) => kind);
  expect(kinds.indexOf("propose")).toBeGreaterThan(kinds.indexOf("erase"));
  expect(kinds.filter((kind) => kind === "propose")).toHaveLength(1);
  driver.tell({ kind: "forget", person: bo.id, at: 0 });
  expect(driver.effects()).toHaveLength(before + kinds.length);
});

/** The slots of the reports on the screen. */
function reportsOn(driver: Driver): string[] {
  return [...driver.screen().keys()].filter((slot) => slot.startsWith("report/"));
}

test("anybody in the thread gets the report as a file there, once as long as nothing changes", () => {
  const driver = recommended();
  expect(said(driver.press(cy, "report"))).toContain("The report is in the thread as a file");
  const [slot = ""] = reportsOn(driver);
  const file = driver.screen().get(slot)?.card.file;
  expect(file?.name).toBe("report.html");
  expect(file?.text).toContain("Ana, Bo");
  driver.say(bo, "report");
  expect(reportsOn(driver)).toEqual([slot]);
  driver.press(ana, "accept");
  driver.say(bo, "report");
  expect(reportsOn(driver)).toHaveLength(2);
});

test("a report is not kept in the state, and goes with whoever asks to be forgotten and with the decision", () => {
  const driver = recommended();
  driver.press(ana, "report");
  expect(JSON.stringify(driver.state())).not.toContain("report.html");
  driver.tell({ kind: "forget", person: bo.id, at: 0 });
  for (const slot of reportsOn(driver)) expect(driver.screen().get(slot)?.card.file).toBeUndefined();
  driver.press(ana, "report");
  const shown = reportsOn(driver).filter((slot) => driver.screen().get(slot)?.card.file !== undefined);
  expect(shown).toHaveLength(1);
  expect(driver.screen().get(shown[0] ?? "")?.card.file?.text).not.toContain("Bo");
  driver.tell({ kind: "delete", at: 0 });
  for (const slot of reportsOn(driver)) expect(driver.screen().get(slot)?.card.file).toBeUndefined();
});

test("before there is a recommendation there is no report", () => {
  const driver = drive();
  driver.command(ana, "background jobs");
  expect(said(driver.say(ana, "report"))).toContain("There is no recommendation yet");
  expect(reportsOn(driver)).toEqual([]);
});
