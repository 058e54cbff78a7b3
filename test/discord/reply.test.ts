/** Answers to presses, commands and forms, within Discord's three seconds and its fifteen minutes. */
import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import type { Card, Form } from "../../src/card/card.ts";
import type { Reply } from "../../src/port.ts";
import { refusal } from "../fake/discord/answer.ts";
import type { Interaction } from "../fake/discord/interactions.ts";
import { readComponents } from "../fake/discord/reader.ts";
import type { Message } from "../fake/discord/world.ts";
import { type Given, type Setup, setUp } from "./setup.ts";

const EPHEMERAL_V2 = (1 << 6) | (1 << 15);
const CALLBACK = /\/callback$/;
const TOKEN = { decision: "abcd1234", control: "later/admin", revision: 1 };
const CARD: Card = { title: "Help", blocks: [{ kind: "text", text: ["For your eyes only"] }] };
const EPHEMERAL: Reply = { kind: "ephemeral", card: CARD, token: null };
const FORM: Form = {
  id: "later/admin",
  title: "Today and later",
  submit: "Save",
  fields: [{ kind: "line", id: "because", label: "Why?", required: false, max: 100 }],
};

interface Pressing extends Setup {
  readonly message: Message;
  press(control?: string): Interaction;
  /** What was said aloud where it was pressed. */
  aloud(): string[];
}

async function pressing(reply: () => Promise<Reply>, given: Given = {}): Promise<Pressing> {
  const setup = await setUp(given);
  const { fake } = setup;
  setup.reply = reply;
  const message = fake.world.add(fake.world.text.id, fake.world.bot, {});
  return Object.assign(setup, {
    message,
    press: (control = ".1.accept") => fake.press(fake.world.ana, message, `abcd1234${control}`),
    aloud: () =>
      fake.world
        .said(fake.world.text.id)
        .slice(1)
        .map((one) => readComponents(one.components).text),
  });
}

async function callbackOf(setup: Setup, made: Interaction) {
  await setup.fake.until(() => made.callback !== null);
  return made.callback;
}

function textOf(data: unknown): string {
  return readComponents((data as { components: never[] }).components).text;
}

describe("a reply in time", () => {
  test("of nothing leaves the message as it is", async () => {
    const setup = await pressing(async () => ({ kind: "nothing" }));
    expect(await callbackOf(setup, setup.press())).toEqual({ type: 6 });
  });

  test("comes after the event is saved", async () => {
    const saved = Promise.withResolvers<Reply>();
    const setup = await pressing(() => saved.promise);
    const pressed = setup.press();
    await setup.fake.until(() => setup.heard.length === 1);
    expect(setup.fake.requests.some(({ path }) => CALLBACK.test(path))).toBe(false);
    saved.resolve({ kind: "nothing" });
    expect(await callbackOf(setup, pressed)).toEqual({ type: 6 });
  });

  test("comes from the process that heard it first, and from no other that Discord told of it", async () => {
    const saved = Promise.withResolvers<Reply>();
    const setup = await pressing(() => saved.promise);
    const { fake } = setup;
    const other = await setUp({ fake });
    other.reply = async () => ({ kind: "repeated" });
    const pressed = setup.press();
    await fake.until(() => setup.heard.length === 1 && other.heard.length === 1);
    await other.discord.stop();
    expect(pressed.callback).toBeNull();
    saved.resolve(EPHEMERAL);
    expect(textOf((await callbackOf(setup, pressed))?.data)).toBe("For your eyes only");
  });

  test("in words is for the requester's eyes only", async () => {
    const setup = await pressing(async () => EPHEMERAL);
    const callback = await callbackOf(setup, setup.press());
    expect(callback).toMatchObject({ type: 4, data: { flags: EPHEMERAL_V2 } });
    expect(textOf(callback?.data)).toBe("For your eyes only");
  });

  test("with a form opens it at once", async () => {
    const setup = await pressing(async () => ({ kind: "form", form: FORM, token: TOKEN }));
    expect(await callbackOf(setup, setup.press("!1.later/admin"))).toMatchObject({
      type: 9,
      data: { custom_id: "abcd1234.1.later/admin", title: "Today and later" },
    });
  });

  test("to a command says that it goes on below", async () => {
    const setup = await pressing(async () => ({ kind: "nothing" }));
    const made = setup.fake.command(setup.fake.world.ana, setup.fake.world.text.id, "x");
    expect(await callbackOf(setup, made)).toMatchObject({ type: 4, data: { flags: EPHEMERAL_V2 } });
  });

  test("to a form that has to be put right names each fault, with the button that opens it again", async () => {
    const setup = await pressing(async () => ({
      kind: "errors",
      fields: { because: "Please fill this in." },
    }));
    const made = setup.fake.submit(setup.fake.world.ana, setup.message, "abcd1234.1.otherwise", {
      because: "",
    });
    const callback = await callbackOf(setup, made);
    expect(textOf(callback?.data)).toContain("Please fill this in.");
    expect(JSON.stringify(callback)).toContain('"custom_id":"abcd1234!1.otherwise"');
  });

  test("with a form, to a form, is the button that opens it", async () => {
    const setup = await pressing(async () => ({ kind: "form", form: FORM, token: TOKEN }));
    const made = setup.fake.submit(setup.fake.world.ana, setup.message, "abcd1234.1.change", {});
    expect(JSON.stringify(await callbackOf(setup, made))).toContain('"custom_id":"abcd1234!1.later/admin"');
  });

  test("to a message is a reply to it", async () => {
    const setup = await pressing(async () => EPHEMERAL);
    const { fake } = setup;
    const asked = fake.mention(fake.world.ana, fake.world.text.id, "help");
    await fake.until(() => fake.world.said(fake.world.text.id).at(-1)?.message_reference !== undefined);
    expect(fake.world.said(fake.world.text.id).at(-1)).toMatchObject({
      message_reference: { message_id: asked.id },
    });
  });
});

