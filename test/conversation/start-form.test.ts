import { describe, expect, test } from "vitest";
import { statusOf } from "../../src/conversation/state.ts";
import type { Inbound, Person, Reply } from "../../src/port.ts";
import { packSetOf } from "../../src/scoring/pack/pack-set.ts";
import { ana, bo, type Driver, drive } from "./driver.ts";
import { record, twoPackSet } from "./pack.ts";

const MARCH = Date.UTC(2027, 2, 1, 17);
const START = { decision: "", control: "start", revision: 0 };

function pressed(driver: Driver): Reply {
  return driver.hear(ana, { kind: "press", token: START, value: null });
}

function filled(driver: Driver, fields: Record<string, string>, people: readonly Person[] = []): Reply {
  const what: Inbound["what"] = { kind: "submit", token: START, fields, people: { people } };
  return driver.hear(ana, what);
}

describe("the form that a decision begins with", () => {
  test("is what a bare command and Start open; a bare mention, which nothing can be opened by, is told the packs", () => {
    const driver = drive();
    const form = { kind: "form", token: START, form: { id: "start" } };
    expect(pressed(driver)).toMatchObject(form);
    expect(driver.command(ana, "")).toMatchObject(form);
    const mention = { kind: "command", text: "", invited: [], origin: "m1" } as const;
    expect(driver.hear(ana, mention)).toMatchObject({ kind: "ephemeral" });
    expect(driver.state()).toBeNull();
  });

  test("begins what was filled in: title, people, until when", () => {
    const driver = drive({
      moment: (said) =>
        said === "monday" ? { kind: "moment", at: MARCH, timed: true } : { kind: "nothing" },
    });
    expect(filled(driver, { title: " Billing service ", until: "monday" }, [bo])).toEqual({
      kind: "nothing",
    });
    const state = driver.state();
    expect(state).toMatchObject({
      title: "Billing service",
      starter: ana.id,
      origin: null,
      deadline: { at: MARCH },
      phase: { kind: "answering" },
    });
    expect(state?.people.filter(({ wanted }) => wanted).map(({ id }) => id)).toEqual([ana.id, bo.id]);
    expect(state === null ? null : statusOf(state)).toBe("open");
  });

  test("asks which of several packs, and names what is wrong", () => {
    const driver = drive({ packSet: twoPackSet });
    const reply = pressed(driver);
    const [first] = reply.kind === "form" ? reply.form.fields : [];
    expect(first).toMatchObject({ kind: "choice", id: "pack", required: true });
    expect(filled(driver, { pack: "nonsense", title: "" })).toEqual({
      kind: "errors",
      fields: { pack: expect.any(String), title: expect.any(String) },
    });
    const [pack] = twoPackSet.current.map(({ digest }) => digest.slice(0, 16));
    expect(filled(driver, { pack: pack ?? "", title: "Billing", until: "whenever" })).toEqual({
      kind: "errors",
      fields: { until: expect.any(String) },
    });
    expect(driver.state()).toBeNull();
    filled(driver, { pack: pack ?? "", title: "Billing" });
    expect(driver.state()?.pack?.digest).toBe(twoPackSet.current[0]?.digest);
  });

  test("tells who fills it in that it was decided before; without packs it says so", () => {
    const at = Date.UTC(2026, 4, 1);
    const place = { platform: "terminal", team: "local", channel: "c", thread: "t0" } as const;
    const earlier = [
      {
        id: "old",
        title: "billing",
        status: "accepted",
        place,
        at,
        pack: record.digest,
        text: ["Jobs table"],
      },
    ] as const;
    expect(filled(drive({ earlier }), { title: "Billing" })).toMatchObject({
      kind: "ephemeral",
      token: { decision: "old" },
    });
    const none = drive({ packSet: packSetOf([]) });
    expect(pressed(none)).toMatchObject({ kind: "ephemeral" });
  });
});
