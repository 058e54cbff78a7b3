/** What happens to a decision's place in half a year: threads put away, locked and deleted, people and bots gone. */
import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import type { Outcome, Outgoing } from "../../src/port.ts";
import { never } from "../fake/clock.ts";
import { refusal } from "../fake/discord/answer.ts";
import { pressables, readComponents } from "../fake/discord/reader.ts";
import type { Channel } from "../fake/discord/world.ts";
import { type Setup, setUp } from "./setup.ts";

const HALF_A_YEAR = 182 * 24 * 60 * 60_000;
const POST = /^POST \/channels\/\d+\/messages$/;

interface Rig extends Setup {
  readonly thread: Channel;
  /** The card's, which is in the thread and in the channel. */
  readonly card: string;
  readonly root: string;
  put(change?: Partial<Outgoing>): Promise<Outcome>;
  shown(channel: string): string[];
}

function card(title: string, more: Partial<Card> = {}): Card {
  return { title, blocks: [{ kind: "text", text: [title] }], ...more };
}

const REVIEW = card("Does it still hold?", {
  blocks: [
    { kind: "text", text: ["Does it still hold?"] },
    { kind: "controls", controls: [{ kind: "button", id: "holds", label: "It still holds" }] },
  ],
});

/** Decided, put away, and half a year later. */
async function rig({ live = false } = {}): Promise<Rig> {
  const setup = await setUp({ idle: true, wait: never });
  const { fake } = setup;
  if (live) await setup.discord.start();
  const { text, guild, ana } = fake.world;
  const origin = fake.world.add(text.id, ana, { content: "fastapi or django?" });
  const channel = { platform: "discord", team: guild, channel: text.id, thread: null } as const;
  const put = (change: Partial<Outgoing>): Promise<Outcome> =>
    setup.discord.platform.put({
      nonce: change.slot ?? "nonce",
      decision: "abcd1234",
      slot: "review",
      place: { ...channel, thread: origin.id },
      origin: origin.id,
      audience: "thread",
      card: REVIEW,
      revision: 1,
      ref: null,
      attempt: 1,
      ...change,
    });
  const root = refOf(await put({ slot: "root", audience: "channel", place: channel }));
  const shown = refOf(await put({ slot: "card", audience: "both", card: card("Decided: FastAPI") }));
  const closed = card("Decided: FastAPI", { closed: true });
  await put({ slot: "root", audience: "channel", ref: root, card: closed });
  const thread = fake.world.channels.get(origin.id);
  if (thread === undefined) throw new Error("no thread");
  fake.clock.pass(HALF_A_YEAR);
  return Object.assign(setup, {
    put: (change: Partial<Outgoing> = {}) => put(change),
    thread,
    root,
    card: shown,
    shown: (id: string) =>
      fake.world
        .said(id)
        .filter(({ author }) => author.bot === true)
        .map(({ components }) => readComponents(components).text),
  });
}

function refOf(outcome: Outcome): string {
  if (outcome.kind !== "sent") throw new Error(JSON.stringify(outcome));
  return outcome.ref;
}

function change(thread: Channel, metadata: { archived?: boolean; locked?: boolean }): void {
  Object.assign(thread.thread_metadata ?? {}, metadata);
}