const VIEW: Card = {
  title: "The next question",
  blocks: [
    { kind: "text", text: ["The next question"] },
    {
      kind: "controls",
      controls: [
        { kind: "button", id: "answer/load/few", label: "Few" },
        { kind: "button", id: "later/load", label: "Different later…", opens: "form" },
      ],
    },
  ],
};

function viewed(title: string): Reply {
  const [, ...rest] = VIEW.blocks;
  const blocks = [{ kind: "text", text: [title] } as const, ...rest];
  return { kind: "ephemeral", card: { title, blocks }, token: TOKEN };
}

/** Ana has a private view before her eyes. */
async function inView() {
  const setup = await pressing(async () => viewed("The first question"));
  const { fake } = setup;
  await callbackOf(setup, setup.press());
  const view = fake.view(fake.world.ana);
  if (view === undefined) throw new Error("no private view");
  const presses = (id: string) => fake.press(fake.world.ana, view, `abcd1234${id}`);
  const shown = () => textOf({ components: view.components });
  return { setup, fake, view, presses, shown };
}

describe("a private view", () => {
  test("is brought up to date in place by a press in it, which says where it was", async () => {
    const { setup, presses, shown } = await inView();
    setup.reply = async () => viewed("The second question");
    const pressed = presses(".1.answer/load/few");
    expect(await callbackOf(setup, pressed)).toMatchObject({ type: 7, data: { flags: 1 << 15 } });
    expect(shown()).toBe("The second question");
    expect(pressed.shown).toEqual([]);
    expect(setup.heard.map(({ what }) => "private" in what)).toEqual([false, true]);
  });

  test("stays as it is where there is nothing to say", async () => {
    const { setup, presses, shown } = await inView();
    setup.reply = async () => ({ kind: "nothing" });
    expect(await callbackOf(setup, presses(".1.answer/load/few"))).toEqual({ type: 6 });
    expect(shown()).toBe("The first question");
  });

  test("is brought up to date by a form that was opened from it", async () => {
    const { setup, fake, view, presses, shown } = await inView();
    setup.reply = async () => ({ kind: "form", form: FORM, token: TOKEN });
    expect((await callbackOf(setup, presses("!1.later/admin")))?.type).toBe(9);
    setup.reply = async () => viewed("The second question");
    const sent = fake.submit(fake.world.ana, view, "abcd1234.1.later/admin", { because: "so" });
    expect((await callbackOf(setup, sent))?.type).toBe(7);
    expect(shown()).toBe("The second question");
  });

  test("stays as it is where the reply was slow, which then stands beside it", async () => {
    const { setup, fake, presses, shown } = await inView();
    const before = shown();
    const saved = Promise.withResolvers<Reply>();
    setup.reply = () => saved.promise;
    const made = presses(".1.answer/load/few");
    await fake.until(() => setup.waits.filter((ms) => ms === 2000).length === 2);
    fake.clock.pass(2000);
    expect((await callbackOf(setup, made))?.type).toBe(4);
    saved.resolve(viewed("The second question"));
    await fake.until(() => made.original !== null);
    expect(textOf(made.original)).toBe("The second question");
    expect([shown(), made.followUps]).toEqual([before, []]);
  });

  test("stays where the adapter has a sentence of its own to say: that stands beside it", async () => {
    const { setup, presses, shown } = await inView();
    setup.reply = async () => Promise.reject(new Error("disk full"));
    const made = presses(".1.answer/load/few");
    expect((await callbackOf(setup, made))?.type).toBe(4);
    expect(textOf(made.callback?.data)).toContain("could not be saved");
    expect(shown()).toBe("The first question");
  });
});

