import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesIn } from "../../src/io/files.ts";
import { scratch } from "../fake/scratch.ts";

test("a document keeps its ending, is written again under its key, and goes with it", async () => {
  const directory = await scratch();
  const folder = join(directory, "documents");
  const files = filesIn(folder);
  await files.remove("none");
  expect(await files.save("ab1", "billing.md", "# one")).toBe(join(folder, "billing-ab1.md"));
  const page = await files.save("cd2", "billing.html", "<p>one</p>");
  expect(page).toBe(join(folder, "billing-cd2.html"));
  expect(await files.save("cd2", "billing.html", "<p>two</p>")).toBe(page);
  expect(await readFile(page, "utf8")).toBe("<p>two</p>");
  await files.remove("cd2");
  expect(await readdir(folder)).toEqual(["billing-ab1.md"]);
  await rm(directory, { recursive: true });
});
