/** Numbers the sources of a card in the order in which they are first named. */
import type { Text } from "../../card/card.ts";
import type { Pack, Rating } from "../../scoring/pack/pack.ts";
import * as words from "../words.ts";

export interface Sources {
  /** What follows a fact that rests on a source, or several, given by id: " [1]". Nothing where it is null. */
  ref(source: Rating["source"] | null): Text;
  /** A line for every source named so far. */
  lines(): readonly Text[];
}

export function sourcesOf(pack: Pack): Sources {
  const named: string[] = [];
  return {
    ref(source) {
      if (source === null) return [];
      const ids = [source].flat();
      named.push(...ids.filter((id) => !named.includes(id)));
      return ids.map((id) => ` [${named.indexOf(id) + 1}]`);
    },
    lines() {
      return named.map((id, index) => {
        const source = pack.sources.find((one) => one.id === id);
        const line = words.sourceLine(
          index + 1,
          source?.title ?? id,
          source?.publisher ?? null,
          source?.date ?? null,
          source?.checked ?? null,
        );
        const url = source?.url ?? null;
        return url === null ? [line] : [{ kind: "link", text: line, url }];
      });
    },
  };
}

export function ratingOf(pack: Pack, criterion: string, option: string): Rating | undefined {
  const found = pack.criteria.find(({ id }) => id === criterion);
  return found?.ratings.find((rating) => rating.option === option);
}
