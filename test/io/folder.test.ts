import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "../../src/io/folder.ts";

const place = mkdtempSync(join(tmpdir(), "plumbline-folder-"));
afterAll(() => rmSync(place, { recursive: true }));

test("makes a folder with those that it lies in, and again", () => {
  const deep = join(place, "a", "b", "c");
  makeFolder(deep, 0o700);
  makeFolder(deep, 0o700);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

test("says why where a file is in the way", () => {
  writeFileSync(join(place, "file"), "");
  expect(() => makeFolder(join(place, "file", "b"))).toThrow(/EEXIST|ENOTDIR/);
});

test.runIf(existsSync("/proc/self"))("ends where nothing can be made in a folder that is there", () => {
  expect(() => makeFolder("/proc/x/y")).toThrow(/ENOENT|EACCES|EPERM/);
});
