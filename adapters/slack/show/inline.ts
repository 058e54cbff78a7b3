/** A file's text in the message itself, where Slack takes no files. */
import type { Attachment } from "../../../src/card/card.ts";
import { shorten } from "../../../src/card/fit.ts";
import { LIMITS } from "../limits.ts";
import type { Drawing } from "./draw.ts";

/** As letters: rich text gives nothing in them a meaning. Cut where a message has no more room. */
export function inlined({ text, blocks }: Drawing, file: Attachment): Drawing {
  // More than the blocks' letters, so never too little.
  const taken = JSON.stringify(blocks).length;
  const letters = shorten(file.text.trim(), Math.max(0, LIMITS.message.text - taken));
  if (letters === "") return { text, blocks };
  return {
    text,
    blocks: [
      ...blocks.slice(0, LIMITS.message.blocks - 1),
      {
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: letters }] }],
      },
    ],
  };
}
