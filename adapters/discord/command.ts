/** `/decide`, registered in each server that the bot is in: there it appears at once. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type REST,
  type RESTPutAPIApplicationGuildCommandsJSONBody,
  Routes,
} from "discord.js";
import { words } from "./words.ts";

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

/** Throws what the REST client throws. */
export async function registerCommands(rest: REST, application: string, guild: string): Promise<void> {
  await rest.put(Routes.applicationGuildCommands(application, guild), { body: COMMANDS });
}
