/** The shape of a pack file, key by key. What is said of a field here is what an editor and an error say of it. */
import { z } from "zod";
import { NOT_SURE } from "../model/ballot.ts";
import { phraseProblem } from "./phrase.ts";

/** The properties of every JavaScript object: as ids they would be found where nobody put them. */
export const RESERVED = [
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
];

const idPattern = (...refused: readonly string[]) =>
  new RegExp(`^(?!(?:${refused.join("|")})$)[A-Za-z0-9][A-Za-z0-9_-]{0,35}$`);
const ID = `an id: 1 to 36 letters from a to z, digits, "-" or "_", a letter or digit first`;

const words = (error: string) => ({ error });
export const ID_PATTERN = idPattern(...RESERVED);

/** `what`: what it is called where it is wrong. */
function idOf(what: string, ...taken: readonly string[]) {
  const refused = [...RESERVED, ...taken];
  return z.string(what).regex(idPattern(...refused), {
    error: ({ input }) => (refused.includes(String(input)) ? "an id: another one, for this is taken" : what),
  });
}

const id = idOf(ID);
const choiceId = idOf(ID, NOT_SURE);

// Ranges rather than \p{Cc}: the JSON Schema's readers do not agree on the flag that this needs.
const C0_REST = "\\u0000-\\u0008\\u000e-\\u001f";
const C1 = "\\u007f-\\u009f";
const ONE_LINE = new RegExp(`^[^${C0_REST}\\t-\\r${C1}\\u2028\\u2029]*$`);
const SOME_LINES = new RegExp(`^[^${C0_REST}${C1}]*$`);

const isWellFormed = (text: string) => text.isWellFormed();

/** One line, so that every platform can draw it where it stands. Lengths are in UTF-16 code units, as the platforms count. */
function line(max: number) {
  const expected = `one line of text, 1 to ${max} characters`;
  return z
    .string(expected)
    .trim()
    .min(1, words(expected))
    .max(max, words(expected))
    .regex(ONE_LINE, words(`${expected}, without control characters or line breaks`))
    .refine(isWellFormed, words(`${expected}, without halves of characters`));
}

/** See `phrase.ts`. */
function phrases(what: string) {
  const phrase = line(200).superRefine((text, context) => {
    const expected = phraseProblem(text);
    if (expected !== null) context.addIssue({ code: "custom", message: expected });
  });
  return list(phrase, what, 0, 200);
}

/** A sentence or three. Line breaks of the file's layout become spaces. */
function prose(max = 500) {
  const expected = `text of 1 to ${max} characters`;
  return z
    .string(expected)
    .overwrite((text) => text.trim().replace(/\s+/gu, " "))
    .min(1, words(expected))
    .max(max, words(expected))
    .regex(SOME_LINES, words(`${expected}, without control characters`))
    .refine(isWellFormed, words(`${expected}, without halves of characters`));
}

function whole(min: number, max: number) {
  const expected = `a whole number from ${min} to ${max}`;
  return z.int(expected).min(min, words(expected)).max(max, words(expected));
}

function list<T extends z.ZodType>(item: T, what: string, min: number, max: number) {
  const expected = min === 0 ? `a list of at most ${max} ${what}` : `a list of ${min} to ${max} ${what}`;
  return z.array(item, expected).min(min, words(expected)).max(max, words(expected));
}

function map<T extends z.ZodType>(value: T, what: string) {
  return z.record(id, value, words(`a mapping of ${what}`));
}

/** A mapping of known keys. The message for unknown ones is the list of the known, joined by a comma. */
function fields<T extends z.ZodRawShape>(shape: T, what: string) {
  const keys = Object.keys(shape).join(",");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? keys : `a mapping: ${what}`),
  });
}

const date = z.iso.date("a date such as 2026-11-22");

const conditions = map(list(id, "choice ids", 1, 20), "question ids to lists of choice ids");

const answers = map(idOf(`a choice's id or "${NOT_SURE}"`), "question ids to choice ids");

