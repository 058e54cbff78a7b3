/** How many questions a team is asked until asking stops, and whether the rest would have changed the leader. */
import { type Progress, progress } from "../../src/scoring/compute.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { type Answers, applicable, leaderFor } from "./teams.ts";

export type Order = "adaptive" | "fixed";

interface Asked {
  readonly teams: number;
  /** 0..1: the mean over the teams of the questions asked, of those that apply to the team. */
  readonly share: number;
  /** 0..1: the teams whose leader at the stop is the full questionnaire's. */
  readonly agreement: number;
}

/** Asks every team in this order until asking stops. The fixed order is the file's, with the same rule for stopping. */
export function askAll(pack: Pack, teams: readonly Answers[], order: Order): Asked {
  const leader = leaderFor(pack);
  const seen = remembering(pack);
  const results = teams.map((team) => {
    const { asked, leader: atStop } = askOne(pack, team, order, seen);
    return { share: asked / Object.keys(team).length, agrees: atStop === leader(team) };
  });
  return {
    teams: teams.length,
    share: results.reduce((sum, { share }) => sum + share, 0) / teams.length,
    agreement: results.filter(({ agrees }) => agrees).length / teams.length,
  };
}

function askOne(
  pack: Pack,
  team: Answers,
  order: Order,
  seen: (answers: Answers) => Progress,
): { asked: number; leader: string | null } {
  let answers: Answers = {};
  for (let asked = 0; ; asked++) {
    const now = seen(answers);
    const question = order === "adaptive" ? now.next : (nextInFile(pack, answers) ?? null);
    const choice = question === null ? undefined : team[question];
    if (now.stop || question === null || choice === undefined) return { asked, leader: now.leader };
    answers = { ...answers, [question]: choice };
  }
}

/** Teams start alike, and the first steps are the dear ones: with most still open. */
function remembering(pack: Pack): (answers: Answers) => Progress {
  const known = new Map<string, Progress>();
  return (answers) => {
    const key = JSON.stringify(Object.entries(answers).sort());
    const now = known.get(key) ?? progress(pack, { team: { today: answers, later: {} } });
    known.set(key, now);
    return now;
  };
}

function nextInFile(pack: Pack, answers: Answers): string | undefined {
  return applicable(pack, answers).find((id) => answers[id] === undefined);
}
