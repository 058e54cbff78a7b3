/** A discord.js app that answers each press with a message of one button, and nothing else: what the bot is compared with. */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  GatewayIntentBits,
  MessageFlags,
} from "discord.js";

const { DISCORD_TOKEN = "", DISCORD_API_URL = "" } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
let presses = 0;
client.on("interactionCreate", (interaction) => {
  if (!interaction.isButton()) return;
  const button = new ButtonBuilder()
    .setCustomId(`next/${++presses}`)
    .setLabel("Next")
    .setStyle(ButtonStyle.Primary);
  const components = [new ActionRowBuilder<ButtonBuilder>().addComponents(button)];
  if (interaction.customId === "answer")
    void interaction.reply({ components, flags: MessageFlags.Ephemeral });
  else void interaction.update({ components });
});
await client.login(DISCORD_TOKEN);
