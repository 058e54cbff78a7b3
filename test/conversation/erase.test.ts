import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import type { Person } from "../../src/port.ts";
import { ana, bo, cy, type Driver, drive, ended } from "./driver.ts";

const root: Person = { id: "U9", name: "Root", admin: true };

function said(reply: ReturnType<Driver["say"]>): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}

/** Decided by Ana and Bo, with reasons of both, exported, and gone through again. */
function lived(rounds = 1): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  for (let round = 1; round <= rounds; round++) {
    for (let guard = 0; driver.state()?.asked.at(-1)?.closed === false && guard < 10; guard++) {
      const question = driver.state()?.asked.at(-1)?.question ?? "";
      driver.submit(ana, `later/${question}`, {
        today: CHOICE[question] ?? "",
        later: LATER[question] ?? "",
        because: "Ana's words",
      });
      driver.submit(bo, `later/${question}`, {
        today: CHOICE[question] ?? "",
        later: CHOICE[question] ?? "",
        because: "Bo's words",
      });
    }
    ended(driver, [ana, bo]);
    driver.submit(bo, "otherwise", {
      option: driver.state()?.recommendation?.option === "table" ? "queue" : "table",
      reason: "Bo's reason",
    });
    driver.press(ana, "export");
    if (round < rounds) driver.press(ana, "again");
  }
  return driver;
}

const CHOICE: Readonly<Record<string, string>> = {
  load: "few",
  team: "nobody",
  atomic: "yes",
  burst: "short",
};
const LATER: Readonly<Record<string, string>> = { ...CHOICE, load: "many" };

describe("a decision", () => {
  test("is asked back about, then nothing of it is left but its place, and its messages are emptied", () => {
    const driver = lived();
    expect(said(driver.say(ana, "delete"))).toContain("Delete this decision for good");
    expect(driver.state()?.status).toBe("otherwise");
    const id = driver.state()?.id;
    driver.press(ana, "delete");
    const state = driver.state();
    expect(state).toMatchObject({ id, status: "deleted", title: "", people: [], outcome: null, pack: null });
    for (const word of ["billing", "Ana", "Bo", "words", "reason"])
      expect(JSON.stringify(state)).not.toContain(word);
    expect(driver.effects().at(-1)).toMatchObject({
      kind: "erase",
      card: { title: "This decision was deleted." },
    });
  });

  test("only by those who may: the starter, who answered, admins", () => {
    const driver = lived();
    expect(said(driver.say(cy, "delete"))).toContain("Only the person who started this");
    expect(said(driver.press(cy, "delete"))).toContain("Only the person who started this");
    expect(driver.state()?.status).toBe("otherwise");
    driver.press(root, "delete");
    expect(driver.state()?.status).toBe("deleted");
  });

  test("a cancelled one too, and afterwards it is not known any more", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.say(ana, "cancel");
    driver.press(ana, "delete");
    expect(driver.state()?.status).toBe("deleted");
    expect(said(driver.press(ana, "accept"))).toContain("I don't know this decision any more");
  });

  test("from elsewhere, in whatever state", () => {
    const driver = lived();
    driver.tell({ kind: "delete", at: 0 });
    expect(driver.state()?.status).toBe("deleted");
  });
});

describe("a person", () => {
  test("says it twice, and every decision of the team is to forget them", () => {
    const driver = lived();
    expect(said(driver.say(bo, "forget me"))).toContain("forget me for good");
    expect(driver.effects()).not.toContainEqual(expect.objectContaining({ kind: "forget" }));
    driver.say(bo, "forget me for good");
    expect(driver.effects()).toContainEqual({ kind: "forget", person: bo.id });
  });

  test("is someone from then on: no name, no id, no words; the answers and the result stay", () => {
    const driver = lived();
    const before = driver.state();
    driver.tell({ kind: "forget", person: bo.id, at: 0 });
    const state = driver.state();
    expect(JSON.stringify(state)).not.toMatch(/Bo\b|U2|Bo's/);
    expect(state?.people.map(({ name }) => name)).toEqual(["Ana", "someone"]);
    expect(state?.people[1]?.votes.map(({ today }) => today)).toEqual(
      before?.people[1]?.votes.map(({ today }) => today),
    );
    expect(state?.outcome).toMatchObject({
      option: before?.outcome?.option,
      by: "someone-1",
      reason: "(the reason was removed)",
    });
    for (const { card } of driver.screen().values()) expect(JSON.stringify(card)).not.toMatch(/Bo\b|U2/);
  });

  test("files with their name are withdrawn; another export makes a new one", () => {
    const driver = lived();
    driver.tell({ kind: "forget", person: bo.id, at: 0 });
    expect(driver.screen().get("record/1")?.card).toMatchObject({
      title: expect.stringContaining("withdrawn"),
    });
    expect(driver.screen().get("record/1")?.card.file).toBeUndefined();
    driver.press(ana, "export");
    expect(driver.screen().get("record/2")?.card.file?.text).toBeDefined();
  });

  test("messages of earlier rounds are emptied, those of now are shown again", () => {
    const driver = lived(2);
    const from = driver.effects().length;
    driver.tell({ kind: "forget", person: bo.id, at: 0 });
    const effects = driver.effects().slice(from);
    expect(effects[0]).toMatchObject({ kind: "erase" });
    expect(effects).toContainEqual(expect.objectContaining({ kind: "show", slot: "card/2" }));
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: "set-timer", timer: expect.stringMatching(/^review/) }),
    );
    expect(JSON.stringify(driver.state())).not.toMatch(/Bo\b|U2/);
  });

  test("who is not in it changes nothing", () => {
    const driver = lived();
    const before = driver.effects().length;
    driver.tell({ kind: "forget", person: cy.id, at: 0 });
    expect(driver.effects()).toHaveLength(before);
  });

  test("whoever is forgotten, in whatever order, no name is left", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([ana.id, bo.id]), fc.constantFrom(1, 2), (ids, rounds) => {
        const driver = lived(rounds);
        for (const person of ids) driver.tell({ kind: "forget", person, at: 0 });
        const left = JSON.stringify([driver.state(), [...driver.screen().values()]]);
        if (ids.includes(ana.id)) expect(left).not.toMatch(/Ana\b|"U1"/);
        if (ids.includes(bo.id)) expect(left).not.toMatch(/Bo\b|"U2"/);
      }),
      { numRuns: 20 },
    );
  });
});

