import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { readCommand } from "../../src/conversation/input/command.ts";
import { ana, drive } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

test.each([
  ["help", { kind: "help" }],
  ["Hello!", { kind: "help" }],
  ["  HELP! ", { kind: "help" }],
  ["list", { kind: "list", words: null, page: 1 }],
  ["List 2", { kind: "list", words: null, page: 2 }],
  ["list billing", { kind: "list", words: "billing", page: 1 }],
  ["list about the API 3", { kind: "list", words: "the api", page: 3 }],
  ["export", { kind: "export" }],
  ["delete", { kind: "delete" }],
  ["forget me", { kind: "forget", whom: "me", sure: false }],
  ["Forget everything for good!", { kind: "forget", whom: "everything", sure: true }],
  ["remind us", { kind: "remind", when: "" }],
  ["remind us on 2027-05-01.", { kind: "remind", when: "2027-05-01" }],
  ["remind in 3 months", { kind: "remind", when: "in 3 months" }],
  ["status?", { kind: "status" }],
  ["move on", { kind: "move-on" }],
  ["ask the rest", { kind: "ask-all" }],
  ["change", { kind: "change", what: "" }],
  ["change answers", { kind: "change", what: "" }],
  ["change 2", { kind: "change", what: "2" }],
  ["change question load", { kind: "change", what: "load" }],
])("%j is a command", (text, command) => {
  expect(readCommand(text)).toEqual(command);
});

test.each([
  "we need help with the admin",
  "",
  "please list the options",
  "cancel the meeting",
  "packs of wolves",
  "no",
  "list virtualization or windowing",
  "delete the admin",
  "forget about the admin",
  "reminder service",
  `remind${" .".repeat(200)}x`,
])("%j stays what it is", (text) => {
  expect(readCommand(text)).toBeNull();
});

test("what is only polite starts nothing", () => {
  const driver = drive();
  expect(driver.command(ana, "thanks!")).toMatchObject({ kind: "ephemeral" });
  expect(driver.state()).toBeNull();
});

test.each(["accept", "export", "why"])(
  "%s, before it is clear what is to be decided, says to pick that first",
  (text) => {
    const driver = drive({ packSet: twoPackSet });
    driver.command(ana, "lunch");
    const reply = driver.command(ana, text);
    expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain("First pick what is to be decided");
  },
);
