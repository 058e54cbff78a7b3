/** `/decide`, registered in each server that the bot is in: there it appears at once. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type REST,
  type RESTPutAPIApplicationGuildCommandsJSONBody,
  Routes,
} from "discord.js";
import { failureOf } from "../errors.ts";
import { words } from "../words.ts";
import { type Patience, persist } from "./retry.ts";

const COMMANDS: RESTPutAPIApplicationGuildCommandsJSONBody = [
  {
    type: ApplicationCommandType.ChatInput,
    name: "decide",
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
  /** Registers them once in each server that Discord names. Never rejects. */
  onDispatch(payload: GatewayDispatchPayload): Promise<void>;
}

export function createCommands(
  rest: REST,
  application: () => string | undefined,
  patience: Patience,
): Commands {
  const registered = new Set<string>();

  async function register(guild: string): Promise<void> {
    const id = application();
    if (id === undefined || registered.has(guild)) return;
    registered.add(guild);
    const put = () => rest.put(Routes.applicationGuildCommands(id, guild), { body: COMMANDS });
    try {
      await persist("registering /decide", put, patience);
    } catch (error) {
      registered.delete(guild);
      patience.log.warn(
        { guild, because: failureOf(error).because },
        "/decide could not be registered: invite the bot again with the link above",
      );
    }
  }

  return {
    async onDispatch(payload) {
      if (payload.t === GatewayDispatchEvents.GuildCreate && payload.d.unavailable !== true)
        await register(payload.d.id);
      // Gone, rather than out of order for a while: should the bot be invited again, it registers again.
      if (payload.t === GatewayDispatchEvents.GuildDelete && payload.d.unavailable !== true)
        registered.delete(payload.d.id);
    },
  };
}
