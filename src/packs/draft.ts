/** A pack to begin with: right, commented, and with everything that is still to be found out marked. */

export interface Draft {
  /** What is decided: "Feature flags: build or buy". */
  readonly title: string;
  readonly options: readonly string[];
  readonly criteria: readonly string[];
  readonly questions: readonly { readonly ask: string; readonly choices: readonly string[] }[];
  /** An ISO date. */
  readonly today: string;
  /** From where the pack goes, the path of the schema that editors read. */
  readonly schema: string;
}

/** What stands where an author has to find something out: check names each place where it is left. */
export const TODO = "TODO";

/** Lower-case words joined by hyphens; "" where no letter or digit is in it. */
export function slugOf(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return whole((words ?? []).join("-"), LONGEST_ID);
}

/** The longest an id may be, and is here where a sentence is its source. */
const [LONGEST_ID, LONG] = [36, 24];

/** As many whole words of it as there is room for; of a single long one, what there is. */
function whole(slug: string, room: number): string {
  if (slug.length <= room) return slug;
  const end = slug.lastIndexOf("-", room);
  const words = slug.slice(0, end > 0 ? end : room).split("-");
  while (words.length > 1 && SMALL.has(words.at(-1) ?? "")) words.pop();
  return words.join("-");
}

export function draftText({ title, options, criteria, questions, today, schema }: Draft): string {
  const optionIds = idsOf(options);
  const criterionIds = idsOf(criteria);
  const questionIds = idsOf(questions.map(({ ask }) => ask));
  const choices = questions.reduce((sum, question) => sum + question.choices.length, 0);
  const each = Math.ceil(criteria.length / Math.max(1, choices));
  let next = 0;
  const raises = () =>
    Array.from({ length: Math.min(each, criterionIds.length) }, () => {
      const id = criterionIds[next % criterionIds.length] ?? "";
      next += 1;
      return `${id}: 3`;
    }).join(", ");
  return `# yaml-language-server: $schema=${schema}
# rules/README.md explains every field. "plumbline packs check" says what is left to do here.
# Ids stay for ever once a team has used the pack, this file's name with them: change them now, wherever they stand.
id: ${/^[a-z]/.test(slugOf(title)) ? slugOf(title) : quoted(slugOf(title))}
version: "0.1.0"
title: ${quoted(title)}
asks: ${quoted(`Which should we choose: ${listed(options)}?`)}
# What people type to start it, beside the options' names.
aliases: [] # such as [database, where to store it]

# Where each fact below was read, and when. One source for each page.
sources:
  todo:
    title: "${TODO}: the page's title"
    publisher: "${TODO}: who says it"
    # url: https://example.org/page
    checked: ${today} # when you last read it

options:
${options
  .map(
    (name, i) => `  - id: ${optionIds[i]}
    name: ${quoted(name)}
    summary: "${TODO}: what it is, in a sentence."
    means:
      - "${TODO}: what choosing it commits you to."
`,
  )
  .join("")}
# Facts: how well each option does on each criterion, from 0 to 10, with what a source says. Nobody's product is in here.
# A text with a comma or a colon in it stands in quotes.
criteria:
${criteria
  .map(
    (name, i) => `  - id: ${criterionIds[i]}
    name: ${quoted(name)}
    ratings:
${options
  .map(
    (option, o) =>
      `      ${optionIds[o]}: {score: 5, because: ${quoted(`${option} ${TODO}: does what?`)}, source: todo}\n`,
  )
  .join("")}`,
  )
  .join("")}
# Preferences: what a team is asked about its product, and which criteria an answer makes important, by 1 to 5. What each answer
# raises here is only there so that no criterion is left out: put what it means.
questions:
${questions
  .map(
    ({ ask, choices: labels }, i) => `  - id: ${questionIds[i]}
    ask: ${quoted(ask)}
    # topic: the number of machines # follows "because of"
    choices:
${idsOf(labels)
  .map(
    (id, c) => `      - id: ${id}
        label: ${quoted(labels[c] ?? "")}
        # said: The service runs on one machine # the answer, said back
        # if: the service ran on one machine # follows "if"
        # says: [one machine, single server] # what people write that means it
        raises: {${raises()}}
`,
  )
  .join("")}`,
  )
  .join("")}
# What must come out for a product that you know. All ratings are 5 still, so nothing is recommended: put what is right.
cases:
  - name: "${TODO}: a product that you know"
    answers: {${questions.map((question, i) => `${questionIds[i]}: ${idsOf(question.choices)[0]}`).join(", ")}}
    recommends: null
`;
}

/** Short, and each once. */
function idsOf(names: readonly string[]): string[] {
  const ids: string[] = [];
  for (const name of names) {
    const words = slugOf(name).split("-");
    while (SMALL.has(words[0] ?? "")) words.shift();
    const short = whole(words.join("-"), LONG);
    const id = !/^[a-z]/.test(short) || RESERVED.has(short) ? `item-${ids.length + 1}` : short;
    ids.push(ids.includes(id) ? `${id}-${ids.length + 1}` : id);
  }
  return ids;
}

/** What YAML or a pack would take for something else than an id. */
const RESERVED: ReadonlySet<string> = new Set(["true", "false", "null", "constructor"]);
const SMALL: ReadonlySet<string> = new Set(
  "a an the of to do does will is are you your we our it its how what which who many much and or for in on with at as by that".split(
    " ",
  ),
);

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** As YAML reads it whatever is in it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
