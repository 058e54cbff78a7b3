/** A chart as SVG: for platforms that show pictures but draw no charts. Parts are numbered, not told by colour alone. */
import type { Chart } from "./card.ts";
import { shorten } from "./fit.ts";

const WIDTH = 720;
const LEFT = 24;
const BAR = { width: 560, height: 30, gap: 34 };
const TOP = 72;
const LEGEND_ROW = 26;
/** Dark enough for white figures (WCAG AA, 4.5:1), apart for people who see few colours. https://jfly.uni-koeln.de/color/ */
const FILLS = ["#00598a", "#9e4a00", "#00664d", "#8c3a6b", "#4a4a4a", "#77680a"] as const;
/** Below this a figure does not fit into its part. */
const FIGURE_MIN = 18;

/** Self-contained; the font is DejaVu Sans. Labels are shortened at the end of a word. */
export function chartSvg(chart: Chart): string {
  const labels = chart.bars[0]?.parts.map(({ label }) => label) ?? [];
  const legendTop = TOP + chart.bars.length * (BAR.height + BAR.gap) + 8;
  const height = legendTop + Math.ceil(labels.length / 2) * LEGEND_ROW + 16;
  const bars = chart.bars.map((bar, index) => drawBar(bar, TOP + index * (BAR.height + BAR.gap)));
  const legend = labels.map((label, index) => {
    const x = LEFT + (index % 2) * (WIDTH / 2 - LEFT);
    const y = legendTop + Math.floor(index / 2) * LEGEND_ROW;
    return `${rect(x, y, 20, 20, fill(index))}${figure(index, x + 10, y + 15)}${text(shorten(label, 36), x + 30, y + 15, 15)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="DejaVu Sans">`,
    rect(0, 0, WIDTH, height, "#ffffff"),
    text(shorten(chart.title, 60), LEFT, 36, 20, "bold"),
    ...bars,
    ...legend,
    "</svg>",
  ].join("");
}

function drawBar(bar: Chart["bars"][number], y: number): string {
  const whole = Math.min(100, Math.max(0, bar.value));
  const scale = BAR.width / 100;
  const parts = bar.parts.length === 0 ? [{ value: whole }] : bar.parts;
  let x = LEFT;
  const drawn = parts.map(({ value }, index) => {
    const width = Math.max(0, value) * scale;
    const part = `${rect(x, y, width, BAR.height, fill(index))}${
      width >= FIGURE_MIN && bar.parts.length > 0 ? figure(index, x + width / 2, y + 20) : ""
    }`;
    x += width;
    return part;
  });
  return [
    text(shorten(bar.label, 60), LEFT, y - 8, 16),
    rect(LEFT, y, BAR.width, BAR.height, "#e8e8e8"),
    ...drawn,
    text(`${Math.round(bar.value)} %`, LEFT + BAR.width + 14, y + 21, 18, "bold"),
  ].join("");
}

function fill(index: number): string {
  return FILLS[index % FILLS.length] ?? FILLS[0];
}

function rect(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${height}" fill="${colour}"/>`;
}

function text(letters: string, x: number, y: number, size: number, weight = "normal"): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="#1d1d1d">${escaped(letters)}</text>`;
}

function figure(index: number, x: number, y: number): string {
  return `<text x="${round(x)}" y="${y}" font-size="14" text-anchor="middle" fill="#ffffff">${index + 1}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** XML's five, and none of the characters that XML 1.0 cannot hold. */
function escaped(letters: string): string {
  return letters
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
