/** The slash command, registered in each server that the bot is in: there it appears at once. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type REST,
  type RESTPutAPIApplicationGuildCommandsJSONBody,
  Routes,
} from "discord.js";
import type { Log } from "../../../src/port.ts";
import { type Patience, persist } from "../../shared/retry.ts";
import { attempt } from "../errors.ts";
import { words } from "../words.ts";
import { mayPass } from "./client.ts";

const commands = (name: string): RESTPutAPIApplicationGuildCommandsJSONBody => [
  {
    type: ApplicationCommandType.ChatInput,
    name,
    description: words.command,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "what",
        description: words.commandWhat,
        required: false,
      },
    ],
  },
];

export interface Commands {
  /** Registers the command once in each server that Discord names. Never rejects. */
  onDispatch(payload: GatewayDispatchPayload): Promise<void>;
}

export function createCommands(
  rest: REST,
  name: string,
  application: () => string | undefined,
  log: Log,
  patience: Patience,
): Commands {
  const registered = new Set<string>();

  async function register(guild: string): Promise<void> {
    const id = application();
    if (id === undefined || registered.has(guild)) return;
    registered.add(guild);
    const route = Routes.applicationGuildCommands(id, guild);
    const put = await persist(
      () => attempt(() => rest.put(route, { body: commands(name) })),
      patience,
      mayPass(`registering /${name}`, log),
    );
    if (put.ok) return;
    registered.delete(guild);
    log.warn(
      { guild, because: put.failure.because },
      `/${name} could not be registered: invite the bot again with the link above`,
    );
  }

  return {
    async onDispatch(payload) {
      if (payload.t === GatewayDispatchEvents.GuildCreate && payload.d.unavailable !== true)
        await register(payload.d.id);
      // The bot was removed, and the server is not just out of order: if it is invited again, it registers again.
      if (payload.t === GatewayDispatchEvents.GuildDelete && payload.d.unavailable !== true)
        registered.delete(payload.d.id);
    },
  };
}
