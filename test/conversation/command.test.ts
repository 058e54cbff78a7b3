import { expect, test } from "vitest";
import { readCommand } from "../../src/conversation/command.ts";

test.each([
  ["help", { kind: "help" }],
  ["Hello!", { kind: "help" }],
  ["  HELP! ", { kind: "help" }],
  ["list", { kind: "list" }],
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
])("%j stays what it is", (text) => {
  expect(readCommand(text)).toBeNull();
});