describe("a reminder", () => {
  test("comes into a thread that was put away, and brings it back", async () => {
    const { put, thread, shown } = await rig();
    expect(thread.thread_metadata?.archived).toBe(true);
    refOf(await put());
    expect(shown(thread.id).at(-1)).toBe("Does it still hold?");
    expect(thread.thread_metadata?.archived).toBe(false);
  });

  test("opens the thread itself where posting does not (50083)", async () => {
    const { put, thread, fake, shown } = await rig();
    fake.fail(POST, refusal(400, 50_083, "Thread is archived"));
    refOf(await put());
    expect(shown(thread.id).at(-1)).toBe("Does it still hold?");
    expect(thread.thread_metadata?.archived).toBe(false);
  });

  test.each([true, false])(
    "comes into a locked thread with Manage Threads (archived: %s)",
    async (archived) => {
      const { put, thread, shown } = await rig();
      change(thread, { locked: true, archived });
      refOf(await put());
      expect(shown(thread.id).at(-1)).toBe("Does it still hold?");
    },
  );

  test.each([true, false])(
    "is blocked by a locked thread without it, and the log says which permission that is (archived: %s)",
    async (archived) => {
      const { put, thread, fake, logged } = await rig();
      change(thread, { locked: true, archived });
      fake.world.denied = PermissionFlagsBits.ManageThreads;
      expect(await put()).toMatchObject({ kind: "blocked", by: archived ? "permission" : "closed" });
      expect(logged).toContainEqual({
        level: "error",
        about: expect.objectContaining({ thread: thread.id, missing: ["Manage Threads"] }),
        message: "permissions are missing in Discord",
      });
    },
  );

  test.each(["its thread", "its channel"])("is given up where %s was deleted", async (what) => {
    const { put, thread, fake } = await rig();
    fake.world.delete(what === "its thread" ? thread.id : fake.world.text.id);
    for (const attempt of [1, 2])
      expect(await put({ attempt })).toMatchObject({
        kind: "refused",
        why: "gone",
        because: expect.stringContaining("Unknown Channel"),
      });
  });

  test("comes where channel and thread are called otherwise by now, and leaves them so", async () => {
    const { put, thread, fake, shown } = await rig();
    fake.world.text.name = "general-2";
    thread.name = "Ours";
    refOf(await put());
    expect(shown(thread.id).at(-1)).toBe("Does it still hold?");
    expect([thread.name, fake.world.text.name]).toEqual(["Ours", "general-2"]);
  });

  test("is blocked where the bot may no longer see the channel", async () => {
    const { put, fake, logged } = await rig();
    fake.world.denied = PermissionFlagsBits.ViewChannel;
    for (const attempt of [1, 8, 9, 180])
      expect(await put({ attempt })).toMatchObject({ kind: "blocked", by: "absent" });
    expect(JSON.stringify(logged)).toContain("View Channels");
  });

  test("names people who have left, and notifies nobody", async () => {
    const { put, thread, fake, shown } = await rig();
    const { bo } = fake.world;
    fake.world.users.delete(bo.id);
    const mention = { kind: "mention", person: bo.id, name: "Bo" } as const;
    const text = ["Bo and ", mention, " decided it."];
    refOf(await put({ card: card("Review", { blocks: [{ kind: "text", text }] }) }));
    expect(shown(thread.id).at(-1)).toMatch(/^Bo and .* decided it\.$/);
    expect(fake.world.rings).toEqual([]);
  });
});

describe("what a deletion leaves", () => {
  const erased = card("A decision stood here", { closed: true });

  test("says so everywhere, under a name that says no more; the thread stays put away", async () => {
    const { put, thread, shown, fake, card: ref, root } = await rig();
    refOf(await put({ slot: "card", audience: "both", ref, card: erased }));
    refOf(await put({ slot: "root", audience: "channel", ref: root, card: erased }));
    expect(shown(thread.id)).toEqual(["A decision stood here", "A decision stood here"]);
    expect(shown(fake.world.text.id)).toEqual(["A decision stood here"]);
    expect(thread).toMatchObject({ name: "A decision stood here", thread_metadata: { archived: true } });
  });

  test("reaches the copy in the channel where the thread was deleted before", async () => {
    const { put, thread, shown, fake, card: ref, root } = await rig();
    fake.world.delete(thread.id);
    const left = refOf(await put({ slot: "card", audience: "both", ref, card: erased }));
    expect(shown(fake.world.text.id)).toEqual(["A decision stood here"]);
    refOf(await put({ slot: "card", audience: "both", ref: left, card: card("Again") }));
    expect(shown(fake.world.text.id)).toEqual(["Again"]);
    expect(await put({ slot: "root", audience: "channel", ref: root, card: erased })).toMatchObject({
      kind: "refused",
      why: "gone",
    });
  });

  test("ends where the channel is gone as well", async () => {
    const { put, fake, card: ref } = await rig();
    fake.world.delete(fake.world.text.id);
    expect(await put({ slot: "card", audience: "both", ref, card: erased })).toMatchObject({
      kind: "refused",
      why: "gone",
    });
  });
});

