/** Pictures as pixels: what a chart looks like, and how far two pictures differ. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type RenderedImage, Resvg } from "@resvg/resvg-js";
import type { Chart } from "../../src/card/card.ts";
import { chartSvg } from "../../src/card/svg.ts";

/** A picture for each scene. */
export const GOLDEN = new URL("pictures/", import.meta.url);

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes each, row by row: red, green, blue, alpha. */
  readonly bytes: Uint8Array;
}

const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");

/** One pixel to a drawn unit. */
export function rendered(chart: Chart): RenderedImage {
  return render(chartSvg(chart));
}

function render(svg: string): RenderedImage {
  const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) => join(fonts, file));
  return new Resvg(svg, {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  }).render();
}

export function pixelsOf({ width, height, pixels }: RenderedImage): Pixels {
  return { width, height, bytes: pixels };
}

/** Of a PNG. */
export function decoded(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const href = `data:image/png;base64,${png.toString("base64")}`;
  return pixelsOf(
    render(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`,
    ),
  );
}

/** The share of pixels that differ by more than `most` (of 255) in a colour; 1 where the sizes differ. */
export function difference(one: Pixels, other: Pixels, most = 48): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let differing = 0;
  for (let at = 0; at < one.bytes.length; at += 4) {
    const isFar = [0, 1, 2].some(
      (channel) => Math.abs((one.bytes[at + channel] ?? 0) - (other.bytes[at + channel] ?? 0)) > most,
    );
    if (isFar) differing += 1;
  }
  return differing / (one.width * one.height);
}
