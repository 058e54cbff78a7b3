/** English words that tell how a sentence is meant. In the form of `plainSpeech`, each a row of words. */
import { plainSpeech } from "./plainwords.ts";

export type Cues = readonly (readonly string[])[];

function cues(list: string): Cues {
  return list.split(";").map(plainSpeech);
}

/** The whole sentence states nothing: unknown, imagined, compared, past, or from hearsay. */
export const SILENCING = cues(
  `if; unless; whether; assuming; suppose; imagine; in case; depends; not sure; unsure; not certain; do not know;
   no idea; wonder; wondering; unclear; undecided; hypothetically; in theory; vs; versus; compared to; used to; we had;
   previously; formerly; back then; last year; last month; last project; last job; last team; last company; old job;
   old project; previous project; previous job; previous team; heard; according to; i read; told me; told us; was told;
   were told; for example; for instance; e g; kidding; convince; convinced; until; till; before; competitors`,
);

/** Alone it states nothing; with a time to come it is for later. */
export const DOUBT = cues(
  `maybe; perhaps; possibly; potentially; might; may; could; probably; likely; guess; hopefully; consider; considering;
   thinking of; thinking about; optional; nice to have; would be nice; would be great; would be cool`,
);

export const LATER = cues(
  `later; eventually; someday; some day; one day; at some point; in the future; in future; down the road;
   down the line; long term; after launch; after the launch; next year; next quarter; next month; next release;
   phase two; phase 2; v2; once we; year from now; months from now; by then`,
);

export const TODAY = cues(
  `now; today; currently; at the moment; day one; already; initially; at first; to start; from the start; yet;
   this month; this quarter; this year; in v1; for v1`,
);

/** The words of doubt and time. */
export const COLOURS: ReadonlySet<string> = new Set([...DOUBT, ...LATER, ...TODAY].flat());

/** Not at this time, without saying that it will be later. */
export const NOT_NOW = cues(
  `not now; not right now; not yet; not today; not immediately; not for now; not at the moment; not at first;
   not initially`,
);

/** Other people's words, unless the writer speaks of themself. */
export const REPORTING: ReadonlySet<string> = new Set(
  "say said told claim claimed wrote argue argued think thought believe suggest suggested reckon".split(" "),
);

/** Hold a negation, and deny nothing. */
export const NOT_DENYING = cues(
  "not only; not just; no doubt; no question; no problem; nothing but; no matter",
);

/** Deny as a negation does, on both sides. */
export const DENYING = cues(
  "out of scope; too much; too complex; too complicated; too heavy; too early; too slow; too expensive; waste of",
);

/** Deny what follows. */
export const SET_ASIDE = cues("instead of; rather than; less; fewer");

/** After "no" or "not" in a clause of their own they still speak of what was named before: "Kubernetes: not needed." */
export const STILL_THE_SAME: ReadonlySet<string> = new Set(
  "needed necessary required thank way please now yet today at all for us me ever imho".split(" "),
);

/** Begin a statement of its own, to which a negation before it does not reach. */
export const TURNS: ReadonlySet<string> = new Set(
  "but however though although because since while whereas so except".split(" "),
);

/** After a comma or an "and" they begin a statement of their own. */
export const STARTS: ReadonlySet<string> = new Set(
  "we i they you it there he she everyone everybody do will can is not no never".split(" "),
);

/** The team, as opposed to a framework that is spoken of. */
export const TEAM: ReadonlySet<string> = new Set("we our i my team staff user support people".split(" "));

/** With these a single word such as "websockets" is a need or a fact of the team's, and not just a topic. */
export const NEED = new Set(
  `need want must have got use using run do doing with via be is prefer plan expect require support choose go
   build`.split(/\s+/),
);
export const NEEDED = cues(
  "is must; is needed; is required; is essential; is mandatory; is core; is key; everywhere",
);

const AUXILIARY = "should do did is was can could would will shall have".split(" ");
const ASKED = "we i you it they there anyone anybody someone this that".split(" ");
const OPENERS = new Set("so ok okay and but hmm well hey , right".split(" "));
const ASKING = new Set("what why how who which where anyone anybody".split(" "));

/** By its words: its question mark may have been left out. */
export function asksSomething(words: readonly string[]): boolean {
  const start = words.findIndex((word) => !OPENERS.has(word));
  const [first = "", second = ""] = words.slice(Math.max(0, start));
  return ASKING.has(first) || (AUXILIARY.includes(first) && ASKED.includes(second));
}

const COUNTING = new Set(
  `one two three four five six seven eight nine ten eleven twelve eighteen half few couple of about some next coming
   or`.split(/\s+/),
);
const UNITS = new Set(["month", "year", "quarter"]);

/** Whether a time to come begins there: "in six months", "within about a year". */
export function isSpanOfTime(words: readonly string[], from: number): boolean {
  if (words[from] !== "in" && words[from] !== "within") return false;
  const unit = words.findIndex((word, at) => at > from && !COUNTING.has(word) && !/^\d+$/.test(word));
  return UNITS.has(words[unit] ?? "");
}
