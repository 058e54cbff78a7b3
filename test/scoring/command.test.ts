import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { cases, fileId } from "./arbitrary.ts";
import { answersFile, packFile } from "./packfile.ts";
import { answersOf, applies } from "./twin/answers.ts";
import { differences } from "./twin/differences.ts";
import { twinJson } from "./twin/json.ts";
import { twinVerdict } from "./twin/verdict.ts";

const run = promisify(execFile);

test("the command prints the twin's verdict for a pack and answers in files", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-score-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const drawn = fc.sample(cases({ id: fileId, questions: 4 }), { seed: 9, numRuns: 5 });
  for (const { pack, ballots: all } of drawn) {
    const ballots = named(onlyWhatApplies(pack, all));
    const file = join(folder, `${pack.id}.yaml`);
    const answers = join(folder, "answers.json");
    await writeFile(file, packFile(pack));
    await writeFile(answers, answersFile(ballots));
    const { stdout } = await run(process.execPath, [
      "src/cli.ts",
      "score",
      file,
      "--answers",
      answers,
      "--json",
    ]);
    expect(differences(twinJson(pack, twinVerdict(pack, ballots)), JSON.parse(stdout))).toEqual([]);
  }
});

/** The command refuses answers to what does not apply. */
function onlyWhatApplies(pack: Pack, ballots: Ballots): Ballots {
  const free = new Set(pack.questions.filter((each) => each.appliesWhen.length === 0).map(({ id }) => id));
  const kept = (horizon: "today" | "later") =>
    pack.questions.filter((each) => free.has(each.id) || applies(pack, each, answersOf(ballots, horizon)));
  const ids = new Set(
    kept("today")
      .filter((each) => kept("later").includes(each))
      .map(({ id }) => id),
  );
  const only = (answers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(answers).filter(([question]) => ids.has(question)));
  return Object.fromEntries(
    Object.entries(ballots).map(([voter, { today, later }]) => [
      voter,
      { today: only(today), later: only(later) },
    ]),
  );
}

function named(ballots: Ballots): Ballots {
  return Object.fromEntries(Object.values(ballots).map((ballot, place) => [`voter${place}`, ballot]));
}