/** What is known and what is on the screen. */
function left(driver: Driver): string {
  return JSON.stringify([driver.state(), [...driver.screen().values()]]);
}

describe("a name is found wherever it stands", () => {
  const cyd: Person = { id: "U3", name: "Cyd" };

  test("of one who is only quoted: the quotes go, also from the screen", () => {
    const driver = drive();
    const discussion = [{ person: cyd, text: "We have no ops here.", link: null }];
    driver.command(ana, "background jobs", [], discussion);
    expect(left(driver)).toContain("no ops");
    driver.tell({ kind: "forget", person: cyd.id, at: 0 });
    expect(left(driver)).not.toMatch(/no ops|Cyd|U3/);
  });

  test("of an admin who decided without taking part", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.press(ana, "answer/load/few");
    ended(driver, [ana]);
    driver.submit(root, "otherwise", { option: "queue", reason: "Because of Root." });
    expect(driver.state()?.outcome?.by).toBe("U9");
    driver.press(root, "again");
    driver.tell({ kind: "forget", person: root.id, at: 0 });
    expect(left(driver)).not.toMatch(/Root|U9/);
    expect(driver.state()?.previous?.outcome).toMatchObject({ by: "someone-1" });
  });

  test.each(["Cy (she, her)", "Cy, and Di", "Cy.*"])("with marks in it: %s", (name) => {
    const driver = drive();
    const person = { id: "U3", name };
    driver.command(person, "background jobs", [bo]);
    for (const one of [person, bo]) driver.press(one, "answer/load/few");
    ended(driver, [person, bo]);
    driver.submit(bo, "otherwise", { option: "queue", reason: "Why not" });
    driver.press(bo, "again");
    expect(driver.state()?.previous?.results[0]?.result).toContain(name);
    driver.tell({ kind: "forget", person: "U3", at: 0 });
    expect(left(driver)).not.toContain(name);
    expect(driver.state()?.previous?.results[0]?.result).toBe("A few (someone and Bo)");
  });

  test("of one who was called something else in the round before", () => {
    const driver = lived(2);
    driver.say({ ...bo, name: "Robert" }, "status");
    driver.tell({ kind: "forget", person: bo.id, at: 0 });
    expect(left(driver)).not.toMatch(/Bo\b|Robert/);
  });

  test("in a message of this round that is no longer drawn", () => {
    const driver = lived();
    driver.say(ana, "it still holds");
    expect(driver.screen().has("review")).toBe(true);
    driver.submit(ana, "later/load", { today: "many", later: "many", because: "" });
    driver.tell({ kind: "forget", person: bo.id, at: 0 });
    expect(left(driver)).not.toMatch(/Bo\b/);
  });
});

test("nobody waits for who was forgotten", () => {
  const driver = drive();
  driver.command(ana, "background jobs", [bo]);
  driver.press(bo, "answer/load/few");
  driver.tell({ kind: "forget", person: ana.id, at: 0 });
  expect(driver.state()?.asked).toMatchObject([{ question: "load", closed: true }]);
  expect(driver.state()?.lastCall).toMatchObject({ closed: false });
});

test("where nobody is left to answer, the question waits for whoever comes", () => {
  const driver = drive();
  driver.command(ana, "background jobs");
  driver.tell({ kind: "forget", person: ana.id, at: 0 });
  expect(driver.state()?.asked).toMatchObject([{ question: "load", closed: false }]);
  driver.press(bo, "answer/load/few");
  expect(driver.state()?.lastCall).toMatchObject({ closed: false });
});

describe("everything", () => {
  test("only admins, and only when said twice", () => {
    const driver = lived();
    expect(said(driver.say(ana, "forget everything for good"))).toContain("Only admins");
    expect(said(driver.say(root, "forget everything"))).toContain("forget everything for good");
    expect(driver.effects()).not.toContainEqual({ kind: "delete-all" });
    driver.say(root, "forget everything for good");
    expect(driver.effects()).toContainEqual({ kind: "delete-all" });
  });
});
