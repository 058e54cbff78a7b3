/** What was acknowledged, held against what is stored and what is on the screen. */
import { memberOf, type State } from "../../src/conversation/state.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Stage } from "./stage.ts";

interface Deed {
  readonly person: string;
  readonly title: string;
  readonly heard: boolean;
  /** How often they had been told until then that something could not be saved. */
  readonly refused: number;
}

export type Start = Deed;

export interface Press extends Deed {
  readonly question: string;
  readonly choice: string;
}

export interface Typed extends Deed {
  /** The reason that it gave, which nothing else has. */
  readonly mark: string;
  /** How often they had been told something until then. */
  readonly told: number;
}

export interface Doings {
  readonly starts: readonly Start[];
  readonly presses: readonly Press[];
  readonly typed: readonly Typed[];
}

export interface Audit {
  /** Empty: all is as it has to be. */
  readonly wrong: readonly string[];
  /** Typed words that count for nothing, and whose writer was not told: the reply went down with a process. */
  readonly untold: readonly string[];
}

/** `states` by title. */
export function auditOf(
  { starts, presses, typed }: Doings,
  states: ReadonlyMap<string, State>,
  stage: Stage,
  pack: Pack,
): Audit {
  const wrong: string[] = [];
  const untold: string[] = [];
  const wasRefused = ({ person, refused }: Deed) => stage.refused(person) > refused;
  for (const start of starts) {
    const { title, heard } = start;
    const state = states.get(title);
    const { openings, cards } = stage.seen(title);
    if (heard && state === undefined && !wasRefused(start))
      wrong.push(`${title}: acknowledged, and nothing is stored`);
    if (openings > 1) wrong.push(`${title}: opened ${openings} times`);
    if (state !== undefined && openings === 0) wrong.push(`${title}: stored, and nobody sees it`);
    if (cards > 1) wrong.push(`${title}: ${cards} cards`);
    const due = state?.phase.kind === "recommended" || state?.phase.kind === "decided";
    if (due && cards === 0) wrong.push(`${title}: recommended, and there is no card`);
  }
  const last = new Map(presses.map((press) => [`${press.title} ${press.person} ${press.question}`, press]));
  for (const [key, { title, person, question, choice, heard }] of last) {
    const possible = presses.filter((one) => `${one.title} ${one.person} ${one.question}` === key);
    if (!possible.some((one) => one.heard) || possible.some(wasRefused)) continue;
    const found = answerIn(states.get(title), person, question, pack);
    const allowed = heard ? [choice] : possible.map((one) => one.choice);
    if (found === null || !allowed.includes(found))
      wrong.push(
        `${title}: ${person} chose “${choice}” on “${question}”, and ${found ?? "nothing"} is stored`,
      );
  }
  for (const { person, title, mark, heard, told } of typed) {
    if (!heard || JSON.stringify(states.get(title) ?? {}).includes(mark)) continue;
    if (stage.told(person) <= told) untold.push(`${title}: ${person} typed ${mark}`);
  }
  return { wrong, untold };
}

function answerIn(state: State | undefined, name: string, text: string, pack: Pack): string | null {
  const question = pack.questions.find((one) => one.ask === text);
  const person = state?.people.find((one) => one.name === name);
  if (state === undefined || question === undefined || person === undefined) return null;
  const vote = memberOf(state, person.id)?.votes.find((one) => one.question === question.id);
  if (vote === undefined) return null;
  if (vote.today === "not_sure") return "Not sure";
  return question.choices.find(({ id }) => id === vote.today)?.label ?? null;
}
