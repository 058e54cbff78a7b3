/** What a terminal can show: its width, colours, and letters beyond ASCII. */
import { WriteStream } from "node:tty";
import { styleText } from "node:util";
import { limits } from "../limits.ts";

export type Env = Readonly<Record<string, string | undefined>>;

export interface Look {
  /** Columns that text may use. */
  readonly width: number;
  /** Rows of the window. */
  readonly rows: number;
  readonly colour: boolean;
  readonly unicode: boolean;
}

/** The part of a stream that tells how it shows things. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export function lookOf(output: Output, env: Env): Look {
  const unicode = hasUnicode(env);
  const columns = output.columns === undefined || output.columns <= 0 ? limits.columns : output.columns;
  return {
    // The last column stays free: some terminals wrap when it is written. So does what `legible` may add to a line.
    width: Math.min(limits.columnsMax, Math.max(limits.columnsMin, columns - (unicode ? 1 : 1 + ADDED))),
    rows: output.rows === undefined || output.rows <= 0 ? limits.rows : output.rows,
    colour: hasColour(output, env),
    unicode,
  };
}

/** Node's own reading of FORCE_COLOR, NO_COLOR, TERM and CI; without a terminal only FORCE_COLOR asks for colours. */
function hasColour(output: Output, env: Env): boolean {
  if (output.isTTY !== true && env.FORCE_COLOR === undefined) return false;
  return WriteStream.prototype.getColorDepth({ ...env }) > 2;
}

/** POSIX names the encoding in the first of these that is set; where none is, today's terminals read UTF-8. */
function hasUnicode(env: Env): boolean {
  if (env.TERM === "dumb" || env.TERM === "linux") return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return !locale || /utf-?8/i.test(locale);
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ...[..."“”„«»″"].map((sign) => [sign, '"'] as const),
  ...[..."‘’‚′"].map((sign) => [sign, "'"] as const),
  ...[..."‐‑‒–—―−─"].map((sign) => [sign, "-"] as const),
  ...[..."·•"].map((sign) => [sign, "-"] as const),
  ["…", "..."],
  ["→", ">"],
  ["×", "x"],
  ["ß", "ss"],
]);

/** Cells by which `legible` makes a line longer, with an ellipsis or two in it. */
const ADDED = 4;

/** For a terminal without Unicode: signs and letters by the nearest of ASCII, and "?" for what has none. */
export function legible(look: Look, text: string): string {
  if (look.unicode) return text;
  return text.replace(/[^\p{ASCII}]+/gu, (found) =>
    [...found.normalize("NFC")]
      .map((sign) => PLAIN.get(sign) ?? (sign.normalize("NFKD").replace(/[^\p{ASCII}]/gu, "") || "?"))
      .join(""),
  );
}

export type Style = Parameters<typeof styleText>[0];

export function paint(look: Look, style: Style, text: string): string {
  return look.colour && text !== "" ? styleText(style, text, { validateStream: false }) : text;
}

export interface Signs {
  readonly prompt: string;
  readonly pointer: string;
  readonly done: string;
  readonly note: string;
  readonly rule: string;
  /** One a part of a bar, told apart without colours. */
  readonly fills: readonly string[];
}

const UNICODE: Signs = {
  prompt: "›",
  pointer: "❯",
  done: "✓",
  note: "·",
  rule: "─",
  fills: ["█", "▓", "▒", "░", "▞", "·"],
};
const ASCII: Signs = {
  prompt: ">",
  pointer: ">",
  done: "*",
  note: "-",
  rule: "-",
  fills: ["#", "=", "+", "-", "o", "."],
};

export function signsOf(look: Look): Signs {
  return look.unicode ? UNICODE : ASCII;
}