const source = fields(
  {
    title: line(200),
    publisher: line(120).optional(),
    date: date.optional().describe("When it was published."),
    checked: date.optional().describe("When the pack's author last read it."),
    url: z
      .url({ protocol: /^https?$/, error: "an http or https address" })
      .max(500, words("an address of at most 500 characters"))
      .regex(/^\S+$/, words("an http or https address, without spaces"))
      .optional(),
  },
  "a source",
);

const option = fields(
  {
    id,
    name: line(75),
    short: line(30)
      .optional()
      .describe('What a sentence calls it where the name is long, as in "a hybrid"; else the name.'),
    aliases: list(line(60), "names", 0, 40)
      .optional()
      .describe(
        'What else people call it, as "postgres" for a relational database: two names of one option are not weighed.',
      ),
    summary: prose().optional(),
    means: list(prose(), "sentences", 0, 12).default([]).describe("What choosing it commits you to."),
  },
  "an option",
);

const rating = fields(
  {
    score: whole(0, 10).describe("How well the option does on this criterion."),
    because: prose().describe("The fact behind the score: a sentence whose subject is the option."),
    source: z
      .union([id, list(id, "source ids", 1, 4)], words("a source's id, or a list of 1 to 4 of them"))
      .describe("Who says so: a key of sources, or several, the one that states it first."),
  },
  "a rating with score, because and source",
);

const criterion = fields(
  { id, name: line(75), ratings: map(rating, "option ids to ratings").describe("One for every option.") },
  "a criterion",
);

const choice = fields(
  {
    id: choiceId,
    label: line(75).describe("What the button says."),
    hint: prose(200).optional(),
    said: line(60).optional().describe('The answer, said back to the team: "You build for other programs".'),
    if: line(80)
      .optional()
      .describe('The answer as a condition, after "if": "a back office were a core requirement".'),
    says: phrases("phrases")
      .default([])
      .describe("Phrases of a discussion or a typed answer that mean this choice."),
    replies: phrases("phrases")
      .default([])
      .describe("Phrases that mean this choice in a reply to its very question, and nothing elsewhere."),
    raises: map(whole(1, 5), "criterion ids to whole numbers from 1 to 5")
      .optional()
      .describe(
        "How much this choice adds to the weight of which criteria: {} where it is meant to add nothing.",
      ),
    rules_out: map(prose(), "option ids to reasons")
      .default({})
      .describe("Options that this choice makes impossible, and why."),
    usual: whole(1, 10_000)
      .default(1)
      .describe("How often it is taken, relative to the question's other choices."),
  },
  "a choice",
);

const question = fields(
  {
    id,
    ask: line(200),
    topic: line(40)
      .optional()
      .describe('What it is about, to follow "because of": "the back office". Else the whole question.'),
    why: prose().optional().describe("Why it matters."),
    touched_by: phrases("phrases")
      .default([])
      .describe("Phrases of a discussion that are about it, whatever they answer."),
    choices: list(choice, "choices", 2, 20),
    applies_when: conditions.default({}).describe("Asked only where all of these hold."),
  },
  "a question",
);

const note = fields(
  {
    when: conditions.default({}).describe("Shown where all of these hold; empty: always."),
    about: list(id, "option ids", 1, 12)
      .optional()
      .describe("Shown only where one of these options is recommended; else whichever is."),
    text: prose(),
    source: id.optional(),
  },
  "a note",
);

const workedCase = fields(
  {
    name: line(120),
    answers,
    later: answers.default({}).describe("What is different at the horizon."),
    recommends: idOf("an option's id, or null for none")
      .nullable()
      .optional()
      .describe("The option that must be recommended; null: none is, for a tie or for want of answers."),
    never: list(id, "option ids", 1, 12)
      .optional()
      .describe("Options that must not be recommended: where more than one other would do."),
    todo: prose(200)
      .optional()
      .describe("Why it does not come out yet: such a case is listed, and does not fail."),
  },
  "a worked case",
).refine(({ recommends, never }) => recommends !== undefined || never !== undefined, {
  path: ["recommends"],
  error: "an option's id, or null for none",
});

