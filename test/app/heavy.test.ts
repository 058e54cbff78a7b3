import { setImmediate as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createHeavy } from "../../src/app/heavy/heavy.ts";
import { readerOf } from "../../src/app/heavy/reader.ts";
import { createWorkers } from "../../src/app/heavy/workers.ts";
import type { Scoring } from "../../src/conversation/event.ts";
import { learning } from "../../src/reading/lexicon.ts";
import { read } from "../../src/reading/read.ts";
import { progress, verdict } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Verdict } from "../../src/scoring/verdict.ts";
import { syntheticPack } from "../bench/synthetic.ts";
import { SimulatedClock } from "../fake/clock.ts";
import { noLog } from "../fake/log.ts";
import { flagship } from "../rules/flagship.ts";

const heavy: Pack = syntheticPack({ questions: 16, choices: 5, options: 6, criteria: 14 }, 3);
const [first, second] = heavy.questions;
const answered: Ballots = { ana: { today: { [first?.id ?? ""]: first?.choices[0]?.id ?? "" }, later: {} } };
const changed: Ballots = { ana: { today: { [second?.id ?? ""]: second?.choices[0]?.id ?? "" }, later: {} } };

/** A verdict as good as any, so that the test need not wait for a heavy one. */
async function light(): Promise<Verdict> {
  return verdict(await flagship(), {});
}

test("what is light is worked out on the spot", async () => {
  const pack = await flagship();
  const { run } = createHeavy(() => Promise.reject(new Error("nobody asked for this")));
  const result = await run(async (scoring) => [scoring.verdict(pack, {}), scoring.progress(pack, {})]);
  expect(result).toEqual([verdict(pack, {}), progress(pack, {})]);
});

test("an attempt that needs heavy verdicts is given up until they are made, each once", async () => {
  const made: Ballots[] = [];
  const { run } = createHeavy(async (_, ballots) => {
    made.push(ballots);
    return await light();
  });
  const attempts: number[] = [];
  const both = async (scoring: Scoring) => {
    attempts.push(attempts.length);
    return [scoring.verdict(heavy, answered), scoring.verdict(heavy, changed)] as const;
  };
  const [before, after] = await run(both);
  expect(attempts).toEqual([0, 1, 2]);
  expect(made).toEqual([answered, changed]);
  expect(before).toBe((await run(both))[0]);
  expect(after.recommended).toBeNull();
  expect(made).toHaveLength(2);
});

test("one that needs a great many has all of them at once, and later some are made anew", async () => {
  let made = 0;
  const result = await light();
  const { run } = createHeavy(async () => {
    made += 1;
    return result;
  });
  const choices = first?.choices ?? [];
  const many = Array.from({ length: 40 }, (_, n): Ballots => {
    const today = { [first?.id ?? ""]: choices[n % choices.length]?.id ?? "" };
    return { [`person${n}`]: { today, later: {} } };
  });
  const all = async (scoring: Scoring) => many.map((ballots) => scoring.verdict(heavy, ballots));
  expect(await run(all)).toHaveLength(40);
  expect(made).toBe(40);
  await run(all);
  expect(made).toBeGreaterThan(40);
});

test("how far a heavy decision has come is told from its verdict", async () => {
  const pack = await flagship();
  const { run } = createHeavy(light);
  const told = await run(async (scoring) => scoring.progress(heavy, answered));
  expect(told).toEqual(progress(pack, {}));
});

test("what fails for another reason fails once, and so does a worker", async () => {
  const { run } = createHeavy(() => Promise.reject(new Error("the worker has ended")));
  let attempts = 0;
  const failing = async () => {
    attempts++;
    throw new Error("the store failed");
  };
  await expect(run(failing)).rejects.toThrow("the store failed");
  expect(attempts).toBe(1);
  await expect(run(async (scoring) => scoring.verdict(heavy, answered))).rejects.toThrow("has ended");
});

test("a long discussion is read elsewhere, before the attempt that needs it, and a short one on the spot", async () => {
  const pack = await flagship();
  const person = { id: "U1", name: "Ana" };
  const short = [{ person, text: "we have 4 engineers" }];
  read(pack, short);
  const long = Array.from({ length: 30 }, () => ({ person, text: "we have 4 engineers. ".repeat(15) }));
  const workers = createWorkers();
  const elsewhere: string[] = [];
  const reader = readerOf(null, {
    worker: (...of) => {
      elsewhere.push("read");
      return workers.findings(...of);
    },
    clock: new SimulatedClock(),
    log: noLog,
  });
  try {
    const { run } = createHeavy(workers.verdict, reader);
    const found = await run(async ({ findings }) => [findings(pack, short), findings(pack, long)]);
    expect(found).toEqual([read(pack, short), read(pack, long)]);
    expect(elsewhere).toEqual(["read"]);
  } finally {
    await workers.stop();
  }
});

test("a pack's first discussion is read elsewhere, and its phrases are made ready meanwhile, a question at a time", async () => {
  const pack = structuredClone(await flagship());
  const short = [{ person: { id: "U1", name: "Ana" }, text: "we have 4 engineers" }];
  const reader = readerOf(null, {
    worker: async () => {
      for (const _ of learning(pack)) await pause();
      return read(pack, short);
    },
    clock: new SimulatedClock(),
    log: noLog,
  });
  expect([...learning(structuredClone(pack))]).toHaveLength(pack.questions.length);
  expect(reader.reads(pack, short)).toBe(true);
  await reader.findings(pack, short);
  expect(reader.reads(pack, short)).toBe(false);
});

test("a worker's verdict is the event loop's own", async () => {
  const workers = createWorkers();
  const pack = await flagship();
  try {
    const [one, other] = await Promise.all([workers.verdict(pack, {}), workers.verdict(pack, {})]);
    expect(one).toEqual(verdict(pack, {}));
    expect(other).toEqual(one);
  } finally {
    await workers.stop();
  }
});

test("what may be asked next is worked out once for the same answers, whoever gives them", async () => {
  const pack = await flagship();
  const { run } = createHeavy(() => light());
  const [question] = pack.questions;
  const ballot = { today: { [question?.id ?? ""]: question?.choices[0]?.id ?? "" }, later: {} };
  const after = (ballots: Ballots) => run(async (scoring) => scoring.progress(pack, ballots));
  const once = await after({ ana: ballot });
  expect(await after({ bo: ballot })).toBe(once);
  expect(once).toEqual(progress(pack, { bo: ballot }));
  expect(await after({ ana: { today: {}, later: {} } })).toEqual(
    progress(pack, { ana: { today: {}, later: {} } }),
  );
  expect(await after({ ana: ballot, bo: ballot })).toEqual(progress(pack, { ana: ballot, bo: ballot }));
});
