import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { circleIn, homonyms, importsOf, levels, NAMES_MAX, ROOMS, roomOf, violations } from "./boundaries.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = globSync("{src,adapters}/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));

test("every file keeps to its room", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => violations(file, readFileSync(`${root}${file}`, "utf8")))).toEqual([]);
});

test("no level holds more names than a reader takes in", () => {
  expect([...levels(files)].filter(([, names]) => names > NAMES_MAX)).toEqual([]);
  expect(levels(["a/b.ts", "a/c/d.ts", "a/c/e.ts"])).toEqual(
    new Map([
      ["", 1],
      ["a/", 2],
      ["a/c/", 2],
    ]),
  );
});

test("a type's name is one type's in all of src", () => {
  const ours = files.filter((file) => file.startsWith("src/"));
  const sources = new Map(ours.map((file) => [file, readFileSync(`${root}${file}`, "utf8")]));
  expect(homonyms(sources)).toEqual([]);
  expect(
    homonyms(
      new Map([
        ["a.ts", "export interface Case {} export const b = 1; interface Hidden {}"],
        ["b.ts", "export type Case = 1; export function b() {} interface Hidden {}"],
      ]),
    ),
  ).toEqual(["Case: a.ts, b.ts"]);
});

test("no files import each other in a circle", () => {
  const imports = new Map(
    files.map((file) => [file, importsOf(file, readFileSync(`${root}${file}`, "utf8"))]),
  );
  expect([...imports.values()].flat().length).toBeGreaterThan(files.length);
  expect(circleIn(imports)).toBeNull();
  expect(
    circleIn(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
  ).toEqual(["b", "c", "b"]);
});

test("every room is named once, and imports rooms that there are", () => {
  for (const { at, imports } of ROOMS) {
    expect(roomOf(at)?.at).toBe(at);
    for (const one of imports)
      expect(["src/", "adapters/", "package.json", ...ROOMS.map((room) => room.at)]).toContain(one);
  }
});

describe("what is planted is found", () => {
  const ALLOWED = [
    ["src/conversation/a.ts", 'import type { Card } from "../card/card.ts"; export * from "./b.ts";'],
    [
      "src/conversation/view/a.ts",
      'import { x } from "../../scoring/pack.ts"; import { y } from "../words.ts";',
    ],
    ["src/scoring/a.ts", 'import { x } from "./acceptability/acceptability.ts";'],
    ["src/scoring/acceptability/a.ts", 'import { x } from "./lead.ts";'],
    ["src/scoring/parse.ts", 'import { z } from "zod"; import * as core from "zod/v4/core";'],
    [
      "src/scoring/a.ts",
      "export const at = (ms: number): string => new Date(ms).toISOString() + Math.max(1, 2);",
    ],
    ["src/scoring/a.ts", "export interface A { fetch: Date }"],
    ["src/scoring/a.ts", 'export const a = { fetch: 1, "process": 2 }; a.fetch;'],
    ["src/app/outbox.ts", 'import { setImmediate } from "node:timers/promises"; Date.now();'],
    ["src/app/settings/environment.ts", "export const env = process.env;"],
    ["src/app/start/serve.ts", 'await import("../../../adapters/slack/index.ts");'],
    ["adapters/slack/a.ts", 'import { App } from "@slack/bolt"; process.stdout;'],
  ] as const;
  test.each(ALLOWED)("nothing in %s: %s", (file, source) => {
    expect(violations(file, source)).toEqual([]);
  });

  const FORBIDDEN = [
    [
      "src/scoring/a.ts",
      'import type { Card } from "../card/card.ts";',
      "src/scoring/ may import nothing outside",
    ],
    [
      "src/scoring/a.ts",
      'import { x } from "./acceptability/lead.ts";',
      "src/scoring/acceptability/acceptability.ts is the door of src/scoring/acceptability/",
    ],
    ["src/card/a.ts", 'export { x } from "../port.ts";', "src/card/ may import nothing outside"],
    ["src/card/a.ts", 'export * from "../port.ts";', "src/card/ may import nothing outside"],
    ["src/reading/a.ts", 'import { x } from "../card/card.ts";', "src/reading/ may import src/scoring/"],
    ["src/conversation/a.ts", 'import { x } from "../store/store.ts";', "src/conversation/ may import"],
    ["src/conversation/a.ts", 'import { z } from "zod";', "the package is not"],
    ["src/conversation/a.ts", 'import { readFile } from "node:fs/promises";', "the room is pure"],
    ["src/conversation/a.ts", 'const { x } = await import("../app/inbox.ts");', "may import"],
    ["src/store/a.ts", 'import { x } from "../conversation/state.ts";', "src/store/ may import src/port.ts"],
    ["src/store/a.ts", 'import { App } from "@slack/bolt";', "the package is not"],
    ["src/app/inbox.ts", 'import { x } from "../../adapters/slack/index.ts";', "may import"],
    ["adapters/slack/a.ts", 'import { x } from "../discord/token.ts";', "adapters/slack/ may import"],
    [
      "adapters/slack/a.ts",
      'import { x } from "../../src/conversation/words/claims.ts";',
      "adapters/slack/ may import",
    ],
    ["adapters/slack/a.ts", 'import { Client } from "discord.js";', "the package is not"],
    ["adapters/slack/a.ts", "export const token = process.env.SLACK_BOT_TOKEN;", "reads process.env"],
    ["adapters/slack/a.ts", "export const { env } = process;", "reads process.env"],
    ["src/app/start/start.ts", 'console.log(process["env"]);', "reads process.env"],
    ["src/scoring/a.ts", "export const now = Date.now();", "the clock"],
    ["src/scoring/a.ts", "export const now = new Date();", "the clock"],
    ["src/scoring/a.ts", "export const now = Date();", "the clock"],
    ["src/scoring/a.ts", "const { now } = Date; now();", "the clock"],
    ["src/scoring/a.ts", "export const t = performance.now();", "uses performance"],
    ["src/card/a.ts", "export const r = Math.random();", "Math.random"],
    ["src/card/a.ts", "export const { random } = Math;", "Math.random"],
    ["src/card/a.ts", "export const id = crypto.randomUUID();", "uses crypto"],
    ["src/card/a.ts", "export const id = globalThis.crypto;", "uses globalThis"],
    ["src/card/a.ts", "setTimeout(() => {}, 1);", "uses setTimeout"],
    ["src/card/a.ts", 'export const page = () => fetch("https://example.org");', "uses fetch"],
    ["src/card/a.ts", 'console.log("x");', "uses console"],
    ["src/card/a.ts", "export const hold = { process };", "uses process"],
    ["src/card/a.ts", "export const level = process.env.LOG_LEVEL;", "uses process"],
    ["src/new.ts", "export const x = 1;", "is in no room"],
    ["src/card/a.ts", "export const = ;", "cannot be parsed"],
  ] as const;
  test.each(FORBIDDEN)("in %s: %s", (file, source, sentence) => {
    expect(violations(file, source).join("\n")).toContain(sentence);
  });
});
