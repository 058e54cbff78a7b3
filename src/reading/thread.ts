/** A discussion as somebody keeps it in a file, and what is found in it, as JSON. */
import { fieldOf, isMapping } from "../scoring/pack/lenient.ts";
import { type Problem, pathOf, show } from "../scoring/pack/problem.ts";
import { withinBudget } from "./budget.ts";
import type { Findings, Remark } from "./read.ts";

export interface ThreadMessage extends Remark {
  readonly id: string;
}

export type Thread =
  | { readonly ok: true; readonly messages: readonly ThreadMessage[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `document` is any JSON value; right is `[{id, author, at, text}]`, oldest first, each id once. */
export function parseThread(document: unknown): Thread {
  if (!Array.isArray(document))
    return {
      ok: false,
      problems: [{ path: "", found: show(document), expected: "a list of messages, oldest first" }],
    };
  const problems = [...document.flatMap(problemsOf), ...repeated(document)];
  if (problems.length > 0) return { ok: false, problems };
  const messages = document.map((message): ThreadMessage => {
    const author = String(fieldOf(message, "author"));
    return {
      id: String(fieldOf(message, "id")),
      person: { id: author, name: author },
      text: String(fieldOf(message, "text")),
    };
  });
  return { ok: true, messages: withinBudget(messages) };
}

const FIELDS = ["id", "author", "at", "text"] as const;

function problemsOf(message: unknown, index: number, all: readonly unknown[]): readonly Problem[] {
  if (!isMapping(message))
    return [{ path: pathOf([index]), found: show(message), expected: `a mapping with ${FIELDS.join(", ")}` }];
  const wrong = FIELDS.flatMap((field): Problem[] => {
    const value = fieldOf(message, field);
    const isRight = typeof value === "string" && (field === "text" || value !== "");
    return isRight ? [] : [{ path: pathOf([index, field]), found: show(value), expected: "text" }];
  });
  const { at } = message;
  const before = all[index - 1];
  const time = momentOf(at);
  if (typeof at === "string" && at !== "" && time === null)
    wrong.push({
      path: pathOf([index, "at"]),
      found: show(at),
      expected: "a time such as 2026-11-22T09:00:00Z",
    });
  if (time !== null && time < (momentOf(fieldOf(before, "at")) ?? time))
    wrong.push({
      path: pathOf([index, "at"]),
      found: show(at),
      expected: "no time before the last message's: the oldest is first",
    });
  return wrong;
}

function repeated(document: readonly unknown[]): readonly Problem[] {
  const ids = document.map((message) => fieldOf(message, "id"));
  const seen = new Set<unknown>();
  return ids.flatMap((id, index) => {
    const isNew = typeof id !== "string" || !seen.has(id);
    seen.add(id);
    const path = pathOf([index, "id"]);
    return isNew
      ? []
      : [{ path, found: `${show(id)} once more`, expected: "an id that no other message has" }];
  });
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function momentOf(at: unknown): number | null {
  const time = typeof at === "string" && ISO.test(at) ? Date.parse(at) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** What `plumbline read --json` prints. */
export function findingsJson(messages: readonly ThreadMessage[], { proposals, touched }: Findings): string {
  const at = ({ remark, quote, start }: Findings["touched"][number]) => ({
    message: messages[remark]?.id,
    quote,
    start,
  });
  return JSON.stringify(
    {
      proposals: proposals.map(({ choice, when, ...one }) => ({
        question: one.question,
        choice,
        horizon: when,
        author: messages[one.remark]?.person.id,
        ...at(one),
      })),
      touched: touched.map((one) => ({ question: one.question, ...at(one) })),
    },
    null,
    2,
  );
}
