/** `plumbline keys rotate`: the workspaces' tokens are sealed anew, with the key of today. */
import { reseal } from "../../adapters/slack/connection/installations.ts";
import { withStore } from "./database.ts";
import type { Exit, Shell } from "./shell.ts";

export function rotateKeys(shell: Shell): Promise<Exit> {
  return withStore(async ({ store, config }) => {
    const keys = config.slack?.oauth?.encryptionKeys;
    if (keys === undefined) {
      shell.err(
        "No key is set, so nothing is sealed: SLACK_ENCRYPTION_KEY is needed to serve many workspaces.",
      );
      return 2;
    }
    const { teams, closed } = await reseal(store.installations("slack"), keys, true);
    const sealed = teams - closed.length;
    shell.out(`${sealed} ${sealed === 1 ? "token is" : "tokens are"} sealed with SLACK_ENCRYPTION_KEY.`);
    if (closed.length === 0) {
      if (keys.length > 1) shell.out("SLACK_ENCRYPTION_KEY_OLD is not needed any more.");
      return 0;
    }
    for (const team of closed) shell.err(`slack/${team} is sealed with another key, and was left as it is.`);
    shell.err("Set the key that was used then as SLACK_ENCRYPTION_KEY_OLD, and run this again.");
    return 1;
  }, shell);
}
