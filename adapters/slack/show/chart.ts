/**
 * A chart as Slack's own `data_visualization` block (since June 2026, not in the SDK's types yet), or as rows of
 * blocks in text where it is refused. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
import type { Chart, Text } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { LIMITS } from "../limits.ts";

export interface ChartBlock {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "bar";
    /** One an option; Slack puts the bars of a category side by side. */
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
}

/** The whole first, then what made it, part by part. Null: nothing to draw. */
export function chartBlock(chart: Chart): ChartBlock | null {
  const limits = LIMITS.chart;
  const bars = chart.bars.slice(0, limits.series);
  if (bars.length === 0) return null;
  const parts = (bars[0]?.parts ?? []).slice(0, limits.categories - 1);
  const categories = unique(["Fit", ...parts.map((part) => part.label)]);
  const names = unique(bars.map((bar) => bar.label));
  return {
    type: "data_visualization",
    title: shorten(chart.title, limits.title) || "Fit",
    chart: {
      type: "bar",
      series: bars.map((bar, index) => ({
        name: names[index] ?? "",
        data: categories.map((label, at) => ({
          label,
          value: Math.round((at === 0 ? bar.value : (bar.parts[at - 1]?.value ?? 0)) * 10) / 10,
        })),
      })),
      axis_config: { categories, y_label: "%" },
    },
  };
}

const WIDTH = 20;

/** A row a bar: a screen reader skips the blocks and reads "FastAPI 81 %". */
export function chartText(chart: Chart): Text {
  const rows = chart.bars.map((bar) => {
    const filled = Math.round((Math.min(100, Math.max(0, bar.value)) / 100) * WIDTH);
    return `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}  ${bar.label} ${Math.round(bar.value)} %`;
  });
  return [{ kind: "strong", text: chart.title }, `\n${rows.join("\n")}`];
}

/** Labels at most as long as Slack allows, told apart where shortening made them alike. */
function unique(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    let name = shorten(label.trim() || "–", LIMITS.chart.label);
    for (let n = 2; taken.has(name); n += 1)
      name = `${shorten(label, LIMITS.chart.label - 1 - String(n).length)} ${n}`;
    taken.add(name);
    return name;
  });
}