describe("a form that has to be put right", () => {
  test("names the field, and opens again with what was typed, for that person alone; once taken it is as new", async () => {
    const setup = await pressing(async () => ({ kind: "form", form: FORM, token: TOKEN }));
    const { fake, message } = setup;
    const { ana, bo } = fake.world;
    const opened = async (by = ana) =>
      JSON.stringify(await callbackOf(setup, fake.press(by, message, "abcd1234!1.later/admin")));
    const sent = async () =>
      await callbackOf(setup, fake.submit(ana, message, "abcd1234.1.later/admin", { because: "typed" }));
    expect(await opened()).not.toContain("typed");
    setup.reply = async () => ({ kind: "errors", fields: { because: "That is too short." } });
    expect(textOf((await sent())?.data)).toContain("Why?: That is too short.");
    setup.reply = async () => ({ kind: "form", form: FORM, token: TOKEN });
    expect(await opened(bo)).not.toContain("typed");
    expect(await opened()).toContain('"value":"typed"');
    setup.reply = async () => ({ kind: "nothing" });
    await sent();
    setup.reply = async () => ({ kind: "form", form: FORM, token: TOKEN });
    expect(await opened()).not.toContain("typed");
  });

  test("asks for people by a list of Discord's, and keeps who was picked", async () => {
    const form: Form = {
      ...FORM,
      id: "edit",
      fields: [{ kind: "people", id: "people", label: "Who?", required: false, most: 20 }],
    };
    const token = { ...TOKEN, control: "edit" };
    const setup = await pressing(async () => ({ kind: "form", form, token }));
    const { fake, message } = setup;
    const { ana, bo, bot } = fake.world;
    await callbackOf(setup, fake.press(ana, message, "abcd1234!1.edit"));
    setup.reply = async () => ({ kind: "errors", fields: { people: "Two at least." } });
    const sent = fake.submit(ana, message, "abcd1234.1.edit", { people: [bo, bot] });
    await callbackOf(setup, sent);
    expect(setup.heard.at(-1)?.what).toEqual({
      kind: "submit",
      token,
      fields: { people: `${bo.id} ${bot.id}` },
      people: { people: [{ id: bo.id, name: "Bo" }] },
    });
    setup.reply = async () => ({ kind: "form", form, token });
    const again = await callbackOf(setup, fake.press(ana, message, "abcd1234!1.edit"));
    expect(JSON.stringify(again)).toContain(bo.id);
  });
});

describe("a form without a decision", () => {
  const start: Form = { ...FORM, id: "start", title: "Decide something" };
  const token = { decision: "", control: "start", revision: 0 };

  test("answers a command that says nothing, at once", async () => {
    const setup = await pressing(async () => ({ kind: "form", form: start, token }));
    const { fake } = setup;
    const made = fake.command(fake.world.ana, fake.world.text.id, null);
    expect(await callbackOf(setup, made)).toMatchObject({ type: 9, data: { custom_id: ".0.start" } });
    setup.reply = async () => ({ kind: "nothing" });
    const sent = fake.submit(fake.world.ana, fake.world.text.id, ".0.start", { because: "billing" });
    expect((await callbackOf(setup, sent))?.type).toBe(4);
    expect(setup.heard.at(-1)?.what).toEqual({ kind: "submit", token, fields: { because: "billing" } });
  });

  test("is not promised by a deferral", async () => {
    const { setup, saved } = await waiting();
    const made = setup.fake.command(setup.fake.world.ana, setup.fake.world.text.id, null);
    await setup.fake.until(() => setup.waits.includes(2700));
    setup.fake.clock.pass(2700);
    expect((await callbackOf(setup, made))?.type).toBe(4);
    saved.resolve({ kind: "nothing" });
  });
});

