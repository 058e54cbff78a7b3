import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdAlone } from "../../src/store/alone.ts";

test("a second holder is turned away until the first lets go", () => {
  const file = join(mkdtempSync(join(tmpdir(), "plumbline-")), "new", "terminal.lock");
  const release = holdAlone(file);
  expect(release).not.toBeNull();
  expect(holdAlone(file)).toBeNull();
  release?.();
  const again = holdAlone(file);
  expect(again).not.toBeNull();
  again?.();
});

test("a file that cannot be made is an error, not a holder", () => {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  expect(() => holdAlone(folder)).toThrow();
});
