/** What a message consists of: its card drawn, with its pictures and its file, or in words where none can be attached. */
import type { RawFile } from "discord.js";
import type { Chart } from "../../../src/card/card.ts";
import type { Outgoing } from "../../../src/port.ts";
import { Forbidden } from "../connection/forbidden.ts";
import { guildOf } from "../hear/read.ts";
import { type Drawing, draw } from "./draw.ts";
import { markOf, type Post } from "./post.ts";

export type Content = Pick<Post, "components" | "files">;

export interface Attaching {
  /** A chart as a PNG; null where it cannot be drawn. Its words are shown besides. */
  readonly picture: (chart: Chart) => Promise<Uint8Array | null>;
  /** It went without files: that was all that was missing. */
  readonly onWithout: (message: Outgoing) => void;
}

/** `key` tells the message from any other. Throws what `act` throws. */
export async function attaching<T>(
  { picture, onWithout }: Attaching,
  message: Outgoing,
  key: string,
  act: (content: Content) => Promise<T>,
): Promise<T> {
  const content = await withFiles(message, key, picture);
  try {
    return await act(content);
  } catch (error) {
    if (content.files.length === 0 || !(error instanceof Forbidden)) throw error;
    const done = await act(contentOf(message, key, [], { file: "in words" }));
    onWithout(message);
    return done;
  }
}

async function withFiles(message: Outgoing, key: string, picture: Attaching["picture"]): Promise<Content> {
  const { blocks, file } = message.card;
  const charts = await Promise.all(blocks.filter((block) => block.kind === "chart").map(picture));
  const pictures = charts.map((data, index) => (data === null ? null : `chart-${index + 1}.png`));
  const files = charts.flatMap((data, index): RawFile[] => {
    const name = pictures[index];
    return data === null || !name ? [] : [{ name, data: Buffer.from(data), contentType: "image/png" }];
  });
  const contentType = "text/markdown; charset=utf-8";
  if (file !== undefined) files.push({ name: file.name, data: Buffer.from(file.text), contentType });
  return contentOf(message, key, files, { pictures, file: "attached" });
}

function contentOf(message: Outgoing, key: string, files: readonly RawFile[], drawing: Drawing): Content {
  const where = { mark: markOf(key), guild: guildOf(message.place) };
  return { components: [draw(message.card, message, { ...drawing, ...where })], files };
}
