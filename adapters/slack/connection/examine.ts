/** Whether Slack takes the tokens, and what they lack: asked without serving anybody. */
import type { Log } from "../../../src/port.ts";
import type { SlackConfig } from "../../shared/config.ts";
import { about, EXAMINE_MS, type Finding } from "../../shared/finding.ts";
import { attempt, type Failure } from "../errors.ts";
import { type ClientOptions, clientOptions, createClient, createLogger } from "./client.ts";
import { hopeless, lacking, missingScopes } from "./permissions.ts";

const slack = about("Slack");

export async function examineSlack(config: SlackConfig, log: Log): Promise<readonly Finding[]> {
  const options = { ...clientOptions(config.apiUrl, createLogger(log), log), timeout: EXAMINE_MS };
  const { botToken, appToken } = config;
  const asked = await Promise.all([
    botToken === undefined ? [BY_INSTALLING] : ofBot(botToken, options),
    appToken === undefined ? [BY_REQUESTS] : ofApp(appToken, options),
  ]);
  return asked.flat();
}

const BY_INSTALLING = slack.unknown("The client id and secret are checked when somebody installs the app.");
const BY_REQUESTS = slack.unknown("SLACK_SIGNING_SECRET is checked with Slack's first request.");

async function ofBot(token: string, options: ClientOptions): Promise<readonly Finding[]> {
  const known = await attempt(() => createClient(token, options).auth.test());
  if (!known.ok) return [slack.wrong(sentenceOf(known.failure, "SLACK_BOT_TOKEN"))];
  const { team, response_metadata: granted } = known.value;
  const missing = lacking(granted?.scopes);
  return [
    slack.right(`SLACK_BOT_TOKEN is accepted, for the workspace ${team ?? "that it is for"}.`),
    granted?.scopes === undefined
      ? slack.unknown("Slack does not say which scopes the app has.")
      : missing.length > 0
        ? slack.wrong(missingScopes(missing))
        : slack.right("The app has every scope that it needs."),
  ];
}

async function ofApp(token: string, options: ClientOptions): Promise<readonly Finding[]> {
  const opened = await attempt(() => createClient(token, options).apps.connections.open());
  return [
    opened.ok
      ? slack.right("SLACK_APP_TOKEN is accepted: Socket Mode can be opened.")
      : slack.wrong(sentenceOf(opened.failure, "SLACK_APP_TOKEN")),
  ];
}

function sentenceOf(failure: Failure, which: Parameters<typeof hopeless>[1]): string {
  return (
    hopeless(failure, which) ??
    `Slack does not answer (${failure.because}): see to the network, a proxy, SLACK_API_URL, or https://slack-status.com.`
  );
}
