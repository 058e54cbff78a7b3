import * as fc from "fast-check";
import { expect, test } from "vitest";
import { adrName, fileName, numberOf, recordedId } from "../../src/record/file.ts";
import { madr } from "../../src/record/madr.ts";
import { jobs } from "../conversation/pack.ts";
import { accepted } from "./decisions.ts";
import { hostile } from "./hostile.ts";

test("names are a number and the title's Latin letters, whatever the title is", () => {
  expect(fileName(12, "Billing: which way?", "jobs")).toBe("0012-billing-which-way.md");
  expect(fileName(12_345, "Crème brûlée", "jobs")).toBe("12345-creme-brulee.md");
  expect(fileName(1, "何を", "fastapi_vs-Django")).toBe("0001-fastapi-vs-django.md");
  expect(fileName(1, "..", "_")).toBe("0001-decision.md");
  fc.assert(
    // From 1900 on, a number and a title can look like a date together.
    fc.property(hostile, hostile, fc.integer({ min: 1, max: 1_899 }), (title, id, number) => {
      const name = fileName(number, title, id);
      expect(name).toMatch(/^\d{4,5}-[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?\.md$/);
      expect(numberOf(name)).toBe(number);
    }),
  );
});

test("a number is what ADR tools take for one, and a date is none", () => {
  expect(numberOf("0007-title.md")).toBe(7);
  expect(numberOf("12345-title.md")).toBe(12_345);
  expect(numberOf("0012-10-20-servers.md")).toBe(12);
  const others = [
    "README.md",
    "7-title.md",
    "2026-11-22-title.md",
    "20261122-title.md",
    "0007-title.txt",
    "0007.md",
  ];
  expect(others.map(numberOf)).toEqual(others.map(() => null));
  expect([adrName("0007-title.md"), adrName("20261122-title.md")]).toEqual(["ADR-0007", "20261122-title"]);
});

test("a record says whose it is, also with other line ends; no other text does", () => {
  const state = accepted();
  const text = madr(state, jobs);
  expect(recordedId(text)).toBe(state.id);
  expect(recordedId(text.replaceAll("\n", "\r\n"))).toBe(state.id);
  expect(recordedId(text.replace(/plumbline: (.*)/, 'plumbline: "$1"'))).toBe(state.id);
  const others = [
    "",
    text.replace(/^---\n/, ""),
    text.replace("plumbline: ", "  plumbline: "),
    `# Title\n\n---\nplumbline: ${state.id}\n---\n`,
    `---\nstatus: accepted\n---\n# Title\n\nplumbline: ${state.id}\n\n---\n`,
  ];
  for (const other of others) expect(recordedId(other)).toBeNull();
});
