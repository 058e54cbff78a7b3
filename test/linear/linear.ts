/**
 * Whether a function over people's text takes work in proportion to it. Work is counted in this thread's own processor
 * time, which no other process adds to.
 */

/** Each is built to make a careless reader look back, or ahead, as far as the text goes. */
const HOSTILE: readonly string[] = [
  ..." \t\n,;:.!?'\"`*_~<>&|\\/@#-=()[]{}0a",
  // No width, another space, a mark that joins the letter before, halves of a character, a character of two halves.
  ..."\u200b\u00a0\u0301\ud800\udfff😀“”",
  ...[
    "a ",
    "a, ",
    "a,\n",
    "1 ",
    "1.",
    "1,",
    "a.",
    "a. ",
    "a? ",
    ": ",
    " -",
    "\r\n",
    "> ",
    "<a",
    "<@U1> ",
    "<@1>",
  ],
  ...[
    "a <",
    "&lt;",
    "&amp;",
    "\\*",
    "[a](",
    "(a",
    "` ",
    "```",
    ":a",
    ":a:",
    "*a ",
    "@a",
    " @a.",
    " @a-",
    "@a, ",
  ],
  ...[
    "a\u0301",
    "\u200da",
    "https://a ",
    "www.",
    "a@b",
    "-- ",
    "<!-- ",
    "#1 ",
    "a|",
    "\u202e",
    "\u001b[1m",
    "\u001b[",
  ],
  ...["rabbitmq or ", "for the ", "for a. ", "a, b, c, ", "kafka, redis or rabbitmq ", "between a and b "],
  ...["migrate rabbitmq to ", "upgrade rabbitmq ", "x / y ", "because ", "because we ", "since ", "for i, "],
  ...[
    "by ",
    "by and friday ",
    "until,",
    "friday ",
    "at 5 ",
    "not ",
    "later ",
    "queue ",
    "we need a queue ",
    "if ",
  ],
] as const;

/** One of each kind, for every day. */
export const FEW = [",", " ", "\n", "1", "*", "(", "<", "a, ", "for a. ", "because we "];

/** As it is; between letters, so that what looks for an end does not find one; and as a reason. */
const SHAPES: readonly ((run: string) => string)[] = [
  (run) => run,
  (run) => `x ${run}x`,
  (run) => `2 because x${run} x`,
];

export function textsOf(unit: string, length: number): readonly string[] {
  const run = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  return SHAPES.map((shape) => shape(run));
}

const LENGTHS = [10_000, 40_000] as const;
/** What takes less holds nobody up, whatever it grows like. In milliseconds. */
const NOTHING_MS = 40;
/** Four times the text takes four times the work; by the square it would take sixteen times. */
const GROWTH_MAX = 12;
/** Memory is cleared now and then, and that is work, too. */
const TRIES = 4;

/** What takes more than in proportion: the unit, and the milliseconds for each length. */
export interface Slow {
  readonly unit: string;
  readonly ms: readonly number[];
}

/** The first of the units that is found so; null: there is none. */
export function slowIn(read: (text: string) => unknown, units: readonly string[] = HOSTILE): Slow | null {
  for (const unit of units) {
    const [quarter = [], whole = []] = LENGTHS.map((length) => textsOf(unit, length));
    for (const [shape, long = ""] of whole.entries()) {
      const ms = slowOn(read, quarter[shape] ?? "", long);
      if (ms !== null) return { unit, ms };
    }
  }
  return null;
}

/** The milliseconds for each, where they grow by more than in proportion. `whole`: as `quarter`, and four times as long. */
export function slowOn(
  read: (text: string) => unknown,
  quarter: string,
  whole: string,
): readonly number[] | null {
  // The first time it may have to be compiled.
  if (workOf(read, whole) < NOTHING_MS || workOf(read, whole) < NOTHING_MS) return null;
  const tries = Array.from({ length: TRIES }, () => [workOf(read, quarter), workOf(read, whole)]);
  const isFair = tries.some(([short = 0, work = 0]) => work < NOTHING_MS || work / short < GROWTH_MAX);
  return isFair ? null : (tries[0] ?? []);
}

function workOf(read: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
