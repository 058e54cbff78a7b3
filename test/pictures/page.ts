/** A page as Chromium draws it. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

export interface Shot {
  readonly html: string;
  /** CSS pixels. */
  readonly width: number;
  /** What is in the picture; from the top, as much as `height` says. */
  readonly of: string;
  readonly height?: number;
}

/** A PNG, with as many pixels as a sharp screen has. */
export async function shoot({ html, width, of, height }: Shot): Promise<Uint8Array> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
  });
  try {
    const page = await browser.newPage({ viewport: { width, height: 1_200 }, deviceScaleFactor: 1.4 });
    await page.setContent(html, { waitUntil: "load" });
    await page.evaluate("document.fonts.ready");
    const box = await page.locator(of).first().boundingBox();
    if (box === null) throw new Error(`the page has no ${of}`);
    return await page.screenshot({ fullPage: true, clip: { ...box, height: height ?? box.height } });
  } finally {
    await browser.close();
  }
}

/** A rule for each weight of a font that npm brings, so that the picture is the same on every machine. */
export async function fontFaces(name: string, family: string, weights: readonly number[]): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const faces = weights.map(async (weight) => {
    const file = await readFile(resolve(`@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`));
    const source = `url(data:font/woff2;base64,${file.toString("base64")})`;
    return `@font-face{font-family:"${family}";font-weight:${weight};src:${source}}`;
  });
  return (await Promise.all(faces)).join("");
}

export function pageOf(style: string, body: string): string {
  return `<!doctype html><meta charset="utf-8"><style>*{box-sizing:border-box;margin:0}${style}</style>${body}`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