describe("a form that could not be saved", () => {
  test("opens again with what was typed", async () => {
    const setup = await setUp();
    const { fake } = setup;
    const { ana, bot, text } = fake.world;
    setup.reply = () => Promise.reject(new Error("the disk is full"));
    const message = fake.world.add(text.id, bot, {});
    const sent = await callbackOf(
      setup,
      fake.submit(ana, message, "abcd1234.1.later/admin", { because: "typed" }),
    );
    expect(textOf(sent?.data)).toContain("could not be saved");
    expect(JSON.stringify(sent)).toContain('"custom_id":"abcd1234!1.later/admin"');
    setup.reply = async () => ({ kind: "form", form: FORM, token: TOKEN });
    const again = await callbackOf(setup, fake.press(ana, message, "abcd1234!1.later/admin"));
    expect(JSON.stringify(again)).toContain('"value":"typed"');
  });
});

describe("a typed answer that is only noted", () => {
  const noted: Reply = { ...EPHEMERAL, noted: true };

  test("gets a mark, and no message", async () => {
    const setup = await pressing(async () => noted);
    const { fake } = setup;
    const asked = fake.mention(fake.world.ana, fake.world.voice.id, "1");
    await fake.until(() => fake.world.reactions.length === 1);
    expect(fake.world.reactions).toEqual([{ message: asked.id, emoji: "✅" }]);
    expect(fake.world.said(fake.world.voice.id)).toEqual([asked]);
  });

  test("gets a reply where the bot may not mark it", async () => {
    const setup = await pressing(async () => noted);
    const { fake } = setup;
    fake.world.denied = PermissionFlagsBits.AddReactions;
    fake.mention(fake.world.ana, fake.world.voice.id, "1");
    await fake.until(() => fake.world.said(fake.world.voice.id).length === 2);
    expect(fake.world.reactions).toEqual([]);
  });
});

describe("an event that could not be saved", () => {
  test("is said to whoever pressed", async () => {
    const setup = await pressing(async () => Promise.reject(new Error("disk full")));
    expect(textOf((await callbackOf(setup, setup.press()))?.data)).toContain("could not be saved");
  });

  test("is tried again for a message, which Discord does not send again", async () => {
    let tries = 0;
    const reply = async (): Promise<Reply> => {
      tries += 1;
      if (tries < 3) throw new Error("locked");
      return EPHEMERAL;
    };
    const setup = await pressing(reply, { wait: async () => {} });
    setup.fake.mention(setup.fake.world.ana, setup.fake.world.text.id, "help");
    await setup.fake.until(() => setup.aloud().length === 2);
    expect(tries).toBe(3);
  });
});

/** The answer to whatever is pressed is still to come. Deadlines pass by the fake's clock, when a test says so. */
async function waiting() {
  const saved = Promise.withResolvers<Reply>();
  return { setup: await pressing(() => saved.promise), saved };
}

