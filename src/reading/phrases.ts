/** Where the phrases of a pack stand in words that somebody said. Words and phrases are in the form of `plainSpeech`. */
export interface Phrase {
  readonly question: string;
  readonly choice: string;
  readonly words: readonly string[];
}

/** A phrase found at `from`, up to and without `to`. */
export interface Hit {
  readonly phrase: Phrase;
  readonly from: number;
  readonly to: number;
  /** Where each of its words stands: others may stand between them. */
  readonly places: readonly number[];
}

/** What turns the words around it into their opposite. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  `not no never without neither nor nobody none nothing hardly barely rarely against avoid skip drop overkill
   unnecessary unneeded irrelevant pointless yagni`.split(/\s+/),
);

/** What may stand around an answer without changing it. */
export const FILLERS: ReadonlySet<string> = new Set(
  "a an the we i our my it its is are be will would have has had need needs want wants think guess mostly mainly probably definitely just only say lets go with for to pick choose take answer option number yes well ok okay so really very some one that this of and in on at at us".split(
    " ",
  ),
);

/** What may stand inside a phrase: "staff will probably need an admin". */
const INSIDE = new Set(
  `will would might may could do really just also all actually definitely certainly probably maybe perhaps eventually
   later now already still our`.split(/\s+/),
);
const INSIDE_MAX = 2;

/** Phrases by their first word. */
export type Phrasebook = ReadonlyMap<string, readonly Phrase[]>;

export function phrasebook(phrases: readonly Phrase[]): Phrasebook {
  return Map.groupBy(phrases, ({ words }) => words[0] ?? "");
}

/** By place. Of phrases that overlap, the one with most words hides the others: "no admin" hides "admin". */
export function hitsIn(words: readonly string[], book: Phrasebook): readonly Hit[] {
  const found = words.flatMap((word, from) =>
    (book.get(word) ?? []).flatMap((phrase): Hit[] => {
      const places = placesOf(words, phrase.words, from);
      const last = places?.at(-1);
      return places === null || last === undefined ? [] : [{ phrase, from, to: last + 1, places }];
    }),
  );
  return found.filter(
    (hit) =>
      !found.some(
        (other) =>
          other.from < hit.to && hit.from < other.to && other.phrase.words.length > hit.phrase.words.length,
      ),
  );
}

/** Of the phrase's words, if it begins at `from`. */
function placesOf(
  words: readonly string[],
  phrase: readonly string[],
  from: number,
): readonly number[] | null {
  const places: number[] = [];
  for (const word of phrase) {
    let at = (places.at(-1) ?? from - 1) + 1;
    const furthest = at + (places.length === 0 ? 0 : INSIDE_MAX);
    while (at < furthest && words[at] !== word && INSIDE.has(words[at] ?? "")) at++;
    if (words[at] !== word) return null;
    places.push(at);
  }
  return places;
}
