/** Whether this machine's clock is right, by what a platform's server says of the time. */
import { about, EXAMINE_MS, type Finding } from "../../../adapters/shared/finding.ts";
import type { Log } from "../../port.ts";
import type { Config } from "../settings/config.ts";

/** Slack refuses what is five minutes old. */
const SKEW_MOST_MS = 60_000;

const clock = about("clock");

/** `now`: milliseconds since 1970, by this machine. */
export async function clockOf(
  { slack, discord }: Pick<Config, "slack" | "discord">,
  now: () => number,
): Promise<Finding> {
  const address =
    slack !== null
      ? `${(slack.apiUrl ?? "https://slack.com/api").replace(/\/$/, "")}/api.test`
      : discord !== null
        ? `${discord.apiUrl ?? "https://discord.com/api"}/v10/gateway`
        : null;
  if (address === null) return clock.unknown("There is no platform to compare it with.");
  const signal = AbortSignal.timeout(EXAMINE_MS);
  const answer = await fetch(address, { method: "HEAD", signal }).catch(() => null);
  const theirs = Date.parse(answer?.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) return clock.unknown("The platform does not say what time it is.");
  const ahead = now() - theirs;
  const seconds = Math.round(Math.abs(ahead) / 1000);
  return Math.abs(ahead) <= SKEW_MOST_MS
    ? clock.right("It agrees with the platform's.")
    : clock.wrong(
        `This machine's clock is ${seconds} s ${ahead > 0 ? "ahead of" : "behind"} the platform's: set it (timedatectl set-ntp true). Deadlines and signatures go by it.`,
      );
}

/** At the start, for nothing else would tell of it. */
export async function tellOfClock(
  config: Pick<Config, "slack" | "discord">,
  now: () => number,
  log: Log,
): Promise<void> {
  const { state, says } = await clockOf(config, now);
  if (state === "wrong") log.warn({}, says);
}
