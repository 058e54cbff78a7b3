/** Who is meant, and whether anything is said at all. */

import type { Answer, Lexicon } from "../lexicon.ts";
import type { Hit } from "../phrases.ts";
import { PAUSE, type Word } from "../tokens.ts";
import type { Clause } from "./clauses.ts";

const AUXILIARY = new Set("should do did is are was can could would will shall have has does am".split(" "));
const ASKED = new Set(
  "we i you it they there anyone anybody someone this that our your the these those he she".split(" "),
);
const PRONOUNS = new Set("we i you it they there anyone anybody someone he she".split(" "));
const OPENERS = new Set([
  "so",
  "ok",
  "okay",
  "and",
  "but",
  "hmm",
  "well",
  "hey",
  "right",
  "also",
  "wait",
  "then",
  PAUSE,
]);
const ASKING = new Set("what why how who which where anyone anybody whos hows".split(" "));

/** By its words: its question mark may have been left out. */
export function asksSomething(words: readonly Word[], clauses: readonly Clause[]): boolean {
  const isAsked = ({ from }: Clause): boolean =>
    AUXILIARY.has(words[from]?.word ?? "") && PRONOUNS.has(words[from + 1]?.word ?? "");
  if (clauses.some(isAsked)) return true;
  const start = Math.max(
    0,
    words.findIndex(({ word }) => !OPENERS.has(word)),
  );
  const [first = "", second = "", third = ""] = words.slice(start).map(({ word }) => word);
  if (first === "what" && words.slice(start).some(({ word }) => word === "is" || word === "matter")) {
    // "What we need is an admin" tells; "what is it" asks.
    return AUXILIARY.has(second) || second === "about" || second === "if";
  }
  // "Who cares" asks nobody.
  if (first === "who" && second === "cares") return false;
  // "Anybody with a key may read it" tells.
  if (first.startsWith("any") && words.slice(start, start + MAY_WITHIN).some(({ word }) => MAY.has(word)))
    return false;
  if (first !== "are" && AUXILIARY.has(first) && isCount(words[start + 1])) return true;
  // "Or do we", "or is there a backend in between".
  const isAlternative = words.some(
    ({ word }, at) =>
      word === "or" && AUXILIARY.has(words[at + 1]?.word ?? "") && PRONOUNS.has(words[at + 2]?.word ?? ""),
  );
  if (isAlternative) return true;
  const last = words.at(-1)?.word ?? "";
  if (TAGS.has(last) && words.at(-2)?.word === PAUSE) return true;
  if (first !== "is" && first !== "are" && AUXILIARY.has(first) && second !== "not" && VERBS.has(third))
    return true;
  // "Do other systems read from it".
  const asked = words.slice(start + 2, start + ASKED_WITHIN);
  if (DOING.has(first) && second !== "not" && asked.some(({ word }) => VERBS.has(word))) return true;
  // "For how long", "by when".
  if (LEADING.has(first) && (ASKING.has(second) || second === "when")) return true;
  return (
    ASKING.has(first) ||
    (AUXILIARY.has(first) && (ASKED.has(second) || (second === "not" && ASKED.has(third))))
  );
}

const DOING = new Set("do does did".split(" "));
const ASKED_WITHIN = 5;
const MAY = new Set("can may".split(" "));
const MAY_WITHIN = 6;
const LEADING = new Set("for to in on by since until till at with from of".split(" "));
/** "It's one app, right" asks. */
const TAGS = new Set("right correct no yes eh huh innit yeah".split(" "));
/** After a noun: "can ops run two" asks, and "can run two of them" tells. */
const VERBS = new Set(
  "do run handle have use need host operate call see get want live share edit read write work".split(" "),
);

function isCount(word: Word | undefined): boolean {
  return word !== undefined && word.number !== null;
}

/** Other people's words, unless the writer speaks of themself. */
const REPORTING = new Set(
  `say says said tells told claimed wrote argue argues argued think thinks thought believe believes
   believed promised promises swore dreams predicted predicts suggest suggests suggested reckon reckons insisted insists quote quoted swears`.split(
    /\s+/,
  ),
);

export function isReported(words: readonly Word[], owned: readonly boolean[]): boolean {
  return words.some(({ word }, at) => {
    if (!REPORTING.has(word) || owned[at]) return false;
    let from = at;
    while (from > 0 && words[from - 1]?.word !== PAUSE) from--;
    const before = words.slice(from, at).map((one) => one.word);
    const isOwn = before.includes("i") || before.includes("we") || before.includes("id");
    if (isOwn || before.slice(-2).some((one) => BINDING.has(one))) return false;
    // "Say every two months", "it is promised for September".
    const last = before.at(-1);
    return last !== undefined ? !ADDRESSED.has(last) : word !== "say" && words[at + 1] !== undefined;
  });
}

/** Before a verb in the passive, or one that is asked of whoever reads. */
const ADDRESSED = new Set("is are be been get gets please".split(" "));

/** What binds the team says how things are: "the contract says 80 ms". */
const BINDING = new Set(
  `contract contracts sla slo agreement requirement requirements regulation regulations regulator law legal compliance officer tender
   dpo tax act policy spec manual`.split(/\s+/),
);

