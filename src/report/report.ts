/** What a page is about: a decision as a team has answered it, or a pack for one person to answer. */

import type { Text } from "../card/card.ts";
import { ballotsOf } from "../conversation/ballots.ts";
import { nameOf } from "../conversation/members.ts";
import { outcomeIn, type State } from "../conversation/state.ts";
import { answersIn, besideResult, resultOf } from "../conversation/view/question.ts";
import { headerOf, verdictOn } from "../conversation/view/verdict/card.ts";
import { card } from "../conversation/words/card.ts";
import { capital } from "../conversation/words/phrases.ts";
import { verdict } from "../scoring/compute.ts";
import type { Ballots } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";

/** As much as the page's script needs to weigh again. Plain JSON. */
export interface Weighed {
  readonly title: string;
  readonly pack: Pack;
  readonly ballots: Ballots;
  /** By voter. Null: one person alone, who needs no name. */
  readonly names: Readonly<Record<string, string>> | null;
}

export interface Report extends Weighed {
  /** What is asked, or what was decided and why; null: nothing yet. */
  readonly about: Text | null;
  /** By question. Null: nobody was asked before. */
  readonly answers: ReadonlyMap<string, Given> | null;
}

/** What was answered to a question. */
interface Given {
  /** In one line. */
  readonly said: string;
  /** By choice, "not_sure" too: the names of those who gave it. */
  readonly by: ReadonlyMap<string, readonly string[]>;
  /** What will be different later, and the people's reasons. */
  readonly more: readonly Text[];
}

export function packReport(pack: Pack): Report {
  const { title, asks } = pack;
  const about = asks === title ? null : [asks];
  return {
    title,
    about,
    pack: lean(pack),
    ballots: { you: { today: {}, later: {} } },
    names: null,
    answers: null,
  };
}

/** Of a decision that has a recommendation: before, nobody sees what others answered. */
export function decisionReport(state: State, pack: Pack): Report {
  const ballots = ballotsOf(state, pack);
  const people = Object.keys(ballots).toSorted();
  // A person's id on a platform is nobody's business here. Numbers keep the order, on which sentences depend.
  const keys = new Map(people.map((id, at) => [id, `p${String(at).padStart(6, "0")}`]));
  const byKey = <T>(of: (id: string) => T): Record<string, T> =>
    Object.fromEntries([...keys].map(([id, key]) => [key, of(id)]));
  return {
    title: state.title,
    about: decided(state, pack, ballots),
    pack: lean(pack),
    ballots: byKey((id) => ballots[id] ?? { today: {}, later: {} }),
    names: people.length < 2 ? null : byKey((id) => nameOf(state, id)),
    answers: new Map(pack.questions.map(({ id }) => [id, given(state, pack, id)])),
  };
}

function decided(state: State, pack: Pack, ballots: Ballots): Text | null {
  const outcome = outcomeIn(state);
  if (outcome === null) return null;
  const header = headerOf(state, verdictOn(state, pack, verdict(pack, ballots)));
  return [`${header}.`, ...(outcome.reason === null ? [] : [" ", ...card.reason(outcome.reason)])];
}

function given(state: State, pack: Pack, question: string): Given {
  const answers = answersIn(state, pack, question, "today");
  return {
    said: capital(resultOf(state, pack, question)),
    by: new Map(answers.map(({ choice, by }) => [choice, by])),
    more: besideResult(state, pack, question),
  };
}

/** Without what only reads discussions or checks the pack. */
function lean(pack: Pack): Pack {
  const { vocabulary: _, ...rest } = pack;
  return {
    ...rest,
    aliases: [],
    cases: [],
    questions: pack.questions.map(({ touchedBy: _, ...question }) => ({
      ...question,
      choices: question.choices.map(({ replies: _, ...choice }) => ({ ...choice, says: [] })),
    })),
  };
}
