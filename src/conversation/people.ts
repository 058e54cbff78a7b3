/** Who takes part in a decision, and for whom its messages ring. */
import { shorten } from "../card/fit.ts";
import type { Person } from "../port.ts";
import { isZone } from "./calendar.ts";
import { memberOf } from "./members.ts";
import type { Member, State } from "./state.ts";
import { renamedIn } from "./steps/previous.ts";

export function withMember(state: State, member: Member): State {
  const people = state.people.map((one) => (one.id === member.id ? member : one));
  return { ...state, people };
}

/** Adds people, or brings what is known of them up to date. Nobody who is wanted stops being so. */
export function withPeople(state: State, people: readonly Person[], wanted: boolean): State {
  return people.reduce((now, person) => withPerson(now, person, wanted), state);
}

function withPerson(state: State, person: Person, wanted: boolean): State {
  const { id, zone, locale } = person;
  const known = memberOf(state, id);
  const name = nameAmong(state, person);
  const about = {
    ...(zone === undefined || !isZone(zone) ? {} : { zone }),
    ...(locale === undefined ? {} : { locale }),
  };
  if (known === undefined) {
    const member: Member = {
      id,
      name,
      wanted,
      ...about,
      through: false,
      at: null,
      horizonAsked: false,
      rung: [],
      votes: [],
    };
    return { ...state, people: [...state.people, member] };
  }
  const member = { ...known, ...about, name, wanted: known.wanted || wanted };
  if (JSON.stringify(member) === JSON.stringify(known)) return state;
  return withMember(withName(state, known.name, name), member);
}

/** Two people of one name are told apart: whoever came second is "Ana (2)", also where names are cut to fit. */
function nameAmong({ people }: State, { id, name }: Person): string {
  const taken = new Set(people.filter((one) => one.id !== id).map((one) => sameName(one.name)));
  if (!taken.has(sameName(name))) return name;
  const short = shorten(name.trim(), NUMBERED_MAX);
  for (let n = 2; ; n++) if (!taken.has(sameName(`${short} (${n})`))) return `${short} (${n})`;
}

/** So that a card, which cuts names, leaves the number. */
const NUMBERED_MAX = 18;

function sameName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

function withName(state: State, from: string, to: string): State {
  return state.previous === null || from === to
    ? state
    : { ...state, previous: renamedIn(state.previous, from, to) };
}

/** The message of this name rings for them, each but those who do not want it. */
export function ringing(state: State, slot: string, members: readonly { readonly id: string }[]): State {
  const people = state.people.map((member) =>
    member.quiet === true || !members.some(({ id }) => id === member.id)
      ? member
      : { ...member, rung: [...member.rung, slot] },
  );
  return { ...state, people };
}

/** Named later: they are asked in a line of its own, for an edit rings for nobody. */
export function withAdded(state: State, people: readonly Person[]): State {
  const known = state.people.filter(({ wanted }) => wanted).map(({ id }) => id);
  const added = people.filter(({ id }) => !known.includes(id));
  const now = withPeople(state, people, true);
  return added.length === 0 ? now : ringing(now, `added/${addedIn(state).length + 1}`, added);
}

/** The names of those lines, in their order. */
export function addedIn({ people }: State): readonly string[] {
  const slots = people.flatMap(({ rung }) => rung.filter((slot) => slot.startsWith("added/")));
  const last = Math.max(0, ...slots.map((slot) => Number(slot.slice("added/".length))));
  return Array.from({ length: last }, (_, index) => `added/${index + 1}`);
}
