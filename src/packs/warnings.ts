/** What a pack may hold and its author hardly meant. */

import { progress } from "../scoring/compute.ts";
import { applying } from "../scoring/model/applies.ts";
import type { Choice, Pack, Question } from "../scoring/pack/pack.ts";
import { pathOf } from "../scoring/pack/problem.ts";

export interface Warning {
  readonly path: string;
  readonly says: string;
}

/** `today`: an ISO date, to tell which sources are old. */
export function warningsOf(pack: Pack, today: string): Warning[] {
  return [
    ...pack.questions.flatMap(questionWarnings),
    ...unraised(pack),
    ...sourceWarnings(pack, today),
    ...losers(pack),
    ...(pack.cases.length === 0
      ? [{ path: "cases", says: "there are none, so nothing tests what the pack recommends" }]
      : []),
  ];
}

function questionWarnings(question: Question, index: number): Warning[] {
  const warnings: Warning[] = [];
  const labels = new Map<string, string>();
  const phrases = new Map<string, string>();
  for (const [c, choice] of question.choices.entries()) {
    const path = pathOf(["questions", index, "choices", c]);
    if (choice.raises.length === 0 && choice.rulesOut.length === 0) {
      warnings.push({
        path,
        says: `choice ${choice.id} raises nothing and rules nothing out: it changes no result`,
      });
    }
    const twins = (texts: readonly string[], taken: Map<string, string>) =>
      texts.filter((text) => (taken.get(text.toLowerCase()) ?? choice.id) !== choice.id);
    warnings.push(
      ...twins([choice.label], labels).map((text) => ({
        path: `${path}.label`,
        says: `"${text}" is another choice's label too`,
      })),
      ...twins(choice.says, phrases).map((text) => ({
        path: `${path}.says`,
        says: `"${text}" means another choice too`,
      })),
    );
    labels.set(choice.label.toLowerCase(), choice.id);
    for (const phrase of choice.says) phrases.set(phrase.toLowerCase(), choice.id);
  }
  return warnings;
}

function unraised(pack: Pack): Warning[] {
  const choices: Choice[] = pack.questions.flatMap((question) => question.choices);
  const raised = new Set(choices.flatMap((choice) => choice.raises.map((raise) => raise.criterion)));
  return pack.criteria.flatMap(({ id }, i) =>
    raised.has(id)
      ? []
      : [
          {
            path: pathOf(["criteria", i]),
            says: `no choice raises criterion ${id}: its ratings count for nothing`,
          },
        ],
  );
}

function sourceWarnings(pack: Pack, today: string): Warning[] {
  const used = new Set([
    ...pack.criteria.flatMap((criterion) => criterion.ratings.flatMap((rating) => rating.source)),
    ...pack.notes.map((note) => note.source),
  ]);
  const [year = "", ...rest] = today.split("-");
  const aYearAgo = [String(Number(year) - 1).padStart(4, "0"), ...rest].join("-");
  return pack.sources.flatMap(({ id, date, checked }) => {
    const path = pathOf(["sources", id]);
    if (!used.has(id)) return [{ path, says: `nothing rests on source ${id}` }];
    const known = checked ?? date;
    if (known === null)
      return [{ path, says: `source ${id} has neither date nor checked: nobody can tell how old it is` }];
    return known < aYearAgo
      ? [{ path, says: `source ${id} was last read on ${known}, more than a year ago` }]
      : [];
  });
}

const SAMPLES = 300;

/** Options that lead in none of some full questionnaires, answered at random: the same at every run. */
function losers(pack: Pack): Warning[] {
  const random = sequence(1);
  const leaders = new Set(
    Array.from({ length: SAMPLES }, () => progress(pack, { one: ballot(pack, random) }).leader),
  );
  return pack.options.flatMap(({ id }, i) =>
    leaders.has(id)
      ? []
      : [
          {
            path: pathOf(["options", i]),
            says: `option ${id} led in none of ${SAMPLES} random questionnaires`,
          },
        ],
  );
}

function ballot(pack: Pack, random: () => number) {
  const today: Record<string, string> = {};
  const answer = (questions: readonly Question[]) => {
    for (const { id, choices } of questions)
      today[id] = choices[Math.floor(random() * choices.length)]?.id ?? "";
  };
  answer(pack.questions.filter((question) => question.appliesWhen.length === 0));
  const applies = applying(pack, { one: { today, later: {} } }, "today");
  answer(
    pack.questions.filter(
      (question) => question.appliesWhen.length > 0 && applies.get(question.id) === "certain",
    ),
  );
  return { today, later: {} };
}

/** Numbers in [0, 1) that look random: Lehmer's generator with the multiplier of Park and Miller (1988). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
