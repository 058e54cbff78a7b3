/** A Bolt app that only acknowledges: what `acknowledge.ts` compares the bot with. */
import { App } from "@slack/bolt";

const { SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL = "" } = process.env;
const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: `${SLACK_API_URL}/` },
});
app.action(/.*/, ({ ack }) => ack());
await app.start();
