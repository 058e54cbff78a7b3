import { buttons } from "../../../src/conversation/words/controls.ts";
import { choicesOf } from "../../chaos/labels.ts";
import { see } from "../../fake/slack/render.ts";
import { addChannel, FakeSlack } from "../../fake/slack/slack.ts";
import type { Message } from "../../fake/slack/state.ts";
import { Screens } from "../screens.ts";
import { type Hall, inTurns, type Seat } from "./seat.ts";

const ANSWER = {
  type: "actions",
  elements: [
    { type: "button", action_id: "answer", text: { type: "plain_text", text: buttons.answer, emoji: false } },
  ],
};

export async function slackHall(): Promise<Hall> {
  const slack = await FakeSlack.start();
  const screens = new Screens(slack);
  const { team, server, apiUrl } = slack;
  const userOf = (n: number): string => `U02${String(n).padStart(5, "0")}`;

  function enter(n: number): { user: string; channel: string } {
    const [user, channel] = [userOf(n), `C02${String(n).padStart(5, "0")}`];
    team.users.set(user, { id: user, name: `Person ${n}`, admin: false, bot: false });
    addChannel(team, channel, `room-${n}`, "public", true);
    return { user, channel };
  }

  /** `choice`: of the labels in the modal, what they press. */
  function seatOf(
    user: string,
    live: Message,
    choice: (labels: readonly string[]) => string | undefined,
  ): Seat {
    const person = slack.person(user);
    return {
      async press() {
        const label = person.modal === undefined ? undefined : choice(person.modalText.controls);
        if (label === undefined) person.close();
        const { modal } = person;
        const payload =
          modal === undefined || label === undefined
            ? person.pressPayload({ message: live }, buttons.answer)
            : person.pressPayload({ modal }, label);
        const from = performance.now();
        const changed = screens.changed(payload);
        await slack.deliver("interactive", payload);
        const acknowledged = performance.now() - from;
        const shown = await changed;
        if (shown === null) throw new Error("a press has changed no screen");
        return { acknowledged, shown };
      },
    };
  }

  return {
    env: { SLACK_BOT_TOKEN: team.token, SLACK_APP_TOKEN: server.appToken, SLACK_API_URL: apiUrl },
    connected: () => slack.until(() => server.connections > 0),
    async decide(many) {
      // Who does not answer keeps it open.
      const silent = enter(many).user;
      return inTurns(many, async (n) => {
        const { user, channel } = enter(n);
        await slack.person(user).command(channel, `fastapi or django for billing <@${silent}>`);
        const find = () =>
          team.messages.find((one) => one.channel === channel && see(one).controls.includes(buttons.answer));
        await slack.until(() => find() !== undefined);
        const live = find();
        if (live === undefined) throw new Error("nothing is asked");
        return seatOf(user, live, (labels) => choicesOf(labels)[0]);
      });
    },
    idle(many) {
      return Array.from({ length: many }, (_, n) => {
        const { user, channel } = enter(n);
        const live = {
          ...slack.person(user).write(channel, ""),
          byBot: true,
          user: team.botUser,
          blocks: [ANSWER],
        };
        team.messages.push(live);
        return seatOf(user, live, ([label]) => label);
      });
    },
    stop: () => slack.stop(),
  };
}
