/** Charts as PNG, with a font of our own: a small machine may have none. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Chart } from "../card/card.ts";
import { chartSvg } from "../card/svg.ts";

/** Pixels to a drawn unit, for sharp screens. What has many bars would take too long, and more than 200 KB. */
function zoomOf({ bars }: Chart): number {
  if (bars.length <= 4) return 3;
  return bars.length <= 8 ? 2 : 1.5;
}

/** The engine is loaded when the first picture is wanted. Null where it cannot be loaded on this machine. */
export async function drawPicture(chart: Chart): Promise<Uint8Array | null> {
  const resvg = await import("@resvg/resvg-js").catch(() => null);
  if (resvg === null) return null;
  const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");
  // In a thread of its own: it takes longer than the event loop may be held.
  const drawn = await resvg.renderAsync(chartSvg(chart), {
    fitTo: { mode: "zoom", value: zoomOf(chart) },
    font: {
      fontFiles: [join(fonts, "DejaVuSans.ttf"), join(fonts, "DejaVuSans-Bold.ttf")],
      loadSystemFonts: false,
      defaultFontFamily: "DejaVu Sans",
    },
  });
  return drawn.asPng();
}