describe("a slow reply", () => {
  async function slow(press: (setup: Pressing) => Interaction, reply: Reply) {
    const { setup, saved } = await waiting();
    const made = press(setup);
    await setup.fake.until(() => setup.waits.includes(2000));
    setup.fake.clock.pass(2000);
    const told = await callbackOf(setup, made);
    expect([told?.type, textOf(told?.data)]).toEqual([4, expect.stringMatching(/^Not saved yet/)]);
    return { setup, made, answer: () => saved.resolve(reply) };
  }

  test("is not acknowledged as if it were saved: its place is held by a sentence, for the requester's eyes only", async () => {
    const { setup, made, answer } = await slow((setup) => setup.press(), EPHEMERAL);
    expect(made.callback?.data).toMatchObject({ flags: EPHEMERAL_V2 });
    answer();
    await setup.fake.until(() => made.original !== null);
    expect(textOf(made.original)).toBe("For your eyes only");
  });

  test("of nothing says that it is saved after all", async () => {
    const { setup, made, answer } = await slow((setup) => setup.press(), { kind: "nothing" });
    answer();
    await setup.fake.until(() => made.original !== null);
    expect(textOf(made.original)).toBe("That is saved now.");
  });

  test("to a command is put in the sentence's place", async () => {
    const command = (setup: Pressing) =>
      setup.fake.command(setup.fake.world.ana, setup.fake.world.text.id, "help");
    const { setup, made, answer } = await slow(command, EPHEMERAL);
    answer();
    await setup.fake.until(() => made.original !== null);
    expect(textOf(made.original)).toBe("For your eyes only");
  });

  test("goes as an ordinary message once the token has run out, without what was private", async () => {
    const { setup, made, answer } = await slow((setup) => setup.press(), EPHEMERAL);
    made.over = true;
    answer();
    await setup.fake.until(() => setup.aloud().length === 1);
    expect(setup.aloud()[0]).toMatch(/^Ana: /);
    expect(setup.aloud()[0]).not.toContain("eyes only");
  });

  test("where a form may be the answer is a sentence in time, and then the button that opens it", async () => {
    const { setup, saved } = await waiting();
    const made = setup.press("!1.later/admin");
    await setup.fake.until(() => setup.waits.includes(2700));
    setup.fake.clock.pass(2700);
    expect(textOf((await callbackOf(setup, made))?.data)).toContain("press again");
    saved.resolve({ kind: "form", form: FORM, token: TOKEN });
    await setup.fake.until(() => made.original !== null);
    expect(textOf(made.original)).toContain("A form can only open straight from a button");
  });
});

/** The pause before the next try is over. */
async function again({ fake, waits }: Setup, ms: number): Promise<void> {
  await fake.until(() => waits.includes(ms));
  fake.clock.pass(ms);
}

describe("Discord's own moods", () => {
  test("an answer that was lost on the way counts once (40060)", async () => {
    const setup = await pressing(async () => EPHEMERAL);
    setup.fake.fail(CALLBACK, "lost");
    const made = setup.press();
    await again(setup, 100);
    await setup.fake.until(() => setup.fake.requests.filter(({ path }) => CALLBACK.test(path)).length === 2);
    expect(textOf((await callbackOf(setup, made))?.data)).toBe("For your eyes only");
    await setup.fake.until(() => setup.heard.length === 1);
    expect(setup.aloud()).toEqual([]);
  });

  test.each(["500 after", "cut", { status: 503 }] as const)(
    "%j is tried again within the time that there is",
    async (how) => {
      const setup = await pressing(async () => ({ kind: "nothing" }));
      setup.fake.fail(CALLBACK, how, 2);
      const made = setup.press();
      await again(setup, 100);
      await again(setup, 200);
      expect(await callbackOf(setup, made)).toEqual({ type: 6 });
    },
  );

  test("an interaction that has expired is answered by a message (10062)", async () => {
    const setup = await pressing(async () => {
      for (const one of setup.fake.rest.interactions.all) one.expired = true;
      return { kind: "form", form: FORM, token: TOKEN };
    });
    setup.press("!1.later/admin");
    await setup.fake.until(() => setup.aloud().length === 1);
    expect(setup.aloud()[0]).toContain("press again");
  });

  test("a repeated interaction is heard again, which the inbox knows, and needs no second answer", async () => {
    const setup = await pressing(async () => ({ kind: "nothing" }));
    const made = setup.press();
    await callbackOf(setup, made);
    setup.fake.repeat(made);
    await setup.fake.until(() => setup.heard.length === 2);
    const [first, second] = setup.heard;
    expect(second?.id).toBe(first?.id);
    await setup.fake.until(() => setup.fake.requests.filter(({ path }) => CALLBACK.test(path)).length === 2);
    expect(setup.aloud()).toEqual([]);
  });

  test("an answer that Discord finds fault with is followed by a sentence", async () => {
    const setup = await pressing(async () => ({ kind: "form", form: FORM, token: TOKEN }));
    setup.fake.fail(CALLBACK, refusal(400, 50_035, "Invalid Form Body"));
    expect(textOf((await callbackOf(setup, setup.press("!1.later/admin")))?.data)).toContain(
      "Discord refused",
    );
    expect(setup.logged).toContainEqual(
      expect.objectContaining({
        level: "warn",
        about: expect.objectContaining({ because: expect.stringContaining("50035") }),
      }),
    );
  });
});
