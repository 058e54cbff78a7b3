/** The verdict as the JSON of `plumbline score --json`. */
import type { Pack } from "./pack/pack.ts";
import type { Argument, Standing, Verdict } from "./verdict.ts";

type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/** One object on one line, its keys in the documented order; the same verdict gives the same text. */
export function verdictJson(pack: Pack, verdict: Verdict): string {
  return write({
    pack: { id: pack.id, version: pack.version },
    today: standing(verdict.today),
    later: standing(verdict.later),
    blend: standing(verdict.blend),
    recommended: verdict.recommended,
    next: verdict.next,
    stop: verdict.stop,
    reasons: verdict.reasons.map(argument),
    costs: verdict.costs.map(argument),
    flips: verdict.flips.map(({ to, changes }) => ({
      to,
      changes: changes?.map(({ question, from, to }) => ({ question, from, to })) ?? null,
    })),
    weightRange: verdict.weightRange.map(({ criterion, min, max }) => ({ criterion, min, max })),
    facts: verdict.facts.map(({ criterion, option, score, flipsAt }) => ({
      criterion,
      option,
      score,
      flipsAt,
    })),
    contributions: verdict.contributions.map(({ question, criterion, option, value }) => ({
      question,
      criterion,
      option,
      value: ratio(value),
    })),
    voters: verdict.voters.map(({ id, leader, strength, because }) => ({ id, leader, strength, because })),
    splits: verdict.splits.map(({ question, choices, pivotal }) => ({ question, choices, pivotal })),
    regret: verdict.regret,
  });
}

function standing({ options, leader, tied, settled, strength, open, unresolved }: Standing): Json {
  return {
    options: options.map(({ id, value, fit, confidence, ruledOut }) => ({
      id,
      value: ratio(value),
      fit,
      confidence,
      ruledOut,
    })),
    leader,
    tied,
    settled,
    strength,
    open,
    unresolved,
  };
}

function argument({ question, choice, horizon, voters, rival, criterion, pull }: Argument): Json {
  return { question, choice, horizon, voters, rival, criterion, pull: ratio(pull) };
}

function ratio({ num, den }: { readonly num: bigint; readonly den: bigint }): Json {
  return { num, den };
}

/** JSON.stringify has no integers beyond a double's. */
function write(value: Json): string {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(",")}]`;
  return `{${Object.entries(value)
    .map(([key, entry]) => `${JSON.stringify(key)}:${write(entry)}`)
    .join(",")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
