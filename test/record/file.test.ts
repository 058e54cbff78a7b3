import * as fc from "fast-check";
import { expect, test } from "vitest";
import { adrName, nextFile, numberOf, unnumberedName } from "../../src/record/file.ts";
import { hostile } from "./hostile.ts";

test("names are a number and the title's Latin letters, whatever the title is", () => {
  expect(unnumberedName("Billing: which way?", "jobs")).toBe("billing-which-way.md");
  expect(unnumberedName("Crème brûlée", "jobs")).toBe("creme-brulee.md");
  expect(unnumberedName("何を", "fastapi_vs-Django")).toBe("fastapi-vs-django.md");
  expect(unnumberedName("..", "_")).toBe("decision.md");
  // adr-log would read the number 0001-2027.
  expect(unnumberedName("2027: one codebase", "jobs")).toBe("decision-2027-one-codebase.md");
  fc.assert(
    fc.property(hostile, hostile, fc.integer({ min: 0, max: 99_998 }), (title, id, last) => {
      const name = nextFile([`${String(last).padStart(4, "0")}-x.md`], unnumberedName(title, id));
      expect(name).toMatch(/^\d{4,6}-[a-z](?:[a-z0-9-]{0,58}[a-z0-9])?\.md$/);
      if (last < 99_999 - 1) expect(numberOf(name)).toBe(last + 1);
    }),
  );
});

test("a number is what ADR tools take for one, and a date is none", () => {
  expect(numberOf("0007-title.md")).toBe(7);
  expect(numberOf("007-title.md")).toBe(7);
  expect(numberOf("12345-title.md")).toBe(12_345);
  expect(numberOf("ADR-0007-title.md")).toBe(7);
  expect(numberOf("adr-0007-title.md")).toBe(7);
  expect(numberOf("0012-10-20-servers.md")).toBe(12);
  const others = [
    "README.md",
    "7-title.md",
    "2026-11-22-title.md",
    "20261122-title.md",
    "0007-title.txt",
    "0007.md",
    "ladr-0007-title.md",
  ];
  expect(others.map(numberOf)).toEqual(others.map(() => null));
  const named = ["0007-title.md", "adr-007-title.md", "20261122-title.md"];
  expect(named.map(adrName)).toEqual(["ADR-0007", "ADR-007", "20261122-title"]);
});

test("a new record is numbered on, the way that the folder does it", () => {
  const after = (...files: readonly string[]): string => nextFile(files, "billing.md");
  expect(after()).toBe("0001-billing.md");
  expect(after("README.md", "2026-11-22-by-date.md")).toBe("0001-billing.md");
  expect(after("0011-a.md", "0002-b.md", "README.md")).toBe("0012-billing.md");
  expect(after("001-a.md", "002-b.md")).toBe("003-billing.md");
  expect(after("ADR-0001-a.md")).toBe("ADR-0002-billing.md");
  expect(after("adr-0006-a.md")).toBe("adr-0007-billing.md");
  expect(after("adr-099-a.md", "adr-100-b.md")).toBe("adr-101-billing.md");
  // Where the way was changed, the newest counts.
  expect(after("001-a.md", "ADR-0002-b.md")).toBe("ADR-0003-billing.md");
  expect(after("999-a.md")).toBe("1000-billing.md");
});
