import { setTimeout } from "node:timers/promises";
import { words } from "../../adapters/discord/words.ts";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import type { Message, User } from "../fake/discord/world.ts";
import { choicesOf } from "./labels.ts";
import { inTime, type Stage } from "./stage.ts";

export async function discordStage(people: readonly string[]): Promise<Stage> {
  const fake = new FakeDiscord({ now: Date.now });
  const { world } = fake;
  world.contentAllowed = true;
  await fake.up();
  const users = new Map<string, User>();
  for (const name of people) {
    const id = world.id();
    const user = { id, username: name, global_name: name, discriminator: "0", avatar: null };
    world.users.set(id, user);
    users.set(name, user);
  }
  const of = (name: string): User => {
    const user = users.get(name);
    if (user === undefined) throw new Error(`nobody is called ${name}`);
    return user;
  };
  /** By title: the message that asked. A thread has the id of the message that it stands on. */
  const asked = new Map<string, string>();
  const byBot = (title: string): readonly Message[] =>
    world.said(asked.get(title) ?? "").filter(({ author }) => author.bot === true);
  const controlsOn = (message: Message) => readComponents(message.components).controls;
  const press = async (by: User, message: Message, label: string) => {
    const labelled = (one: { label?: string; placeholder?: string }) =>
      (one.label ?? one.placeholder) === label;
    const control = pressables(message.components).find(
      (one) => labelled(one) || one.options?.some((option) => option.label === label),
    );
    if (control === undefined) return false;
    const value = control.options?.find((option) => option.label === label)?.value;
    const made = fake.press(by, message, control.custom_id, value);
    return inTime(fake.until(() => made.callback !== null));
  };
  const shownTo = (name: string) =>
    fake.rest.interactions.all.filter(({ by }) => by.id === of(name).id).flatMap(({ shown }) => shown);
  const labelsOf = (view: Message) =>
    pressables(view.components).flatMap(
      (one) => one.options?.map(({ label }) => label) ?? [one.label ?? one.placeholder ?? ""],
    );

  return {
    people,
    env: { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: fake.api },
    connections: () => fake.gateway.connected,
    async start(name, title, named) {
      if (fake.gateway.connected === 0) return false;
      const message = fake.mention(
        of(name),
        world.text.id,
        `fastapi or django for ${title} <@${of(named).id}>`,
      );
      asked.set(title, message.id);
      // Nothing acknowledges a message: it is heard once the bot has posted.
      return inTime(fake.until(() => byBot(title).length > 0));
    },
    async ask(name, title) {
      const by = of(name);
      const live = byBot(title).findLast((message) => controlsOn(message).includes("Answer"));
      if (live === undefined || fake.gateway.connected === 0) return null;
      const before = fake.view(by);
      if (!(await press(by, live, "Answer"))) return null;
      if (!(await inTime(fake.until(() => fake.view(by) !== undefined && fake.view(by) !== before))))
        return null;
      const view = fake.view(by);
      if (view === undefined) return null;
      const choices = choicesOf(labelsOf(view));
      if (choices.length === 0) return null;
      const { text } = readComponents(view.components);
      return { question: text.split("\n")[0] ?? "", choices, press: (choice) => press(by, view, choice) };
    },
    async type(name, title, words) {
      const thread = asked.get(title);
      if (thread === undefined || byBot(title).length === 0 || fake.gateway.connected === 0) return null;
      const message = fake.say(of(name), thread, `<@${world.bot.id}> ${words}`);
      await setTimeout(0);
      // Discord waits for nothing: what is said counts once it is marked or answered.
      return inTime(fake.until(() => world.reactions.some((one) => one.message === message.id)));
    },
    told: (name) => world.reactions.length + shownTo(name).length,
    refused: (name) =>
      shownTo(name).filter(({ components }) => readComponents(components).text.includes(words.notSaved))
        .length,
    seen: (title) => ({
      openings: byBot(title).filter((message) => readComponents(message.components).text.includes(title))
        .length,
      cards: byBot(title).filter((message) => controlsOn(message).includes("Why, in full")).length,
    }),
    trouble(pick) {
      const many = 1 + pick(8);
      const posts = /messages/;
      switch (pick(5)) {
        case 0:
          fake.unplug();
          fake.plug();
          return "sockets cut";
        case 1:
          fake.fail(posts, busy(), many);
          return `${many} × 429`;
        case 2:
          fake.fail(posts, { status: 503, body: { code: 0, message: "unavailable" } }, many);
          return `${many} × 503`;
        case 3:
          fake.fail(posts, "lost", many);
          return `${many} answers lost`;
        default:
          fake.fail(posts, "cut", many);
          return `${many} connections dropped`;
      }
    },
    stop: () => fake.down(),
  };
}

function busy() {
  return {
    status: 429,
    headers: { "retry-after": "1", "x-ratelimit-scope": "shared" },
    body: { message: "You are being rate limited.", retry_after: 1, global: false },
  };
}
