/**
 * Draws the README's picture anew, docs/card.png: a card of three people who differ, as a terminal shows it.
 * `npm run pictures`.
 */
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import xterm from "@xterm/headless";
import { drawCard } from "../../adapters/terminal/show/draw.ts";
import { lookOf } from "../../adapters/terminal/show/look.ts";
import type { Card } from "../../src/card/card.ts";
import { type Answers, ana, answerAll, bo, cy, drive } from "../conversation/driver.ts";
import { packSetOf } from "../conversation/truth/legible.ts";
import { flagship } from "../rules/flagship.ts";

const COLUMNS = 96;
const CELL = { width: 9.64, height: 21 };
const MARGIN = 28;
const COLOURS = { ground: "#0d1117", text: "#c9d1d9", bold: "#ffffff", dim: "#8b949e" };
/** The terminal's own sixteen, as most draw them. */
const PALETTE = [
  ..."#484f58 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #b1bac4".split(" "),
  ..."#6e7681 #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #f0f6fc".split(" "),
];

/** What each is sure of. */
const TEAM: readonly (readonly [typeof ana, Answers])[] = [
  [ana, { consumers: "programs", async: "mostly", structure: "services", capacity: "two", team: "several" }],
  [bo, { consumers: "mixed", admin: "core", async: "some", ready_made: "accounts", capacity: "two" }],
  [cy, { consumers: "programs", admin: "some", async: "mostly", structure: "services", typing: "strict" }],
];

async function recommendation(): Promise<Card> {
  const driver = drive({ packSet: packSetOf(await flagship()) });
  driver.command(ana, "fastapi or django for billing", [bo, cy]);
  for (const [person, answers] of TEAM) answerAll(driver, person, answers);
  for (const [person] of TEAM) if (driver.state()?.phase.kind === "differing") driver.press(person, "keep");
  const card = driver.screen().get("card")?.card;
  if (card === undefined) throw new Error("no card was posted");
  // Who is rung for is seen in the thread.
  return {
    ...card,
    blocks: card.blocks.slice(
      0,
      card.blocks.findIndex(({ kind }) => kind === "controls"),
    ),
  };
}

/** What stands in a terminal once this was written to it, as SVG. */
async function screenshot(text: string): Promise<string> {
  const rows = text.split("\n").length;
  const screen = new xterm.Terminal({ cols: COLUMNS, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => screen.write(text.replaceAll("\n", "\r\n"), resolve));
  const cells = Array.from({ length: rows }, (_, y) =>
    Array.from({ length: COLUMNS }, (_, x) => cellAt(screen, x, y)),
  );
  const width = COLUMNS * CELL.width + 2 * MARGIN;
  const height = rows * CELL.height + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono" font-size="16">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${COLOURS.ground}"/>`,
    ...cells.flat(),
    "</svg>",
  ].join("");
}

function cellAt(screen: InstanceType<typeof xterm.Terminal>, x: number, y: number): string {
  const cell = screen.buffer.active.getLine(y)?.getCell(x);
  const letters = cell?.getChars() ?? "";
  if (cell === undefined || letters.trim() === "") return "";
  const bold = cell.isBold() !== 0;
  const plain = bold ? COLOURS.bold : cell.isDim() !== 0 ? COLOURS.dim : COLOURS.text;
  const colour = cell.isFgPalette() ? (PALETTE[cell.getFgColor()] ?? plain) : plain;
  const [left, top] = [MARGIN + x * CELL.width, MARGIN + y * CELL.height];
  const escaped = letters.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<text x="${left}" y="${top + 16}" fill="${colour}"${bold ? ' font-weight="bold"' : ""}>${escaped}</text>`;
}

const look = lookOf({ columns: COLUMNS + 1 }, { FORCE_COLOR: "1", LANG: "C.UTF-8" });
const svg = await screenshot(drawCard(await recommendation(), look));
const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");
const drawing = new Resvg(svg, {
  fitTo: { mode: "zoom", value: 1.5 },
  font: {
    fontFiles: [join(fonts, "DejaVuSansMono.ttf"), join(fonts, "DejaVuSansMono-Bold.ttf")],
    loadSystemFonts: false,
    defaultFontFamily: "DejaVu Sans Mono",
  },
});
await writeFile(fileURLToPath(new URL("../../docs/card.png", import.meta.url)), drawing.render().asPng());
