/** Discord as a platform: the suite that every platform passes. */
import type { Inbound, Place } from "../../src/port.ts";
import { type PlatformHarness, platformContract, type Shown } from "../contract/platform.ts";
import { rateLimited } from "../fake/discord/answer.ts";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import type { Message } from "../fake/discord/world.ts";
import { setUp } from "./setup.ts";

const POST = /^POST \/channels\/\d+\/messages$/;
const ALL = (1n << 50n) - 1n;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function make(): Promise<PlatformHarness> {
  const setup = await setUp({ picture: PNG });
  const { fake, discord, heard } = setup;
  const { world } = fake;
  const { id: channel } = world.text;
  const place: Place = { platform: "discord", team: world.guild, channel, thread: null };

  const messages = (): Message[] =>
    [...world.messages.values()].flat().sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const isInThread = (message: Message): boolean => message.channel_id !== channel;

  const filesOf = (message: Message) =>
    message.attachments
      .filter(({ filename }) => String(filename).endsWith(".md"))
      .map(({ id, filename }) => ({
        name: String(filename),
        text: String(world.files.get(String(id))),
      }));

  function screen(): Shown[] {
    const shown: Shown[] = [];
    for (const message of messages()) {
      const files = filesOf(message);
      const read = { ...readComponents(message.components), ...(files.length > 0 ? { files } : {}) };
      const where = isInThread(message) ? "thread" : "channel";
      const last = shown.at(-1);
      // The copy of a thread's message follows it in the channel, as a reply to what the thread hangs on.
      if (
        where === "channel" &&
        message.message_reference !== undefined &&
        last?.text === read.text &&
        last.where === "thread"
      )
        shown.splice(-1, 1, { ...last, where: "both" });
      else shown.push({ ...read, where });
    }
    return shown;
  }

  async function press(label: string, on: Message | undefined, option?: string): Promise<Inbound> {
    const found = pressables(on?.components ?? []).find((one) => (one.label ?? one.placeholder) === label);
    if (on === undefined || found === undefined) throw new Error(`no control ${label}`);
    const value = found.options?.find((one) => one.label === option)?.value;
    const before = heard.length;
    fake.press(world.ana, on, found.custom_id, value);
    await fake.until(() => heard.length > before);
    const inbound = heard.at(-1);
    if (inbound === undefined) throw new Error("nothing came");
    return inbound;
  }

  return {
    platform: discord.platform,
    place,
    person: { id: world.bo.id, name: "Bo" },
    screen,
    press(label, option) {
      const has = ({ components }: Message) =>
        pressables(components).some((one) => (one.label ?? one.placeholder) === label);
      return press(label, messages().findLast(has), option);
    },
    takesBack: true,
    rung: () => world.rings.map(({ user }) => user),
    privately: {
      answer: (reply) => {
        setup.reply = async () => reply();
      },
      async shows(words) {
        const view = () => fake.view(world.ana);
        await fake.until(() => readComponents(view()?.components ?? []).text.includes(words));
        return readComponents(view()?.components ?? []);
      },
      press: (label) => press(label, fake.view(world.ana)),
    },
    faults: {
      loseAnswer: () => fake.fail(POST, "lost"),
      busy: () => fake.fail(POST, rateLimited(30)),
      unreachable: () => fake.fail(POST, "cut"),
      forbid: () => {
        world.denied = ALL;
      },
      remove: () => {
        const newest = messages().at(-1);
        if (newest !== undefined) fake.rest.remove(newest.channel_id, newest.id);
      },
    },
    stop: async () => {},
  };
}

platformContract("discord", make);
