/** A pack that is played while it is written, and one that is begun by answering questions: in a real pseudo-terminal. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { scratch } from "../fake/scratch.ts";
import { keys, type Pty, startPty } from "../terminal/pty.ts";
import { shows } from "../terminal/pty-player.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const SMALL = new URL("../packs/small-database.yaml", import.meta.url);

function started(...args: readonly string[]): Pty {
  const pty = startPty(process.execPath, [CLI, "packs", ...args], { columns: 160 });
  onTestFinished(() => pty.stop());
  return pty;
}

test("preview --watch begins anew when the file is saved, and waits while it is wrong", async () => {
  const folder = await scratch();
  const file = join(folder, "small-database.yaml");
  const text = await readFile(SMALL, "utf8");
  await writeFile(file, text);
  const pty = started("preview", file, "--watch");
  // What could be typed is of this pack.
  await pty.until(shows("for example: sqlite or postgres for billing"));
  pty.type(`sqlite or postgres for mail${keys.enter}`);
  await pty.until(shows("On how many machines will the service run?"));
  await writeFile(file, text.replace('version: "1.0.0"', "version: 0.1"));
  await pty.until(shows("[unquoted-version]"));
  await writeFile(file, text.replace("On how many machines", "On how many computers"));
  await pty.until((screen) => screen.split("for example: sqlite or postgres").length > 2);
  pty.type(`sqlite or postgres for mail${keys.enter}`);
  await pty.until(shows("On how many computers will the service run?"));
  pty.type(`quit${keys.enter}`);
  expect(await pty.exit).toBe(0);
  await pty.until(shows("That was a preview: nothing of it is kept."));
});

test("new asks line by line, and what it writes can be played at once", async () => {
  const folder = await scratch();
  const pty = started("new", "--folder", folder);
  const say = async (question: string, line: string) => {
    await pty.until((screen) => screen.trimEnd().split("\n").slice(-2).join(" ").includes(question));
    pty.type(`${line}${keys.enter}`);
  };
  await say("What is to be decided?", "Bus or bike");
  for (const [i, option] of ["Bus", "Bike", ""].entries()) await say(`choose between (${i + 1};`, option);
  for (const [i, criterion] of ["Dry", ""].entries()) await say(`Little to run (${i + 1};`, criterion);
  for (const [i, ask] of ["Does it rain?", ""].entries()) await say(`come afterwards (${i + 1};`, ask);
  for (const [i, choice] of ["Yes", "No", ""].entries()) await say(`“Does it rain?” (${i + 1};`, choice);
  expect(await pty.exit).toBe(0);
  await pty.until(shows("bus-or-bike.yaml is written, and right."));
  const play = started("preview", join(folder, "bus-or-bike.yaml"));
  await play.until(shows("for example: bus or bike for billing"));
  play.type(`bus or bike for work${keys.enter}`);
  await play.until(shows("Does it rain?", "1 Yes"));
});