test("too many threads are in the way of another", async () => {
  const { put, fake } = await rig();
  fake.fail(/\/threads$/, refusal(400, 160_006, "Maximum number of active threads reached"), 2);
  const { text, guild } = fake.world;
  const place = { platform: "discord", team: guild, channel: text.id, thread: null } as const;
  const root = { slot: "root", audience: "channel", place } as const;
  for (const attempt of [144, 145])
    expect(await put({ ...root, attempt })).toMatchObject({ kind: "blocked", by: "full" });
});

describe("a press in a thread that was put away", () => {
  test("is answered, and its message is edited without opening the thread", async () => {
    const { put, thread, fake, heard, shown } = await rig({ live: true });
    const ref = refOf(await put());
    change(thread, { archived: true });
    const message = fake.world.said(thread.id).at(-1);
    const [button] = pressables(message?.components ?? []);
    if (message === undefined || button === undefined) throw new Error("no button");
    const made = fake.press(fake.world.ana, message, button.custom_id);
    await fake.until(() => made.callback !== null);
    expect(heard.at(-1)?.place).toMatchObject({ channel: fake.world.text.id, thread: thread.id });
    expect(made.callback).toEqual({ type: 6 });
    expect(refOf(await put({ ref, card: card("It still holds, says Ana.") }))).toBe(ref);
    expect(shown(thread.id).at(-1)).toBe("It still holds, says Ana.");
    expect(thread.thread_metadata?.archived).toBe(true);
  });

  test("is saved where the thread is locked and Discord takes no answer", async () => {
    const { put, thread, fake, heard, logged } = await rig({ live: true });
    await put();
    change(thread, { archived: true, locked: true });
    fake.world.denied = PermissionFlagsBits.ManageThreads;
    fake.fail(/\/callback$/, refusal(403, 50_083, "Thread is archived"), 9);
    const message = fake.world.said(thread.id).at(-1);
    const [button] = pressables(message?.components ?? []);
    if (message === undefined || button === undefined) throw new Error("no button");
    fake.press(fake.world.ana, message, button.custom_id);
    await fake.until(() => JSON.stringify(logged).includes("could not be said"));
    expect(heard).toHaveLength(1);
    expect(JSON.stringify(logged)).toContain("Thread is archived");
  });

  test("that goes on with the decision brings it back under its title", async () => {
    const { put, thread, root } = await rig();
    const open = card("Deciding “x”");
    refOf(await put({ slot: "root", audience: "channel", ref: root, card: open }));
    expect(thread).toMatchObject({ name: "Deciding “x”", thread_metadata: { archived: false } });
  });
});

test("a bot that is removed from a server goes on, says what is kept, and is heard when it is back", async () => {
  const { put, fake, logged, discord, heard, fatal } = await rig({ live: true });
  const { guild, text, ana } = fake.world;
  fake.world.removed = true;
  fake.gateway.dispatch("GUILD_DELETE", { id: guild, guild_id: guild });
  await fake.until(() => logged.some(({ message }) => message.includes("removed from a server")));
  expect(JSON.stringify(logged)).toContain(`plumbline delete --team discord/${guild}`);
  expect(await put({ attempt: 2 })).toMatchObject({
    kind: "blocked",
    by: "absent",
    because: expect.stringContaining("Missing Access"),
  });
  fake.world.removed = false;
  fake.gateway.dispatch("GUILD_CREATE", fake.world.guildPayload());
  fake.mention(ana, text.id, "fastapi or django?");
  await fake.until(() => heard.length === 1);
  refOf(await put({ attempt: 3 }));
  expect(fatal).toEqual([]);
  await discord.stop();
});

test("a server that is out of order for a while is not called left", async () => {
  const { fake, logged, heard } = await rig({ live: true });
  const { guild, text, ana } = fake.world;
  fake.gateway.dispatch("GUILD_DELETE", { id: guild, guild_id: guild, unavailable: true });
  fake.mention(ana, text.id, "fastapi or django?");
  await fake.until(() => heard.length === 1);
  expect(JSON.stringify(logged)).not.toContain("removed from a server");
});
