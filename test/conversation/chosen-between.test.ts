/** What is chosen between is put right: another pack, until somebody has answered. */
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Reply } from "../../src/port.ts";
import { ana, bo, type Driver, drive } from "./driver.ts";
import { onePackSet, other, twoPackSet } from "./pack.ts";

const OTHER = other.digest.slice(0, 16);
const LATE = "can be changed only until somebody has answered";

function begun(title = "invoices"): Driver {
  const driver = drive({ packSet: twoPackSet });
  driver.command(ana, title === "" ? "background jobs" : `background jobs for ${title}`, [bo]);
  return driver;
}

function said(reply: Reply): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}

describe("what is chosen between", () => {
  test("another pack's options, asked anew; who is asked and until when stays", () => {
    const driver = begun();
    expect(driver.press(ana, "edit")).toMatchObject({
      kind: "form",
      form: { fields: [{ id: "pack", initial: twoPackSet.current[0]?.digest.slice(0, 16) }, {}, {}, {}] },
    });
    driver.submit(ana, "edit", { pack: OTHER, title: "invoices", until: "" });
    const state = driver.state();
    expect(state).toMatchObject({ title: "invoices", pack: { id: other.pack.id }, edited: null });
    const ids = other.pack.questions.map(({ id }) => id);
    expect(state?.list.every(({ question }) => ids.includes(question))).toBe(true);
    expect(state?.people.map(({ id, wanted }) => [id, wanted])).toEqual([
      [ana.id, true],
      [bo.id, true],
    ]);
    expect(driver.press(bo, "next").kind).toBe("ephemeral");
  });

  test("nothing changes while something else in the form is wrong", () => {
    const driver = begun();
    const before = driver.state();
    const blank = driver.submit(ana, "edit", { pack: OTHER, title: " ", until: "" });
    expect(blank).toMatchObject({ kind: "errors" });
    expect(driver.submit(ana, "edit", { pack: OTHER, title: "invoices", until: "soonish" })).toMatchObject({
      kind: "errors",
      fields: { until: expect.stringContaining("soonish") },
    });
    expect(driver.state()?.pack).toEqual(before?.pack);
  });

  test("a title that was only the pack's is the other's now", () => {
    const driver = begun("");
    driver.submit(ana, "edit", { pack: OTHER, title: driver.state()?.title ?? "", until: "" });
    expect(driver.state()?.title).toBe(other.pack.title);
  });

  test("once somebody has answered it stays, and that is said, with what to do instead", () => {
    const driver = begun();
    expect(said(driver.say(ana, "options"))).toContain("Put it right");
    driver.press(bo, "answer/load/few");
    const before = driver.state();
    const late = driver.submit(ana, "edit", { pack: OTHER, title: "invoices", until: "" });
    expect(late).toMatchObject({ kind: "errors", fields: { pack: expect.stringContaining(LATE) } });
    expect(driver.state()?.pack).toEqual(before?.pack);
    for (const typed of ["options", "change the options", "choose between a queue and a log"])
      expect(said(driver.say(ana, typed))).toContain(LATE);
    const form = driver.press(ana, "edit");
    expect(form.kind === "form" ? form.form.fields.map(({ id }) => id) : []).toEqual([
      "title",
      "people",
      "until",
    ]);
  });

  test("where there is one pack only, there is nothing to pick", () => {
    const driver = drive({ packSet: onePackSet });
    driver.command(ana, "background jobs for invoices");
    const form = driver.press(ana, "edit");
    expect(form.kind === "form" ? form.form.fields : []).toHaveLength(3);
  });
});
