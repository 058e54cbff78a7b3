/** A file's text in the message itself, where the bot may attach none. */
import { shorten } from "../../../src/card/fit.ts";

const FENCE = "```";
const FRAME = 2 * (FENCE.length + 1);

/**
 * In a code block, where nothing means anything but its end: backticks are kept apart by a space of no width. At most
 * `room` characters, cut after a whole word; "" where there is no room.
 */
export function inlined(text: string, room: number): string {
  const apart = text.trim().replace(/`(?=`)/g, "`\u200b");
  const letters = shorten(apart, Math.max(0, room - FRAME));
  return letters.trim() === "" ? "" : `${FENCE}\n${letters}\n${FENCE}`;
}
