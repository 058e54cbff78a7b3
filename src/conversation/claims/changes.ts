/** What would make another option lead: time, other answers, other weights. */
import type { Text } from "../../card/card.ts";
import { shiftsToward } from "../../scoring/explain.ts";
import type { Change, Flip, Standing } from "../../scoring/verdict.ts";
import { askOf, clauseOf, criterionName, labelOf, questionOf, shortName } from "../view/names.ts";
import * as words from "../words/claims.ts";
import { givenIn, type VerdictOn } from "./standing.ts";

/** So many of the answers that are expected to be different are named. */
const EXPECTED_MAX = 2;

/** Where the leader of later is another than today's: it, and what people expect that speaks for it. */
export function laterText(on: VerdictOn): string | null {
  const { pack, ballots, verdict, nameOf } = on;
  const { today, later, blend } = verdict;
  if (later.leader === null || later.leader === today.leader || !isFirm(later)) return null;
  const from = today.leader ?? later.options.find(({ id }) => id !== later.leader)?.id ?? later.leader;
  const expected = shiftsToward(pack, ballots, later.leader, from)
    .slice(0, EXPECTED_MAX)
    .map(({ question, choice, voters }) =>
      words.claim.expected(clauseOf(pack, question, choice), nameOf === null ? [] : voters.map(nameOf)),
    );
  // Where what is recommended is only for later, or for neither, it has to be said what is for today.
  const now = today.leader !== blend.leader && isFirm(today) ? today.leader : null;
  return words.claim.path(
    pack.horizon.name,
    shortName(pack, later.leader),
    expected,
    now === null ? null : shortName(pack, now),
  );
}

function isFirm({ strength }: Standing): boolean {
  return strength !== "open" && strength !== "none";
}

/** What would make each other option lead, the fewest changes first; those that nothing was found for last. */
export function flipsOf({ verdict }: VerdictOn): readonly Flip[] {
  const many = ({ changes }: Flip): number => changes?.length ?? Number.POSITIVE_INFINITY;
  return verdict.flips.toSorted((a, b) => (many(a) === many(b) ? 0 : many(a) - many(b)));
}

/** Null where nothing of up to three answers makes it lead. */
export function flipText(on: VerdictOn, { to, changes }: Flip): string | null {
  if (changes === null) return null;
  return words.claim.flip(
    changes.map((change) => conditionText(on, change)),
    shortName(on.pack, to),
  );
}

/** What somebody has answered already is no "if": there it takes everybody, today and later. */
function conditionText({ pack, ballots, nameOf }: VerdictOn, { question, to }: Change): string {
  const choice = questionOf(pack, question)?.choices.find(({ id }) => id === to);
  const given = givenIn(pack, ballots).filter((one) => one.question.id === question);
  if (given.every((one) => one.choice.id !== to))
    return choice?.if ?? words.claim.ifAnswered(askOf(pack, question), labelOf(pack, question, to));
  const differs = [...Map.groupBy(given, ({ voter }) => voter).values()].some(
    (own) => own.length < 2 || own[0]?.choice !== own[1]?.choice,
  );
  return words.claim.ifAll(nameOf !== null, clauseOf(pack, question, to), differs ? pack.horizon.name : null);
}

/** How far the weights could move with the leader keeping the highest fit: those that could change it at all. */
export function rangeTexts({ pack, verdict: { weightRange } }: VerdictOn): readonly Text[] {
  return weightRange
    .filter(({ min, max }) => (min > 0 || max !== null) && !(min === 1 && max === 1))
    .map(({ criterion, min, max }) => words.claim.range(criterionName(pack, criterion), min, max));
}
