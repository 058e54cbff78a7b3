import { setTimeout } from "node:timers/promises";
import { words } from "../../adapters/discord/words.ts";
import { buttons } from "../../src/conversation/words/controls.ts";
import type { Interaction } from "../fake/discord/interactions.ts";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import { FakeDiscord, TOKEN } from "../fake/discord/server.ts";
import type { Json, Message, User } from "../fake/discord/world.ts";
import { choicesOf, formOf } from "./labels.ts";
import { countOf, type Heard, type Stage, soon } from "./stage.ts";

const NOTED = "✅";

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
  const isByBot = ({ author }: Message): boolean => author.bot === true;
  /** Without what it says to one person, as a reply. */
  const byBot = (title: string): readonly Message[] =>
    world
      .said(asked.get(title) ?? "")
      .filter((message) => isByBot(message) && message.message_reference === undefined);
  /** Read once: a change gives a message other components. */
  const texts = new WeakMap<readonly Json[], string>();
  const textOf = ({ components }: Message): string => {
    const text = texts.get(components) ?? readComponents(components).text;
    texts.set(components, text);
    return text;
  };
  const controlsOn = (message: Message) => readComponents(message.components).controls;
  const pressed = (by: User, message: Message, label: string): Interaction | null => {
    const labelled = (one: { label?: string; placeholder?: string }) =>
      (one.label ?? one.placeholder) === label;
    const control = pressables(message.components).find(
      (one) => labelled(one) || one.options?.some((option) => option.label === label),
    );
    if (control === undefined) return null;
    const value = control.options?.find((option) => option.label === label)?.value;
    return fake.press(by, message, control.custom_id, value);
  };
  const isAnswered = (made: Interaction): Promise<Heard> => soon(() => made.callback !== null);
  const press = async (by: User, message: Message, label: string): Promise<Heard> => {
    const made = pressed(by, message, label);
    return made !== null && (await isAnswered(made));
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
      return soon(() => byBot(title).length > 0);
    },
    async ask(name, title) {
      const by = of(name);
      const live = byBot(title).findLast((message) => controlsOn(message).includes(buttons.answer));
      if (live === undefined || fake.gateway.connected === 0) return null;
      const before = fake.view(by);
      if (!(await press(by, live, buttons.answer))) return null;
      if (!(await soon(() => fake.view(by) !== undefined && fake.view(by) !== before))) return null;
      const view = fake.view(by);
      if (view === undefined) return null;
      const choices = choicesOf(labelsOf(view));
      if (choices.length === 0) return null;
      let given: Interaction | null = null;
      return {
        question: textOf(view).split("\n")[0] ?? "",
        choices,
        press(choice) {
          given = pressed(by, view, choice);
          return given === null ? Promise.resolve(false) : isAnswered(given);
        },
        async submit(choice, because) {
          const made = pressed(by, view, formOf(labelsOf(view)) ?? "");
          if (made === null || !(await isAnswered(made))) return null;
          const { custom_id: id, components } = made.callback?.data ?? {};
          const value = optionsIn(components).get(choice);
          if (typeof id !== "string" || value === undefined || fake.gateway.connected === 0) return null;
          given = fake.submit(by, view, id, { today: value, later: value, because });
          return isAnswered(given);
        },
        told() {
          const [first] = given?.shown ?? [];
          return first === undefined ? null : textOf(first);
        },
      };
    },
    async type(name, title, said, toUs) {
      const thread = asked.get(title);
      if (thread === undefined || byBot(title).length === 0 || fake.gateway.connected === 0) return null;
      const message = fake.say(of(name), thread, toUs ? `<@${world.bot.id}> ${said}` : said);
      const answers = () => [
        ...world.reactions.filter((one) => one.message === message.id).map(() => NOTED),
        ...world
          .said(thread)
          .filter((one) => isByBot(one) && one.message_reference?.message_id === message.id)
          .map(textOf),
      ];
      await setTimeout(0);
      const more = (than: number) => soon(() => answers().length > than);
      return {
        // Discord waits for nothing: what is said counts once it is marked or answered.
        heard: await more(0),
        answers,
        edit(other) {
          const before = answers().length;
          fake.edit(message, toUs ? `<@${world.bot.id}> ${other}` : other);
          return more(before);
        },
      };
    },
    async press(name, title, label) {
      const thread = asked.get(title);
      if (thread === undefined || fake.gateway.connected === 0) return null;
      const message = world.said(thread).findLast((one) => isByBot(one) && controlsOn(one).includes(label));
      return message === undefined ? null : press(of(name), message, label);
    },
    idOf: (name) => of(name).id,
    refused: (name) => shownTo(name).filter((one) => textOf(one).includes(words.notSaved)).length,
    seen: (title) => ({
      // Others name the decision too; only what opens it can be edited.
      openings: byBot(title).filter((message) => controlsOn(message).includes(buttons.edit)).length,
      cards: byBot(title).filter((message) => controlsOn(message).includes(buttons.why)).length,
    }),
    shown: () =>
      countOf(
        [...world.messages.values()]
          .flat()
          .flatMap((message) => (isByBot(message) && message.nonce !== undefined ? [message.nonce] : [])),
      ),
    trouble(pick) {
      const many = 1 + pick(8);
      const posts = pick(3) === 0 ? /./ : /messages/;
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
    storm(pick) {
      const status = [429, 500, 503][pick(3)] ?? 500;
      fake.storm = status === 429 ? busy() : { status, body: { code: 0, message: "unavailable" } };
      return `${status} to everything`;
    },
    calm() {
      fake.storm = null;
    },
    // It always is.
    tellAll() {},
    posting() {
      let seen = fake.requests.length;
      return fake.until(() => {
        const fresh = fake.requests.slice(seen);
        seen = fake.requests.length;
        return fresh.some(({ method, path }) => method === "POST" && path.endsWith("/messages"));
      });
    },
    stop: () => fake.down(),
  };
}

/** The value of each of the options of a form's first field, by their labels. */
function optionsIn(components: unknown): ReadonlyMap<string, string> {
  for (const { component } of (components ?? []) as readonly Json[]) {
    const { options } = (component ?? {}) as {
      readonly options?: readonly { label: string; value: string }[];
    };
    if (options !== undefined) return new Map(options.map(({ label, value }) => [label, value]));
  }
  return new Map();
}

function busy() {
  return {
    status: 429,
    headers: { "retry-after": "1", "x-ratelimit-scope": "shared" },
    body: { message: "You are being rate limited.", retry_after: 1, global: false },
  };
}
