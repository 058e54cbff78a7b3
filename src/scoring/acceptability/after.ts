/** Who would lead after each answer to a question. */
import type { Judged } from "./lead.ts";
import { startsOf } from "./listing.ts";
import type { After } from "./next.ts";
import { countOf, nothing, placesAfter } from "./states.ts";
import { chancesOf, type Outcome } from "./term.ts";

/**
 * Terms are taken back one after another: who leads from a state without the term is what the states have to
 * say that it leads to, by the term's outcomes; and each outcome's share of it is known on the way.
 */
export function aftersOf({ part, leads }: Judged, wanted: (question: number) => boolean): After[] {
  const afters: After[] = [];
  let later = leads;
  for (const [at, { term, keyed }] of [...part.terms.entries()].reverse()) {
    const groups = part.levels[at] ?? nothing();
    const grown = part.levels[at + 1] ?? nothing();
    const starts = startsOf(groups);
    const ends = startsOf(grown);
    const earlier = leads.map(() => new Float64Array(countOf(groups)));
    const masses = new Map<Outcome, number[]>();
    for (const [outcome, { key, weight }] of keyed) {
      const mass = leads.map(() => 0);
      masses.set(outcome, mass);
      for (const [out, states] of groups) {
        const places = placesAfter(states, key, grown.get(out | outcome.out) ?? states);
        const start = starts.get(out) ?? 0;
        const end = ends.get(out | outcome.out) ?? 0;
        earlier.forEach((own, place) => {
          const judged = later[place] ?? own;
          let sum = 0;
          for (let s = 0; s < places.length; s += 1) {
            const more = weight * (judged[end + (places[s] ?? 0)] ?? 0);
            own[start + s] = (own[start + s] ?? 0) + more;
            sum += (states.weights[s] ?? 0) * more;
          }
          mass[place] = (mass[place] ?? 0) + sum;
        });
      }
    }
    later = earlier;
    for (const ask of term.asks.filter(({ question }) => wanted(question))) {
      afters.push({
        question: ask.question,
        chances: chancesOf(ask),
        masses: ask.byChoice.map((outcomes) =>
          leads.map((_, place) =>
            outcomes.reduce((sum, outcome) => sum + (masses.get(outcome)?.[place] ?? 0), 0),
          ),
        ),
      });
    }
  }
  return afters;
}
