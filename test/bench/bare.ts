/** A Bolt app that acknowledges, and with "posts" then posts once: what `acknowledge.ts` compares the bot with. */
import { App, type BlockAction } from "@slack/bolt";
import { CHANNEL, POSTS } from "./screens.ts";

const { SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL = "" } = process.env;
const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: `${SLACK_API_URL}/` },
});
const posts = process.argv[2] === POSTS;
app.action<BlockAction>(/.*/, async ({ ack, body, client }) => {
  await ack();
  if (posts) await client.chat.postMessage({ channel: CHANNEL, text: body.trigger_id });
});
await app.start();
