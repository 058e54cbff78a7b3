/**
 * A chart as SVG, the same picture on every platform: made for a phone's width, on a ground of its own, so that it is
 * legible in the dark, too. Parts are told by their number, their pattern and their order, never by colour alone.
 */
import type { Chart } from "./card.ts";
import { shorten } from "./fit.ts";

/** Drawn units: a phone shows the picture at 360 or so, and letters of 15 are legible there still. */
const WIDTH = 480;
const LEFT = 20;
const BAR = { width: 372, height: 28, gap: 32 };
const TOP = 68;
const LEGEND_ROW = 28;
const LINE = WIDTH - 2 * LEFT;
const KEY = 32;
/** Below this a figure does not fit into its part. */
const FIGURE_MIN = 11;

/**
 * Dark enough for white figures (WCAG AA, 4.5:1), and apart by 20 and more (CIE76) for whoever sees no red, no green or no
 * blue. https://doi.org/10.1109/TVCG.2009.113
 */
export const COLOURS = {
  plain: "#0068c4",
  stripes: "#a25200",
  dots: "#003c1e",
  /** Whatever no criterion of its own is shown for. */
  rest: "#747474",
  ground: "#e4e4e4",
};
const FILLS = [COLOURS.plain, "url(#stripes)", "url(#dots)"] as const;
export const PATTERNS = [
  '<pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
  '<rect width="8" height="8" fill="#a25200"/><rect width="2" height="8" fill="#5e2c00"/></pattern>',
  '<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">',
  '<rect width="7" height="7" fill="#003c1e"/><circle cx="2" cy="2" r="1.3" fill="#2c7a50"/></pattern>',
].join("");

/** Self-contained; the font is DejaVu Sans. Labels that a line has no room for are shortened. */
export function chartSvg(chart: Chart): string {
  const labels = chart.bars.find(({ out }) => out !== true)?.parts.map(({ label }) => label) ?? [];
  const legendTop = TOP + chart.bars.length * (BAR.height + BAR.gap) - 10;
  const height = legendTop + labels.length * LEGEND_ROW + 8;
  const bars = chart.bars.map((bar, index) => drawBar(bar, TOP + index * (BAR.height + BAR.gap)));
  const legend = labels.map((label, index) => {
    const y = legendTop + index * LEGEND_ROW;
    return [
      rect(LEFT, y, 22, 20, fill(index, labels.length)),
      figure(index, LEFT + 11, y + 15),
      text(fitted(label, LINE - KEY, 15), LEFT + KEY, y + 15, 15),
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans">`,
    `<defs>${PATTERNS}</defs>`,
    rect(0, 0, WIDTH, height, "#ffffff"),
    text(fitted(chart.title, LINE, 20), LEFT, 32, 18, "bold"),
    ...bars,
    ...legend,
    "</svg>",
  ].join("");
}

function drawBar(bar: Chart["bars"][number], y: number): string {
  const box = { x: LEFT, y, width: BAR.width, height: BAR.height };
  return [
    text(fitted(bar.label, LINE, 15), LEFT, y - 7, 15),
    bar.out === true ? drawOutline(bar.value, box) : drawParts(bar, box),
    text(
      `${Math.round(bar.value)} %`,
      LEFT + BAR.width + 10,
      y + 20,
      17,
      bar.out === true ? "normal" : "bold",
    ),
  ].join("");
}

/** Of what is ruled out: how far it would have come, without the weight of a bar. */
function drawOutline(value: number, { x, y, width, height }: Box): string {
  const own = (Math.min(100, Math.max(0, value)) * width) / 100;
  return [
    rect(x, y, width, height, COLOURS.ground),
    own < 2
      ? ""
      : rect(
          x + 1,
          y + 1,
          own - 2,
          height - 2,
          "none",
          ` stroke="${COLOURS.rest}" stroke-width="2" stroke-dasharray="6 4"`,
        ),
  ].join("");
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A bar's parts one after another, numbered where they are drawn as high as a line of text. */
export function drawParts({ value, parts }: Chart["bars"][number], { x, y, width, height }: Box): string {
  const scale = width / 100;
  const drawn = parts.length === 0 ? [{ value: Math.min(100, Math.max(0, value)) }] : parts;
  const hasFigures = parts.length > 0 && height >= BAR.height;
  let left = x;
  return [
    rect(x, y, width, height, COLOURS.ground),
    ...drawn.map((part, index) => {
      const own = Math.max(0, part.value) * scale;
      const isNumbered = hasFigures && own >= FIGURE_MIN;
      const box = `${rect(left, y, own, height, fill(index, drawn.length))}${
        isNumbered ? figure(index, left + own / 2, y + 19) : ""
      }`;
      left += own;
      // Neighbours are kept apart by a line of the ground.
      return index + 1 < drawn.length && own > 0 ? `${box}${rect(left - 1, y, 1, height, "#ffffff")}` : box;
    }),
  ].join("");
}

/** The last of several parts is the rest. */
function fill(index: number, parts: number): string {
  if (parts > 1 && index === parts - 1) return COLOURS.rest;
  return FILLS[index % FILLS.length] ?? FILLS[0];
}

/** How wide letters come out at most, in parts of their size: DejaVu Sans, in classes of about one width. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlIJ.,:;'|!\s]/, 0.41],
  [/[frt()[\]/\\-]/, 0.42],
  [/[cekszvxyL]/, 0.62],
  [/[a-z0-9TFEYZ?$*_]/, 0.64],
  [/[mwMWOQGN@%#&+=<>~]/, 1],
  [/[A-Z]/, 0.78],
];
/** Of whatever else there is: as wide as a line is high. */
const WIDEST = 1.1;

/** Shortened so that it is no wider. */
function fitted(letters: string, width: number, size: number): string {
  const room = width / size;
  let [used, whole] = [0, 0];
  for (const letter of letters) {
    used += WIDTHS.find(([these]) => these.test(letter))?.[1] ?? WIDEST;
    // "…" is one letter more, and as wide.
    if (used + 1 <= room) whole += letter.length;
  }
  return used <= room ? letters : shorten(letters, whole + 1);
}

function rect(x: number, y: number, width: number, height: number, colour: string, line = ""): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${height}" fill="${colour}"${line}/>`;
}

function text(letters: string, x: number, y: number, size: number, weight = "normal"): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="#1d1d1d">${escaped(letters)}</text>`;
}

function figure(index: number, x: number, y: number): string {
  return `<text x="${round(x)}" y="${y}" font-size="14" font-weight="bold" text-anchor="middle" fill="#ffffff">${index + 1}</text>`;
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
