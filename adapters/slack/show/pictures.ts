/**
 * A card's charts as pictures: uploaded without a channel, so that only the message that shows one shares it. Where Slack
 * takes none, a chart is drawn in text.
 */
import { createHash } from "node:crypto";
import type { Card, Chart } from "../../../src/card/card.ts";
import type { Log, Outgoing } from "../../../src/port.ts";
import { Lru } from "../../shared/lru.ts";
import type { Client } from "../connection/client.ts";
import { missingScopes } from "../connection/permissions.ts";
import { attempt, type Failure } from "../errors.ts";
import { sendBytes } from "./upload.ts";

/** A chart as a PNG; null if it cannot be drawn. */
export type Picture = (chart: Chart) => Promise<Uint8Array | null>;

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
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
}

export interface Pictures {
  /** Of each chart of the card, in order; null: in text. `before`: what the message shows until now, to be shown again. */
  of(
    client: Client,
    message: Outgoing,
    card: Card,
    before: readonly Uploaded[],
  ): Promise<readonly (Uploaded | null)[]>;
  /** A message shows them now, and knows it. */
  shown(pictures: readonly Uploaded[]): void;
}

/** How long a workspace that takes no pictures is not asked again. */
const NO_PICTURES_MS = 24 * 60 * 60_000;
/** Slack looks through a file before it can be shown: so often it is asked whether it has, and so long it is left alone. */
const LOOK_AFTER_MS = [0, 250, 750, 1_500];
const LEFT_ALONE_MS = 1_500;
const REMEMBERED = 200;

export function createPictures({ picture, now, sleep, log }: PictureOptions): Pictures {
  /** By workspace: until when. */
  const without = new Map<string, number>();
  /** What is uploaded and not shown yet, for another try. */
  const waiting = new Lru<string, Uploaded>(REMEMBERED);

  /** It takes the scope files:read to be told. */
  async function ready(client: Client, file: string): Promise<void> {
    for (const ms of LOOK_AFTER_MS) {
      if (ms > 0) await sleep(ms);
      const info = await attempt(() => client.files.info({ file }));
      if (!info.ok) return sleep(LEFT_ALONE_MS);
      if ((info.value.file?.mimetype ?? "") !== "") return;
    }
  }

  async function upload(client: Client, team: string, chart: Chart): Promise<string | null> {
    const png = await picture(chart);
    if (png === null) return null;
    const sent = await attempt(async () => {
      const id = await sendBytes(client, "fit.png", png);
      await client.files.completeUploadExternal({ files: [{ id, title: chart.title }] });
      return id;
    });
    if (!sent.ok) {
      refused(team, sent.failure);
      return null;
    }
    await ready(client, sent.value);
    return sent.value;
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
    { place: { team }, decision, slot }: Outgoing,
    chart: Chart,
    before: readonly Uploaded[],
  ): Promise<Uploaded | null> {
    const hash = hashOf(chart);
    const key = `${team} ${decision} ${slot} ${hash}`;
    const kept = before.find((one) => one.hash === hash) ?? waiting.get(key);
    if (kept !== undefined) return kept;
    const file = now() < (without.get(team) ?? 0) ? null : await upload(client, team, chart);
    if (file === null) return null;
    waiting.set(key, { file, hash });
    return { file, hash };
  }

  return {
    async of(client, message, { blocks }, before) {
      const found: (Uploaded | null)[] = [];
      for (const block of blocks)
        if (block.kind === "chart") found.push(await pictureOf(client, message, block, before));
      return found;
    },
    shown(pictures) {
      for (const [key, { file }] of waiting)
        if (pictures.some((one) => one.file === file)) waiting.delete(key);
    },
  };
}

function hashOf(chart: Chart): string {
  return createHash("sha256").update(JSON.stringify(chart)).digest("hex").slice(0, 16);
}
