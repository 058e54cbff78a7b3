/** How many questions a team is asked until asking stops, and whether the rest would have changed the leader. */
import { type Progress, progress } from "../../src/scoring/compute.ts";
import { NOT_SURE } from "../../src/scoring/model/ballot.ts";
import type { Pack } from "../../src/scoring/pack/pack.ts";
import { type Answers, applicable, leaderFor } from "./teams.ts";

export type Order = "adaptive" | "fixed";

interface Asked {
  readonly teams: number;
  /** 0..1: the mean over the teams of the questions asked, of those that apply to the team. */
  readonly share: number;
  /** 0..1: the teams whose leader at the stop is the full questionnaire's. */
  readonly agreement: number;
  /** The ids of the questions in the order in which they were asked, a list a team. */
  readonly asked: readonly (readonly string[])[];
}

/** Asks every team in this order until asking stops. The fixed order is the file's, with the same rule for stopping. */
export function askAll(pack: Pack, teams: readonly Answers[], order: Order): Asked {
  const leader = leaderFor(pack);
  const seen = remembering(pack);
  const results = teams.map((team) => {
    const { asked, leader: atStop } = askOne(pack, team, order, seen);
    return { asked, share: asked.length / Object.keys(team).length, agrees: atStop === leader(team) };
  });
  return {
    teams: teams.length,
    share: results.reduce((sum, { share }) => sum + share, 0) / teams.length,
    agreement: results.filter(({ agrees }) => agrees).length / teams.length,
    asked: results.map(({ asked }) => asked),
  };
}

/**
 * 0..1 by the number of answers: the teams for which the leader after so many, in the adaptive order and whatever the
 * rule for stopping says, is the full questionnaire's. Where a team has run out of questions, its last leader counts.
 */
export function agreementAfter(pack: Pack, teams: readonly Answers[]): readonly number[] {
  const leader = leaderFor(pack);
  const seen = remembering(pack);
  const right = teams.map((team) => {
    const shown = leadersOf(team, seen);
    return pack.questions.map((_, k) => shown[Math.min(k, shown.length - 1)] === leader(team));
  });
  return pack.questions.map((_, k) => right.filter((team) => team[k]).length / teams.length);
}

/** The leaders after one answer, two, and so on. */
function leadersOf(team: Answers, seen: (answers: Answers) => Progress): readonly (string | null)[] {
  const shown: (string | null)[] = [];
  let answers: Answers = {};
  for (let now = seen(answers); now.next !== null; now = seen(answers)) {
    answers = { ...answers, [now.next]: team[now.next] ?? NOT_SURE };
    shown.push(seen(answers).leader);
  }
  return shown;
}

function askOne(
  pack: Pack,
  team: Answers,
  order: Order,
  seen: (answers: Answers) => Progress,
): { asked: readonly string[]; leader: string | null } {
  let answers: Answers = {};
  for (;;) {
    const now = seen(answers);
    const question = order === "adaptive" ? now.next : (nextInFile(pack, answers) ?? null);
    const choice = question === null ? undefined : team[question];
    if (now.stop || question === null || choice === undefined)
      return { asked: Object.keys(answers), leader: now.leader };
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
