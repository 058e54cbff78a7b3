/** Horizontal stacked bars of block characters: each part has a fill of its own, each bar its figure. */
import type { Chart } from "../../../src/card/card.ts";
import { limits } from "../limits.ts";
import { cleanLine } from "./clean.ts";
import { type Look, paint, type Style, signsOf } from "./look.ts";
import { hanging, padTo, stringWidth, wrap } from "./wrap.ts";

const COLOURS: readonly Style[] = ["cyan", "green", "magenta", "yellow", "blue", "gray"];

type Bar = Chart["bars"][number];

export function drawChart(chart: Chart, look: Look): readonly string[] {
  const rows = chart.bars.map((bar) => ({
    bar,
    label: cleanLine(bar.label),
    figure: `${Math.round(bar.value)} %`,
  }));
  const widest = Math.max(0, ...rows.map(({ label }) => stringWidth(label)));
  const figures = Math.max(0, ...rows.map(({ figure }) => figure.length));
  // Labels that would leave too little for the bars get a line of their own.
  const beside = widest <= look.width / 3;
  const indent = beside ? widest + 1 : 2;
  const cells = Math.min(limits.barMax, Math.max(limits.barMin, look.width - indent - figures - 2));
  const bars = rows.flatMap(({ bar, label, figure }) => {
    const drawn = `${figure.padStart(figures)}  ${drawBar(bar, cells, look)}`;
    return beside ? [`${padTo(label, indent)}${drawn}`] : [...wrap(label, look.width), `  ${drawn}`];
  });
  return [
    ...wrap(paint(look, "bold", cleanLine(chart.title)), look.width),
    ...bars,
    ...legend(chart.bars, look),
  ];
}

/** As long as the value of 100; each part ends where the sum so far is, so that rounding never adds up. */
function drawBar(bar: Bar, cells: number, look: Look): string {
  const parts = bar.parts.length === 0 ? [{ value: bar.value }] : bar.parts;
  const end = (percent: number): number => Math.round((Math.min(100, Math.max(0, percent)) / 100) * cells);
  let sum = 0;
  let drawn = "";
  for (const [index, part] of parts.entries()) {
    const from = end(sum);
    sum += part.value;
    drawn += fill(index, Math.max(0, end(sum) - from), look);
  }
  return drawn;
}

function fill(index: number, size: number, look: Look): string {
  const { fills } = signsOf(look);
  const at = Math.min(index, fills.length - 1);
  return paint(look, COLOURS[at] ?? "gray", (fills[at] ?? "").repeat(size));
}

/** What each fill stands for, in as many lines as it takes. Parts that no bar has are left out. */
function legend(bars: readonly Bar[], look: Look): readonly string[] {
  const labels = bars[0]?.parts.map(({ label }) => label) ?? [];
  const shown = labels.flatMap((label, index) =>
    bars.some((bar) => (bar.parts[index]?.value ?? 0) > 0)
      ? [{ sign: fill(index, 1, look), label: cleanLine(label) }]
      : [],
  );
  const lines: string[] = [];
  for (const { sign, label } of shown) {
    const last = lines.at(-1);
    const joined = `${last ?? ""}   ${sign} ${label}`;
    if (last !== undefined && stringWidth(joined) <= look.width) lines[lines.length - 1] = joined;
    else lines.push(...hanging(`${sign} `, label, look.width));
  }
  return lines;
}
