import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stringify } from "yaml";
import { followPacks } from "../../src/packs/follow.ts";
import { loadPacks } from "../../src/packs/load.ts";
import { smallPack } from "../scoring/small-pack.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
});
afterEach(() => rm(directory, { recursive: true }));

const write = (name: string, pack: object) => writeFile(join(directory, name), stringify(pack));

async function following(...directories: readonly string[]) {
  const given: string[][] = [];
  const said: string[] = [];
  const { look } = await followPacks({
    directories,
    loaded: await loadPacks(...directories),
    changed: (records) => void given.push(records.map(({ pack }) => `${pack.id} ${pack.title}`)),
    say: (sentence) => void said.push(sentence),
  });
  return { given, said, look };
}

test("what changed is handed on once it has come to rest, and only then", async () => {
  await write("small.yaml", smallPack());
  const { given, said, look } = await following(directory);
  await look();
  await look();
  expect(given).toEqual([]);
  await write("small.yaml", { ...smallPack(), title: "Changed" });
  await look();
  expect(given).toEqual([]);
  await look();
  await look();
  expect(given).toEqual([["small Changed"]]);
  expect(said).toEqual(["Pack small 1.0.0 was read again."]);
});

test("a pack that is wrong now stays as it was, and that is said", async () => {
  await write("small.yaml", smallPack());
  const { given, said, look } = await following(directory);
  await writeFile(join(directory, "small.yaml"), "id: small\nversion: 1\n");
  await write("other.yaml", { ...smallPack(), id: "other" });
  await look();
  await look();
  expect(given).toEqual([["other Small", "small Small"]]);
  expect(said[0]).toMatch(/small\.yaml:.* error: .*The pack stays as it was\.$/);
  await write("small.yaml", { ...smallPack(), title: "Mended" });
  await look();
  await look();
  expect(given.at(-1)).toEqual(["other Small", "small Mended"]);
});

test("a pack of one's own that is wrong now does not give way to the one that it replaced", async () => {
  const own = join(directory, "own");
  await mkdir(own);
  await write("small.yaml", smallPack());
  await write("own/small.yaml", { ...smallPack(), title: "Ours" });
  const { given, look } = await following(directory, own);
  await writeFile(join(own, "small.yaml"), "id: small\nversion: 1\n");
  await write("other.yaml", { ...smallPack(), id: "other" });
  await look();
  await look();
  expect(given).toEqual([["other Small", "small Ours"]]);
});

test("a file that switches a pack off does so while it is there", async () => {
  await write("small.yaml", smallPack());
  await write("other.yaml", { ...smallPack(), id: "other" });
  const { given, said, look } = await following(directory);
  await writeFile(join(directory, "other.off"), "");
  await look();
  await look();
  expect(given).toEqual([["small Small"]]);
  expect(said).toEqual(["Pack other is gone. Decisions that were started with it go on."]);
  await rm(join(directory, "other.off"));
  await look();
  await look();
  expect(given.at(-1)).toEqual(["other Small", "small Small"]);
});

test("a pack whose file is gone is gone", async () => {
  await write("small.yaml", smallPack());
  await write("other.yaml", { ...smallPack(), id: "other" });
  const { given, said, look } = await following(directory);
  await rm(join(directory, "other.yaml"));
  await look();
  await look();
  expect(given).toEqual([["small Small"]]);
  expect(said).toEqual(["Pack other is gone. Decisions that were started with it go on."]);
});
