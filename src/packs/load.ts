/** Decision packs as files. */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { type Read, readText } from "../io/text-file.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { PackRecord } from "../scoring/pack/pack-set.ts";
import { oneOf, type Problem, show } from "../scoring/pack/problem.ts";
import { type Fatal, messageOf, unreadable } from "./diagnostic.ts";
import { type Base, extendedBy, type Places, type ReadPack, readPackText } from "./read.ts";

const MOST_BYTES = 256 * 1024;
const ENDINGS: readonly string[] = [".yaml", ".yml"];
/** An empty file of a pack's name: the pack is not there. */
const OFF: readonly string[] = [".off"];

interface FileProblem {
  readonly file: string;
  readonly problem: Fatal;
}

export interface Loaded {
  /** By folder, then by file name, in code-unit order. */
  readonly records: readonly PackRecord[];
  readonly problems: readonly FileProblem[];
  /** By a pack's id, its file. */
  readonly homes: ReadonlyMap<string, string>;
  /** Packs that took the place of one of an earlier folder, and those that were switched off: with the files of both. */
  readonly replaced: readonly { readonly id: string; readonly by: string; readonly instead: string }[];
}

export type PackFileRead =
  | { readonly ok: true; readonly value: Pack; readonly document: unknown; readonly at: Places }
  | { readonly ok: false; readonly problems: readonly Fatal[] };

/** The packs that come with the program. */
export const SHIPPED = join(import.meta.dirname, "..", "..", "rules");

/**
 * `checkName`: the pack's id must be the file's name, as in the packs' directory. What it extends is looked for beside it,
 * and then among the packs that come with the program.
 */
export async function readPack(
  path: string,
  options: { readonly checkName?: boolean } = {},
): Promise<PackFileRead> {
  return readPackFrom(path, options.checkName === true, []);
}

/** `above`: the files that extend this one. */
async function readPackFrom(
  path: string,
  checkName: boolean,
  above: readonly string[],
): Promise<PackFileRead> {
  const text = await readText(path, MOST_BYTES);
  if (!text.ok)
    return {
      ok: false,
      problems: text.problems.map((problem) => ({ ...unreadable(problem), ...text.place })),
    };
  const id = extendedBy(text.value);
  const base = id === null ? undefined : await baseOf(id, path, [...above, resolve(path)]);
  if (typeof base === "string") return { ok: false, problems: [withoutBase(text.value, id ?? "", base)] };
  const name = checkName ? idAt(path) : undefined;
  const read = base === undefined ? readOnce(text.value, name) : readPackText(text.value, { name, base });
  return read.ok ? { ok: true, value: read.pack, document: read.document, at: read.at } : read;
}

/** By their texts: of a folder that is read again, most files are as they were. The newest last. */
const known = new Map<string, ReadPack>();
const MOST_KNOWN = 32;

function readOnce(text: string, name: string | undefined): ReadPack {
  const key = `${name ?? ""}\n${text}`;
  const read = known.get(key) ?? readPackText(text, { name });
  known.delete(key);
  known.set(key, read);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  return read;
}

/** A text: there is none, and what was expected instead. */
async function baseOf(id: string, path: string, above: readonly string[]): Promise<Base | string> {
  const folders = await Promise.all([dirname(path), SHIPPED].map((folder) => packFiles(folder)));
  const files = folders.flatMap((found) => (found.ok ? found.value : []));
  const named = files.filter((file) => idAt(file) === id);
  const ids = new Set(files.filter((one) => !above.includes(resolve(one))).map(idAt));
  const file = named.find((one) => !above.includes(resolve(one)));
  if (file === undefined)
    return named.length > 0
      ? "another pack, that does not extend this one"
      : `the id of a pack beside this file, or of a shipped one: ${oneOf(ids, id)}`;
  const read = await readPackFrom(file, true, above);
  if (!read.ok) return `a pack that is right: ${file} is not`;
  return { document: read.document, at: (steps, on) => ({ file, ...read.at(steps, on) }) };
}

/** Of a file that is a pack. */
function idAt(file: string): string {
  return basename(file, extname(file));
}

