/** Everything that the card leaves out, for the one who asks. */
import type { Block, Card } from "../../card/card.ts";
import { toNumber } from "../../scoring/fraction.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import type { Verdict } from "../../scoring/verdict.ts";
import { memberOf, type State } from "../state.ts";
import * as words from "../words.ts";
import { criterionName, optionName, topicOf } from "./names.ts";
import { resultOf } from "./question.ts";
import { list } from "./shown.ts";

export function breakdownCard(state: State, pack: Pack, verdict: Verdict): Card {
  const title = words.replies.breakdown(state.title);
  const standing = verdict.today.options.map(({ id, fit, confidence }) =>
    words.breakdown.value(optionName(pack, id), fit, confidence),
  );
  const ranges = verdict.weightRange
    .filter(({ min, max }) => min > 0 || max !== null)
    .map(({ criterion, min, max }) =>
      words.breakdown.range(
        criterionName(pack, criterion),
        words.figure(min),
        max === null ? null : words.figure(max),
      ),
    );
  const blocks: Block[] = [
    { kind: "heading", text: [title] },
    ...list(words.breakdown.horizonToday, standing),
    ...list(words.breakdown.contributions, contributionLines(state, pack, verdict)),
    ...list(words.breakdown.ranges, ranges),
    ...(verdict.voters.length < 2
      ? []
      : list(
          words.breakdown.voters,
          verdict.voters.map(({ id, leader }) =>
            words.breakdown.voter(
              memberOf(state, id)?.name ?? id,
              leader === null ? null : optionName(pack, leader),
            ),
          ),
        )),
  ];
  return { title, blocks };
}

/** A line for each answered question and criterion that it raised: what every option got, the best option first. */
function contributionLines(state: State, pack: Pack, { contributions, today }: Verdict) {
  const place = (option: string): number => today.options.findIndex(({ id }) => id === option);
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
          value: words.figure(toNumber(value)),
        })),
      ),
    ];
  });
}
