/** Brackets and braces that have no partner. */
import type { Slip } from "./fault.ts";

const PARTNERS: Readonly<Record<string, string>> = { "[": "]", "{": "}", "]": "[", "}": "{" };

export function bracketSlips(lines: readonly string[], at: number): Slip[] {
  const line = lines[at] ?? "";
  const { open, stray } = unmatched(line);
  const slip = (column: number, found: string, expected: string, mended: string, mendedAt = at): Slip => ({
    fault: { code: "yaml-bracket", line: at, from: column, to: column + 1, found, expected },
    lines: new Map([[mendedAt, mended]]),
  });
  if (stray !== null) {
    const bracket = line[stray] ?? "";
    const value = /^(\s*(?:- +)*[A-Za-z_][\w-]*:\s+)/.exec(line)?.[0].length ?? null;
    const [found, expected] = [`a ${bracket} that closes nothing`, `a ${PARTNERS[bracket]} before it`];
    return [
      ...(open.length > 0
        ? [
            slip(
              stray,
              `a ${bracket} where a ${PARTNERS[open.at(-1)?.bracket ?? ""]} is due`,
              `the partner of ${open.at(-1)?.bracket}`,
              line.slice(0, stray) + (PARTNERS[open.at(-1)?.bracket ?? ""] ?? "") + line.slice(stray + 1),
            ),
          ]
        : []),
      ...(value !== null && value < stray
        ? [slip(stray, found, expected, line.slice(0, value) + (PARTNERS[bracket] ?? "") + line.slice(value))]
        : []),
      slip(stray, found, expected, line.slice(0, stray) + line.slice(stray + 1)),
    ];
  }
  const last = open.at(-1);
  if (last === undefined) return [];
  const closing = open
    .toReversed()
    .map(({ bracket }) => PARTNERS[bracket])
    .join("");
  const told = [
    `a ${last.bracket} that is not closed`,
    `a ${PARTNERS[last.bracket]} after its last entry`,
  ] as const;
  const comment = /\s+#.*$/.exec(line);
  const end = comment?.index ?? line.length;
  const slips = [slip(last.column, ...told, line.slice(0, end) + closing + line.slice(end))];
  // Of several lines: it may be meant to close at any of those below that begin no key.
  for (let below = at + 1; below < Math.min(lines.length, at + 30); below++) {
    const text = lines[below] ?? "";
    slips.push(slip(last.column, ...told, text.replace(/,?\s*$/, closing), below));
  }
  return slips;
}

/** Outside quotes that are closed on the line. */
function unmatched(line: string): {
  open: readonly { bracket: string; column: number }[];
  stray: number | null;
} {
  const open: { bracket: string; column: number }[] = [];
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? "";
    if ((char === '"' || char === "'") && /[\s{[,:]/.test(line[i - 1] ?? " ")) {
      const close = line.indexOf(char, i + 1);
      if (close !== -1) i = close;
    } else if (char === "[" || char === "{") {
      open.push({ bracket: char, column: i });
    } else if (char === "]" || char === "}") {
      if (open.at(-1)?.bracket !== PARTNERS[char]) return { open, stray: i };
      open.pop();
    }
  }
  return { open, stray: null };
}
