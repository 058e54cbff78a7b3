/** A line of a pack, broken as a hand breaks it: null where it has nothing to break in this way. */
export const SLIPS: Readonly<Record<string, (line: string) => string | null>> = {
  "a tab for its spaces": (line) => (/^ {2,}\S/.test(line) ? line.replace(/^ +/, "\t") : null),
  "a tab after some": (line) => (/^ {4,}\S/.test(line) ? line.replace(/^( *) {2}/, "$1\t") : null),
  "a quote left open": (line) =>
    (line.match(/"/g) ?? []).length === 2 && !line.includes("\\") ? line.replace(/"([^"]*)$/, "$1") : null,
  "a brace left open": (line) =>
    /\}\s*$/.test(line) && !line.includes("[") ? line.replace(/\}\s*$/, "") : null,
  "a bracket left open": (line) => (/\[.*\]\s*$/.test(line) ? line.replace(/\]\s*$/, "") : null),
  "a score of 12": (line) => (/score: \d/.test(line) ? line.replace(/score: \d+/, "score: 12") : null),
  "another source": (line) =>
    /[{,].*source: [a-z]/.test(line) ? line.replace(/source: ([a-z-]+)/, "source: $1-2") : null,
  "no space after the colon": (line) => (/^\s*(- )?[a-z_]+: \S/.test(line) ? line.replace(/: /, ":") : null),
  "no colon": (line) => (/^\s*(- )?[a-z_]+: \S/.test(line) ? line.replace(/: /, " ") : null),
  "one to the right": (line) => (/^\s*(- )?[a-z_]+:/.test(line) ? ` ${line}` : null),
  "two to the right": (line) => (/^\s*(- )?[a-z_]+:/.test(line) ? `  ${line}` : null),
  "one to the left": (line) => (/^ \s*(- )?[a-z_]+:/.test(line) ? line.slice(1) : null),
  "two to the left": (line) => (/^ {2}\s*(- )?[a-z_]+:/.test(line) ? line.slice(2) : null),
  "two letters swapped": (line) =>
    /^\s*(- )?[a-z_]{4,}:/.test(line) ? line.replace(/([a-z])([a-z]):/, "$2$1:") : null,
  "no dash": (line) => (/^\s*- [a-z_]+:/.test(line) ? line.replace("- ", "  ") : null),
  "no space after the dash": (line) => (/^\s*- [a-z_]+:/.test(line) ? line.replace("- ", "-") : null),
  "nothing after the colon": (line) =>
    /^\s+(name|ask|label|title|text): \S/.test(line) ? line.replace(/: .*/, ":") : null,
};
