/** `plumbline packs check`: every mistake at its line, cases that fail, and what is legal and weak. */
import { stat } from "node:fs/promises";
import { type Checked, checkPacks } from "../../packs/check.ts";
import { type Diagnostic, headline, unreadable } from "../../packs/diagnostic.ts";
import { TODO } from "../../packs/draft.ts";
import { loadPacks, packFiles } from "../../packs/load.ts";
import { printable } from "../../scoring/pack/problem.ts";
import { counted, type Exit, type Shell } from "../shell.ts";
import { noPacks } from "./list.ts";

export interface CheckOptions {
  /** Where the packs are, if none is named. */
  readonly directories: readonly string[];
  /** An ISO date, to tell which sources are old. */
  readonly today: string;
  readonly format?: "text" | "json" | "github";
}

/** `paths`: packs and folders of packs; none: all of `directories`. */
export async function packsCheck(
  paths: readonly string[],
  { directories, today, format = "text" }: CheckOptions,
  shell: Shell,
): Promise<Exit> {
  const checked: Checked[] = [];
  const files: string[] = [];
  for (const path of paths.length > 0 ? paths : directories) {
    const found = await filesAt(path, paths.length === 0);
    if (!found.ok) checked.push({ file: path, pack: null, diagnostics: found.problems.map(unreadable) });
    else if (found.value.length === 0) shell.err(noPacks(path));
    else files.push(...found.value);
  }
  const { records } = await loadPacks(...directories);
  const beside = records.map(({ pack }) => pack);
  checked.push(...(await checkPacks([...new Set(files)], beside, today)));
  PRINT[format](checked, shell);
  if (checked.some(({ pack }) => pack === null)) return 2;
  return checked.some(({ diagnostics }) => diagnostics.some(isError)) ? 1 : 0;
}

async function filesAt(path: string, isFolder: boolean) {
  const folder = isFolder || (await stat(path).catch(() => null))?.isDirectory() === true;
  return folder ? packFiles(path) : { ok: true as const, value: [path] };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

const PRINT = { text: printText, json: printJson, github: printGitHub };

function printText(checked: readonly Checked[], { out, err }: Shell): void {
  for (const { file, pack, diagnostics } of checked) {
    for (const diagnostic of diagnostics) err([headline(file, diagnostic), ...frame(diagnostic)].join("\n"));
    if (pack === null || diagnostics.some(isError)) continue;
    const left = diagnostics.filter(({ code }) => code === UNFINISHED).length;
    const what = `${counted(pack.questions.length, "question")}, ${counted(pack.cases.length, "worked case")}`;
    const more = left === 0 ? "" : `, and ${counted(left, "place")} still marked ${TODO}`;
    out(`${printable(file)}: right (${what})${more}`);
  }
}

/** The line itself, as much of it as shows the place, and a mark below. */
function frame({ code, line, column, endColumn, text }: Diagnostic): string[] {
  // What is left to do is a list to work through: its lines say nothing more.
  if (line === 0 || code === UNFINISHED) return [];
  const from = column <= WIDEST / 2 ? 0 : column - 1 - WIDEST / 4;
  const [before, shown] = [column - 1, from + WIDEST].map((to) =>
    printable(text.replaceAll("\t", " ").slice(from, to)),
  );
  const mark = "^".repeat(Math.max(1, Math.min(endColumn - column, from + WIDEST - column + 1)));
  const number = String(line).padStart(5);
  return [
    `${number} | ${from > 0 ? "…" : ""}${shown}${text.length > from + WIDEST ? "…" : ""}`,
    `${" ".repeat(number.length)} | ${" ".repeat((before ?? "").length + (from > 0 ? 1 : 0))}${mark}`,
  ];
}

const WIDEST = 100;
const UNFINISHED = "unfinished";

function printJson(checked: readonly Checked[], { out }: Shell): void {
  const all = checked.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ code, severity, line, column, endColumn, message, text }) => ({
      ...{ file, line, column, endColumn, severity, code, message, text },
    })),
  );
  out(JSON.stringify(all, null, 2));
}

/** As annotations of a pull request: GitHub's workflow commands. */
function printGitHub(checked: readonly Checked[], { out }: Shell): void {
  for (const { file, diagnostics } of checked)
    for (const { severity, line, column, endColumn, code, message } of diagnostics) {
      const place = line === 0 ? "" : `,line=${line},col=${column},endColumn=${endColumn}`;
      out(`::${severity} file=${property(file)}${place},title=${property(code)}::${data(message)}`);
    }
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
