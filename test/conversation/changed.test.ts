import { expect, test } from "vitest";
import { changedFacts } from "../../src/conversation/steps/pack-changes.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { jobs } from "./pack.ts";

const [rate, care] = jobs.criteria;
const [load, team] = jobs.questions;
if (rate === undefined || care === undefined || load === undefined || team === undefined)
  throw new Error("the pack is another");

/** The pack with its first criterion's first rating changed. */
function rated(change: object): Pack {
  const [first, ...rest] = rate?.ratings ?? [];
  const ratings = first === undefined ? [] : [{ ...first, ...change }, ...rest];
  return { ...jobs, criteria: jobs.criteria.map((each) => (each === rate ? { ...each, ratings } : each)) };
}

test("the same pack has not changed, nor one that only understands more or is called otherwise", () => {
  expect(changedFacts(jobs, jobs)).toEqual([]);
  const questions = jobs.questions.map((question) => ({
    ...question,
    topic: "Topic",
    why: "Because.",
    choices: question.choices.map((choice) => ({ ...choice, says: ["so to speak"], hint: "Hint" })),
  }));
  expect(changedFacts(jobs, { ...jobs, version: "2.0.0", title: "Other", aliases: [], questions })).toEqual(
    [],
  );
});

test("ratings are told with what they were and are, or that their reason or source is another", () => {
  expect(changedFacts(jobs, rated({ score: 7 }))).toEqual([
    "Throughput, Message queue: was 9 of 10, is 7 of 10.",
  ]);
  const still = ["Throughput, Message queue: still 9 of 10, with another reason or source."];
  expect(changedFacts(jobs, rated({ because: "It was measured." }))).toEqual(still);
  const sources = jobs.sources.map((source) => ({ ...source, date: "2027-01-01" }));
  expect(changedFacts(jobs, { ...jobs, sources })).toHaveLength(6);
});

test("what has come, gone or been asked otherwise is told by its name", () => {
  const now: Pack = {
    ...jobs,
    options: [...jobs.options, { id: "cron", name: "Cron", summary: null, means: [] }],
    criteria: [care, { ...rate, id: "latency", name: "Latency" }, ...jobs.criteria.slice(2)],
    questions: [
      { ...load, choices: load.choices.map((choice) => ({ ...choice, raises: [] })) },
      { ...team, id: "crew", ask: "Who is on call?" },
      ...jobs.questions.slice(2),
    ],
    horizon: { ...jobs.horizon, months: 12 },
    notes: [],
  };
  expect(changedFacts(jobs, now)).toEqual([
    "New: the option “Cron”.",
    "Removed: the criterion “Throughput”.",
    "New: the criterion “Latency”.",
    "Removed: the question “Who runs it?”.",
    "New: the question “Who is on call?”.",
    "The question “How many jobs a second?” has changed: its words, choices, weights or conditions.",
    "“Later” means another time, or counts differently.",
    "The caveats have changed.",
  ]);
});
