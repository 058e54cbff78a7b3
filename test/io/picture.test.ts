import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Chart } from "../../src/card/card.ts";
import { chartSvg } from "../../src/card/svg.ts";
import { drawPicture } from "../../src/io/picture.ts";

const chart: Chart = {
  kind: "chart",
  title: "Fit to your answers",
  alt: "FastAPI 81 %; Django 52 %",
  bars: [
    {
      label: "FastAPI",
      value: 81,
      parts: [
        { label: "API-first work", value: 50 },
        { label: "Everything else", value: 31 },
      ],
    },
    {
      label: "Django <both>",
      value: 52,
      parts: [
        { label: "API-first work", value: 2 },
        { label: "Everything else", value: 50 },
      ],
    },
  ],
};

test("a chart becomes a PNG, twice its drawn size, with the letters drawn", async () => {
  const png = await drawPicture(chart);
  if (png === null) throw new Error("no picture");
  expect(Buffer.from(png).subarray(1, 4).toString()).toBe("PNG");
  expect(Buffer.from(png).readUInt32BE(16)).toBe(1440);
  const blank = await drawPicture({ ...chart, bars: chart.bars.map((bar) => ({ ...bar, label: " " })) });
  expect(Buffer.from(png).equals(Buffer.from(blank ?? []))).toBe(false);
});

test("every part is numbered where it is wide enough, and in the legend", () => {
  const svg = chartSvg(chart);
  expect(svg.match(/text-anchor="middle"[^>]*>1</g)).toHaveLength(2);
  expect(svg.match(/text-anchor="middle"[^>]*>2</g)).toHaveLength(3);
  expect(svg).toContain("Django &#60;both&#62;");
});

test("whatever the labels say, the drawing stays well-formed", () => {
  const label = fc.string({ unit: "binary", maxLength: 80 });
  fc.assert(
    fc.property(label, label, fc.double({ min: -10, max: 200, noNaN: true }), (title, name, value) => {
      const svg = chartSvg({
        ...chart,
        title,
        bars: [{ label: name, value, parts: [{ label: title, value }] }],
      });
      expect(() => new Resvg(svg, { font: { loadSystemFonts: false } })).not.toThrow();
    }),
    { numRuns: 50 },
  );
});
