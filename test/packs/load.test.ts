import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { digest, loadPacks, readPack } from "../../src/packs/load.ts";
import { smallPack } from "../scoring/small-pack.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
});
afterEach(() => rm(directory, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

describe("a pack's file", () => {
  test("is a pack", async () => {
    const read = await readPack(await write("small.yaml", stringify(smallPack())), { checkName: true });
    expect(read.ok && read.value.title).toBe("Small");
  });

  test("has the pack's id as its name, where that counts", async () => {
    const path = await write("other.yml", stringify(smallPack()));
    expect((await readPack(path)).ok).toBe(true);
    expect(await readPack(path, { checkName: true })).toMatchObject({
      ok: false,
      problems: [{ path: "id" }],
    });
  });

  test("may be empty or of another kind, and is refused", async () => {
    for (const text of ["", "- a\n", "just words\n", "a: [\n"]) {
      expect((await readPack(await write("small.yaml", text))).ok, text).toBe(false);
    }
  });
});

describe("a directory of packs", () => {
  test("gives those that are right, by name, and says what is wrong with the others", async () => {
    await write("zebra.yaml", stringify({ ...smallPack(), id: "zebra" }));
    await write("bad.yaml", stringify({ ...smallPack(), id: "bad", version: 1 }));
    await write("apple.yml", stringify({ ...smallPack(), id: "apple" }));
    await write("README.md", "not a pack");
    await write(".hidden.yaml", "not a pack");
    await mkdir(join(directory, "folder.yaml"));
    const { records, problems } = await loadPacks(directory);
    expect(records.map((record) => record.pack.id)).toEqual(["apple", "zebra"]);
    expect(problems.map(({ file, problem }) => [file, problem.path])).toEqual([
      [join(directory, "bad.yaml"), "version"],
    ]);
  });

  test("may not have an id twice", async () => {
    await write("small.yaml", stringify(smallPack()));
    await write("small.yml", stringify(smallPack()));
    const { records, problems } = await loadPacks(directory);
    expect(records).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        file: join(directory, "small.yml"),
        problem: {
          path: "id",
          found: '"small" once more',
          expected: `an id that no other pack has, unlike ${join(directory, "small.yaml")}`,
        },
      },
    ]);
  });

  test("may not exist", async () => {
    const { records, problems } = await loadPacks(join(directory, "absent"));
    expect(records).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

describe("a digest", () => {
  test("is of what the pack says, however the file is laid out", async () => {
    const one = await readPack(await write("one.yaml", stringify(smallPack())));
    const reversed = Object.fromEntries(Object.entries(smallPack()).reverse());
    const two = await readPack(await write("two.yaml", JSON.stringify(reversed)));
    const other = await readPack(await write("other.yaml", stringify({ ...smallPack(), version: "1.0.1" })));
    if (!one.ok || !two.ok || !other.ok) throw new Error("a pack was refused");
    expect(digest(one.value)).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(two.value)).toBe(digest(one.value));
    expect(digest(other.value)).not.toBe(digest(one.value));
  });
});
