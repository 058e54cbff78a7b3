import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { recommendationIn } from "../../src/conversation/state.ts";
import type { Person } from "../../src/port.ts";
import { ana, answerAll, bo, cy, type Driver, drive } from "./driver.ts";

const root: Person = { id: "U9", name: "Root", admin: true };

function said(reply: ReturnType<Driver["say"]>): string {
  return reply.kind === "ephemeral" ? plain(reply.card) : "";
}

/** Decided by Ana and Bo, with reasons of both, exported, and gone through again. */
function lived(rounds = 1): Driver {
  const driver = drive();
  driver.command(ana, "background jobs for billing", [bo]);
  for (let round = 1; round <= rounds; round++) {
    // An answer by the form each, so that everything has its reason.
    answerAll(driver, ana, CHOICE, LATER, "Ana's words");
    answerAll(driver, bo, CHOICE, {}, "Bo's words");
    if (driver.state()?.phase.kind === "differing") driver.press(ana, "move-on");
    driver.submit(bo, "otherwise", {
      option: recommended(driver) === "table" ? "queue" : "table",
      reason: "Bo's reason",
    });
    driver.press(ana, "export");
    if (round < rounds) driver.press(ana, "again");
  }
  return driver;
}

function recommended(driver: Driver): string | null {
  const state = driver.state();
  return state === null ? null : (recommendationIn(state)?.option ?? null);
}

function kindOf(driver: Driver): string | undefined {
  return driver.state()?.phase.kind;
}

const CHOICE: Readonly<Record<string, string>> = {
  load: "few",
  team: "nobody",
  atomic: "yes",
  burst: "short",
};
const LATER: Readonly<Record<string, string>> = { ...CHOICE, load: "many" };

describe("a decision", () => {
  test("is asked back about, and its messages are emptied; for a day whoever deleted it can bring it back", () => {
    const driver = lived();
    expect(said(driver.say(ana, "delete"))).toContain("Delete this decision");
    expect(kindOf(driver)).toBe("decided");
    const id = driver.state()?.id;
    const before = driver.state();
    const screen = [...driver.screen()].map(([slot, { card }]) => [slot, card] as const);
    const reply = driver.press(ana, "delete");
    expect(said(reply)).toContain("[Bring it back]");
    expect(driver.effects()).toContainEqual(
      expect.objectContaining({
        kind: "erase",
        card: expect.objectContaining({ title: "This decision was deleted." }),
      }),
    );
    for (const { card } of driver.screen().values())
      expect(JSON.stringify(card)).not.toMatch(/billing|Ana|Bo/);
    expect(said(driver.press(ana, "accept"))).toContain("I don't know this decision any more");
    expect(said(driver.press(bo, "restore"))).toContain("I don't know this decision any more");
    driver.press(ana, "restore");
    expect(driver.state()).toMatchObject({ id, phase: before?.phase, people: before?.people });
    expect([...driver.screen()].map(([slot, { card }]) => [slot, card])).toEqual(
      expect.arrayContaining(screen),
    );
  });

  test("brought back in a later round, the messages of the rounds before don't say that it was deleted", () => {
    const driver = lived(2);
    driver.press(ana, "delete");
    driver.press(ana, "restore");
    const titles = [...driver.screen().values()].map(({ card }) => card.title);
    expect(titles).toContain("This was emptied when the decision was deleted, and is not shown again.");
    expect(titles).not.toContain("This decision was deleted.");
    expect(driver.screen().get("card/2")?.card.title).toContain("billing");
  });

  test("round two, once it is over, stays as it ended, whatever is answered later", () => {
    const driver = drive();
    driver.command(ana, "background jobs for billing", [bo]);
    driver.say(ana, "ask the rest");
    answerAll(driver, ana, { load: "many", team: "nobody", atomic: "no", burst: "long" });
    answerAll(driver, bo, { load: "many", team: "nobody", atomic: "yes", burst: "long" });
    expect(kindOf(driver)).toBe("differing");
    driver.press(ana, "move-on");
    const talked = driver.screen().get("differ")?.card;
    expect(JSON.stringify(talked)).toContain("Yes, always");
    driver.submit(bo, "later/atomic", { today: "no", later: "no", because: "" });
    expect(driver.screen().get("differ")?.card).toEqual(talked);
  });

  test("after that day nothing of it is left but its place", () => {
    const driver = lived();
    const id = driver.state()?.id;
    driver.press(ana, "delete");
    driver.pass(24 * 60 * 60 * 1000);
    const state = driver.state();
    expect(state).toMatchObject({
      id,
      phase: { kind: "deleted", from: null },
      title: "",
      people: [],
      pack: null,
    });
    for (const word of ["billing", "Ana", "Bo", "words", "reason", "U1", "U2"])
      expect(JSON.stringify(state)).not.toContain(word);
    expect(said(driver.press(ana, "restore"))).toContain("I don't know this decision any more");
  });

  test("only by those who may: the starter, admins", () => {
    const driver = lived();
    for (const person of [cy, bo]) {
      expect(said(driver.say(person, "delete"))).toContain("Only the person who started this");
      expect(said(driver.press(person, "delete"))).toContain("Only the person who started this");
    }
    expect(kindOf(driver)).toBe("decided");
    driver.press(root, "delete");
    expect(kindOf(driver)).toBe("deleted");
  });

  test("a cancelled one too, and afterwards it is not known any more", () => {
    const driver = drive();
    driver.command(ana, "background jobs");
    driver.press(ana, "cancel");
    driver.press(ana, "delete");
    expect(kindOf(driver)).toBe("deleted");
    expect(said(driver.press(ana, "accept"))).toContain("I don't know this decision any more");
  });

  test("from elsewhere, in whatever state, for good and at once", () => {
    const driver = lived();
    driver.tell({ kind: "delete", at: 0 });
    expect(driver.state()?.phase).toMatchObject({ kind: "deleted", from: null });
    expect(JSON.stringify(driver.state())).not.toMatch(/Ana|Bo|billing/);
  });

  test("also one that could still be brought back", () => {
    const driver = lived();
    driver.press(ana, "delete");
    driver.tell({ kind: "delete", at: 0 });
    expect(driver.state()?.phase).toMatchObject({ kind: "deleted", from: null });
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
    expect(state?.phase).toMatchObject({
      outcome: {
        option: before?.phase.kind === "decided" ? before.phase.outcome.option : "",
        by: "someone-1",
        reason: "(the reason was removed)",
      },
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
    answerAll(driver, ana, CHOICE);
    driver.submit(root, "otherwise", { option: "queue", reason: "Because of Root." });
    expect(driver.state()?.phase).toMatchObject({ outcome: { by: "U9" } });
    driver.press(root, "again");
    driver.tell({ kind: "forget", person: root.id, at: 0 });
    expect(left(driver)).not.toMatch(/Root|U9/);
    expect(driver.state()?.previous?.outcome).toMatchObject({ by: "someone-1" });
  });

  test.each(["Cy (she, her)", "Cy, and Di", "Cy.*"])("with marks in it: %s", (name) => {
    const driver = drive();
    const person = { id: "U3", name };
    driver.command(person, "background jobs", [bo]);
    for (const one of [person, bo]) answerAll(driver, one, CHOICE);
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
  expect(kindOf(driver)).toBe("recommended");
});

test("where nobody is left to answer, the question waits for whoever comes", () => {
  const driver = drive();
  driver.command(ana, "background jobs");
  driver.tell({ kind: "forget", person: ana.id, at: 0 });
  expect(kindOf(driver)).toBe("answering");
  driver.press(bo, "answer/load/few");
  expect(kindOf(driver)).toBe("recommended");
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
