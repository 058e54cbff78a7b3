/**
 * Mistakes that people make in a pack: what is changed in one that is right, and what is told of it. `▸` stands before the
 * place that is told, and is in no pack.
 */

interface Mistake {
  readonly from: string;
  readonly to: string;
  readonly code: string;
  /** What is said of it, or a part of that. */
  readonly says: string;
}

const wrong = (from: string, to: string, code: string, says: string): Mistake => ({ from, to, code, says });

const RATING = "{ score: 2, because: SQLite takes one writer at a time for each file., source: whentouse }";
const REPLICAS = "    answers: { hosts: several }\n    recommends: postgres\n";
const CHOICES = / {4}choices:\n {6}- id: few[\s\S]*?\n\n/;
const OPTIONS = /options:\n[\s\S]*?\n\n/;

export const MISTAKES: Readonly<Record<string, Mistake>> = {
  // Text that another tool has written.
  "a dash of a word processor": wrong(
    "  - id: postgres\n",
    "  ▸– id: postgres\n",
    "yaml-dash",
    "found – before an item, expected one dash",
  ),
  "a bullet": wrong("  - id: postgres\n", "  ▸• id: postgres\n", "yaml-dash", "found • before an item"),
  "a full-width colon": wrong(
    "    name: SQLite\n",
    "    name▸：SQLite\n",
    "yaml-colon",
    "a colon and a space",
  ),
  "single quotes of a word processor": wrong(
    "title: SQLite or Postgres",
    "title: ▸‘SQLite or Postgres’",
    "yaml-quote",
    'expected a plain "',
  ),
  guillemets: wrong("title: SQLite or Postgres", "title: ▸«SQLite or Postgres»", "yaml-quote", "plain"),
  "quotes at the foot of the line": wrong(
    "title: SQLite or Postgres",
    "title: ▸„SQLite or Postgres“",
    "yaml-quote",
    "a word processor's quote",
  ),
  "a non-breaking space in an indent": wrong(
    "    name: SQLite\n",
    "  ▸\u00a0 name: SQLite\n",
    "yaml-tab",
    "a blank that is no space",
  ),
  "a non-breaking space after an id": wrong(
    "  - id: postgres\n",
    "  - id: ▸postgres\u00a0\n",
    "wrong-id",
    'found "postgres\\u00a0"',
  ),
  "a space without width in a key": wrong(
    "    name: SQLite\n",
    "    ▸\u200bname: SQLite\n",
    "unknown-field",
    'found the unknown field "\\u200bname", expected one of id, name',
  ),
  "a sign that nothing can show": wrong(
    "name: Little to run",
    "name: ▸Little \u0007to run",
    "wrong-value",
    "without control characters",
  ),
  "a code fence around it": wrong(
    "# yaml-language-server: $schema=./pack.schema.json\n",
    "▸```yaml\n",
    "yaml-syntax",
    "found a code fence",
  ),
  "a comment as in HTML": wrong(
    "options:\n",
    "▸<!-- options -->\noptions:\n",
    "yaml-hash",
    "found a comment that",
  ),
  "a comment as in SQL": wrong("options:\n", "▸-- options\noptions:\n", "yaml-hash", "a # before a comment"),
  "a comment as in CSS": wrong(
    "options:\n",
    "▸/* options */\noptions:\n",
    "yaml-hash",
    "a # before a comment",
  ),
  "a bold key": wrong("    name: SQLite\n", "    ▸**name**: SQLite\n", "yaml-key", "the key alone: name"),
  "a bold text": wrong(
    "summary: A server of its own.",
    "summary: ▸**A server** of its own.",
    "yaml-start",
    "a text that starts with *",
  ),
  "a place in a template": wrong(
    "name: Little to run",
    "name: ▸{{ name }}",
    "yaml-start",
    "found a text that starts with {",
  ),
  "an address as in Markdown": wrong(
    "url: https://sqlite.org/whentouse.html",
    "url: ▸[SQLite](https://sqlite.org/whentouse.html)",
    "yaml-start",
    "found a text that starts with [",
  ),
  "an address between angles": wrong(
    "url: https://sqlite.org/whentouse.html",
    "url: ▸<https://sqlite.org/whentouse.html>",
    "wrong-url",
    "an http or https address",
  ),
  "an address with spaces": wrong(
    "url: https://sqlite.org/whentouse.html",
    "url: ▸https://sqlite.org/when to use.html",
    "wrong-url",
    "without spaces",
  ),

  "a merge with its base, not finished": wrong(
    "        label: Several\n",
    "▸<<<<<<< HEAD\n        label: Several\n||||||| base\n        label: Many\n=======\n        label: More\n>>>>>>> other\n",
    "yaml-syntax",
    "found a merge that is not finished",
  ),
  "a line for YAML itself": wrong(
    "# yaml-language-server: $schema=./pack.schema.json\n",
    "▸%YAML 1.1\n---\n",
    "yaml-syntax",
    "a pack is YAML 1.2 as it is",
  ),
  "an item with a number": wrong(
    "      - id: several\n",
    "      ▸2. id: several\n",
    "yaml-dash",
    "found 2. before an item, expected one dash",
  ),
  "a plus for a dash": wrong(
    "      - id: several\n",
    "      ▸+ id: several\n",
    "yaml-dash",
    "found + before an item",
  ),
  "a merge key of a mapping that is not there": wrong(
    "        raises: { upkeep: 3 }\n",
    "        raises: { upkeep: 3 }\n        ▸<<: *defaults\n",
    "yaml-merge",
    "merging is not part of YAML 1.2",
  ),
  "means without its key": wrong(
    '    summary: A server of its own.\n    means: ["Somebody updates, watches and backs up a server."]\n',
    "    summary: A server of its own.\n      ▸- Somebody updates a server.\n      - Somebody watches it.\n",
    "yaml-dash",
    "found a list that goes on with the text above it",
  ),
  "a weight of nothing for later": wrong(
    "title: SQLite or Postgres\n",
    "title: SQLite or Postgres\nhorizon: { months: 12, weight: [1, ▸0] }\n",
    "wrong-number",
    "two whole numbers",
  ),
  "a source without its address": wrong(
    "    url: https://survey.stackoverflow.co/\n",
    "",
    "unlinked-source",
    "was checked and has no url",
  ),

  // Columns, tabs and folded texts.
  "a tab after a dash": wrong(
    "  - id: postgres\n",
    "  -▸\tid: postgres\n",
    "yaml-tab",
    "found a tab after the dash, expected a space",
  ),
  "a folded text that does not stand to the right": wrong(
    "    summary: A server of its own.\n",
    "    summary: >\n    ▸A server of its own.\n",
    "yaml-indent",
    'found 4 spaces before "A", expected 6 spaces',
  ),
  "a folded text with a line to the left": wrong(
    "    summary: A server of its own.\n",
    "    summary: |\n      A server\n   ▸of its own.\n",
    "yaml-indent",
    'found 3 spaces before "of"',
  ),
  "a long text that goes on at the margin": wrong(
    "    summary: A server of its own.\n",
    "    summary: A server\n▸of its own.\n",
    "yaml-indent",
    'found no spaces before "of"',
  ),
  "a title of two lines": wrong(
    "title: SQLite or Postgres\n",
    "title: ▸|\n  SQLite\n  or Postgres\n",
    "wrong-value",
    "one line of text",
  ),
  "a text after its key, at the key's column": wrong(
    "    summary: A server of its own.\n",
    "    summary:\n    ▸A server of its own.\n",
    "yaml-indent",
    "expected 6 spaces",
  ),

  // What a comma, a bracket and a colon do.
  "two fields in one line": wrong(
    "    name: Postgres\n    summary: A server of its own.",
    "    name: ▸Postgres, summary: A server of its own.",
    "yaml-colon-text",
    "a colon within a text",
  ),
  "a decimal comma": wrong(
    "score: 9, because: SQLite has",
    "score: ▸9,5, because: SQLite has",
    "yaml-comma",
    'found "9,5", expected a whole number',
  ),
  "two commas": wrong(
    "aliases: [sqlite, postgres,",
    "aliases: [sqlite▸,, postgres,",
    "yaml-comma",
    "found two commas with nothing between",
  ),
  "a list between braces": wrong(
    "aliases: [sqlite, postgres, database]",
    "▸aliases: { sqlite, postgres, database }",
    "wrong-value",
    "expected a list of at most 40 aliases: [sqlite, postgres, database]",
  ),
  "a list between parentheses": wrong(
    "aliases: [sqlite, postgres, database]",
    "aliases: ▸(sqlite, postgres, database)",
    "wrong-value",
    "aliases: [sqlite, postgres, database]",
  ),
  "a list without brackets": wrong(
    "says: [few writes, mostly reads]",
    "says: ▸few writes, mostly reads",
    "wrong-value",
    "phrases: [few writes, mostly reads]",
  ),
  "an entry without braces": wrong(
    "raises: { upkeep: 3 }",
    "raises: ▸upkeep: 3",
    "yaml-bracket",
    "braces around it: { upkeep: 3 }",
  ),
  "an entry between parentheses": wrong(
    "raises: { upkeep: 3 }",
    "raises: ▸(upkeep: 3)",
    "yaml-bracket",
    "braces around it: { upkeep: 3 }",
  ),
  "a weight that is left out": wrong(
    "raises: { upkeep: 3 }",
    "raises: { ▸upkeep }",
    "empty-value",
    "expected a whole number from 1 to 5",
  ),
  "an arrow": wrong("raises: { upkeep: 3 }", "raises: { ▸upkeep => 3 }", "yaml-colon", "a colon and a space"),
  "a key whose quote is left open": wrong(
    "    name: SQLite\n",
    '    ▸"name: SQLite\n',
    "yaml-quote",
    "the same after the key, or none",
  ),
  "a criterion twice in one choice": wrong(
    "raises: { upkeep: 3 }",
    "raises: { upkeep: 3, ▸upkeep: 2 }",
    "duplicate-key",
    "each key once",
  ),
  "an answer twice in one case": wrong(
    "answers: { hosts: several }",
    "answers: { hosts: several, ▸hosts: one }",
    "duplicate-key",
    'found the key "hosts"',
  ),

  // Numbers, words that are no texts, and dates.
  "a version with a nought at its end": wrong(
    'version: "1.0.0"',
    "version: ▸1.10",
    "unquoted-version",
    'found 1.10, expected one line of text, 1 to 40 characters, in quotes ("1.10")',
  ),
  "a version of two parts": wrong('version: "1.0.0"', "version: ▸1.0", "unquoted-version", "found 1.0,"),
  "an id with noughts before it": wrong(
    "      - id: many\n",
    "      - id: ▸007\n",
    "wrong-id",
    'found 007, expected an id: 1 to 36 letters from a to z, digits, "-" or "_", a letter or digit first; in quotes ("007")',
  ),
  "an id that is true": wrong("      - id: many\n", "      - id: ▸true\n", "wrong-id", 'in quotes ("true")'),
  "an id that is null": wrong("      - id: many\n", "      - id: ▸null\n", "empty-value", "an empty value"),
  "a date as an option's id": wrong(
    "  - id: postgres\n",
    "  - id: ▸2026-11-22\n",
    "unknown-option",
    'expected "postgres", which is named 4 times and is not there',
  ),
  "an option's id with a capital": wrong(
    "  - id: postgres\n",
    "  - id: ▸Postgres\n",
    "unknown-option",
    'found the option "Postgres", which nothing names',
  ),
  "a label that is a number": wrong(
    "        label: Several\n",
    "        label: ▸12\n",
    "wrong-value",
    'in quotes ("12") it is a text',
  ),
  "a label with an arrow at its start": wrong(
    "        label: Several\n",
    "        label: ▸> 10\n",
    "yaml-start",
    "found a text that starts with >",
  ),
  "a score as a share": wrong(
    "score: 9, because: SQLite has",
    "score: ▸9/10, because: SQLite has",
    "wrong-number",
    "9/10",
  ),
  "how usual, in per cent": wrong(
    "usual: 3",
    "usual: ▸75%",
    "wrong-number",
    "a whole number from 1 to 10000",
  ),
  "a confidence in per cent": wrong(
    "title: SQLite or Postgres\n",
    "title: SQLite or Postgres\nstop_at: ▸95\n",
    "wrong-number",
    "a number from 0 to 1",
  ),
  "a weight as a decimal": wrong(
    "title: SQLite or Postgres\n",
    "title: SQLite or Postgres\nhorizon: { months: 12, weight: ▸0.5 }\n",
    "wrong-number",
    "such as [1, 2]",
  ),
  "a month for a day": wrong(
    "    checked: 2026-11-22\n  ha",
    "    checked: ▸2026-11\n  ha",
    "wrong-date",
    "2026-11-22",
  ),
  "a day in words": wrong(
    "    checked: 2026-11-22\n  ha",
    "    checked: ▸22 Nov 2026\n  ha",
    "wrong-date",
    'found "22 Nov 2026"',
  ),

  "brackets in a text between braces": wrong(
    "because: SQLite takes one writer at a time for each file.",
    "because: ▸SQLite [takes] one {writer}.",
    "yaml-bracket",
    "quotes around a text with brackets or braces in it",
  ),
  "a brace in a text between braces": wrong(
    "because: SQLite takes one writer at a time for each file.",
    "because: ▸SQLite takes } one writer.",
    "yaml-bracket",
    "a bracket within a text",
  ),
  "an apostrophe within the quotes of a list": wrong(
    'means: ["Backups are copies of a file, which you arrange."]',
    "means: [▸'It's a file, which you arrange.']",
    "yaml-quote",
    "after the ' that closes the text",
  ),
  "a text of three lines at the margin": wrong(
    "text: Moving from SQLite to Postgres later is work; keep queries portable if you expect it.\n",
    "text: Moving from SQLite\n▸to Postgres later\nis work.\n",
    "yaml-indent",
    'found no spaces before "to"',
  ),
  "a list that begins beside its key": wrong(
    "options:\n  - id: sqlite\n",
    "options: ▸- id: sqlite\n",
    "yaml-dash",
    "found an item beside its key",
  ),

  // Lines that are no entries, and entries that stand elsewhere.
  "a note to oneself": wrong(
    "options:\n",
    "▸some notes to myself\noptions:\n",
    "yaml-syntax",
    'found "some notes to myself", expected an entry with its key, or a # before a comment',
  ),
  "a rule below a heading": wrong("options:\n", "▸=====\noptions:\n", "yaml-syntax", 'found "====="'),
  "a dash with nothing after it": wrong("options:\n", "▸-\noptions:\n", "yaml-syntax", 'found "-"'),
  "entries at the column of their key": wrong(
    "      sqlite: { score: 2, because: SQLite takes one writer at a time for each file., source: whentouse }\n",
    "      sqlite:\n      ▸score: 2\n      because: SQLite takes one writer at a time.\n      source: whentouse\n",
    "yaml-indent",
    "found 6 spaces before what belongs in the line above, expected 8 spaces",
  ),
  "a colon before the key": wrong(
    "    name: SQLite\n",
    "    ▸:name SQLite\n",
    "yaml-colon",
    "a colon before name",
  ),
  "an arrow for a colon": wrong(
    "    name: SQLite\n",
    "    name▸ => SQLite\n",
    "yaml-colon",
    "an = after name",
  ),
  "a path as on Windows": wrong(
    "summary: A server of its own.",
    'summary: ▸"C:\\Users\\data"',
    "yaml-escape",
    "two backslashes for one, or single quotes around the text",
  ),

  // Shapes.
  "a field with a capital": wrong(
    "title: SQLite or Postgres",
    "▸Title: SQLite or Postgres",
    "unknown-field",
    'found the unknown field "Title"',
  ),
  "two letters that changed places": wrong(
    "        label: Hundreds\n",
    "        ▸lable: Hundreds\n",
    "unknown-field",
    "did you mean label?",
  ),
  "a field in camel case": wrong(
    "applies_when: { hosts",
    "▸appliesWhen: { hosts",
    "unknown-field",
    "did you mean applies_when?",
  ),
  "the address in a rating": wrong(
    "for each file., source: whentouse }",
    "for each file., source: whentouse, ▸url: https://sqlite.org }",
    "unknown-field",
    "expected one of score, because, source",
  ),
  "a weight on a criterion": wrong(
    "    name: Many writers at once\n",
    "    name: Many writers at once\n    ▸weight: 3\n",
    "unknown-field",
    'the unknown field "weight"',
  ),
  "a score alone": wrong(
    `sqlite: ${RATING}`,
    "sqlite: ▸2",
    "wrong-value",
    "a rating with score, because and source",
  ),
  "a rating with a score only": wrong(
    `sqlite: ${RATING}`,
    "▸sqlite: { score: 2 }",
    "missing-field",
    "found no because and no source",
  ),
  "an empty rating": wrong(
    `sqlite: ${RATING}`,
    "▸sqlite: {}",
    "missing-field",
    "found no score, no because and no source",
  ),
  "a list without a source in it": wrong(
    "for each file., source: whentouse }",
    "for each file., ▸source: [] }",
    "wrong-count",
    "found an empty list",
  ),
  "a source twice in one rating": wrong(
    "for each file., source: whentouse }",
    "for each file., source: [whentouse, ▸whentouse] }",
    "repeated-name",
    "each source once",
  ),
  "a condition without its list": wrong(
    "applies_when: { hosts: [one] }",
    "applies_when: { hosts: ▸one }",
    "wrong-value",
    "a list of 1 to 20 choice ids: [one]",
  ),
  "a condition as in a program": wrong(
    "applies_when: { hosts: [one] }",
    "applies_when: ▸hosts == one",
    "wrong-value",
    "a mapping of question ids to lists of choice ids",
  ),
  "a condition that nothing fulfils": wrong(
    "applies_when: { hosts: [one] }",
    "applies_when: { ▸hosts: [] }",
    "wrong-count",
    "found an empty list",
  ),
  "options ruled out without a reason": wrong(
    "rules_out: { sqlite: a SQLite file must not be shared over a network file system }",
    "▸rules_out: [sqlite]",
    "wrong-value",
    "a mapping of option ids to reasons",
  ),
  "a case that recommends by name": wrong(
    "    recommends: sqlite\n  - name: A public",
    "    recommends: ▸SQLite\n  - name: A public",
    "unknown-option",
    "did you mean sqlite?",
  ),
  "a case without an outcome": wrong(
    "  - name: An internal tool on one machine\n    answers: { hosts: one, writes: few }\n    recommends: sqlite\n",
    "  - ▸name: An internal tool on one machine\n    answers: { hosts: one, writes: few }\n",
    "missing-field",
    "found no recommends",
  ),
  "a case without answers": wrong(
    `  - name: A public API with replicas\n${REPLICAS}`,
    "  - ▸name: A public API with replicas\n    recommends: postgres\n",
    "missing-field",
    "found no answers",
  ),
  "answers as a list": wrong(
    REPLICAS,
    "    ▸answers: [several]\n    recommends: postgres\n",
    "wrong-value",
    "a list of 1",
  ),
  "an answer as a list": wrong(
    REPLICAS,
    "    answers: { ▸hosts: [several] }\n    recommends: postgres\n",
    "wrong-id",
    `a choice's id or "not_sure"`,
  ),
  "notes that are texts": wrong(
    "  - when: { hosts: [one] }\n    text: Moving from SQLite to Postgres later is work; keep queries portable if you expect it.\n    source: survey\n",
    "  - ▸Moving later is work.\n  - Keep queries portable.\n",
    "wrong-value",
    'found "Moving later is work.", and 1 more like it, expected a mapping: a note',
  ),

  // What does not exist, or waits for itself.
  "a criterion named after an option": wrong(
    "raises: { upkeep: 3 }",
    "raises: { ▸sqlite: 3 }",
    "unknown-criterion",
    "expected one of upkeep, writers",
  ),
  "a note about an option that is not there": wrong(
    "    text: Moving from",
    "    about: [▸mysql]\n    text: Moving from",
    "unknown-option",
    'the unknown option "mysql"',
  ),
  "a note on a choice that is not there": wrong(
    "  - when: { hosts: [one] }",
    "  - when: { hosts: [▸single] }",
    "unknown-choice",
    'the unknown choice "single"',
  ),
  "a note's source that is not there": wrong(
    "    source: survey",
    "    source: ▸wiki",
    "unknown-source",
    '"wiki"',
  ),
  "a choice of another question": wrong(
    "answers: { hosts: several }",
    "answers: { hosts: ▸many }",
    "unknown-choice",
    "expected one of one, several",
  ),
  "a later answer to no question": wrong(
    "later: { hosts: several }",
    "later: { ▸host: several }",
    "unknown-question",
    "host",
  ),
  "not_sure in a condition": wrong(
    "applies_when: { hosts: [one] }",
    "applies_when: { hosts: [▸not_sure] }",
    "unknown-choice",
    'the unknown choice "not_sure"',
  ),
  "two questions that wait for each other": wrong(
    "    why: Several machines cannot share a SQLite file safely.\n    choices:",
    "    why: Several machines cannot share a SQLite file safely.\n    applies_when: { writes: [few] }\n    choices:",
    "nested-condition",
    "found hosts, which waits for this one",
  ),
  "a phrase of the vocabulary that names another": wrong(
    "title: SQLite or Postgres\n",
    'title: SQLite or Postgres\nvocabulary: { staff: [support, ▸"<ops>"] }\n',
    "unknown-name",
    '"ops"',
  ),
  "a phrase without a word": wrong(
    "says: [few writes, mostly",
    "says: [▸..., mostly",
    "wrong-phrase",
    "at least one word",
  ),
  "a phrase of signs alone": wrong(
    "says: [few writes, mostly",
    'says: [▸"!!!", mostly',
    "wrong-phrase",
    "a phrase with at least one word",
  ),
  "two slashes": wrong(
    "says: [few writes, mostly",
    "says: [▸few//some writes, mostly",
    "wrong-phrase",
    "a word on each side of a slash",
  ),
  "a range that ends before it begins": wrong(
    "says: [few writes, mostly",
    "says: [▸10..4 users, mostly",
    "wrong-phrase",
    "the smaller number first: 4..10",
  ),

  // What says something twice, or against itself.
  "two options of one name": wrong(
    "    name: Postgres\n",
    "    name: ▸SQLite\n",
    "repeated-name",
    'found "SQLite" once more, expected a name that no other option has',
  ),
  "an alias that is another option's name": wrong(
    "    name: Postgres\n",
    "    name: Postgres\n    aliases: [pg, ▸sqlite]\n",
    "repeated-name",
    "no other option has",
  ),
  "two criteria of one name": wrong(
    "name: Many writers at once",
    "name: ▸Little to run",
    "repeated-name",
    "criterion",
  ),
  "a question asked twice": wrong(
    "ask: How many users write at the same moment?",
    "ask: ▸On how many machines will the service run?",
    "repeated-name",
    "what no other question asks",
  ),
  "an alias twice": wrong(
    "aliases: [sqlite, postgres, database]",
    "aliases: [sqlite, postgres, ▸SQLite]",
    "repeated-name",
    "each alias once",
  ),
  "a case that must not come out as it does": wrong(
    "    recommends: sqlite\n  - name: A public",
    "    recommends: sqlite\n    never: [▸sqlite]\n  - name: A public",
    "contradiction",
    'found "sqlite", which the case recommends',
  ),
  "two cases that contradict each other": wrong(
    `  - name: A public API with replicas\n${REPLICAS}`,
    `  - name: A public API with replicas\n${REPLICAS}  - name: ▸Another API\n    answers: { hosts: several }\n    recommends: sqlite\n`,
    "repeated-case",
    "its answers are those of “A public API with replicas”, with another outcome: one of the two is wrong",
  ),
  "a case that holds by now": wrong(
    REPLICAS,
    `${REPLICAS}    ▸todo: The rating of writers is too low.\n`,
    "case-holds",
    "take todo away",
  ),

  // Legal, and weak.
  "a criterion that decides nothing": wrong(
    "\nquestions:\n",
    "  - id: ▸cost\n    name: Cost\n    ratings:\n      sqlite: { score: 9, because: SQLite is free., source: whentouse }\n      postgres: { score: 9, because: Postgres is free., source: ha }\n\nquestions:\n",
    "unused-criterion",
    "no choice raises criterion cost",
  ),
  "a hint that leads": wrong(
    "hint: More than one process on more than one machine.",
    "hint: ▸A modern service.",
    "leading-words",
    "“modern”",
  ),
  "a reason that leads": wrong(
    "why: Several machines cannot share a SQLite file safely.",
    "why: ▸Obviously it will grow.",
    "leading-words",
    "“Obviously”",
  ),
};