const WEIGHT = "a fraction from 0 to 1 as two whole numbers, such as [1, 2]";

const horizon = fields(
  {
    name: line(40).default("in six months"),
    months: whole(1, 120).default(6),
    weight: z
      .tuple(
        [
          z.int(WEIGHT).min(0, words(WEIGHT)).max(1_000_000, words(WEIGHT)),
          z.int(WEIGHT).min(1, words(WEIGHT)).max(1_000_000, words(WEIGHT)),
        ],
        WEIGHT,
      )
      .refine(([over, under]) => over <= under || under < 1, words(WEIGHT))
      .default([1, 2])
      .describe("How much the answers for later count, as [numerator, denominator]."),
  },
  "a horizon",
);

const NAME = "a name: a lower-case letter, then letters, digits or hyphens, at most 36 characters";
const SLUG = "lower-case words joined by hyphens, at most 36 characters";
const STOP = "a number from 0 to 1 with at most 6 decimals";

export const packFile = fields(
  {
    id: z
      .string(SLUG)
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, words(SLUG))
      .max(36, words(SLUG))
      .describe("The file's name without its ending."),
    version: line(40).describe('In quotes: "1.0.0".'),
    extends: z
      .string(SLUG)
      .optional()
      .describe("The id of a pack of which this one says only what is different."),
    title: line(75),
    asks: line(200).optional().describe("The decision as a question; the title where it is left out."),
    aliases: list(line(60), "aliases", 0, 40).default([]).describe("What people type to start it."),
    vocabulary: z
      .record(
        z.string(NAME).regex(/^[a-z][a-z0-9-]{0,35}$/, words(NAME)),
        phrases("phrases"),
        words("a mapping of names to lists of phrases"),
      )
      .default({})
      .describe("Words that mean the same to this pack; a phrase uses them as <name>."),
    horizon: horizon.prefault({}),
    stop_at: z
      .number(STOP)
      .min(0, words(STOP))
      .max(1, words(STOP))
      .refine((n) => Number(n.toFixed(6)) === n, words(STOP))
      .default(0.95)
      .describe("The confidence at which asking stops."),
    sources: map(source, "source ids to sources").default({}),
    options: list(option, "options", 2, 12),
    criteria: list(criterion, "criteria", 1, 60),
    questions: list(question, "questions", 1, 40),
    notes: list(note, "notes", 0, 60).default([]).describe("Caveats for the card."),
    cases: list(workedCase, "cases", 0, 200).default([]).describe("Worked cases that the pack must satisfy."),
  },
  "a decision pack",
);

export type PackFile = z.output<typeof packFile>;

/** The same as a JSON Schema, of draft 2020-12, for editors. What depends on other parts of the file is not in it. */
export function packJsonSchema(): Record<string, unknown> {
  const { $schema, ...whole } = z.toJSONSchema(packFile, { io: "input", target: "draft-2020-12" });
  const part = { ...(partOf(whole) as typeof whole), required: ["id", "version", "extends"] };
  return { $schema, title: "A Plumbline decision pack", anyOf: [whole, part] };
}

/** What of a pack a file may say that extends another: less of everything, a null, and that something is removed. */
function partOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(partOf);
  if (typeof schema !== "object" || schema === null) return schema;
  const { required, minItems, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, partOf(value)]),
  );
  const { properties, additionalProperties } = rest as {
    [key in "properties" | "additionalProperties"]?: object;
  };
  const hasId = properties !== undefined && "id" in properties;
  return {
    ...rest,
    ...(hasId ? { required: ["id"], properties: { ...properties, remove: { const: true } } } : {}),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: { anyOf: [additionalProperties, { type: "null" }] } }
      : {}),
  };
}
