/** Packs that are read again when their files change. */
import { stat } from "node:fs/promises";
import type { PackRecord } from "../scoring/pack/pack-set.ts";
import { type Diagnostic, headline } from "./diagnostic.ts";
import { type Loaded, loadPacks, offIn, packFiles, SHIPPED } from "./load.ts";

export interface Follower {
  /** Looks now: after two looks that find the files alike, and other than they were read. */
  look(): Promise<void>;
}

/**
 * Files are looked at rather than watched: what the system tells of them differs by system, and hardly anything is told of a
 * folder that is mounted into a container. `loaded`: what was read of these directories before.
 */
export async function followPacks(given: {
  readonly directories: readonly string[];
  readonly loaded: Loaded;
  /** All packs of now, of which some are new. A pack that is wrong stands there as it was. */
  readonly changed: (records: readonly PackRecord[]) => void;
  /** What is wrong, or was done, in sentences. */
  readonly say: (sentence: string) => void;
}): Promise<Follower> {
  const { directories, changed, say } = given;
  let { loaded } = given;
  let read = await fingerprint(directories);
  let seen = read;
  return {
    async look() {
      const now = await fingerprint(directories);
      // Half of a file may have been written: it is read once it has come to rest.
      const isAtRest = now === seen;
      seen = now;
      if (!isAtRest || now === read) return;
      read = now;
      const again = await loadPacks(...directories);
      for (const { file, problem } of again.problems) say(kept(file, problem, loaded));
      const before = loaded.records;
      loaded = withKept(again, loaded);
      const news = loaded.records.filter(({ digest }) => !before.some((old) => old.digest === digest));
      const gone = before.filter(({ pack }) => !loaded.records.some((one) => one.pack.id === pack.id));
      for (const { pack } of news) say(`Pack ${pack.id} ${pack.version} was read again.`);
      for (const { pack } of gone) say(`Pack ${pack.id} is gone. Decisions that were started with it go on.`);
      if (news.length > 0 || gone.length > 0) changed(loaded.records);
    },
  };
}

function kept(file: string, problem: Diagnostic, { homes }: Loaded): string {
  const isKept = [...homes.values()].includes(file);
  return `${headline(file, problem)}${isKept ? ". The pack stays as it was." : ""}`;
}

/** With the packs whose files are wrong now, as they were: also where an earlier folder has one of the same id. */
function withKept(now: Loaded, before: Loaded): Loaded {
  const wrong = new Set(now.problems.map(({ file }) => file));
  const old = before.records.filter(({ pack: { id } }) => wrong.has(before.homes.get(id) ?? ""));
  const others = now.records.filter(({ pack }) => !old.some((one) => one.pack.id === pack.id));
  const homes = new Map([
    ...now.homes,
    ...old.map(({ pack }) => [pack.id, before.homes.get(pack.id) ?? ""] as const),
  ]);
  return { ...now, records: [...others, ...old], homes };
}

/** Names, sizes and times of all the files that packs are made of. */
async function fingerprint(directories: readonly string[]): Promise<string> {
  const folders = [...new Set([...directories, SHIPPED])];
  const found = await Promise.all(folders.map((folder) => packFiles(folder)));
  const off = await Promise.all(folders.map(offIn));
  const files = [...found.flatMap((one) => (one.ok ? one.value : [])), ...off.flat()];
  const stats = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  return JSON.stringify(files.map((file, i) => [file, stats[i]?.mtimeMs, stats[i]?.size, stats[i]?.ino]));
}
