import { setTimeout } from "node:timers/promises";
import { readToken } from "../../adapters/slack/token.ts";
import { words } from "../../adapters/slack/words.ts";
import { buttons } from "../../src/conversation/words/controls.ts";
import { isJson, listOf } from "../fake/slack/blocks.ts";
import { changedEvent, eventsFor } from "../fake/slack/payloads.ts";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { addChannel, FakeSlack } from "../fake/slack/slack.ts";
import type { Json, Message } from "../fake/slack/state.ts";
import { choicesOf, formOf } from "./labels.ts";
import { countOf, type Heard, inTime, type Stage, soon } from "./stage.ts";

/** Slack takes one message a second in each. */
const CHANNELS = ["C0000001", "C0000002", "C0000003"];
const FAILING = [
  "*",
  "chat.postMessage",
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "views.open",
];
const FAULTS_MOST = 12;

/** By the number that a title ends in. */
function channelOf(title: string): string {
  return CHANNELS[Number(title.at(-1)) % CHANNELS.length] ?? "";
}

/** Whose controls these are; null: there are none. */
function decisionOf(blocks: readonly unknown[]): string | null {
  const elements = blocks.flatMap((block) => (isJson(block) ? listOf(block.elements) : []));
  const tokens = elements.flatMap((one) => (isJson(one) ? (readToken(String(one.action_id)) ?? []) : []));
  return tokens[0]?.decision ?? null;
}

/** When Slack sends an event again that nobody took: sooner than it really does. */
const RETRY_MS = [500, 2_000, 5_000, 10_000];

