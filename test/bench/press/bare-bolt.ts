/** A Bolt app that acknowledges each press and shows a modal of one button, and nothing else: what the bot is compared with. */
import { App, type BlockAction, type types } from "@slack/bolt";

const { SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL = "" } = process.env;
const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: `${SLACK_API_URL}/` },
});
let presses = 0;
app.action<BlockAction>(/.*/, async ({ ack, body, client }) => {
  await ack();
  const button: types.Button = {
    type: "button",
    action_id: `next/${++presses}`,
    text: { type: "plain_text", text: "Next" },
  };
  const view: types.ModalView = {
    type: "modal",
    title: { type: "plain_text", text: "Bare" },
    blocks: [{ type: "actions", elements: [button] }],
  };
  if (body.view === undefined) await client.views.open({ trigger_id: body.trigger_id, view });
  else await client.views.update({ view_id: body.view.id, view });
});
await app.start();
