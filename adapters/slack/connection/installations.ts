/** Many workspaces: installed with Slack's OAuth by way of Bolt, kept in the store with their tokens sealed. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Installation, InstallationStore } from "@slack/bolt";
import type { Installations } from "../../../src/port.ts";
import type { Keys } from "../../shared/config.ts";

const VERSION = "v2";
/** It did not say with which key. */
const FIRST_VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM, bound to the team: moved to another team, an entry does not open. */
export function seal(text: string, team: string, [key]: Keys): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(team),
  );
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${idOf(key)}.${sealed.toString("base64url")}`;
}

/** Tells keys apart, and nothing of them. */
function idOf(key: Uint8Array): string {
  return createHash("sha256").update("plumbline key").update(key).digest("hex").slice(0, 8);
}

/** Throws if none of the keys, or not the team or the text, is the one that was sealed. */
export function unseal(sealed: string, team: string, keys: Keys): string {
  const [version, ...parts] = sealed.split(".");
  const [id, body] = version === FIRST_VERSION ? [null, parts[0]] : parts;
  if ((version !== VERSION && version !== FIRST_VERSION) || body === undefined)
    throw new Error("an installation is stored in an unknown form");
  const [first, ...others] = keys.filter((key) => id === null || idOf(key) === id);
  if (first === undefined) throw new Error("an installation is sealed with another key");
  for (const key of [first, ...others].slice(0, -1)) {
    try {
      return opened(body, team, key);
    } catch {
      // One of the others may be the one.
    }
  }
  return opened(body, team, others.at(-1) ?? first);
}

function opened(body: string, team: string, key: Uint8Array): string {
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(team))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
    "utf8",
  );
}

/** Bolt's store over ours. Org-wide installations are refused: a message would not know its organisation. */
export function createInstallationStore(installations: Installations, keys: Keys): InstallationStore {
  return {
    async storeInstallation(installation) {
      const team = installation.team?.id;
      if (team === undefined || installation.isEnterpriseInstall === true) {
        throw new Error("org-wide installation is not supported: install the app in each workspace");
      }
      await installations.save(team, seal(JSON.stringify(installation), team, keys));
    },
    async fetchInstallation({ teamId }) {
      const sealed = teamId === undefined ? null : await installations.find(teamId);
      if (teamId === undefined || sealed === null)
        throw new Error("the app is not installed in this workspace");
      return JSON.parse(unseal(sealed, teamId, keys)) as Installation;
    },
    async deleteInstallation({ teamId }) {
      if (teamId !== undefined) await installations.remove(teamId);
    },
  };
}

export interface Resealed {
  readonly teams: number;
  /** Whose entry none of the keys opens. */
  readonly closed: readonly string[];
}

/** Opens every entry, and where `rotate` says so seals it with the first of the keys. */
export async function reseal(installations: Installations, keys: Keys, rotate: boolean): Promise<Resealed> {
  const teams = await installations.teams();
  const closed: string[] = [];
  for (const team of teams) {
    const sealed = await installations.find(team);
    if (sealed === null) continue;
    try {
      const text = unseal(sealed, team, keys);
      if (rotate) await installations.save(team, seal(text, team, keys));
    } catch {
      closed.push(team);
    }
  }
  return { teams: teams.length, closed };
}
