import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { ROOT, run, runProcess } from "./command/run.ts";
import { smallPack } from "./scoring/small-pack.ts";

let directory: string;
let pack: string;
let answers: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plumbline-"));
  pack = join(directory, "small.yaml");
  answers = join(directory, "answers.json");
  await writeFile(pack, stringify(smallPack()));
  await writeFile(answers, JSON.stringify({ voters: { ana: { today: { weather: "rain" } } } }));
});
afterAll(() => rm(directory, { recursive: true }));

test("as a process it writes and ends as the function does", async () => {
  for (const args of [["packs", "list"], ["score"]]) expect(await runProcess(args)).toEqual(await run(args));
});

describe("help", () => {
  test("is what a bare plumbline says", async () => {
    const bare = await run([]);
    expect(bare).toMatchObject({ code: 0, err: "" });
    expect(bare.out).toContain("Example: plumbline score");
    expect(await run(["--help"])).toEqual(bare);
  });

  test.each([
    ["start"],
    ["score"],
    ["doctor"],
    ["packs"],
    ["packs", "list"],
    ["packs", "check"],
    ["packs", "schema"],
    ["list"],
    ["export"],
    ["replay"],
    ["delete"],
  ])("of %s %s has an example", async (...command) => {
    const help = await run([...command, "--help"]);
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("Example: plumbline");
  });

  test("--version is the package's", async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
    expect(await run(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });
});

test.each([
  [["nonsense"]],
  [["packs", "nonsense"]],
  [["score"]],
  [["score", "x.yaml"]],
  [["score", "--answers"]],
  [["--nonsense"]],
])("%j is a mistake in the arguments: a line on stderr, and 2", async (args) => {
  const ran = await run(args);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toMatch(/^error: .*\n/);
});

describe("score", () => {
  test("prints one JSON object", async () => {
    const ran = await run(["score", pack, "--answers", answers, "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out.endsWith("\n")).toBe(true);
    expect(JSON.parse(ran.out)).toMatchObject({
      pack: { id: "small", version: "1.0.0" },
      recommended: "bus",
      voters: [{ id: "ana", leader: "bus" }],
    });
  });

  test("takes a pack whose file has another name", async () => {
    const other = join(directory, "other name.yaml");
    await writeFile(other, stringify(smallPack()));
    expect((await run(["score", other, "--answers", answers])).code).toBe(0);
    await rm(other);
  });

  test("says what is wrong with both files, a line each", async () => {
    const [badPack, badAnswers] = [join(directory, "bad.txt"), join(directory, "bad.json")];
    await writeFile(badPack, stringify({ ...smallPack(), version: 1, extra: "" }));
    await writeFile(badAnswers, '{"voters":\n  [}');
    const ran = await run(["score", badPack, "--answers", badAnswers, "--json"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err.split("\n")).toEqual([
      expect.stringContaining(
        `${badPack}:2:10: error: found 1, expected one line of text, 1 to 40 characters`,
      ),
      expect.stringContaining(`${badPack}:77:1: error: found the unknown field "extra", expected one of`),
      `${badAnswers}: line 2, column 4: found "}", expected JSON`,
      "",
    ]);
  });

  test("says which answers the pack does not know", async () => {
    const other = join(directory, "unknown.json");
    await writeFile(other, JSON.stringify({ voters: { ana: { today: { wether: "rain" } } } }));
    const ran = await run(["score", pack, "--answers", other, "--json"]);
    expect(ran).toEqual({
      code: 2,
      out: "",
      err: `${other}: voters.ana.today.wether: found the unknown question "wether", expected one of weather, storm (did you mean weather?)\n`,
    });
  });

  test("takes voters of any name", async () => {
    const other = join(directory, "names.json");
    await writeFile(other, '{"voters": {"__proto__": {"today": {"weather": "sun"}}, "constructor": {}}}');
    const ran = await run(["score", pack, "--answers", other, "--json"]);
    expect(JSON.parse(ran.out).voters).toMatchObject([
      { id: "__proto__", leader: "bike" },
      { id: "constructor", leader: expect.anything() },
    ]);
  });

  test("the README's example works as it stands there", async () => {
    const readme = await readFile(join(ROOT, "README.md"), "utf8");
    const [, json = ""] = /^echo '(.+)' > answers\.json$/m.exec(readme) ?? [];
    const [, words = ""] = /^npm run -s plumbline -- (score .+)$/m.exec(readme) ?? [];
    const example = join(directory, "readme.json");
    await writeFile(example, json);
    const args = words.split(" ").map((word) => (word === "answers.json" ? example : word));
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(ran.out)).toMatchObject({ recommended: "fastapi" });
  });

  test("ends quietly when nobody reads on", async () => {
    const child = spawn(process.execPath, [
      join(ROOT, "src", "cli.ts"),
      "score",
      pack,
      "--answers",
      answers,
      "--json",
    ]);
    child.stdout.destroy();
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    const [code, signal] = await once(child, "close");
    expect([code, signal, err]).toEqual([0, null, ""]);
  });
});

describe("packs", () => {
  test("are the project's own, wherever the command is run", async () => {
    const ran = await run(["packs", "list"], { cwd: directory });
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/^fastapi-vs-django \S+: FastAPI vs Django \(/m);
  });

  test("or those of PACKS_DIR, of .env, or of --packs", async () => {
    expect((await run(["packs", "list"], { env: { PACKS_DIR: directory } })).out).toContain(
      "small 1.0.0: Small (2 questions; Bus, Bike)",
    );
    expect((await run(["packs", "list", "--packs", directory])).out).toContain("small 1.0.0");
    const env = join(directory, ".env");
    await writeFile(env, `PACKS_DIR=${directory}\n`);
    expect(await run(["packs", "list"], { cwd: directory })).toMatchObject({
      out: expect.stringContaining("small 1.0.0"),
      err: "",
    });
    await rm(env);
  });

  test("are listed even where others are wrong", async () => {
    const bad = join(directory, "bad.yaml");
    await writeFile(bad, "id: [\n");
    const ran = await run(["packs", "list", "--packs", directory]);
    await rm(bad);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain("small 1.0.0");
    expect(ran.err).toContain(`${bad}:1:5: error: `);
  });

  test("are checked", async () => {
    const ran = await run(["packs", "check", pack]);
    expect(ran).toMatchObject({ code: 0, out: `${pack}: right (2 questions, 1 worked case)\n` });
    expect((await run(["packs", "check"])).code).toBe(0);
    expect((await run(["packs", "check", join(directory, "absent.yaml")])).code).toBe(2);
  });
});
