import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { spreadOf } from "./beside.ts";
import { documentOf, goalText, type Run, ratioText, runIn } from "./document.ts";

const file = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");

test("docs/benchmarks.md is what the command wrote, to the letter", () => {
  const kept = file("docs/benchmarks.md");
  expect(documentOf(runIn(kept))).toBe(kept);
  expect(Object.keys(runIn(kept))).toEqual(
    expect.arrayContaining(["core", "confidence", "questions", "start"]),
  );
});

test("a figure that was typed by hand is noticed", () => {
  const kept = file("docs/benchmarks.md");
  const [row = ""] = /^\| fastapi-vs-django.*$/m.exec(kept) ?? [];
  const typed = kept.replace(
    row,
    row.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
  );
  expect(typed).not.toBe(kept);
  expect(documentOf(runIn(typed))).not.toBe(typed);
});

test("whoever points to the benchmarks leaves the figures to them", () => {
  for (const name of ["README.md", "docs/testing.md"]) {
    const sentences = file(name)
      .split(/(?<=[.:;])\s/)
      .filter((one) => one.includes("benchmarks.md"));
    expect(sentences.length, name).toBeGreaterThan(0);
    for (const sentence of sentences) expect(sentence).not.toMatch(/\d/);
  }
});

test("a document that was not made of a run is refused", () => {
  expect(() => runIn("# Benchmarks\n")).toThrow("does not say what it was made of");
});

test("a ratio says its median and where the middle half lies, and a goal whether it is met", () => {
  const spread = spreadOf([1, 5, 2, 4, 3]);
  expect(spread).toEqual({ median: 3, low: 2, high: 4 });
  expect(ratioText(spread)).toBe("3.00 (2.00–4.00)");
  expect([goalText(spread, 3), goalText(spread, 4)]).toEqual(["at least 3.00: met", "at least 4.00: missed"]);
});

test("a run comes back from its document, whatever stands in its cells", () => {
  const row = { what: "a – b", ours: "1 ms", beside: "<!-- -->", ratio: "", goal: "" };
  const run: Run = {
    core: { title: "Core", rows: [row], at: "2026-11-29 02:00", machine: "m", versions: "v", load: [0, 1] },
  };
  expect(runIn(documentOf(run))).toEqual(run);
});
