import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFile } from "../../src/store/engine/sqlite.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a second holder is turned away until the first lets go", () => {
  const file = join(folder, "new", "terminal.lock");
  const release = lockFile(file);
  expect(release).not.toBeNull();
  expect(lockFile(file)).toBeNull();
  release?.();
  const again = lockFile(file);
  expect(again).not.toBeNull();
  again?.();
});

test("a file that cannot be made is an error, not a holder", () => {
  expect(() => lockFile(folder)).toThrow();
});
