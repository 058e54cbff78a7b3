/** What a standing rests on: a group's situation at one horizon, or at both, blended. */

import type { Ratio } from "../pack/pack.ts";
import type { Ballot } from "./ballot.ts";
import {
  isAnswered,
  isOpen,
  isUnsettled,
  type Move,
  moved,
  reasonsOut,
  ruledOutBy,
  type Situation,
  situationOf,
} from "./group.ts";
import type { Model } from "./model.ts";

export interface Basis {
  readonly model: Model;
  /** Shares are whole numbers that sum to `whole`. A horizon with a share of 0 still rules options out. */
  readonly parts: readonly { readonly situation: Situation; readonly share: number }[];
  readonly whole: number;
}

/** What the three standings rest on. */
export interface Bases {
  readonly today: Basis;
  readonly later: Basis;
  /** (1 − h) · today + h · later. */
  readonly blend: Basis;
}

/** Where nobody says anything else of later, all three are one and the same object. */
export function basesOf(model: Model, ballots: readonly Ballot[], [num, den]: Ratio): Bases {
  const today = alone(situationOf(model, ballots, "today"));
  if (ballots.every(({ later }) => Object.keys(later).length === 0))
    return { today, later: today, blend: today };
  const later = alone(situationOf(model, ballots, "later"));
  const parts = [
    ...today.parts.map(({ situation }) => ({ situation, share: den - num })),
    ...later.parts.map(({ situation }) => ({ situation, share: num })),
  ];
  return { today, later, blend: { model, parts, whole: den } };
}

function alone(situation: Situation): Basis {
  return { model: situation.model, parts: [{ situation, share: 1 }], whole: 1 };
}

/** Each question set for everyone, at both horizons. */
export function changed({ model, parts, whole }: Basis, moves: readonly Move[]): Basis {
  const after = parts.map(({ situation, share }) => ({ situation: moved(situation, moves), share }));
  return { model, parts: after, whole };
}

/** A completion's way: the question set to the choice where it is open, at no other horizon. */
export function openSet({ model, parts, whole }: Basis, move: Move): Basis {
  const after = parts.map(({ situation, share }) => ({
    situation: isOpen(situation, move.question) ? moved(situation, [move]) : situation,
    share,
  }));
  return { model, parts: after, whole };
}

/** The mask of the options that the answers rule out, at either horizon. */
export function ruledOut({ model, parts }: Basis): number {
  let mask = 0;
  for (const { situation } of parts) {
    model.questions.forEach((_, q) => {
      if (isAnswered(situation, q)) mask |= ruledOutBy(situation, q);
    });
  }
  return mask;
}

/** Why an option is out, sorted; empty where it is in the ranking. */
export function reasonsFor({ parts }: Basis, option: number): string[] {
  return [...new Set(parts.flatMap(({ situation }) => reasonsOut(situation, option)))].sort();
}

/** The questions that are open at a horizon. */
export function openQuestions({ model, parts }: Basis): number[] {
  return [...model.questions.keys()].filter((q) => parts.some(({ situation }) => isOpen(situation, q)));
}

/** Whether nothing that any question adds is left to be known. */
export function isComplete({ model, parts }: Basis): boolean {
  return parts.every(({ situation }) => !model.questions.some((_, q) => isUnsettled(situation, q)));
}

/** Whether a definite answer counts at a horizon. */
export function hasAnswer({ model, parts }: Basis): boolean {
  return model.questions.some((_, q) => parts.some(({ situation }) => isAnswered(situation, q)));
}

/** Whether the definite voters differ at a horizon. */
export function isDivided({ parts }: Basis, question: number): boolean {
  return parts.some(({ situation }) => {
    const counts = situation.tallies[question]?.counts ?? [];
    return counts.filter((count) => count > 0).length > 1;
  });
}
