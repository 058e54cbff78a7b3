/** What a team's answers come to, straight from the sums: for telling whether what is said of them is true. */
import { compare, type Fraction, fraction } from "../../../src/scoring/fraction.ts";
import { answerOf, applying, type Horizon } from "../../../src/scoring/model/applies.ts";
import type { Ballots } from "../../../src/scoring/model/ballot.ts";
import { basesOf } from "../../../src/scoring/model/basis.ts";
import { compile } from "../../../src/scoring/model/model.ts";
import { raisedOf } from "../../../src/scoring/model/worth.ts";
import type { Choice, Pack } from "../../../src/scoring/pack/pack.ts";
import { rankingOf } from "../../../src/scoring/standing.ts";
import type { Team } from "./legible.ts";

/** Whoever gives a choice for both horizons has said it for both, and for no other. */
export function whoSaid(
  ballots: Ballots,
  question: string,
  choice: string,
  time: Horizon | "both",
): string[] {
  return Object.entries(ballots).flatMap(([voter, ballot]) => {
    const today = answerOf(ballot, question, "today") === choice;
    const later = answerOf(ballot, question, "later") === choice;
    return (time === "both" ? today && later : time === "today" ? today && !later : later && !today)
      ? [voter]
      : [];
  });
}

/** Whether an answer counts: its question applies for certain at one of its horizons, and that horizon counts. */
export function isCounted({ pack, ballots }: Team, question: string, time: Horizon | "both"): boolean {
  const [over, under] = pack.horizon.weight;
  const weights = { today: under - over, later: over };
  // Where nobody expects anything else, today is all there is.
  const isOne = Object.values(ballots).every(({ later }) => Object.keys(later).length === 0);
  return (["today", "later"] as const).some(
    (horizon) =>
      (time === "both" || time === horizon) &&
      (isOne || weights[horizon] > 0) &&
      applying(pack, ballots, horizon).get(question) === "certain",
  );
}

export function termOf(pack: Pack, { raises }: Choice, option: string): number {
  return raises.reduce((sum, { criterion, weight }) => sum + weight * scoreOf(pack, criterion, option), 0);
}

export function scoreOf({ criteria }: Pack, criterion: string, option: string): number {
  const ratings = criteria.find(({ id }) => id === criterion)?.ratings ?? [];
  return ratings.find((rating) => rating.option === option)?.score ?? 0;
}

/** The ranking of the blend, or of later, from the sums. */
export function rankingIn(pack: Pack, ballots: Ballots, of: "blend" | "later" = "blend") {
  const model = compile(pack);
  const { basis, ranked, worth } = rankingOf(basesOf(model, Object.values(ballots), pack.horizon.weight)[of]);
  const raised = raisedOf(basis);
  const worthOf = (option: string): Fraction =>
    fraction(worth.values[model.options.indexOf(option)] ?? 0n, worth.den);
  return {
    ranked: ranked.map((index) => model.options[index] ?? ""),
    worthOf,
    /** With the weight of a criterion of the pack multiplied by a decimal. */
    worthAt(option: string, k: number, times: string): Fraction {
      const [whole = "", decimals = ""] = times.split(".");
      const [num, den] = [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
      const criterion = pack.criteria[k]?.id ?? "";
      const weight = raised.values[model.criteria.indexOf(criterion)] ?? 0n;
      const own = worthOf(option);
      const more = fraction(
        weight * BigInt(scoreOf(pack, criterion, option)) * (num - den),
        raised.den * den,
      );
      return fraction(own.num * more.den + more.num * own.den, own.den * more.den);
    },
  };
}

export function isHighest(pack: Pack, ballots: Ballots, option: string): boolean {
  const { ranked, worthOf } = rankingIn(pack, ballots);
  return (
    ranked.includes(option) &&
    ranked.every((id) => id === option || compare(worthOf(option), worthOf(id)) > 0)
  );
}

/** Each question set for everybody, today and later. */
export function changed(ballots: Ballots, changes: readonly (readonly [string, string])[]): Ballots {
  return Object.fromEntries(
    Object.entries(ballots).map(([voter, { today, later }]) => {
      const kept = Object.entries(later).filter(([question]) => changes.every(([id]) => id !== question));
      return [
        voter,
        { today: { ...today, ...Object.fromEntries(changes) }, later: Object.fromEntries(kept) },
      ];
    }),
  );
}

/** In units of value; infinite where one of the two is ruled out later. */
export function leadOf(pack: Pack, ballots: Ballots, option: string, from: string): number {
  const { ranked, worthOf } = rankingIn(pack, ballots, "later");
  if (!ranked.includes(option)) return Number.NEGATIVE_INFINITY;
  if (!ranked.includes(from)) return Number.POSITIVE_INFINITY;
  const [a, b] = [worthOf(option), worthOf(from)];
  return Number(a.num * b.den - b.num * a.den) / Number(a.den * b.den);
}
