/** Answers to presses, commands and forms, within Discord's three seconds and its fifteen minutes. */
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
  async function slow(press: (setup: Pressing) => Interaction, reply: Reply, deferral: object) {
    const { setup, saved } = await waiting();
    const made = press(setup);
    await setup.fake.until(() => setup.waits.includes(2000));
    setup.fake.clock.pass(2000);
    expect(await callbackOf(setup, made)).toEqual(deferral);
    return { setup, made, answer: () => saved.resolve(reply) };
  }

  test("is deferred, and follows for the requester's eyes only", async () => {
    const { setup, made, answer } = await slow((setup) => setup.press(), EPHEMERAL, { type: 6 });
    answer();
    await setup.fake.until(() => made.followUps.length === 1);
    expect(made.followUps[0]).toMatchObject({ flags: EPHEMERAL_V2 });
    expect(textOf(made.followUps[0])).toBe("For your eyes only");
  });

  test("to a command is deferred with nothing but the ephemeral flag, and put in its place", async () => {
    const command = (setup: Pressing) =>
      setup.fake.command(setup.fake.world.ana, setup.fake.world.text.id, "help");
    const { setup, made, answer } = await slow(command, EPHEMERAL, { type: 5, data: { flags: 64 } });
    answer();
    await setup.fake.until(() => made.original !== null);
    expect(textOf(made.original)).toBe("For your eyes only");
  });

  test("goes as an ordinary message once the token has run out, without what was private", async () => {
    const { setup, made, answer } = await slow((setup) => setup.press(), EPHEMERAL, { type: 6 });
    made.over = true;
    answer();
    await setup.fake.until(() => setup.aloud().length === 1);
    expect(setup.aloud()[0]).toMatch(/^Ana: /);
    expect(setup.aloud()[0]).not.toContain("eyes only");
  });

  test("where a form may be the answer is not deferred, but said in time", async () => {
    const { setup, saved } = await waiting();
    const made = setup.press("!1.later/admin");
    await setup.fake.until(() => setup.waits.includes(2700));
    setup.fake.clock.pass(2700);
    expect(textOf((await callbackOf(setup, made))?.data)).toContain("press again");
    saved.resolve({ kind: "nothing" });
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
