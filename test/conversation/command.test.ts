import { expect, test } from "vitest";
import { plain } from "../../src/card/plain.ts";
import { readVerb } from "../../src/conversation/steps/actions.ts";
import { ana, drive } from "./driver.ts";
import { twoPackSet } from "./pack.ts";

const context = { moment: () => ({ kind: "nothing" }) as const };
const read = (text: string) => readVerb({ text, by: ana, invited: [], state: null, context });

test.each([
  ["help", { verb: "help" }],
  ["Hello!", { verb: "help" }],
  ["  HELP! ", { verb: "help" }],
  ["list", { verb: "list", fields: { words: "", page: "1" } }],
  ["List 2", { verb: "list", fields: { words: "", page: "2" } }],
  ["list billing", { verb: "list", fields: { words: "billing", page: "1" } }],
  ["list about the API 3", { verb: "list", fields: { words: "the api", page: "3" } }],
  ["export", { verb: "export" }],
  ["delete", { verb: "delete" }],
  ["forget me", { verb: "forget", fields: { whom: "me" } }],
  ["Forget everything for good!", { verb: "forget", fields: { whom: "everything", sure: "yes" } }],
  ["remind us", { verb: "remind", fields: { when: "" } }],
  ["remind us on 2027-05-01.", { verb: "remind", fields: { when: "2027-05-01" } }],
  ["remind 6m", { verb: "remind", fields: { when: "6m" } }],
  ["remind in 3 months", { verb: "remind", fields: { when: "in 3 months" } }],
  ["status?", { verb: "status" }],
  ["move on", { verb: "move-on" }],
  ["ask the rest", { verb: "ask-all" }],
  ["change", { verb: "change", fields: { what: "" } }],
  ["change answers", { verb: "change", fields: { what: "" } }],
  ["change 2", { verb: "change", fields: { what: "2" } }],
  ["change question load", { verb: "change", fields: { what: "load" } }],
])("%j is a verb", (text, verb) => {
  expect(read(text)).toEqual({ of: "", fields: {}, ...verb });
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
  expect(read(text)).toBeNull();
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
    driver.command(ana, "red or rabbitmq");
    const reply = driver.command(ana, text);
    expect(reply.kind === "ephemeral" ? plain(reply.card) : "").toContain(
      "First pick what you want to decide",
    );
  },
);
