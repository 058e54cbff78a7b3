/**
 * Discussions with what they say, labelled by reading them. `labelled/<pack>.txt` holds whole discussions, and
 * `labelled/<pack>.lines.txt` single lines that are easily misread; their README says how they are written.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

export interface Labelled {
  readonly id: string;
  /** Not to be looked at while the reader is tuned. */
  readonly heldBack: boolean;
  /** Oldest first. */
  readonly messages: readonly LabelledMessage[];
}

export interface LabelledMessage {
  readonly author: string;
  readonly text: string;
  readonly states: readonly Label[];
  /** Questions that it is about without answering them. */
  readonly touches: readonly string[];
}

export interface Label {
  readonly question: string;
  readonly choice: string;
  readonly horizon: "today" | "later";
}

/** A third, by its id alone. */
export function isHeldBack(id: string): boolean {
  return createHash("sha256").update(id).digest().readUInt32BE() % 3 === 0;
}

/** Rejects with the file and the line where something is none of what its README says. */
export async function labelled(name: string): Promise<readonly Labelled[]> {
  const file = new URL(`labelled/${name}.txt`, import.meta.url);
  const discussions: { id: string; messages: Writable[] }[] = [];
  for (const [index, line] of (await readFile(file, "utf8")).split("\n").entries()) {
    const heading = /^## (.+)$/.exec(line)?.[1];
    const [, author, text] = /^(\p{L}+): (.*)$/u.exec(line) ?? [];
    const [, mark, rest = ""] = /^ {2}([|=~]) ?(.*)$/.exec(line) ?? [];
    const discussion = discussions.at(-1);
    const message = discussion?.messages.at(-1);
    const [question = "", choice = "", later] = rest.split(" ");
    if (heading !== undefined) discussions.push({ id: heading, messages: [] });
    else if (author !== undefined && text !== undefined && discussion !== undefined)
      discussion.messages.push({ author, text, states: [], touches: [] });
    else if (mark === "|" && message !== undefined) message.text += `\n${rest}`;
    else if (mark === "=" && message !== undefined)
      message.states.push({ question, choice, horizon: later === "later" ? "later" : "today" });
    else if (mark === "~" && message !== undefined) message.touches.push(question);
    else if (line !== "") throw new Error(`${file.pathname}:${index + 1}: ${line}`);
  }
  return discussions.map(({ id, messages }) => ({ id, heldBack: isHeldBack(id), messages }));
}

/** None where nobody has labelled any for this pack. */
export async function labelledIfAny(name: string): Promise<readonly Labelled[]> {
  const names = await readdir(new URL("labelled/", import.meta.url));
  return names.includes(`${name}.txt`) ? await labelled(name) : [];
}

interface Writable {
  readonly author: string;
  text: string;
  readonly states: Label[];
  readonly touches: string[];
}
