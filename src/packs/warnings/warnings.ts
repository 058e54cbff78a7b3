/** What a pack may hold and its author hardly meant. */
import type { Pack } from "../../scoring/pack/pack.ts";
import { type Finding, warning } from "../diagnostic.ts";
import { optionWarnings } from "./options.ts";
import { questionWarnings } from "./questions.ts";
import { sourceWarnings } from "./sources.ts";

/** `beside`: packs that it is to stand beside. `today`: an ISO date. */
export function warningsOf(pack: Pack, beside: readonly Pack[], today: string): Finding[] {
  return [
    ...questionWarnings(pack),
    ...idleCriteria(pack),
    ...sourceWarnings(pack, today),
    ...optionWarnings(pack),
    ...aliasWarnings(pack, beside),
    ...caseWarnings(pack),
  ];
}

/** Criteria that decide nothing. */
function idleCriteria(pack: Pack): Finding[] {
  const choices = pack.questions.flatMap((question) => question.choices);
  const raised = new Set(choices.flatMap((choice) => choice.raises.map((raise) => raise.criterion)));
  return pack.criteria.flatMap(({ id, ratings }, i) => {
    const steps = ["criteria", i, "id"];
    if (!raised.has(id))
      return [
        warning("unused-criterion", steps, `no choice raises criterion ${id}: its ratings count for nothing`),
      ];
    const [score, ...others] = new Set(ratings.map((rating) => rating.score));
    return others.length > 0
      ? []
      : [
          warning(
            "idle-criterion",
            steps,
            `all options are rated ${score} on criterion ${id}: it decides nothing`,
          ),
        ];
  });
}

function aliasWarnings(pack: Pack, beside: readonly Pack[]): Finding[] {
  return pack.aliases.flatMap((alias, i) => {
    const other = beside.find(
      ({ id, aliases }) => id !== pack.id && aliases.some((one) => one.toLowerCase() === alias.toLowerCase()),
    );
    if (other === undefined) return [];
    const says = `pack ${other.id} has the alias “${alias}” too: whoever types it is asked which is meant`;
    return [warning("shared-alias", ["aliases", i], says)];
  });
}

function caseWarnings({ cases }: Pack): Finding[] {
  if (cases.length === 0)
    return [warning("no-cases", ["cases"], "there are no cases, so nothing tests what the pack recommends")];
  return cases.flatMap(({ name }, i) =>
    cases.slice(0, i).some((other) => other.name.toLowerCase() === name.toLowerCase())
      ? [warning("repeated-case-name", ["cases", i, "name"], `“${name}” is the name of a case before it`)]
      : [],
  );
}
