/** Whether Discord takes the token, and what it allows: asked without serving anybody. */
import { type APIApplication, type APIGatewayBotInfo, Routes } from "discord.js";
import type { Log } from "../../../src/port.ts";
import type { DiscordConfig } from "../../shared/config.ts";
import { about, EXAMINE_MS, type Finding } from "../../shared/finding.ts";
import { attempt } from "../errors.ts";
import { readsMessages } from "./application.ts";
import { clientOptions, createClient } from "./client.ts";
import { REFUSED_TOKEN } from "./gateway.ts";

const discord = about("Discord");

export async function examineDiscord(config: DiscordConfig, log: Log): Promise<readonly Finding[]> {
  const rest = createClient(config.token, { ...clientOptions(config.apiUrl), timeout: EXAMINE_MS }, log);
  try {
    const known = await attempt(() => rest.get(Routes.currentApplication()) as Promise<APIApplication>);
    if (!known.ok)
      return [
        discord.wrong(
          known.failure.kind === "unauthorised"
            ? REFUSED_TOKEN
            : `Discord does not answer (${known.failure.because}): see to the network, a proxy, DISCORD_API_URL, or https://discordstatus.com.`,
        ),
      ];
    const gateway = await attempt(() => rest.get(Routes.gatewayBot()) as Promise<APIGatewayBotInfo>);
    return [
      discord.right(`DISCORD_TOKEN is accepted, for the application ${known.value.name}.`),
      discord.right(
        readsMessages(known.value)
          ? "The Message Content Intent is on: typed answers are read."
          : "The Message Content Intent is off: a typed answer needs a mention or a reply.",
      ),
      ...(gateway.ok ? ofGateway(gateway.value, config) : []),
    ];
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

function ofGateway(
  { shards, session_start_limit: limit }: APIGatewayBotInfo,
  config: DiscordConfig,
): Finding[] {
  const total = config.shards?.total ?? 1;
  const minutes = Math.ceil(limit.reset_after / 60_000);
  return [
    limit.remaining > 0
      ? discord.right(`Discord allows ${limit.remaining} more connections today.`)
      : discord.wrong(
          `Discord allows no more connections for ${minutes} minutes: the bot was restarted too often.`,
        ),
    ...(shards > total
      ? [
          discord.wrong(
            `Discord wants ${shards} shards for so many servers: raise DISCORD_SHARDS, now ${total}.`,
          ),
        ]
      : []),
  ];
}
