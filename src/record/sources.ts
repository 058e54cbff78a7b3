/** A fact's source as a link beside it, and all that were named as a list. */
import type { Span, Text } from "../card/card.ts";
import type { Sources } from "../conversation/view/names.ts";
import { sourceOrigin } from "../conversation/words.ts";
import type { Pack } from "../scoring/pack/pack.ts";

export function linkedSources(pack: Pack): Sources {
  const named = new Set<string>();
  const sourceOf = (id: string) => pack.sources.find((source) => source.id === id);
  const titleOf = (id: string): Span => {
    const source = sourceOf(id);
    const [text, url] = [source?.title ?? id, source?.url ?? null];
    return url === null ? text : { kind: "link", text, url };
  };
  return {
    ref(source): Text {
      if (source === null) return [];
      const ids = [source].flat();
      for (const id of ids) named.add(id);
      return [" (", ...ids.flatMap((id, i): Span[] => (i === 0 ? [titleOf(id)] : ["; ", titleOf(id)])), ")"];
    },
    lines() {
      return [...named].map((id): Text => {
        const source = sourceOf(id);
        const { publisher = null, date = null, checked = null } = source ?? {};
        return [titleOf(id), sourceOrigin(publisher, date, checked)];
      });
    },
  };
}
