/** A small pack for the conversation's tests: queue, or database, or both. */

import type { Choice, Pack, Question } from "../../src/scoring/pack/pack.ts";
import type { PackRecord, PackSet } from "../../src/scoring/pack/pack-set.ts";

function choice(
  id: string,
  label: string,
  raises: Record<string, number>,
  says: readonly string[] = [],
): Choice {
  return {
    id,
    label,
    hint: null,
    says,
    raises: Object.entries(raises).map(([criterion, weight]) => ({ criterion, weight })),
    rulesOut: [],
    usual: 1,
  };
}

function question(
  id: string,
  ask: string,
  choices: readonly Choice[],
  more: Partial<Question> = {},
): Question {
  return { id, ask, why: `Why ${id} matters.`, choices, appliesWhen: [], ...more };
}

function ratings(queue: number, table: number): Pack["criteria"][number]["ratings"] {
  return [
    { option: "queue", score: queue, because: `The queue scores ${queue}.`, source: "manual" },
    { option: "table", score: table, because: `The table scores ${table}.`, source: "manual" },
  ];
}

export const jobs: Pack = {
  id: "jobs",
  version: "1.0.0",
  title: "Queue vs table",
  asks: "Where should background jobs wait?",
  aliases: ["background jobs", "rabbitmq"],
  horizon: { name: "in six months", months: 6, weight: [1, 2] },
  stopAt: [19, 20],
  sources: [
    {
      id: "manual",
      title: "The manual",
      publisher: "Us",
      date: "2026-01-01",
      checked: "2026-11-22",
      url: "https://example.com/m",
    },
  ],
  options: [
    { id: "queue", name: "Message queue", summary: null, means: ["Running a broker."] },
    { id: "table", name: "Jobs table", summary: null, means: ["Polling a database."] },
  ],
  criteria: [
    { id: "rate", name: "Throughput", ratings: ratings(9, 3) },
    { id: "care", name: "Little to run", ratings: ratings(2, 9) },
    { id: "join", name: "One transaction", ratings: ratings(1, 10) },
  ],
  questions: [
    question("load", "How many jobs a second?", [
      choice("few", "A few", { care: 3 }, ["hardly any", "a handful"]),
      choice("many", "Thousands", { rate: 5 }, ["lots", "very many", "get very many"]),
    ]),
    question("team", "Who runs it?", [
      choice("nobody", "Nobody in particular", { care: 4 }, ["no ops", "no admin"]),
      choice("ops", "An operations team", { rate: 1 }, ["ops team", "an admin"]),
    ]),
    question("atomic", "Must a job and its data be saved together?", [
      choice("yes", "Yes, always", { join: 4 }, ["one transaction"]),
      choice("no", "No, later is fine", {}, ["eventually"]),
    ]),
    question(
      "burst",
      "How long are the bursts?",
      [choice("short", "Minutes", { care: 1 }), choice("long", "Hours", { rate: 2 })],
      { appliesWhen: [{ question: "load", choices: ["many"] }] },
    ),
  ],
  notes: [
    {
      when: [{ question: "load", choices: ["many"] }],
      text: "Measure before you believe this.",
      source: "manual",
    },
  ],
  cases: [],
};

export const colours: Pack = {
  ...jobs,
  id: "colours",
  title: "Red vs blue",
  asks: "Which colour?",
  aliases: ["colour"],
  options: [
    { id: "queue", name: "Red", summary: null, means: [] },
    { id: "table", name: "Blue", summary: null, means: [] },
  ],
};

export const record: PackRecord = { digest: "a".repeat(64), pack: jobs };
export const other: PackRecord = { digest: "b".repeat(64), pack: colours };

export function packSetOf(...records: readonly PackRecord[]): PackSet {
  return { current: records, get: (digest) => records.find((one) => one.digest === digest)?.pack };
}

export const onePackSet = packSetOf(record);
export const twoPackSet = packSetOf(record, other);