function withoutBase(text: string, id: string, expected: string): Fatal {
  const lines = text.split(/\r\n?|\n/);
  const line = lines.findIndex((one) => /^extends[ \t]*:/.test(one));
  const column = (id === "" ? 0 : (lines[line]?.lastIndexOf(id) ?? 0)) + 1;
  const problem = { path: "extends", found: id === "" ? "nothing" : show(id), expected };
  return {
    ...{ ...problem, code: "unknown-base", severity: "error", message: messageOf(problem) },
    ...{ line: line + 1, column, endColumn: column + Math.max(1, id.length), text: lines[line] ?? "" },
  };
}

/**
 * Every pack in these directories, not in those below them. A pack that is wrong keeps none of the others away; one of a later
 * directory takes the place of one of the same id, and a file that ends in `.off` takes it away.
 */
export async function loadPacks(...directories: readonly string[]): Promise<Loaded> {
  const problems: FileProblem[] = [];
  const replaced: { id: string; by: string; instead: string }[] = [];
  const packs = new Map<string, { file: string; record: PackRecord }>();
  for (const directory of directories) {
    const files = await packFiles(directory);
    if (!files.ok)
      problems.push(...files.problems.map((problem) => ({ file: directory, problem: unreadable(problem) })));
    for (const { file, read } of await readPacks(files.ok ? files.value : [])) {
      if (!read.ok) {
        problems.push(...read.problems.map((problem) => ({ file, problem })));
        continue;
      }
      const { id } = read.value;
      const before = packs.get(id);
      if (before !== undefined) replaced.push({ id, by: file, instead: before.file });
      packs.set(id, { file, record: { digest: digest(read.value), pack: read.value } });
    }
    for (const file of await offIn(directory)) {
      const id = idAt(file);
      const before = packs.get(id);
      if (packs.delete(id) && before !== undefined) replaced.push({ id, by: file, instead: before.file });
      else problems.push({ file, problem: unreadable(nothingOff(id)) });
    }
  }
  const homes = new Map([...packs].map(([id, { file }]) => [id, file]));
  return { records: [...packs.values()].map(({ record }) => record), problems, homes, replaced };
}

/** Files that switch packs off, by name. */
export async function offIn(directory: string): Promise<readonly string[]> {
  const files = await packFiles(directory, OFF);
  return files.ok ? files.value : [];
}

function nothingOff(id: string): Problem {
  return { path: "", found: `no pack ${show(id)} to switch off`, expected: "the id of a pack that is there" };
}

/** In a sentence for the operator. */
export function replacedText({ id, by, instead }: Loaded["replaced"][number]): string {
  return OFF.includes(extname(by))
    ? `${by}: pack ${id} of ${instead} is switched off`
    : `${by}: pack ${id} takes the place of ${instead}`;
}

/** In the order of their files: no two of one folder may have the same id. */
export async function readPacks(files: readonly string[]): Promise<{ file: string; read: PackFileRead }[]> {
  const homes = new Map<string, string>();
  const packs: { file: string; read: PackFileRead }[] = [];
  for (const file of files) {
    const read = await readPack(file, { checkName: true });
    const key = read.ok ? join(dirname(file), read.value.id) : "";
    const home = homes.get(key);
    if (read.ok && home !== undefined) {
      packs.push({ file, read: { ok: false, problems: [taken(read, home)] } });
      continue;
    }
    if (read.ok) homes.set(key, file);
    packs.push({ file, read });
  }
  return packs;
}

function taken({ value, at }: { value: Pack; at: Places }, home: string): Fatal {
  const problem = {
    path: "id",
    found: `${show(value.id)} once more`,
    expected: `an id that no other pack has, unlike ${home}`,
  };
  return {
    ...problem,
    ...at(["id"]),
    code: "repeated-pack",
    severity: "error",
    message: messageOf(problem),
  };
}

/** The paths of a directory's packs, by name. */
export async function packFiles(
  directory: string,
  endings: readonly string[] = ENDINGS,
): Promise<Read<readonly string[]>> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries
      .filter(
        (entry) =>
          !entry.isDirectory() && !entry.name.startsWith(".") && endings.includes(extname(entry.name)),
      )
      .map((entry) => entry.name);
    return { ok: true, value: names.toSorted().map((name) => join(directory, name)) };
  } catch {
    return {
      ok: false,
      problems: [{ path: "", found: "no directory that can be read", expected: "a directory of packs" }],
    };
  }
}

/** The SHA-256, in hex, of the pack's canonical JSON: keys in code-unit order, no spaces. */
export function digest(pack: Pack): string {
  return createHash("sha256").update(canonicalJson(pack)).digest("hex");
}

function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`).join(",")}}`;
}
