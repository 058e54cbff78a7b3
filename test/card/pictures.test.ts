/** The pictures of cards: seen as they were looked at, legible for whoever sees few colours, and small. */
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Chart } from "../../src/card/card.ts";
import { COLOURS } from "../../src/card/svg.ts";
import { drawPicture } from "../../src/io/picture.ts";
import { contrast, SEEING, seenDifference } from "./colours.ts";
import { decoded, difference, GOLDEN, pixelsOf, rendered } from "./pixels.ts";
import { chartFor, SCENES } from "./scenes.ts";

const SAME = 0.002;
const BYTES_MAX = 200 * 1000;

describe.each(Object.entries(SCENES))("%s", (name, chart) => {
  test("looks as it did when somebody looked at it", async () => {
    const golden = decoded(await readFile(new URL(`${name}.png`, GOLDEN)));
    expect(difference(pixelsOf(rendered(chart)), golden)).toBeLessThan(SAME);
  });

  test("is small", async () => {
    expect((await drawPicture(chart))?.length).toBeLessThan(BYTES_MAX);
  });
});

test("a small change of a picture is seen, and what a renderer may do otherwise is not", () => {
  const { usual } = SCENES;
  if (usual === undefined) throw new Error("a scene expected");
  const [first, ...others] = usual.bars;
  if (first === undefined) throw new Error("a bar expected");
  const before = pixelsOf(rendered(usual));
  const changed = { ...usual, bars: [{ ...first, label: "FastAPl" }, ...others] };
  const longer = { ...first, parts: first.parts.map(({ label, value }) => ({ label, value: value + 0.5 })) };
  expect(difference(before, before)).toBe(0);
  expect(difference(before, pixelsOf(rendered({ ...usual, bars: [longer, ...others] })))).toBeGreaterThan(
    SAME,
  );
  expect(difference(before, pixelsOf(rendered(changed)), 8)).toBeGreaterThan(0);
  const shaded = { ...before, bytes: before.bytes.map((byte) => Math.max(0, byte - 3)) };
  expect(difference(before, shaded)).toBe(0);
});

test("no name runs out of the picture", () => {
  const letter = fc.constantFrom(..."WMQm@%iIl. ,()aegXYZ0189ÄßЖשע漢字😀…—");
  const name = fc.string({ unit: letter, minLength: 1, maxLength: 75 });
  fc.assert(
    fc.property(name, name, fc.boolean(), (label, part, out) => {
      const chart: Chart = {
        ...{ kind: "chart", title: label, alt: "" },
        bars: [{ label, value: 100, parts: [{ label: part, value: 100 }], ...(out ? { out } : {}) }],
      };
      const { width, height, bytes } = pixelsOf(rendered(chart));
      // Ten pixels at the right are free, as far as anything but the figures goes.
      for (let y = 0; y < height; y += 1)
        for (let x = width - 10; x < width; x += 1) expect(bytes[4 * (y * width + x)]).toBe(255);
    }),
    { numRuns: 60 },
  );
});

describe("colours", () => {
  const { plain, stripes, dots, rest, ground } = COLOURS;
  const fills = { plain, stripes, dots, rest };

  test.each(Object.entries(SEEING))("are apart for people with %s sight", (_, sight) => {
    const all = Object.values(fills);
    for (const one of all)
      for (const other of all)
        if (one !== other)
          expect(seenDifference(one, other, sight), `${one} and ${other}`).toBeGreaterThan(20);
  });

  test("carry white figures, and stand out from the ground", () => {
    for (const fill of Object.values(fills)) {
      expect(contrast(fill, "#ffffff"), fill).toBeGreaterThan(4.5);
      expect(contrast(fill, ground), fill).toBeGreaterThan(3);
    }
  });

  test("are those that the pictures have", () => {
    const { usual } = SCENES;
    if (usual === undefined) throw new Error("a scene expected");
    const { bytes } = pixelsOf(rendered(usual));
    const seen = new Set<string>();
    for (let at = 0; at < bytes.length; at += 4)
      seen.add(`#${Buffer.from(bytes.subarray(at, at + 3)).toString("hex")}`);
    for (const colour of Object.values(COLOURS)) expect(seen).toContain(colour);
  });
});

describe("in words", () => {
  const altOf = (name: string): string => SCENES[name]?.alt ?? "";

  test("a picture says the order, each fit and what made it", () => {
    expect(altOf("usual")).toBe(
      [
        "1. FastAPI 83 % (What the team knows already 30, Little to run 21, Consistency 18, Everything else 13)",
        "2. Django and FastAPI 64 % (What the team knows already 23, Little to run 11, Consistency 18, Everything else 12)",
        "3. Django 51 % (What the team knows already 10, Little to run 16, Consistency 10, Everything else 15)",
      ].join("; "),
    );
  });

  test("what is level is said to be, and what is ruled out has no place", () => {
    expect(altOf("ties")).toMatch(
      /^1\. Postgres 50 % \([^)]+\); level with it: MongoDB 50 % \([^)]+\); level with it: Both 50 % \([^)]+\); 4\. Neither 9 % /,
    );
    expect(altOf("ruled-out")).toMatch(
      /^1\. REST 54 % \([^)]+\); A way of building it that nobody… \(ruled out\) 100 %; GraphQL \(ruled out\) 21 %; SOAP \(ruled out\) 0 %$/,
    );
  });

  test("every option is in it, whatever the names, within what every platform takes", () => {
    const name = fc
      .string({ unit: "grapheme-ascii", minLength: 75, maxLength: 75 })
      .map((text) => text.replaceAll(" ", "x"));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 12 }), (names) => {
        const { alt, bars } = chartFor(
          names.map((one, at) => ({ name: one, scores: [at % 11, 5, 3, 2] })),
          ["One", "Two", "Three", "Four"],
        );
        expect(alt.length).toBeLessThanOrEqual(1_000);
        for (const { value } of bars) expect(alt).toContain(` ${Math.round(value)} %`);
        expect(alt.match(/(?:^|; )(?:\d+\. |level with it: )/g)?.length).toBeGreaterThanOrEqual(names.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a page's own colours", () => {
  test("are the picture's in the light, and apart in the dark", async () => {
    const css = await readFile(new URL("../../src/report/page/page.css", import.meta.url), "utf8");
    const named = (name: string) =>
      [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, "g"))].map(([, colour = ""]) => colour);
    const [light, dark] = [0, 1].map((at) =>
      ["first", "second", "third", "rest"].map((name) => named(name)[at] ?? ""),
    );
    const { plain, stripes, dots, rest } = COLOURS;
    expect(light).toEqual([plain, stripes, dots, rest]);
    for (const colour of Object.values(COLOURS)) expect(css).toContain(`svg [fill="${colour}"]`);
    const [, figure = ""] = named("figure");
    for (const one of dark ?? []) {
      expect(contrast(one, figure), one).toBeGreaterThan(4.5);
      for (const sight of Object.values(SEEING))
        for (const other of dark ?? [])
          if (one !== other)
            expect(seenDifference(one, other, sight), `${one} and ${other}`).toBeGreaterThan(20);
    }
  });
});
