/**
 * A line that GitHub shows as plain text, such as a pull request's title: it becomes the message of the commit that
 * merges it, where "fixes #1" closes an issue, "@name" calls somebody and "[skip ci]" keeps checks from running.
 */
import { oneLine } from "../../src/record/markdown.ts";

/** Of 256. */
const MOST = 200;

export function inert(text: string): string {
  const plain = oneLine(text)
    // What cannot be seen could keep a mark from being found.
    .replace(/\p{Cf}/gu, "")
    .replace(/[@#](?=[\w-])/g, "$& ")
    .replace(/\bGH-(?=\d)/gi, "GH ")
    .replace(/:(?=\/\/)/g, ": ")
    .replace(/\[/g, "(")
    .replace(/\]/g, ")")
    .replace(/[<>]/g, " ")
    .replace(/ +/g, " ")
    .trim();
  const letters = [...plain];
  return letters.length <= MOST
    ? plain
    : `${letters
        .slice(0, MOST - 1)
        .join("")
        .trimEnd()}…`;
}
