/** What is installed to run it, beside what the two SDKs bring alone. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { figure, type Row } from "../table/document.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const SDKS = ["@slack/bolt", "discord.js"];
/** Node itself, which both need. */
const NODE = /^node_modules\/node-(linux|win)-/;

/** As much of package-lock.json as is read. */
interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly dependencies?: Readonly<Record<string, string>>;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

export async function installedRow(): Promise<Row> {
  const lock: Lock = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8"));
  const ours = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true && !NODE.test(path))
    .map(([path]) => path);
  const [own, theirs] = [await megabytes(ours), await megabytes([...reached(lock, SDKS)])];
  return {
    what: "installed packages, without Node",
    ours: `${figure(own)} MB`,
    beside: `Bolt and discord.js alone: ${figure(theirs)} MB`,
    ratio: figure(theirs / own),
    goal: "",
  };
}

/** The packages by these names, and all that they depend on: paths as the lock has them. */
function reached({ packages }: Lock, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const path = nearest(name, from);
    if (path === null || found.has(path)) return;
    found.add(path);
    const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {};
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) visit(other, path);
  };
  /** As Node looks for it: in the nearest node_modules that has it. */
  const nearest = (name: string, from: string): string | null => {
    const path = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
    if (Object.hasOwn(packages, path)) return path;
    return from === "" ? null : nearest(name, from.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ""));
  };
  for (const name of names) visit(name, "");
  return found;
}

async function megabytes(paths: readonly string[]): Promise<number> {
  let sum = 0;
  for (const path of paths) sum += await bytesIn(join(ROOT, path));
  return sum / 2 ** 20;
}

/** Of a package alone: what is nested in it is a package of its own. */
async function bytesIn(folder: string): Promise<number> {
  // What is for other systems is not installed.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let sum = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += entry.name === "node_modules" ? 0 : await bytesIn(path);
    else sum += (await lstat(path)).size;
  }
  return sum;
}
