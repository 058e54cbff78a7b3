/** Options that the pack's shape favours or forgets. */
import { verdict } from "../../scoring/compute.ts";
import type { Pack } from "../../scoring/pack/pack.ts";
import { type Finding, warning } from "../diagnostic.ts";
import { drawn, winsIn } from "../drawn.ts";

export function optionWarnings(pack: Pack): Finding[] {
  const wins = winsIn(pack, drawn(pack, SAMPLES));
  // Where nothing tells them apart, that is said of the questions.
  if ([...wins.values()].every((count) => count === 0)) return [];
  const { options } = verdict(pack, {}).blend;
  const enough = Math.min(LEAST_SHARE, 1 / (2 * pack.options.length));
  const shares = pack.options.map(({ id }, i) => ({
    ...{ id, steps: ["options", i, "id"], share: (wins.get(id) ?? 0) / SAMPLES },
    before: options.find((one) => one.id === id)?.confidence ?? 0,
  }));
  const rare = shares.filter(({ share }) => share < enough);
  const skew = ({ share, before }: (typeof shares)[number]) => Math.abs(share - before);
  // What one option has too much, another has too little: the largest is told.
  const skewed = shares
    .filter((one) => !rare.includes(one) && skew(one) > SKEW)
    .toSorted((a, b) => skew(b) - skew(a))
    .slice(0, 1);
  return [
    ...rare.map(({ id, steps, share }) => warning("rare-winner", steps, rareText(id, share))),
    ...skewed.map(({ id, steps, share, before }) =>
      warning(
        "skewed-start",
        steps,
        `before any answer option ${id} leads with ${percent(before)}, and in ${percent(share)} of random questionnaires: look at “usual”`,
      ),
    ),
  ];
}

function rareText(id: string, share: number): string {
  return share === 0
    ? `option ${id} led in none of ${SAMPLES} random questionnaires`
    : `option ${id} leads in ${percent(share)} of random questionnaires: is there a kind of product that it is right for?`;
}

const SAMPLES = 300;
/** Of random questionnaires; of more than five options, half of an even share. */
const LEAST_SHARE = 0.1;
const SKEW = 0.15;

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
