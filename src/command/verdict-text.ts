/** A verdict in a few lines of plain text. */
import { answerOf } from "../scoring/model/applies.ts";
import { type Ballots, NOT_SURE } from "../scoring/model/ballot.ts";
import type { Pack } from "../scoring/pack/pack.ts";
import type { Flip, Standing, Verdict } from "../scoring/verdict.ts";

export function verdictText(pack: Pack, ballots: Ballots, verdict: Verdict): string {
  const names = namesOf(pack);
  const { today, later, recommended, blend } = verdict;
  const rows = [["Today", standingText(today, names)]];
  if (JSON.stringify(ordered(later)) !== JSON.stringify(ordered(today))) {
    rows.push([capital(pack.horizon.name), standingText(later, names)]);
  }
  rows.push(...verdict.flips.map((flip, i) => [i === 0 ? "Change" : "", flipText(flip, names)]));
  const pivotal = verdict.splits
    .filter((split) => split.pivotal)
    .map((split) => `"${names.question(split.question)}"`);
  if (pivotal.length > 0)
    rows.push(["Split", `${pivotal.join(", ")}: the answers differ, and it decides the result`]);
  const leanings = verdict.voters.map(
    ({ id, leader }) => `${id}: ${leader === null ? "no leader" : names.option(leader)}`,
  );
  if (leanings.length > 1) rows.push(["Voters", leanings.join(", ")]);
  if (verdict.next !== null) {
    rows.push([
      "Next",
      `"${names.question(verdict.next)}"${verdict.stop ? " (it would hardly change the result)" : ""}`,
    ]);
  }
  const width = Math.max(...rows.map(([label]) => label?.length ?? 0));
  return [
    `${pack.title} ${pack.version}. ${people(verdict.voters.length)}, ${answered(pack, ballots)} of ${pack.questions.length} questions answered.`,
    recommended === null
      ? `No recommendation: ${blend.strength === "open" ? "too early to say" : leaderless(blend.tied, names)}.`
      : `Recommended: ${names.option(recommended)}.`,
    ...rows.map(([label = "", text = ""]) => `${label.padEnd(width)}  ${text}`),
  ].join("\n");
}

interface Names {
  readonly option: (id: string) => string;
  readonly question: (id: string) => string;
  readonly choice: (question: string, id: string) => string;
}

function namesOf(pack: Pack): Names {
  const question = (id: string) => pack.questions.find((each) => each.id === id);
  return {
    option: (id) => pack.options.find((option) => option.id === id)?.name ?? id,
    question: (id) => question(id)?.ask ?? id,
    choice: (at, id) => question(at)?.choices.find((choice) => choice.id === id)?.label ?? id,
  };
}

function standingText(standing: Standing, names: Names): string {
  const options = standing.options.map(({ id, fit, confidence, ruledOut }) => {
    if (ruledOut.length > 0) return `${names.option(id)} ruled out (${ruledOut.join(" ")})`;
    const sure = id === standing.leader ? `, ${sureness(confidence, standing)}` : "";
    return `${names.option(id)} ${Math.round(fit * 100)} %${sure}`;
  });
  const tie = standing.leader === null ? `${capital(leaderless(standing.tied, names))}. ` : "";
  return `${tie}${options.join("; ")}`;
}

function sureness(confidence: number, { settled, unresolved }: Standing): string {
  if (settled) return "settled";
  // Rounded down: "100" is for what is settled.
  const hundredths = Math.floor(confidence * 100);
  return `leads in ${unresolved > 0 ? "at least " : ""}${hundredths} of 100 ways to answer what is open`;
}

function leaderless(tied: readonly string[], names: Names): string {
  return tied.length === 0 ? "every option is ruled out" : `a tie of ${tied.map(names.option).join(" and ")}`;
}

function flipText({ to, changes }: Flip, names: Names): string {
  if (changes === null) return `no three changes make ${names.option(to)} lead`;
  const steps = changes.map(
    ({ question, to: choice }) => `"${names.question(question)}" were ${names.choice(question, choice)}`,
  );
  return `${names.option(to)} would lead if ${steps.join(" and ")}`;
}

function ordered(standing: Standing): unknown {
  return [
    standing.leader,
    standing.settled,
    standing.options.map(({ id, fit, confidence, ruledOut }) => [id, fit, confidence, ruledOut]),
  ];
}

/** By at least one voter, definitely, today. */
function answered(pack: Pack, ballots: Ballots): number {
  return pack.questions.filter(({ id }) =>
    Object.values(ballots).some((ballot) => {
      const answer = answerOf(ballot, id, "today");
      return answer !== undefined && answer !== NOT_SURE;
    }),
  ).length;
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
