import { setTimeout } from "node:timers/promises";
import { words } from "../../adapters/slack/words.ts";
import type { Person } from "../fake/slack/person.ts";
import { see } from "../fake/slack/render.ts";
import { FakeSlack } from "../fake/slack/slack.ts";
import type { Message } from "../fake/slack/state.ts";
import { choicesOf } from "./labels.ts";
import { type Heard, inTime, type Stage } from "./stage.ts";

const CHANNEL = "C0000001";
/** When Slack sends an event again that nobody took: sooner than it really does. */
const RETRY_MS = [500, 2_000, 5_000, 10_000];

export async function slackStage(people: readonly string[]): Promise<Stage> {
  const slack = await FakeSlack.start();
  const { server, team } = slack;
  const ids = people.map((name, at) => {
    const id = `U01${String(at).padStart(5, "0")}`;
    team.users.set(id, { id, name, admin: false, bot: false });
    team.channels.get(CHANNEL)?.members.add(id);
    return [name, slack.person(id)] as const;
  });
  const persons = new Map(ids);
  const of = (name: string): Person => {
    const person = persons.get(name);
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const byBot = (): readonly Message[] => team.messages.filter((message) => message.byBot);
  const opening = (title: string) =>
    byBot().filter((message) => message.thread === null && see(message).text.includes(title));
  const inThread = (title: string): readonly Message[] => {
    const root = opening(title)[0]?.ts;
    return root === undefined ? [] : byBot().filter(({ thread }) => thread === root);
  };
  const on = (title: string, label: string) =>
    inThread(title).findLast((message) => see(message).controls.includes(label));

  return {
    people,
    env: {
      SLACK_BOT_TOKEN: team.token,
      SLACK_APP_TOKEN: server.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
    connections: () => server.connections,
    async start(name, title, named) {
      if (server.connections === 0) return false;
      return inTime(of(name).command(CHANNEL, `fastapi or django for ${title} <@${of(named).id}>`));
    },
    async ask(name, title) {
      const person = of(name);
      const live = on(title, "Answer");
      if (live === undefined || server.connections === 0) return null;
      if (!(await inTime(person.press({ message: live }, "Answer")))) return null;
      if (!(await inTime(slack.until(() => person.modal !== undefined)))) return null;
      const { text, controls } = person.modalText;
      const choices = choicesOf(controls);
      if (choices.length === 0) return null;
      return {
        question: text.split("\n")[0] ?? "",
        choices,
        async press(choice) {
          const { modal } = person;
          if (modal === undefined || server.connections === 0) return false;
          const heard = await inTime(person.press({ modal }, choice));
          person.close();
          return heard;
        },
      };
    },
    async type(name, title, words) {
      const thread = opening(title)[0]?.ts;
      if (thread === undefined) return null;
      const person = of(name);
      const message: Message = {
        ...{ ts: team.nextTs(), channel: CHANNEL, user: person.id, byBot: false, thread, broadcast: false },
        ...{ files: [], text: words, blocks: [], metadata: null, edits: 0 },
      };
      team.messages.push(message);
      const event = { type: "message", channel_type: "channel", channel: CHANNEL, user: person.id };
      const { ts } = message;
      const envelope = person.envelopeOf({ ...event, text: words, ts, event_ts: ts, thread_ts: thread });
      for (const wait of [0, ...RETRY_MS]) {
        await setTimeout(wait);
        const heard: Heard = server.connections > 0 && (await inTime(slack.deliver("events_api", envelope)));
        if (heard) return true;
      }
      return false;
    },
    told: (name) => of(name).whispers.length,
    refused: (name) => of(name).whispers.filter(({ text }) => text.includes(words.notSaved)).length,
    seen: (title) => ({
      openings: opening(title).length,
      cards: inThread(title).filter((message) => see(message).controls.includes("Why, in full")).length,
    }),
    trouble(pick) {
      const many = 1 + pick(8);
      const repeat = (fault: Parameters<typeof server.faults.next>[1]) => {
        for (let n = 0; n < many; n++) server.faults.next("*", fault);
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
    stop: () => slack.stop(),
  };
}
