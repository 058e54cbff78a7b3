/** What the app needs, and what is wrong with a token, in a sentence that says what to do about it. */
import type { Failure } from "../errors.ts";

/** What the manifest asks for, and what each is for. */
export const SCOPES: Readonly<Record<string, string>> = {
  commands: "the slash command and the message shortcut",
  "chat:write": "posting questions and cards",
  "app_mentions:read": "being mentioned",
  "channels:history": "typed answers and discussions in threads of public channels",
  "groups:history": "typed answers and discussions in threads of private channels",
  "im:history": "direct messages",
  "mpim:history": "direct messages of several people",
  "files:write": "the picture of a card and the record of a decision, and deleting them with it",
  "users:read": "people's names, time zones and languages, and who is an admin",
  "usergroups:read": "asking the people of a user group that is named",
  "channels:read": "hearing that a public channel was deleted",
  "groups:read": "hearing that a private channel was deleted",
};

const WHERE = "https://api.slack.com/apps → your app";

/** Null: worth trying again. `which`: the environment variable that holds the token. */
export function hopeless(failure: Failure, which: "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN"): string | null {
  if (failure.kind !== "refused") return null;
  const page = which === "SLACK_APP_TOKEN" ? "Basic Information → App-Level Tokens" : "OAuth & Permissions";
  switch (failure.code) {
    case "invalid_auth":
    case "not_authed":
    case "token_expired":
      return `Slack does not accept ${which} (${failure.code}). Copy it anew from ${WHERE} → ${page}.`;
    case "token_revoked":
    case "account_inactive":
    case "app_uninstalled":
      return `Slack says that ${which} is no longer valid (${failure.code}). Install the app again: ${WHERE} → Install App, and copy the new token.`;
    case "not_allowed_token_type":
      return which === "SLACK_APP_TOKEN"
        ? `SLACK_APP_TOKEN is of the wrong kind: it must be an app-level token (xapp-…) from ${WHERE} → ${page}.`
        : `SLACK_BOT_TOKEN is of the wrong kind: it must be the bot token (xoxb-…) from ${WHERE} → ${page}.`;
    case "missing_scope":
    case "no_permission":
      return which === "SLACK_APP_TOKEN"
        ? `SLACK_APP_TOKEN lacks the scope ${failure.needed ?? "connections:write"}. Make a new one with it: ${WHERE} → ${page}.`
        : missingScopes([failure.needed ?? "chat:write"]);
    default:
      return `Slack refuses ${which}: ${failure.code}. See ${WHERE} → ${page}.`;
  }
}

/** Which of the wanted scopes were not granted; [] where Slack did not say what was. */
export function lacking(granted: readonly string[] | undefined): readonly string[] {
  return granted === undefined ? [] : Object.keys(SCOPES).filter((scope) => !granted.includes(scope));
}

export function missingScopes(scopes: readonly string[]): string {
  const each = scopes
    .map((scope) => `${scope}${SCOPES[scope] === undefined ? "" : ` (${SCOPES[scope]})`}`)
    .join(", ");
  return `The app lacks the Slack ${scopes.length === 1 ? "scope" : "scopes"} ${each}. Add ${scopes.length === 1 ? "it" : "them"} at ${WHERE} → OAuth & Permissions → Bot Token Scopes, then install the app again.`;
}
