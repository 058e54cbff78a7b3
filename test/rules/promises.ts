/** What people are told of how much follows, held against what does follow. */

import type { Vote } from "../../src/conversation/state.ts";
import { type Ahead, aheadOf, nextQuestion } from "../../src/conversation/steps/round/one.ts";
import { aboutToGo } from "../../src/conversation/words/questions.ts";
import { progress } from "../../src/scoring/compute.ts";
import type { Ballots } from "../../src/scoring/model/ballot.ts";
import { NOT_SURE } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import type { Answers } from "./teams.ts";

interface Kept {
  /** How often it was said. */
  readonly told: number;
  /** 0..1: how often it was right. */
  readonly right: number;
}

export interface Promises {
  readonly questions: number;
  /** "About n to go", within one of what followed. */
  readonly about: Kept;
  /** "At most n to go". */
  readonly most: Kept;
  /** "Perhaps the last". */
  readonly last: Kept;
}

/** Teams of so many who answer one after the other, each with the list that those before have left. */
export function promisesTo(pack: Pack, people: readonly Answers[], team: number): Promises {
  const known = new Map<string, ReturnType<typeof progress>>();
  const scoring = {
    progress(pack: Pack, ballots: Ballots) {
      const key = JSON.stringify(ballots);
      const now = known.get(key) ?? progress(pack, ballots);
      known.set(key, now);
      return now;
    },
  };
  const told: { readonly ahead: Ahead; readonly follow: number }[] = [];
  let list: { readonly question: string }[] = [];
  for (const [index, answers] of people.entries()) {
    if (index % team === 0) list = [];
    let votes: readonly Vote[] = [];
    const aheads: Ahead[] = [];
    for (;;) {
      const state = { list, askAll: false };
      const question = nextQuestion(state, pack, { votes }, scoring);
      if (question === null) break;
      if (!list.some((one) => one.question === question)) list = [...list, { question }];
      aheads.push(aheadOf({ list, askAll: false }, pack, { votes }, question, scoring));
      const today = answers[question] ?? NOT_SURE;
      votes = [...votes, { question, today, later: null, because: null, afterTalk: false }];
    }
    told.push(...aheads.map((ahead, at) => ({ ahead, follow: aheads.length - 1 - at })));
  }
  const kept = (said: readonly boolean[]): Kept => ({
    told: said.length,
    right: said.filter((one) => one).length / said.length,
  });
  return {
    questions: told.length,
    about: kept(
      told.flatMap(({ ahead, follow }) => {
        const n = aboutToGo(ahead);
        return n === null || ahead.isLast ? [] : [Math.abs(n - follow) <= 1];
      }),
    ),
    most: kept(told.map(({ ahead, follow }) => follow <= ahead.most)),
    last: kept(told.flatMap(({ ahead, follow }) => (ahead.isLast ? [follow === 0] : []))),
  };
}
