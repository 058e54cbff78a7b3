/** Where the team is apart: whose answers lead elsewhere, rule-outs that it did not follow, and what decides. */
import { labelOf, optionName, shortName, topicIn } from "../view/names.ts";
import * as words from "../words/claims.ts";
import { givenIn, type VerdictOn } from "./standing.ts";

/** Where somebody's own answers lead, and because of which question; null: not said. */
interface Elsewhere {
  readonly leader: string | null;
  readonly because: string | null;
}

/**
 * One sentence for all whose answers lead to the same other option than `from`, because of the same question: that is known
 * of what is recommended.
 */
export function dissentTexts(on: VerdictOn, from: string | null): readonly string[] {
  const isKnown = from === on.verdict.recommended;
  return dissentBy(on, from, ({ leader, because }) => ({ leader, because: isKnown ? because : null }));
}

/** In two sentences at most: where that takes more, without the questions, then without the options. */
export function dissentInBrief(on: VerdictOn, from: string | null): readonly string[] {
  const full = dissentTexts(on, from);
  if (full.length <= 2) return full;
  const options = dissentBy(on, from, ({ leader }) => ({ leader, because: null }));
  return options.length <= 2 ? options : dissentBy(on, from, () => ({ leader: null, because: null }));
}

/** Nobody dissents where nothing is recommended or decided, or for whose own answers it is too early to say. */
function dissentBy(
  { pack, verdict, nameOf, most }: VerdictOn,
  from: string | null,
  say: (elsewhere: Elsewhere) => Elsewhere,
): readonly string[] {
  if (from === null || nameOf === null) return [];
  const dissenters = verdict.voters.filter(
    ({ leader, strength }) =>
      leader !== null && leader !== from && strength !== "open" && strength !== "none",
  );
  return [...Map.groupBy(dissenters, (voter) => JSON.stringify(say(voter)))].map(([, all]) => {
    const { leader = null, because = null } = all[0] === undefined ? {} : say(all[0]);
    return words.claim.dissent(
      all.map(({ id }) => nameOf(id)),
      leader === null ? null : shortName(pack, leader),
      because === null ? null : topicIn(pack, because),
      most,
    );
  });
}

/** The questions on which people differ today and whose answer changes the leader. */
export function splitTexts({ pack, verdict, nameOf }: VerdictOn): readonly string[] {
  if (nameOf === null) return [];
  return verdict.splits
    .filter(({ pivotal }) => pivotal)
    .map(({ question, choices }) =>
      words.claim.split(
        topicIn(pack, question),
        Object.entries(choices).map(([choice, voters]) => ({
          label: labelOf(pack, question, choice),
          people: voters.map(nameOf),
        })),
      ),
    );
}

/** Those who would rule out what the group did not. `option`: only this one; null: any. */
export function objectionTexts(
  { pack, ballots, verdict, nameOf, most }: VerdictOn,
  option: string | null,
): readonly string[] {
  if (nameOf === null) return [];
  const inRanking = verdict.blend.options.filter(({ ruledOut }) => ruledOut.length === 0).map(({ id }) => id);
  const asked = new Set(inRanking.filter((id) => option === null || id === option));
  const objections = givenIn(pack, ballots).flatMap(({ voter, choice }) =>
    choice.rulesOut.filter(({ option }) => asked.has(option)).map((one) => ({ ...one, voter })),
  );
  return [...Map.groupBy(objections, ({ option, because }) => JSON.stringify([option, because]))].flatMap(
    ([, all]) =>
      all[0] === undefined
        ? []
        : [
            words.claim.objects(
              [...new Set(all.map(({ voter }) => voter))].map(nameOf),
              optionName(pack, all[0].option),
              all[0].because,
              most,
            ),
          ],
  );
}
