/** Who would lead after each answer to a question, from one comparison of the two halves. */
import { estimatesOf } from "./estimate.ts";
import type { Judged, Lead } from "./lead.ts";
import type { After } from "./next.ts";
import { chancesOf, type Outcome } from "./open.ts";
import type { KeyedTerm } from "./sides.ts";
import { addTerm, type Groups, type Keyed, nothing, type States } from "./states.ts";

/** Of a bracketed distribution: the middles of coarser brackets, see `estimatesOf`. */
export function aftersOf(lead: Lead, wanted: (question: number) => boolean): After[] {
  if (lead.sides === null) return estimatesOf(lead.open, wanted);
  return lead.sides.flatMap((side) => aftersOfSide(side, wanted));
}

/** Each term's turn to be left out: half of the terms is added once for all terms of the other half. */
function aftersOfSide(side: Judged, wanted: (question: number) => boolean): After[] {
  const visit = (terms: readonly KeyedTerm[], others: Groups): After[] => {
    const [first] = terms;
    const asked = terms.some(({ term }) => term.asks.some(({ question }) => wanted(question)));
    if (first === undefined || !asked) return [];
    if (terms.length === 1) {
      return first.term.asks
        .filter(({ question }) => wanted(question))
        .map((ask) => ({
          question: ask.question,
          chances: chancesOf(ask),
          masses: ask.byChoice.map((outcomes) => massesAfter(side, others, first, outcomes)),
        }));
    }
    const left = terms.slice(0, terms.length >> 1);
    const right = terms.slice(terms.length >> 1);
    return [...visit(left, withTerms(others, right)), ...visit(right, withTerms(others, left))];
  };
  return visit(side.half.terms, nothing(0));
}

function withTerms(groups: Groups, terms: readonly KeyedTerm[]): Groups {
  return terms.reduce((sum, { keyed }) => addTerm(sum, [...keyed.values()], 0), groups);
}

/** The states of the half in which the term came out in one of the outcomes, with what the other half said of them. */
function massesAfter(
  side: Judged,
  others: Groups,
  { keyed }: KeyedTerm,
  outcomes: readonly Outcome[],
): number[] {
  let masses: number[] = [];
  for (const [out, states] of others) {
    for (const outcome of outcomes) {
      const known = keyed.get(outcome);
      const mask = out | outcome.out;
      const full = side.half.groups.get(mask);
      const against = side.against.get(mask);
      if (known === undefined || full === undefined || against === undefined) continue;
      const found = lookUp(states, known, full, against);
      masses = found.map((mass, place) => mass + (masses[place] ?? 0));
    }
  }
  return masses;
}

/** Both lists are sorted: one walk finds every shifted key. */
function lookUp(states: States, { key, weight }: Keyed, full: States, against: Float64Array): number[] {
  const places = against.length / full.keys.length;
  const masses = new Array<number>(places).fill(0);
  let at = 0;
  for (let s = 0; s < states.keys.length; s += 1) {
    const wanted = (states.keys[s] ?? 0) + key;
    while ((full.keys[at] ?? wanted) < wanted) at += 1;
    const share = (states.weights[s] ?? 0) * weight;
    for (let place = 0; place < places; place += 1) {
      masses[place] = (masses[place] ?? 0) + share * (against[at * places + place] ?? 0);
    }
  }
  return masses;
}
