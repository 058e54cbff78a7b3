import { buttons } from "../../../src/conversation/words/controls.ts";
import { choicesOf } from "../../chaos/labels.ts";
import { pressables } from "../../fake/discord/reader.ts";
import { FakeDiscord, TOKEN } from "../../fake/discord/server.ts";
import type { Message, User } from "../../fake/discord/world.ts";
import { type Hall, inTurns, type Seat, waitingOn } from "./seat.ts";

const ANSWER = {
  type: 1,
  components: [{ type: 2, style: 1, label: buttons.answer, custom_id: "answer" }],
};

export async function discordHall(): Promise<Hall> {
  const discord = new FakeDiscord({ now: Date.now });
  const { world } = discord;
  await discord.up();
  const until = waitingOn(world.events);

  function enter(n: number): User {
    const name = `person-${n}`;
    const user: User = {
      id: world.id(),
      username: name,
      global_name: name,
      discriminator: "0",
      avatar: null,
    };
    world.users.set(user.id, user);
    return user;
  }

  const labelOf = ({ label, placeholder }: { readonly label?: string; readonly placeholder?: string }) =>
    label ?? placeholder ?? "";
  const idOn = (message: Message, label: string): string | undefined =>
    pressables(message.components).find((one) => labelOf(one) === label)?.custom_id;

  function seatOf(
    user: User,
    live: Message,
    choice: (labels: readonly string[]) => string | undefined,
  ): Seat {
    /** What only they see. */
    let view: Message | undefined;
    return {
      async press() {
        const label = view === undefined ? undefined : choice(pressables(view.components).map(labelOf));
        const on = view === undefined || label === undefined ? live : view;
        const before = view?.components;
        const from = performance.now();
        const made = discord.press(user, on, idOn(on, label ?? buttons.answer) ?? "");
        await until(() => made.callback !== null);
        const acknowledged = performance.now() - from;
        await until(() => {
          view = made.shown.at(-1) ?? view;
          return view !== undefined && view.components !== before;
        });
        return { acknowledged, shown: performance.now() - from };
      },
    };
  }

  return {
    env: { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: discord.api },
    connected: () => discord.until(() => discord.gateway.connected === 1),
    async decide(many) {
      // Who does not answer keeps it open.
      const silent = enter(many);
      return inTurns(many, async (n) => {
        const user = enter(n);
        const words = `fastapi or django for billing <@${silent.id}>`;
        const { id: thread } = discord.mention(user, world.text.id, words);
        const find = () => world.said(thread).find((one) => idOn(one, buttons.answer) !== undefined);
        await discord.until(() => find() !== undefined);
        const live = find();
        if (live === undefined) throw new Error("nothing is asked");
        return seatOf(user, live, (labels) => choicesOf(labels)[0]);
      });
    },
    idle(many) {
      return Array.from({ length: many }, (_, n) => {
        const live = world.add(world.text.id, world.bot, { components: [ANSWER] });
        return seatOf(enter(n), live, ([label]) => label);
      });
    },
    stop: () => discord.down(),
  };
}