/** The team, as opposed to a framework or a company that is spoken of. */
const TEAM = new Set("we our i my team staff user users support people ours".split(" "));
export const OURS = new Set("we our us my i me ours".split(" "));
const ITSELF = new Set("we us i me ours".split(" "));
const THEIRS = new Set("they their he she his her them theirs".split(" "));

export function speaksOfTeam(words: readonly Word[]): boolean {
  return words.some(({ word }) => OURS.has(word));
}

/** "Typed code is nicer than untyped": which is the better says nothing of what the team has. */
export function isCompared(words: readonly Word[]): boolean {
  return words.some(
    ({ word }, at) =>
      word === "than" &&
      words[at + 1]?.number === null &&
      words.slice(Math.max(0, at - COMPARED_WITHIN), at).some((one) => COMPARATIVE.test(one.word)),
  );
}

const COMPARED_WITHIN = 4;
const COMPARATIVE =
  /^(?:better|worse|easier|nicer|(?!never|ever|over|other|rather|server|user|number)\p{L}{3,}er)$/u;

/** "Sure, and I need a pony", "sure, let's hire ten": an agreement that goes on to what nobody has asked for. */
export function isMocking(words: readonly Word[]): boolean {
  const said = words.filter(({ word }) => word !== PAUSE).map(({ word }) => word);
  const [first, second = "", third = ""] = said[0] === "oh" || said[0] === "yeah" ? said.slice(1) : said;
  return first === "sure" && (MOCKING.has(second) || (second === "we" && third === "will"));
}

const MOCKING = new Set("and let because why everything everyone everybody another".split(" "));

/** "Our customer's app": what belongs to somebody else. "My thesis": what is one's own and not the team's. */
function isOwnedByOthers(words: readonly Word[], clause: Clause, hit: Hit<Answer>): boolean {
  return words.slice(clause.from, hit.from).some(({ word, owns }, index) => {
    const at = clause.from + index;
    const next = words[at + 1];
    const isOther = owns
      ? word.startsWith("customer") || (!TEAMS.has(word) && OWNING.has(words[at - 1]?.word ?? ""))
      : word === "my" && next !== undefined && !TEAMS.has(next.word) && !hit.places.includes(at + 1);
    return isOther && !words.slice(at + 1, hit.from).some((one) => ITSELF.has(one.word));
  });
}

/** "My brother's shop", rather than "the ministry's people". */
const OWNING = new Set("my his her".split(" "));

const TEAMS = new Set(
  `team teams company product app application service services project api site system platform backend frontend code side guess opinion take
   understanding view vote preference users customers colleagues coworkers everyone everybody nobody someone anyone today todays month
   year week quarter department squad group people devs developers own two three`.split(/\s+/),
);

/** "Django has templates" and "Instagram has an admin" are no needs of the team's. */
export function isOfOthers(
  words: readonly Word[],
  clause: Clause,
  hit: Hit<Answer>,
  lexicon: Lexicon,
  other: number | null,
  isSpokenOf: boolean,
): boolean {
  const inClause = words.slice(clause.from, clause.to);
  const before = words.slice(clause.from, hit.from);
  const isOurs = inClause.some(({ word }) => OURS.has(word));
  if (
    other !== null &&
    !words.slice(Math.max(other, clause.from), hit.from).some(({ word }) => ITSELF.has(word))
  )
    return true;
  if (isOwnedByOthers(words, clause, hit)) return true;
  // Where the pack's own phrase says "they", they are whom its question is about.
  const subject = clause.from + (inClause[0]?.word === "and" ? 1 : 0);
  if (!isOurs && !isSpokenOf && THEIRS.has(words[subject]?.word ?? "") && !hit.places.includes(subject))
    return true;
  if (!isOurs && isNamed(words, clause, lexicon)) return true;
  return (
    !inClause.some(({ word }) => TEAM.has(word)) &&
    lexicon.options.some((name) => name.length > 0 && holds(before, name))
  );
}

/** "Zalando streams it": a name, followed by what it does. Words that the pack knows are no names. */
function isNamed(words: readonly Word[], clause: Clause, lexicon: Lexicon): boolean {
  const [subject, verb] = words.slice(clause.from, clause.to);
  if (subject === undefined || verb === undefined || subject.number !== null) return false;
  return (
    /^\p{L}{3,}$/u.test(subject.word) &&
    DOES.has(verb.word) &&
    !COMMON.has(subject.word) &&
    !lexicon.known.has(subject.stem)
  );
}

const DOES = new Set(
  `has runs uses does did went moved split built serves handles needs ships streams scales manages gets made wrote rewrote
   started migrated switched wants prefers likes lets allows offers supports keeps shows stores sends pushes`.split(
    /\s+/,
  ),
);
const COMMON = new Set(
  `it that this there everything everyone everybody nobody who what which one he she they we you traffic product marketing legal sales
   finance support ops staff management engineering infra design frontend backend security compliance data app api site web client
   server team company business boss everyone mine ours each half most all some none work code auth login load latency speed
   performance search and so but probably definitely honestly basically actually then now today still really also`.split(
    /\s+/,
  ),
);

function holds(words: readonly Word[], name: readonly string[]): boolean {
  return words.some((_, at) => name.every((stem, offset) => words[at + offset]?.stem === stem));
}
