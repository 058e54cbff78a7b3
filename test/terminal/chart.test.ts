import * as fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { drawChart } from "../../adapters/terminal/show/chart.ts";
import { lookOf } from "../../adapters/terminal/show/look.ts";
import type { Chart } from "../../src/card/card.ts";

const chart: Chart = {
  kind: "chart",
  title: "Fit to your answers",
  alt: "",
  bars: [
    {
      label: "FastAPI",
      value: 80,
      parts: [
        { label: "API", value: 60 },
        { label: "Async", value: 20 },
      ],
    },
    {
      label: "Django",
      value: 50,
      parts: [
        { label: "API", value: 10 },
        { label: "Async", value: 40 },
      ],
    },
  ],
};
const at = (columns: number, env: Record<string, string> = { LANG: "C.UTF-8" }) => lookOf({ columns }, env);

test("bars in proportion, parts by fill, figures beside the labels, the legend below", () => {
  expect(drawChart(chart, at(36))).toEqual([
    "Fit to your answers",
    `FastAPI 80 %  ${"█".repeat(13)}${"▓".repeat(4)}`,
    `Django  50 %  ${"█".repeat(2)}${"▓".repeat(9)}`,
    "█ API   ▓ Async",
  ]);
});

test("in plain ASCII where nothing else can be shown", () => {
  const drawn = drawChart(chart, at(80, { LANG: "C" })).join("\n");
  expect(drawn).toContain(`FastAPI 80 %  ${"#".repeat(30)}${"=".repeat(10)}`);
  expect(drawn).toMatch(/^[\n -~]*$/);
});

test("a label too long to stand beside its bar stands above it", () => {
  const long = {
    ...chart,
    bars: chart.bars.map((bar) => ({ ...bar, label: `${bar.label} for the public endpoints` })),
  };
  expect(drawChart(long, at(40))).toEqual([
    "Fit to your answers",
    "FastAPI for the public endpoints",
    `  80 %  ${"█".repeat(19)}${"▓".repeat(6)}`,
    "Django for the public endpoints",
    `  50 %  ${"█".repeat(3)}${"▓".repeat(13)}`,
    "█ API   ▓ Async",
  ]);
});

test("a bar without parts is one part, and needs no legend", () => {
  const bare = { ...chart, bars: [{ label: "A", value: 100, parts: [] }] };
  expect(drawChart(bare, at(80)).slice(1)).toEqual([`A 100 %  ${"█".repeat(50)}`]);
});

test("a bar is as long as its value, however its parts are rounded", () => {
  const part = fc.double({ min: 0, max: 12, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 30, max: 140 }),
      (values, columns) => {
        const sum = values.reduce((total, value) => total + value, 0);
        const bar = {
          label: "A",
          value: sum,
          parts: values.map((value, index) => ({ label: `p${index}`, value })),
        };
        const [, first = ""] = drawChart({ ...chart, bars: [bar] }, at(columns));
        const [, fills = ""] = first.split(" %  ");
        const figure = `${Math.round(sum)} %`.length;
        const cells = Math.min(50, Math.max(8, Math.min(100, columns - 1) - 2 - figure - 2));
        expect(stringWidth(fills)).toBe(Math.round((Math.min(100, sum) / 100) * cells));
      },
    ),
  );
});
