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
  return pack.options.flatMap(({ id }, i) => {
    const share = (wins.get(id) ?? 0) / SAMPLES;
    const before = options.find((one) => one.id === id)?.confidence ?? 0;
    const steps = ["options", i, "id"];
    if (share === 0)
      return [warning("rare-winner", steps, `option ${id} led in none of ${SAMPLES} random questionnaires`)];
    if (share < enough)
      return [
        warning(
          "rare-winner",
          steps,
          `option ${id} leads in ${percent(share)} of random questionnaires: is there a kind of product that it is right for?`,
        ),
      ];
    return Math.abs(share - before) <= SKEW
      ? []
      : [
          warning(
            "skewed-start",
            steps,
            `before any answer option ${id} leads with ${percent(before)}, and in ${percent(share)} of random questionnaires: look at “usual”`,
          ),
        ];
  });
}

const SAMPLES = 300;
/** Of random questionnaires; of more than five options, half of an even share. */
const LEAST_SHARE = 0.1;
const SKEW = 0.15;

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
