/** The words around what people ask for, as data: English, in the form of `normalise`. */

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

/** Words that only join names and title: they are no title by themselves, and none begins or ends one. */
export const JOINING = set(
  "a an and are as at be best better between both can choose choosing could decide deciding decision discuss discussion do either else for framework go help here i if in is it lets need of on or our pick please settle shall should start that the then there these this thread to us use using v versus vs want we what whether which with would you",
);

/** Of the joining words, those that only point at what comes after "for". */
export const DETERMINERS = set("a an our that the these this");

/** And those that may well be its last: "a decision", "a thread". */
export const NOUNS = set("decision discussion framework go help thread");

/** What people say when something is over, or to be polite. */
export const COURTESY = set(
  "all bye cheers everybody everyone folks guys lot team cool done fine good goodbye great hello hey hi hmm later lol mind morning much never nice no none nope nothing ok okay perfect right so sure thank thanks thx very well wow yeah yep yes",
);

/** Of talk among people: a run of words with one of these is a fragment of it, and no title. */
export const TALK = set(
  "actually agree anybody anyone believe btw disagree everybody everyone fyi guess hate hates he heard hope id im imho imo ive know knows knew lol love loves me my nobody prefer prefers said say says she somebody someone sorry them they think thinks thought who whom whose yeah",
);

/** After "for": says nothing of what it is for. */
export const IDLE = set("example good instance me now real sure today us");

/** Where what something is for ends. */
export const REASONS = set("because cause since");

/** Before what an option is used for, and after the last of those that are compared. */
export const PREPOSITIONS = set(
  "about as at because by for from if in of on per since so that to until when where which while with",
);

/** What is done to what is compared: "split our monolith", "migrate from mongo"; no title by themselves. */
export const CHANGING = set(
  "apart away break carve change cut extract from into migrate move moving rewrite split splitting switch switching up",
);

/** Stand between things that are compared. */
export const COMPARING = set("or vs v versus");
/** The same in two words. */
export const COMPARING_PAIRS = set("instead-of rather-than compared-to compared-with");

/** Before "A to B": those are compared as well. */
export const MOVING = set(
  "change convert go migrate migrating move moving port porting rewrite switch switching upgrade upgrading",
);
/** Stands between what something is for and what is chosen between. */
export const CHOOSING = set(
  "between choose consider decide go need pick prefer shall should take try use using want",
);

/** Of one thing to its own next version. */
export const RENEWING = set("bump downgrade patch update updating upgrade upgrading");

/** Before an option, and no part of its name. */
export const LEADING = set(
  "adopt build building compare comparing consider considering continue deploy evaluate evaluating get go going have has just keep like maybe move moving migrate migrating prefer rather run running say stay stick still support switch switching take try trying upgrade write",
);

/** In the place of an option, but none: "django or not". */
export const NO_OPTION = set(
  "any anything both either else less later more neither no none not nothing other others something whatever yes",
);

/** Of a relative or conditional clause: what follows belongs to it. */
export const SUBORDINATE = set("because if once that unless when where which while who whose");

/** A time that stands before one of these is complete. */
export const AFTER_TIME = set("about and because between concerning for if on please regarding so we with");
