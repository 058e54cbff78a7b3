/** What comes with a message: its pictures and its file, or their words if nothing can be attached. */
import type { RawFile } from "discord.js";
import type { Log, Outgoing, Picture } from "../../../src/port.ts";
import { NAMES } from "../connection/permissions.ts";
import type { Failure, Result } from "../errors.ts";
import { guildOf } from "../place.ts";
import { type Drawing, draw } from "./draw.ts";
import { markOf } from "./find.ts";
import type { Content } from "./post.ts";

/** Draws a message and hands it to `act`, once more without files if those are what is forbidden. */
export type Attach = <T>(
  message: Outgoing,
  /** Tells the message from any other. */
  key: string,
  act: (content: Content) => Promise<Result<T>>,
) => Promise<Result<T>>;

export function createAttacher(picture: Picture, log: Log): Attach {
  return async (message, key, act) => {
    const content = await withFiles(message, key, picture);
    const first = await act(content);
    if (first.ok || content.files.length === 0 || !isForbidden(first.failure)) return first;
    const second = await act(contentOf(message, key, [], { file: "in words" }));
    if (second.ok) {
      const { channel, thread } = message.place;
      log.error(
        { channel, thread, missing: [NAMES.AttachFiles] },
        "permissions are missing in Discord: what cannot be attached is shown in words",
      );
    }
    return second;
  };
}

export function isForbidden(failure: Failure): boolean {
  return failure.kind === "refused" && failure.forbidden !== null;
}

async function withFiles(message: Outgoing, key: string, picture: Picture): Promise<Content> {
  const { blocks, file } = message.card;
  const charts = await Promise.all(blocks.filter((block) => block.kind === "chart").map(picture));
  const pictures = charts.map((data, index) => (data === null ? null : `chart-${index + 1}.png`));
  const files = charts.flatMap((data, index): RawFile[] => {
    const name = pictures[index];
    return data === null || !name ? [] : [{ name, data: Buffer.from(data), contentType: "image/png" }];
  });
  if (file !== undefined) {
    const contentType = `text/${file.name.endsWith(".html") ? "html" : "markdown"}; charset=utf-8`;
    files.push({ name: file.name, data: Buffer.from(file.text), contentType });
  }
  return contentOf(message, key, files, { pictures, file: "attached" });
}

function contentOf(message: Outgoing, key: string, files: readonly RawFile[], drawing: Drawing): Content {
  const where = { mark: markOf(key), guild: guildOf(message.place) };
  return { components: [draw(message.card, message, { ...drawing, ...where })], files };
}
