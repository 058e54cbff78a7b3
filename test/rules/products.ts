/**
 * Kinds of product whose choice is known, told by the answers that such a team would give. They are written down before
 * a pack's ratings, and are not its worked cases: nothing is tuned so that one of them comes out.
 *
 * `products/<pack>.txt`: the questions, by spaces, and then a product a line: `option | name | choices in that order`, with
 * "-" where a question does not apply. An option with "?" is known not to come out.
 */
import { readFileSync } from "node:fs";
import type { Answers } from "./teams.ts";

interface Product {
  readonly name: string;
  /** The option's id. */
  readonly known: string;
  readonly comesOut: boolean;
  readonly answers: Answers;
}

/** Throws with the line where a product has too few answers or too many. */
export function productsOf(pack: string): readonly Product[] {
  const text = readFileSync(new URL(`products/${pack}.txt`, import.meta.url), "utf8");
  const [first = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const questions = first.split(" ");
  return lines.map((line) => {
    const [known = "", name = "", said = ""] = line.split(" | ");
    const choices = said.split(" ");
    if (choices.length !== questions.length)
      throw new Error(`${pack}: ${choices.length} answers in: ${line}`);
    const answers = questions.map((question, n) => [question, choices[n] ?? "-"] as const);
    return {
      name,
      known: known.replace("?", ""),
      comesOut: !known.endsWith("?"),
      answers: Object.fromEntries(answers.filter(([, choice]) => choice !== "-")),
    };
  });
}
