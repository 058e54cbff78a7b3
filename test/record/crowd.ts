/** Teams of any size that answer at random and have decided, on the flagship pack. */
import type { Member, State } from "../../src/conversation/state.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { randomTeam } from "../rules/teams.ts";
import { accepted } from "./decisions.ts";

interface Crowd {
  readonly people: number;
  /** In 0..1 (1 excluded). */
  readonly random: () => number;
  /** Why the pack's first option was decided on; null: it was accepted. */
  readonly reason: string | null;
}

/** Long names, each of its own; some answers are different later, and some have a reason. */
export function crowd(pack: Pack, { people, random, reason }: Crowd): State {
  const base = accepted("Billing and all that comes after it", pack);
  const members = Array.from({ length: people }, (_, index): Member => {
    const [today, later] = [randomTeam(pack, random), randomTeam(pack, random)];
    return {
      id: `U${index}`,
      name: `Maximiliane-${index} Featherstonehaugh of the Platform Engineering Group`,
      wanted: true,
      through: true,
      at: null,
      horizonAsked: true,
      knows: null,
      rung: [],
      votes: Object.entries(today).map(([question, choice]) => ({
        question,
        today: choice,
        later: random() < 0.2 ? (later[question] ?? null) : null,
        because: random() < 0.3 ? "we have done it this way for as long as anybody can think back" : null,
        afterTalk: false,
      })),
    };
  });
  const { phase } = base;
  if (phase.kind !== "decided") throw new Error("an outcome expected");
  const [first] = pack.options;
  const option = reason === null ? phase.outcome.option : (first?.id ?? "");
  const outcome = { ...phase.outcome, option, by: "U0", reason };
  const list = pack.questions.map(({ id }) => ({ question: id }));
  return { ...base, people: members, list, phase: { ...phase, outcome }, starter: "U0" };
}

/** The same before anybody decided. */
export function undecided(state: State): State {
  const { phase } = state;
  if (phase.kind !== "decided") return state;
  const { recommendation, outcome } = phase;
  return { ...state, phase: { kind: "recommended", recommendation, at: outcome.at, reminded: false } };
}
