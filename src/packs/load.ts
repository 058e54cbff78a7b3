/** Decision packs as files. */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { type Read, readText } from "../io/text-file.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { PackRecord } from "../scoring/pack/pack-set.ts";
import { show } from "../scoring/pack/problem.ts";
import { type Fatal, messageOf, unreadable } from "./diagnostic.ts";
import { type Places, readPackText } from "./read.ts";

const MOST_BYTES = 256 * 1024;
const ENDINGS: readonly string[] = [".yaml", ".yml"];

interface FileProblem {
  readonly file: string;
  readonly problem: Fatal;
}

export interface Loaded {
  /** By file name, in code-unit order. */
  readonly records: readonly PackRecord[];
  readonly problems: readonly FileProblem[];
}

export type PackFileRead =
  | { readonly ok: true; readonly value: Pack; readonly at: Places }
  | { readonly ok: false; readonly problems: readonly Fatal[] };

/** `checkName`: the pack's id must be the file's name, as in the packs' directory. */
export async function readPack(
  path: string,
  options: { readonly checkName?: boolean } = {},
): Promise<PackFileRead> {
  const text = await readText(path, MOST_BYTES);
  if (!text.ok) return { ok: false, problems: text.problems.map(unreadable) };
  const name = basename(path, extname(path));
  const read = readPackText(text.value, options.checkName === true ? { name } : {});
  return read.ok ? { ok: true, value: read.pack, at: read.at } : read;
}

/** Every pack in a directory, not in those below it. A pack that is wrong keeps none of the others away. */
export async function loadPacks(directory: string): Promise<Loaded> {
  const files = await packFiles(directory);
  if (!files.ok)
    return {
      records: [],
      problems: files.problems.map((problem) => ({ file: directory, problem: unreadable(problem) })),
    };
  const records: PackRecord[] = [];
  const problems: FileProblem[] = [];
  for (const { file, read } of await readPacks(files.value)) {
    if (read.ok) records.push({ digest: digest(read.value), pack: read.value });
    else problems.push(...read.problems.map((problem) => ({ file, problem })));
  }
  return { records, problems };
}

/** Packs that are to stand beside each other, in the order of their files: no two may have the same id. */
export async function readPacks(files: readonly string[]): Promise<{ file: string; read: PackFileRead }[]> {
  const homes = new Map<string, string>();
  const packs: { file: string; read: PackFileRead }[] = [];
  for (const file of files) {
    const read = await readPack(file, { checkName: true });
    const home = read.ok ? homes.get(read.value.id) : undefined;
    if (read.ok && home !== undefined) {
      packs.push({ file, read: { ok: false, problems: [taken(read, home)] } });
      continue;
    }
    if (read.ok) homes.set(read.value.id, file);
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
export async function packFiles(directory: string): Promise<Read<readonly string[]>> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries
      .filter(
        (entry) =>
          !entry.isDirectory() && !entry.name.startsWith(".") && ENDINGS.includes(extname(entry.name)),
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
