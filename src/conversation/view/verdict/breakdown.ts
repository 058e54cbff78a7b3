/** Everything that the card leaves out, for the one who asks. */
import type { Block, Card } from "../../../card/card.ts";
import { toNumber } from "../../../scoring/fraction.ts";
import type { Pack } from "../../../scoring/pack/pack.ts";
import type { Standing, Verdict } from "../../../scoring/verdict.ts";
import { rangeTexts } from "../../claims/changes.ts";
import type { VerdictOn } from "../../claims/standing.ts";
import { nameOf } from "../../members.ts";
import type { State } from "../../state.ts";
import * as words from "../../words/card.ts";
import { capital, figure } from "../../words/phrases.ts";
import { criterionName, optionName, shortName, topicOf } from "../names.ts";
import { resultOf } from "../question.ts";
import { list } from "../shown.ts";
import { verdictOn } from "./card.ts";

export function breakdownCard(state: State, pack: Pack, verdict: Verdict): Card {
  const title = words.breakdown.title(state.title);
  const on = verdictOn(state, pack, verdict);
  const { leader } = verdict.blend;
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    ...standingLists(on),
    ...list(words.breakdown.contributions, contributionLines(state, pack, verdict)),
    ...(leader === null ? [] : list(words.full.ranges(shortName(pack, leader)), rangeTexts(on))),
    ...(verdict.voters.length < 2
      ? []
      : list(
          words.breakdown.voters,
          verdict.voters.map(({ id, leader, strength }) =>
            words.breakdown.voter(
              nameOf(state, id),
              leader === null ? null : optionName(pack, leader),
              strength,
            ),
          ),
        )),
  ];
  return { title, blocks };
}

/** What is recommended rests on the blend; what that is made of is shown where somebody expects something else later. */
function standingLists({ pack, ballots, verdict: { blend, today, later } }: VerdictOn): readonly Block[] {
  const lines = ({ options, open, unresolved }: Standing) =>
    options.map(({ id, fit, confidence, ruledOut }) =>
      words.breakdown.value(
        optionName(pack, id),
        fit,
        ruledOut.length > 0 ? "out" : open.length === 0 ? "answered" : confidence,
        unresolved > 0,
      ),
    );
  if (Object.values(ballots).every((ballot) => Object.keys(ballot.later).length === 0))
    return list(words.breakdown.whole, lines(blend));
  return [
    ...list(words.breakdown.blend(pack.horizon.name), lines(blend)),
    ...list(words.breakdown.today, lines(today)),
    ...list(capital(pack.horizon.name), lines(later)),
  ];
}

/** A line for each answered question and criterion that it raised: what every option got, the best option first. */
function contributionLines(state: State, pack: Pack, { contributions, blend }: Verdict) {
  const place = (option: string): number => blend.options.findIndex(({ id }) => id === option);
  const best = contributions.toSorted((a, b) => place(a.option) - place(b.option));
  const groups = Map.groupBy(best, ({ question, criterion }) => `${question} ${criterion}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      words.breakdown.contribution(
        criterionName(pack, first.criterion),
        topicOf(pack, first.question),
        resultOf(state, pack, first.question),
        group.map(({ option, value }) => ({
          name: optionName(pack, option),
          value: figure(toNumber(value)),
        })),
      ),
    ];
  });
}
