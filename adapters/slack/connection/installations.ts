/** Many workspaces: installed with Slack's OAuth by way of Bolt, kept in the store with their tokens sealed. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Installation, InstallationStore } from "@slack/bolt";

/** Where installations are kept: the store. A team's entry is opaque text. */
export interface Installations {
  find(team: string): Promise<string | null>;
  save(team: string, sealed: string): Promise<void>;
  remove(team: string): Promise<void>;
}

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM, bound to the team: moved to another team, an entry does not open. `key`: 32 bytes. */
export function seal(text: string, team: string, key: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(team),
  );
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/** Throws if the key, the team or the text is not the one that was sealed. */
export function unseal(sealed: string, team: string, key: Uint8Array): string {
  const [version, body] = sealed.split(".");
  if (version !== VERSION || body === undefined)
    throw new Error("an installation is stored in an unknown form");
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
export function createInstallationStore(installations: Installations, key: Uint8Array): InstallationStore {
  return {
    async storeInstallation(installation) {
      const team = installation.team?.id;
      if (team === undefined || installation.isEnterpriseInstall === true) {
        throw new Error("org-wide installation is not supported: install the app in each workspace");
      }
      await installations.save(team, seal(JSON.stringify(installation), team, key));
    },
    async fetchInstallation({ teamId }) {
      const sealed = teamId === undefined ? null : await installations.find(teamId);
      if (teamId === undefined || sealed === null)
        throw new Error("the app is not installed in this workspace");
      return JSON.parse(unseal(sealed, teamId, key)) as Installation;
    },
    async deleteInstallation({ teamId }) {
      if (teamId !== undefined) await installations.remove(teamId);
    },
  };
}
