/** The words for days and times, as data: English, in lower case. "|" stands between names of one thing. */

/** A length of time: one that a clock counts, in milliseconds; or days or months of the calendar. */
export type Unit = { readonly ms: number } | { readonly days: number } | { readonly months: number };

/** From a name to what it stands for: its place in the list. */
function places(list: string): ReadonlyMap<string, number> {
  return new Map(list.split(" ").flatMap((names, at) => names.split("|").map((name) => [name, at])));
}

/** From 0. */
export const MONTHS = places(
  "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec",
);

/** From Sunday, 0. */
export const WEEKDAYS = places(
  "sunday|sun monday|mon tuesday|tues|tue wednesday|weds|wed thursday|thurs|thur|thu friday|fri saturday|sat",
);

/** Days from today. */
export const DAYS: ReadonlyMap<string, number> = new Map([
  ["yesterday", -1],
  ["today", 0],
  ["tomorrow", 1],
  ["day after tomorrow", 2],
]);

/** Parts of the day: when one means it, in minutes since midnight, and in which half of the day it is. */
export const PARTS: ReadonlyMap<string, { readonly minutes: number; readonly half: "am" | "pm" }> = new Map([
  ["morning", { minutes: 9 * 60, half: "am" }],
  ["noon", { minutes: 12 * 60, half: "pm" }],
  ["afternoon", { minutes: 15 * 60, half: "pm" }],
  ["eod", { minutes: 17 * 60, half: "pm" }],
  ["evening", { minutes: 19 * 60, half: "pm" }],
  ["night", { minutes: 21 * 60, half: "pm" }],
]);

export const NUMBERS = places(
  "zero one|a|an two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
);

const UNIT_NAMES: readonly (readonly [string, Unit])[] = [
  ["minute|minutes|min|mins|m", { ms: 60_000 }],
  ["hour|hours|hr|hrs|h", { ms: 60 * 60_000 }],
  ["day|days|d", { days: 1 }],
  ["week|weeks|wk|wks|w", { days: 7 }],
  ["fortnight|fortnights", { days: 14 }],
  ["month|months|mo|mos|mth|mths|m", { months: 1 }],
  ["quarter|quarters", { months: 3 }],
  ["year|years|yr|yrs|y", { months: 12 }],
];

/** A name may stand for several: "m". */
export const UNITS: ReadonlyMap<string, readonly Unit[]> = new Map(
  [...Map.groupBy(unitsByName(), ({ name }) => name)].map(([name, of]) => [name, of.map(({ unit }) => unit)]),
);

function unitsByName() {
  return UNIT_NAMES.flatMap(([names, unit]) => names.split("|").map((name) => ({ name, unit })));
}

/** Other words for the ones above. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["tonight", "today night"],
  ["this morning", "today morning"],
  ["this afternoon", "today afternoon"],
  ["this evening", "today evening"],
  ["tmr", "tomorrow"],
  ["tmrw", "tomorrow"],
  ["first thing", "morning"],
  ["midday", "noon"],
  ["lunchtime", "noon"],
  ["lunch", "noon"],
  ["end of the day", "eod"],
  ["end of day", "eod"],
  ["end of business", "eod"],
  ["close of business", "eod"],
  ["close of play", "eod"],
  ["cob", "eod"],
  ["cop", "eod"],
  ["eow", "end of week"],
  ["eom", "end of month"],
  ["eoq", "end of quarter"],
  ["eoy", "end of year"],
  ["a couple of", "two"],
  ["couple of", "two"],
  ["half an hour", "30 minutes"],
  ["half a year", "6 months"],
  ["no later than", ""],
  ["at the latest", ""],
]);

/** Say nothing about when, at the beginning and at the end. */
export const LEADS: ReadonlySet<string> = new Set(["by", "until", "till", "til", "on"]);
export const COURTESIES: ReadonlySet<string> = new Set(
  "please pls plz thanks thank you thx ok okay latest sharp then ideally".split(" "),
);

/** As an offset; or where what is meant changes with the season, an IANA name. */
export const ZONES: ReadonlyMap<string, string> = new Map(
  `utc=UTC gmt=UTC bst=+01:00 cet=+01:00 cest=+02:00 eet=+02:00 eest=+03:00 est=-05:00 edt=-04:00 cst=-06:00 cdt=-05:00
   mst=-07:00 mdt=-06:00 pst=-08:00 pdt=-07:00
   et=America/New_York ct=America/Chicago mt=America/Denver pt=America/Los_Angeles`
    .split(/\s+/)
    .map((pair): readonly [string, string] => {
      const [name = "", zone = ""] = pair.split("=");
      return [name, zone];
    }),
);

/** Hardly ever said of anything but time: not "may", "second" or "sun". */
export const TELLING: ReadonlySet<string> = new Set([
  ...[...MONTHS.keys(), ...WEEKDAYS.keys()].filter((name) => name.length > 5),
  ..."tue tues thu thurs fri today tonight tomorrow yesterday eod eow eom eoq eoy cob noon midday midnight oclock".split(
    " ",
  ),
]);