/** Parts of the pack, replaced as a whole. */
export const REPLACED: Readonly<Record<string, readonly [RegExp, string, code: string, says: string]>> = {
  nothing: [/[\s\S]*/, "▸", "empty-value", "found an empty file, expected a decision pack"],
  "blank lines": [/[\s\S]*/, "▸\n\n  \n", "empty-value", "an empty file"],
  "a comment": [/[\s\S]*/, "▸# to come\n", "empty-value", "an empty file"],
  "a list": [/[\s\S]*/, "▸- id: small-database\n- title: SQLite\n", "wrong-value", "found a list of 2"],
  "a text": [/[\s\S]*/, "▸SQLite or Postgres\n", "wrong-value", 'found "SQLite or Postgres"'],
  little: [
    /[\s\S]*/,
    '▸id: small-database\nversion: "1"\n',
    "missing-field",
    "no title, no options, no criteria and no questions",
  ],
  "prose with a list": [
    /[\s\S]*/,
    "▸Some words about it.\n\n- one\n- two\n",
    "wrong-value",
    "a decision pack",
  ],
  "choices without their key": [
    / {4}choices:\n {6}(?=- id: one)/,
    "      ▸",
    "missing-field",
    "no choices: above this",
  ],
  "ratings without their key": [
    / {4}ratings:\n {6}(?=sqlite: \{ score: 9)/,
    "      ▸",
    "missing-field",
    "no ratings: above",
  ],
  "criteria without their key": [/criteria:\n {2}/, "  ▸", "missing-field", "found no criteria: above this"],
  "questions without their key": [
    /questions:\n {2}/,
    "  ▸",
    "missing-field",
    "found no questions: above this",
  ],
  "the pack once more below itself": [
    /$/,
    '\n▸id: small-database\nversion: "1.0.0"\ntitle: Again\noptions: []\n',
    "yaml-documents",
    "found a second pack in the file",
  ],
  "tabs throughout": [
    /(?<=^(?: {2})*) {2}/gm,
    "\t",
    "yaml-tab",
    "in lines 9–23, 26–33, 36–45, 48–84, 87–89, 92–101",
  ],
  "a remark at the end": [/$/, "\n▸That is all.\n", "yaml-syntax", 'found "That is all."'],
  "sources without their key": [/sources:\n {2}/, "  ▸", "missing-field", "found no sources: above this"],
  "options without their key": [/options:\n {2}/, "  ▸", "missing-field", "found no options: above this"],
  "cases without their key": [/cases:\n {2}/, "  ▸", "missing-field", "cases: on a line of its own"],
  "no options": [OPTIONS, "", "missing-field", "found no options"],
  "an empty list of options": [OPTIONS, "▸options: []\n\n", "wrong-count", "a list of 2 to 12 options"],
  "options without anything": [OPTIONS, "▸options:\n\n", "empty-value", "a list of 2 to 12 options"],
  "options as names": [OPTIONS, "options: [▸sqlite, postgres]\n\n", "wrong-value", "and 1 more like it"],
  "options by their ids": [
    OPTIONS,
    "▸options:\n  sqlite: { name: SQLite }\n  postgres: { name: Postgres }\n\n",
    "wrong-value",
    "found a mapping of 2 keys, expected a list",
  ],
  "options as in JSON, a bracket left open": [
    OPTIONS,
    'options: ▸[\n  {"id": "sqlite", "name": "SQLite"},\n  {"id": "postgres", "name": "Postgres"}\n\n',
    "yaml-bracket",
    "found a [ that is not closed",
  ],
  "options as in JSON, a brace left open": [
    OPTIONS,
    'options: [\n  {"id": "sqlite", "name": "SQLite"},\n  ▸{"id": "postgres", "name": "Postgres"\n]\n\n',
    "yaml-bracket",
    "found a { that is not closed",
  ],
  "choices as words": [
    CHOICES,
    "    choices: [▸few, many]\n\n",
    "wrong-value",
    'found "few", and 1 more like it',
  ],
  "choices by their ids": [
    CHOICES,
    "    ▸choices: { few: A handful, many: Hundreds }\n\n",
    "wrong-value",
    "a list",
  ],
  "no cases in the list": [/cases:\n[\s\S]*/, "▸cases: []\n", "no-cases", "there are no cases"],
  "cases by their names": [
    /cases:\n[\s\S]*/,
    "▸cases:\n  tool: { answers: { hosts: one }, recommends: sqlite }\n",
    "wrong-value",
    "a list of at most 200 cases",
  ],
  "notes as a text": [
    /notes:\n[\s\S]*?\n\n/,
    "notes: ▸Moving later is work.\n\n",
    "wrong-value",
    "at most 60 notes",
  ],
  "sources as a list": [
    /sources:\n[\s\S]*?\n\n/,
    "▸sources:\n  - { id: whentouse, title: A }\n  - { id: ha, title: B }\n  - { id: survey, title: C }\n\n",
    "wrong-value",
    "a mapping of source ids to sources",
  ],
};
