/** Charts at their limits, as the cards of real verdicts have them: for the eye, and for the tests of pictures. */
import type { Chart } from "../../src/card/card.ts";
import { chartOf } from "../../src/conversation/view/verdict/chart.ts";
import { verdict } from "../../src/scoring/compute.ts";
import { parsePack } from "../../src/scoring/pack/parse.ts";

interface Option {
  readonly name: string;
  /** By criterion. */
  readonly scores: readonly number[];
  readonly out?: true;
}

/** What one person's answers come to who finds every criterion important, each a little less than the one before. */
export function chartFor(options: readonly Option[], criteria: readonly string[]): Chart {
  // No one choice may rule out all.
  const out = options.flatMap((option, at) => (option.out === true ? [`o${at}`] : []));
  const rulesOut = (ids: readonly string[]) =>
    Object.fromEntries(ids.map((id) => [id, "It is not allowed."]));
  const source = { docs: { title: "The documentation", url: "https://example.org/docs" } };
  const parsed = parsePack({
    ...{ id: "scene", version: "1.0.0", title: "Scene", sources: source },
    options: options.map(({ name }, at) => ({ id: `o${at}`, name })),
    criteria: criteria.map((name, of) => ({
      id: `c${of}`,
      name,
      ratings: Object.fromEntries(
        options.map(({ scores }, at) => [
          `o${at}`,
          { score: scores[of] ?? 0, because: "It is so.", source: "docs" },
        ]),
      ),
    })),
    questions: [
      {
        id: "all",
        ask: "What matters?",
        choices: [
          {
            id: "everything",
            label: "Everything",
            raises: Object.fromEntries(criteria.map((_, of) => [`c${of}`, 5 - of])),
            rules_out: rulesOut(out.slice(1)),
          },
          { id: "nothing", label: "Nothing" },
        ],
      },
      {
        id: "law",
        ask: "What does the law say?",
        choices: [
          { id: "no", label: "No", rules_out: rulesOut(out.slice(0, 1)) },
          { id: "yes", label: "Yes" },
        ],
      },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { pack } = parsed;
  return chartOf(pack, verdict(pack, { ana: { today: { all: "everything", law: "no" }, later: {} } }));
}

const CRITERIA = ["What the team knows already", "Little to run", "Consistency", "Cost", "Hiring"];
/** 75 letters, the most that a pack may have in a name. */
const LONG = "A way of building it that nobody can name in fewer words than these, surely";
const WIDE = "WWWWWW MMMMMMMM WWWWWWWWWW MMMMMMMMM WWWWWWWWW MMMMMMMMMM WWWWWWWWW MMMMMM";
const ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesell";

const falling = (from: number) => CRITERIA.map((_, of) => Math.max(0, from - of));

export const SCENES: Readonly<Record<string, Chart>> = {
  usual: chartFor(
    [
      { name: "FastAPI", scores: [9, 8, 9, 7, 6] },
      { name: "Django and FastAPI", scores: [7, 4, 9, 6, 6] },
      { name: "Django", scores: [3, 6, 5, 7, 8] },
    ],
    CRITERIA,
  ),
  "longest-names": chartFor(
    [LONG, WIDE, ONE_WORD].map((name, at) => ({ name, scores: falling(10 - 2 * at) })),
    [LONG, WIDE, ONE_WORD, "Else"],
  ),
  "most-options": chartFor(
    Array.from({ length: 12 }, (_, at) => ({
      name: `${at + 1}, ${LONG.slice(0, 65)}`,
      scores: falling(10 - Math.floor(at / 2)),
    })),
    CRITERIA,
  ),
  ties: chartFor(
    [
      { name: "Postgres", scores: [9, 2, 3, 4, 5] },
      { name: "MongoDB", scores: [9, 2, 3, 4, 5] },
      { name: "Both", scores: [9, 2, 3, 4, 5] },
      { name: "Neither", scores: [1, 2, 0, 0, 0] },
    ],
    CRITERIA,
  ),
  "ruled-out": chartFor(
    [
      { name: "REST", scores: [5, 6, 4, 7, 6] },
      { name: LONG, scores: [10, 10, 10, 10, 10], out: true },
      { name: "GraphQL", scores: [3, 2, 2, 1, 1], out: true },
      { name: "SOAP", scores: [0, 0, 0, 0, 0], out: true },
    ],
    CRITERIA,
  ),
  "all-ruled-out": chartFor(
    [
      { name: "REST", scores: [5, 6, 4, 7, 6], out: true },
      { name: "gRPC", scores: [3, 2, 2, 1, 1], out: true },
    ],
    CRITERIA,
  ),
  slivers: chartFor(
    [
      { name: "All", scores: [10, 10, 10, 10, 10] },
      { name: "Little", scores: [0, 0, 1, 0, 0] },
      { name: "Nothing", scores: [0, 0, 0, 0, 0] },
    ],
    CRITERIA,
  ),
};
