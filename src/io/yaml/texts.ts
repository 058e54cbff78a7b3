/** Where in a line a text may stand. Reads lines that YAML does not: whoever asks knows that something is wrong. */

export interface TextIn {
  readonly text: string;
  readonly column: number;
  /** Between braces. */
  readonly flow: boolean;
}

export function textsIn(line: string): TextIn[] {
  const flow = flowTexts(line);
  const block = /^(\s*(?:- +)*(?:(?:"[^"]*"|[A-Za-z_][\w-]*):\s+)?)(\S.*?)\s*$/.exec(line);
  if (block === null) return flow;
  const [, before = "", text = ""] = block;
  if (before.trim() === "" || /^[{[]/.test(text)) {
    if (flow.length > 0) return flow;
    if (before.trim() === "") return [];
  }
  return [{ text, column: before.length, flow: false }];
}

/** Entries as in `{ score: 9, because: … }`: each goes on to the next key, or to the end of the braces. */
function flowTexts(line: string): TextIn[] {
  const open = line.indexOf("{");
  if (open === -1) return [];
  const keys = [...line.slice(open).matchAll(/[{,]\s*[A-Za-z_][\w-]*:\s+/g)];
  return keys.flatMap((key, i) => {
    const column = open + key.index + key[0].length;
    const next = keys[i + 1];
    const end = next === undefined ? endOf(line) : open + next.index;
    const text = line.slice(column, end).trimEnd();
    return text === "" ? [] : [{ text, column, flow: true }];
  });
}

function endOf(line: string): number {
  return line.length - (/\s*\}*\s*$/.exec(line)?.[0].length ?? 0);
}
