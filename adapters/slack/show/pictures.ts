/**
 * A card's charts as pictures: uploaded without a channel, so that only the message that shows one shares it. Where Slack
 * takes none, a chart is drawn in text. No picture stays with Slack that no message shows.
 */
import { createHash } from "node:crypto";
import type { Card, Chart } from "../../../src/card/card.ts";
import type { Log, Outgoing, Picture } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import type { Client } from "../connection/client.ts";
import { missingScopes } from "../connection/permissions.ts";
import { attempt, type Failure, type Result } from "../errors.ts";
import { deleteFile, sendBytes } from "./upload.ts";

/** A file that Slack has, and what is in it. */
export interface Uploaded {
  readonly file: string;
  /** [0-9a-f]{16} */
  readonly hash: string;
}

export interface PictureOptions {
  readonly picture: Picture;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

/** A message's slot, in its workspace. */
type Slot = Pick<Outgoing, "decision" | "slot" | "place">;

export interface Pictures {
  /** Of each chart of the card, in order; null: in text. `before`: what the message shows until now, to be shown again. */
  of(
    client: Client,
    message: Slot,
    card: Card,
    before: readonly Uploaded[],
  ): Promise<readonly (Uploaded | null)[]>;
  /** Slack may still be looking through one of the slot's. `client`: to ask Slack; null: as far as is known. */
  isComing(client: Client | null, message: Slot): Promise<boolean>;
  /** The message shows these now, or none; what was uploaded for it besides is deleted. */
  shown(client: Client, message: Slot, pictures: readonly Uploaded[]): Promise<void>;
}

/** How long a workspace that takes no pictures is not asked again. */
const NO_PICTURES_MS = 24 * 60 * 60_000;
/** Slack looks through a file before a message can show it; what takes longer never comes. */
const READY_WITHIN_MS = 5_000;
const REMEMBERED = 200;

export function createPictures({ picture, now, log }: PictureOptions): Pictures {
  /** By workspace: until when. */
  const without = new Map<string, number>();
  /** By slot: what is uploaded and not shown yet, and since when. */
  const waiting = new Lru<string, readonly (Uploaded & { readonly at: number })[]>(REMEMBERED);
  const keyOf = ({ place: { team }, decision, slot }: Slot): string => `${team}/${decision}/${slot}`;

  async function upload(client: Client, team: string, chart: Chart): Promise<string | null> {
    const png = await picture(chart);
    if (png === null) return null;
    const sent = await attempt(async () => {
      const id = await sendBytes(client, "fit.png", png);
      await client.files.completeUploadExternal({ files: [{ id, title: chart.title }] });
      return id;
    });
    if (sent.ok) return sent.value;
    refused(team, sent.failure);
    return null;
  }

  function refused(team: string, failure: Failure): void {
    if (failure.kind !== "refused") {
      log.info(
        { team, because: failure.because },
        "a picture could not be uploaded; its chart is drawn in text",
      );
      return;
    }
    const { code, needed } = failure;
    without.set(team, now() + NO_PICTURES_MS);
    if (code === "missing_scope") log.error({ team, code, needed }, missingScopes(["files:write"]));
    else log.warn({ team, code, needed }, "Slack takes no pictures here; charts are drawn in text for a day");
  }

  async function pictureOf(
    client: Client,
    message: Slot,
    chart: Chart,
    before: readonly Uploaded[],
  ): Promise<Uploaded | null> {
    const { team } = message.place;
    const hash = hashOf(chart);
    const own = waiting.get(keyOf(message)) ?? [];
    const there = [...before, ...own].find((one) => one.hash === hash);
    if (there !== undefined) return there;
    const file = now() < (without.get(team) ?? 0) ? null : await upload(client, team, chart);
    if (file === null) return null;
    waiting.set(keyOf(message), [...own, { file, hash, at: now() }]);
    return { file, hash };
  }

  /** It takes the scope files:read to be told; without it, a try will tell. */
  async function isLookedThrough(client: Client, file: string): Promise<boolean> {
    const info = await attempt(() => client.files.info({ file }));
    return !info.ok || (info.value.file?.mimetype ?? "") !== "";
  }

  return {
    async of(client, message, { blocks }, before) {
      const found: (Uploaded | null)[] = [];
      for (const block of blocks)
        if (block.kind === "chart") found.push(await pictureOf(client, message, block, before));
      return found;
    },
    async isComing(client, message) {
      const young = (waiting.get(keyOf(message)) ?? []).filter(({ at }) => now() - at < READY_WITHIN_MS);
      if (client === null) return young.length > 0;
      for (const { file } of young) if (!(await isLookedThrough(client, file))) return true;
      return false;
    },
    async shown(client, message, pictures) {
      const own = waiting.get(keyOf(message)) ?? [];
      waiting.delete(keyOf(message));
      const over = own.filter(({ file }) => pictures.every((one) => one.file !== file));
      const deleted = await deletePictures(client, over);
      if (!deleted.ok)
        log.warn({ because: deleted.failure.because }, "a picture that nothing shows stays with Slack");
    },
  };
}

/** What Slack refuses to delete is left to it. */
export async function deletePictures(client: Client, pictures: readonly Uploaded[]): Promise<Result<null>> {
  for (const { file } of pictures) {
    const deleted = await deleteFile(client, file);
    if (!deleted.ok && deleted.failure.kind !== "refused") return deleted;
  }
  return { ok: true, value: null };
}

function hashOf(chart: Chart): string {
  return createHash("sha256").update(JSON.stringify(chart)).digest("hex").slice(0, 16);
}
