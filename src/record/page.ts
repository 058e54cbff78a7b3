/**
 * The page that a record begins with: at most 600 words, whatever the team said. Every line has a worth, and while the
 * page is too long the line of least worth goes, of several the last. The appendix has them all.
 */
import type { Text } from "../card/card.ts";
import { bullets, heading, line } from "./markdown.ts";

const WORDS_MAX = 600;
/** For who counts in another way. */
const SPARE = 10;
/** The worth of what is never left out. */
export const ALWAYS = Number.POSITIVE_INFINITY;

export interface Line {
  readonly text: Text;
  readonly worth: number;
  /** Takes its place when it goes. */
  readonly instead?: Line;
}

/** One whose lines have all gone is not there. */
export interface Section {
  readonly level: 2 | 3;
  readonly title: string;
  /** As items of a list; else each a paragraph. */
  readonly listed: boolean;
  readonly lines: readonly Line[];
}

/** Blocks of Markdown, with `head` above. */
export function pageOf(head: readonly string[], sections: readonly Section[]): readonly string[] {
  let left = sections;
  for (;;) {
    const blocks = [...head, ...left.flatMap(drawn)];
    const least = Math.min(...left.flatMap(({ lines }) => lines.map(({ worth }) => worth)));
    if (least === ALWAYS || wordsIn(blocks) <= WORDS_MAX - SPARE) return blocks;
    left = withoutOne(left, least);
  }
}

function drawn({ level, title, listed, lines }: Section): readonly string[] {
  if (lines.length === 0) return [];
  return [heading(level, [title]), ...(listed ? [bullets(lines)] : lines.map(({ text }) => line(text)))];
}

/** As wc counts them: marks that stand alone, too. */
function wordsIn(blocks: readonly string[]): number {
  return blocks.join("\n").split(/\s+/).length;
}

function withoutOne(sections: readonly Section[], worth: number): readonly Section[] {
  const isIt = (one: Line): boolean => one.worth === worth;
  const at = sections.findLastIndex(({ lines }) => lines.some(isIt));
  return sections.map((section, index) =>
    index === at ? { ...section, lines: withoutLast(section.lines, isIt) } : section,
  );
}

function withoutLast(lines: readonly Line[], isIt: (line: Line) => boolean): readonly Line[] {
  const at = lines.findLastIndex(isIt);
  return lines.flatMap((line, index) => (index === at ? (line.instead ?? []) : line));
}
