/** Teams of any size that answer at random and have decided, on the flagship pack. */
import type { Member, State } from "../../src/conversation/state.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { randomTeam } from "../rules/teams.ts";
import { accepted } from "./decisions.ts";

interface Crowd {
  readonly people: number;
  /** In 0..1 (1 excluded). */
  readonly random: () => number;
  /** The reason for deciding on the pack's first option, whatever was recommended; null: what led was accepted. */
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
      expected: true,
      votes: Object.entries(today).map(([question, choice]) => ({
        question,
        today: choice,
        later: random() < 0.2 ? (later[question] ?? null) : null,
        because: random() < 0.3 ? "we have done it this way for as long as anybody can think back" : null,
        afterTalk: false,
      })),
    };
  });
  const [first] = pack.options;
  const outcome =
    base.outcome === null
      ? null
      : {
          ...base.outcome,
          option: reason === null ? base.outcome.option : (first?.id ?? ""),
          by: "U0",
          reason,
        };
  const asked = pack.questions.map(({ id }) => ({ question: id, closed: true, toGo: 0, round: 1 }));
  return { ...base, people: members, asked, outcome, starter: "U0" };
}
