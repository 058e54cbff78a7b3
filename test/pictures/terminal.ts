/** A session in a terminal: the program itself in a pseudo-terminal, read from the cells of an emulator's screen. */
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { Resvg } from "@resvg/resvg-js";
import xterm from "@xterm/headless";
import { scratch } from "../fake/scratch.ts";
import { escaped } from "./page.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");
const [COLUMNS, ROWS] = [96, 60];
const CELL = { width: 9.64, height: 21 };
const MARGIN = 28;
const ZOOM = 1.25;
const COLOURS = { ground: "#0d1117", text: "#c9d1d9", bold: "#ffffff", dim: "#8b949e" };
/** The terminal's own sixteen, as most draw them. */
const PALETTE = [
  ..."#484f58 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #b1bac4".split(" "),
  ..."#6e7681 #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #f0f6fc".split(" "),
];

/** Whoever draws the pictures has an account of another name. */
const AS_ANA = `data:text/javascript,import os from "node:os"; import { syncBuiltinESMExports } from "node:module";
os.userInfo = () => ({ username: "ana" }); syncBuiltinESMExports();`;

type Screen = InstanceType<typeof xterm.Terminal>;

/** One person answers the first choice each time, until the card is there. */
export async function terminalPicture(): Promise<Uint8Array> {
  const folder = await scratch();
  const screen = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, scrollback: 2_000, allowProposedApi: true });
  const child = spawn(process.execPath, ["--import", AS_ANA, CLI, "start"], {
    name: "xterm-256color",
    cols: COLUMNS,
    rows: ROWS,
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", DATA_DIR: folder },
  });
  screen.onData((data) => child.write(data));
  try {
    await played(screen, child);
    return drawn(screen);
  } finally {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  }
}

function played(screen: Screen, child: ReturnType<typeof spawn>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let answered = "";
  const look = (): void => {
    const lines = linesOf(screen);
    const choice = lines.findLastIndex((line) => line.startsWith("❯ 1 "));
    const said = lines.slice(0, Math.max(choice, 0)).findLast((line) => line.endsWith("?")) ?? "";
    if (lines[choice]?.startsWith("❯ 1 Accept")) resolve();
    else if (choice >= 0 && said !== answered) {
      answered = said;
      child.write("1\r");
    } else if (choice < 0 && answered === "" && lines.some((line) => line.endsWith(" ›"))) {
      answered = "begun";
      child.write("fastapi or django for billing\r");
    }
  };
  child.onData((data) => screen.write(data, look));
  child.onExit(({ exitCode }) =>
    reject(new Error(`it ended with ${exitCode}:\n${linesOf(screen).join("\n")}`)),
  );
  return promise;
}

function linesOf(screen: Screen): string[] {
  const { active } = screen.buffer;
  return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? "");
}

/** From the card on. */
function drawn(screen: Screen): Uint8Array {
  const lines = linesOf(screen);
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const first = lines.findLastIndex((line) => line.endsWith(" for “billing”"));
  const rows = Array.from({ length: last - first + 1 }, (_, y) => rowSvg(screen, first + y, y));
  const [width, height] = [COLUMNS * CELL.width + 2 * MARGIN, rows.length * CELL.height + 2 * MARGIN];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono" font-size="16">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${COLOURS.ground}"/>`,
    ...rows,
    "</svg>",
  ].join("");
  const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: ZOOM },
    font: {
      fontFiles: [join(fonts, "DejaVuSansMono.ttf"), join(fonts, "DejaVuSansMono-Bold.ttf")],
      loadSystemFonts: false,
      defaultFontFamily: "DejaVu Sans Mono",
    },
  });
  return drawing.render().asPng();
}

function rowSvg(screen: Screen, line: number, row: number): string {
  return Array.from({ length: COLUMNS }, (_, x) => {
    const cell = screen.buffer.active.getLine(line)?.getCell(x);
    const letters = cell?.getChars() ?? "";
    if (cell === undefined || letters.trim() === "") return "";
    const bold = cell.isBold() !== 0;
    const plain = bold ? COLOURS.bold : cell.isDim() !== 0 ? COLOURS.dim : COLOURS.text;
    const colour = cell.isFgPalette() ? (PALETTE[cell.getFgColor()] ?? plain) : plain;
    const [left, top] = [MARGIN + x * CELL.width, MARGIN + row * CELL.height];
    const weight = bold ? ' font-weight="bold"' : "";
    return `<text x="${left}" y="${top + 16}" fill="${colour}"${weight}>${escaped(letters)}</text>`;
  }).join("");
}