export async function slackStage(people: readonly string[]): Promise<Stage> {
  const slack = await FakeSlack.start();
  const { server, team } = slack;
  const ids = people.map((name, at) => {
    const id = `U01${String(at).padStart(5, "0")}`;
    team.users.set(id, { id, name, admin: false, bot: false });
    return [name, slack.person(id)] as const;
  });
  for (const channel of CHANNELS) addChannel(team, channel, channel.toLowerCase(), "public", true);
  const persons = new Map(ids);
  const of = (name: string): Person => {
    const person = persons.get(name);
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const byBot = (): readonly Message[] => team.messages.filter((message) => message.byBot);
  /** By person and thread, in their order: what they had been told until each time that they typed. */
  const typings = new Map<string, readonly ReadonlySet<object>[]>();
  const openings = (title: string): readonly Message[] => {
    return byBot().filter(
      (message) =>
        message.thread === null &&
        see(message).text.includes(title) &&
        !see(message).text.startsWith("This is now about"),
    );
  };
  const threadOf = (title: string): string | undefined => openings(title)[0]?.ts;
  const inThread = (title: string): readonly Message[] => {
    const root = threadOf(title);
    return root === undefined ? [] : byBot().filter(({ thread }) => thread === root);
  };
  const on = (title: string, label: string) =>
    inThread(title).findLast((message) => see(message).controls.includes(label));

  /** Where the thread cannot be written in for them, they are told in their direct message. */
  const toldIn = (thread: string, { id }: Person) => [
    ...team.ephemerals.filter((one) => one.user === id && one.thread === thread),
    ...byBot().filter(({ channel }) => channel === team.direct(id).id),
  ];

  /** As Slack sends an event: again and again, for a while. */
  async function deliver(event: Json, person: Person): Promise<Heard> {
    const envelope = person.envelopeOf(event);
    for (const wait of [0, ...RETRY_MS]) {
      await setTimeout(wait);
      if (server.connections > 0 && (await inTime(slack.deliver("events_api", envelope)))) return true;
    }
    return false;
  }

  /** The value of each of the options of the open form's first field, by their labels. */
  function optionsIn(person: Person): ReadonlyMap<string, string> {
    for (const block of listOf(person.modal?.view.blocks)) {
      const element = isJson(block) ? block.element : undefined;
      if (!isJson(element)) continue;
      return new Map(
        listOf(element.options).flatMap((one) =>
          isJson(one) && isJson(one.text) ? [[String(one.text.text), String(one.value)]] : [],
        ),
      );
    }
    return new Map();
  }

  /** On top of the private view that they pressed in. */
  function noticesTo(user: string): number {
    const pushed = server.calls.filter(({ method }) => method === "views.push" || method === "views.update");
    return pushed.filter(
      ({ args }) =>
        args.view?.includes(words.notSaved) === true &&
        (args.trigger_id === undefined || team.triggers.get(args.trigger_id)?.user === user),
    ).length;
  }

  return {
    people,
    env: {
      SLACK_BOT_TOKEN: team.token,
      SLACK_APP_TOKEN: server.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
    connections: () => server.connections,
    async start(name, title, named, way) {
      if (server.connections === 0) return false;
      const said = `fastapi or django for ${title} <@${of(named).id}>`;
      const channel = channelOf(title);
      if (way % 2 === 0) return inTime(of(name).command(channel, said));
      const message = of(name).write(channel, `<@${team.botUser}> ${said}`);
      const heard = await Promise.all(eventsFor(of(name), message).map((event) => deliver(event, of(name))));
      return heard.includes(true);
    },
    async ask(name, title) {
      const person = of(name);
      const live = on(title, buttons.answer);
      const thread = live?.thread;
      if (live === undefined || thread == null || server.connections === 0) return null;
      if (!(await inTime(person.press({ message: live }, buttons.answer)))) return null;
      const decision = decisionOf(live.blocks);
      // What they had pressed before, elsewhere, may have been answered late, and lie on top.
      const isOpen = () =>
        person.modal !== undefined && [null, decision].includes(decisionOf(listOf(person.modal.view.blocks)));
      if (!(await soon(isOpen))) return null;
      const { text, controls } = person.modalText;
      const choices = choicesOf(controls);
      if (choices.length === 0) return null;
      const before = new Set<object>(toldIn(thread, person));
      return {
        question: text.split("\n")[0] ?? "",
        choices,
        async press(choice) {
          const { modal } = person;
          if (modal === undefined || !isOpen() || server.connections === 0) return false;
          const heard = await inTime(person.press({ modal }, choice));
          person.close();
          return heard;
        },
        async submit(choice, because) {
          const { modal } = person;
          const label = formOf(controls);
          if (modal === undefined || !isOpen() || label === undefined || server.connections === 0)
            return null;
          await inTime(person.press({ modal }, label));
          const opened = await soon(() => person.modal !== undefined && person.modal !== modal);
          const value = optionsIn(person).get(choice);
          if (!opened || value === undefined || server.connections === 0) return null;
          const answered = person.submit({ today: value, later: value, because });
          const heard = await inTime(answered);
          const taken = heard && (await answered).response_action !== "errors";
          while (person.modal !== undefined) person.close();
          return taken;
        },
        told() {
          const first = toldIn(thread, person).find((one) => !before.has(one));
          return first === undefined ? null : see(first).text;
        },
      };
    },
    async type(name, title, said, toUs) {
      const thread = threadOf(title);
      if (thread === undefined) return null;
      const person = of(name);
      const told = () => toldIn(thread, person);
      const before = new Set<object>(told());
      const others = typings.get(`${name} ${thread}`) ?? [];
      typings.set(`${name} ${thread}`, [...others, before]);
      const message = person.write(channelOf(title), toUs ? `<@${team.botUser}> ${said}` : said, thread);
      const heard = await Promise.all(eventsFor(person, message).map((event) => deliver(event, person)));
      return {
        heard: heard.includes(true),
        answers() {
          const befores = (typings.get(`${name} ${thread}`) ?? []).slice(others.length);
          const [own = [], ...later] = befores.map((at, index) =>
            told().filter((one) => !at.has(one) && (befores[index + 1]?.has(one) ?? true)),
          );
          // Where it took long they have typed more meanwhile: what they are told then is in the order of what they typed.
          const waiting = later.findIndex(({ length }) => length > 0);
          const late = own.length > 0 || waiting < 0 ? own : (later[waiting]?.slice(0, -waiting - 1) ?? []);
          return late.map((one) => see(one).text);
        },
        edit(other) {
          const was = message.text;
          person.rewrite(message, other);
          return deliver(changedEvent(person, message, was), person);
        },
      };
    },
    async press(name, title, label) {
      const person = of(name);
      const thread = threadOf(title);
      const whisper = team.ephemerals.findLast(
        (one) => one.user === person.id && one.thread === thread && see(one).controls.includes(label),
      );
      const message = on(title, label);
      if ((whisper ?? message) === undefined || server.connections === 0) return null;
      if (whisper !== undefined) return inTime(person.press({ ephemeral: whisper }, label));
      return message === undefined ? null : inTime(person.press({ message }, label));
    },
    idOf: (name) => of(name).id,
    refused: (name) =>
      of(name).whispers.filter(({ text }) => text.includes(words.notSaved)).length + noticesTo(of(name).id),
    seen: (title) => ({
      // Others name the decision too; only what opens it can be edited.
      openings: openings(title).filter((message) => see(message).controls.includes(buttons.edit)).length,
      cards: inThread(title).filter((message) => see(message).controls.includes(buttons.why)).length,
    }),
    shown: () =>
      countOf(
        byBot().flatMap(({ metadata }) => {
          const payload = metadata?.event_payload;
          return isJson(payload) ? [String(payload.nonce)] : [];
        }),
      ),
    trouble(pick) {
      const many = 1 + pick(8);
      // Of what is called all the time: elsewhere they would gather, and keep the bot from ever connecting again.
      const repeat = (fault: Parameters<typeof server.faults.next>[1]) => {
        for (let n = 0; n < many && server.faults.waiting < FAULTS_MOST; n++)
          server.faults.next(FAILING[pick(FAILING.length)] ?? "*", fault);
      };
      switch (pick(5)) {
        case 0:
          server.cut();
          return "sockets cut";
        case 1:
          repeat({ kind: "busy", seconds: 1 });
          return `${many} × 429`;
        case 2:
          repeat({ kind: "status", status: 503 });
          return `${many} × 503`;
        case 3:
          repeat({ kind: "lose" });
          return `${many} answers lost`;
        default:
          repeat({ kind: "drop" });
          return `${many} connections dropped`;
      }
    },
    storm(pick) {
      const status = [429, 500, 503][pick(3)] ?? 500;
      server.faults.storm =
        status === 429 ? { kind: "busy", seconds: 1 + pick(3) } : { kind: "status", status };
      return `${status} to everything`;
    },
    calm() {
      server.faults.storm = null;
    },
    tellAll(yes) {
      server.everywhere = yes;
    },
    posting() {
      let seen = server.calls.length;
      return server.until(() => {
        const fresh = server.calls.slice(seen);
        seen = server.calls.length;
        return fresh.some(({ method }) => method === "chat.postMessage");
      });
    },
    stop: () => slack.stop(),
  };
}
