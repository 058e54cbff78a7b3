/** A fact's source as a number beside it that is a link, and all that were named as a list. */
import type { Span, Text } from "../card/card.ts";
import { type Sources, sourcesOf } from "../conversation/view/names.ts";
import type { Pack } from "../scoring/pack/pack.ts";

export function linkedSources(pack: Pack): Sources {
  const sources = sourcesOf(pack);
  const urlOf = (id: string): string | null => pack.sources.find((one) => one.id === id)?.url ?? null;
  return {
    ref(source): Text {
      const ids = source === null ? [] : [source].flat();
      return ids.flatMap((id): Span[] => {
        const number = sources.ref(id).join("").trim();
        const url = urlOf(id);
        return [" ", url === null ? number : { kind: "link", text: number, url }];
      });
    },
    lines: () => sources.lines(),
  };
}
