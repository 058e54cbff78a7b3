/** Messages, threads and copies in Discord, in its moods. */
import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import type { Held, Outcome, Outgoing } from "../../src/port.ts";
import { rateLimited, refusal } from "../fake/discord/answer.ts";
import { readComponents } from "../fake/discord/reader.ts";
import type { Channel, Message } from "../fake/discord/world.ts";
import { type Given, type Setup, setUp } from "./setup.ts";

const HOUR = 60 * 60_000;
const POST = /^POST \/channels\/\d+\/messages$/;
const EDIT = /^PATCH \/channels\/\d+\/messages\/\d+$/;

interface Rig extends Setup {
  put(change: Partial<Outgoing>, held?: Held): Promise<Outcome>;
  sent(change: Partial<Outgoing>): Promise<Extract<Outcome, { kind: "sent" }>>;
  /** A decision that a mention in the channel has started: its thread, and the mention. */
  started(): Promise<{ thread: Channel; origin: Message; root: string }>;
  /** What the bot says there, but for the root of what was started. */
  shown(channel: string): string[];
}

function card(title: string, more: Partial<Card> = {}): Card {
  return { title, blocks: [{ kind: "text", text: [title] }], ...more };
}

async function rig(given: Given = {}): Promise<Rig> {
  const setup = await setUp({ idle: true, ...given });
  const { fake, discord } = setup;
  const { text, guild } = fake.world;
  const put = (change: Partial<Outgoing>, held?: Held): Promise<Outcome> => {
    const message: Outgoing = {
      nonce: change.slot ?? "nonce",
      decision: "abcd1234",
      slot: "question/a",
      place: { platform: "discord", team: guild, channel: text.id, thread: null },
      origin: null,
      audience: "thread",
      card: card("Hello"),
      revision: 1,
      ref: null,
      attempt: 1,
      ...change,
    };
    return discord.platform.put(message, held);
  };
  const sent: Rig["sent"] = async (change) => {
    const outcome = await put(change);
    if (outcome.kind !== "sent") throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  const roots: string[] = [];
  return Object.assign(setup, {
    put,
    sent,
    async started() {
      const origin = fake.world.add(text.id, fake.world.ana, { content: "fastapi or django?" });
      const { thread, ref } = await sent({
        slot: "root",
        audience: "channel",
        origin: origin.id,
        card: card("Deciding “x”"),
      });
      const made = fake.world.channels.get(thread ?? "");
      if (made === undefined) throw new Error("no thread");
      roots.push(...fake.world.said(made.id).map(({ id }) => id));
      return { thread: made, origin, root: ref };
    },
    shown: (channel: string) =>
      fake.world
        .said(channel)
        .filter(({ author, id }) => author.bot === true && !roots.includes(id))
        .map((one) => readComponents(one.components).text),
  });
}

function inThread(thread: Channel) {
  return {
    place: {
      platform: "discord",
      team: thread.guild_id ?? "",
      channel: thread.parent_id ?? "",
      thread: thread.id,
    },
  } as const;
}

describe("the thread of a decision", () => {
  test("opens on the message that started it, with the root in it, which is edited there; nothing goes to the channel", async () => {
    const { started, sent, shown, fake } = await rig();
    const { thread, origin, root } = await started();
    expect(thread).toMatchObject({ id: origin.id, name: "Deciding “x”", type: 11 });
    const edited = {
      slot: "root",
      audience: "channel",
      ...inThread(thread),
      card: card("Ana is through"),
    } as const;
    expect((await sent({ ...edited, ref: root })).ref).toBe(root);
    expect(fake.world.said(thread.id).map(({ components }) => readComponents(components).text)).toEqual([
      "Ana is through",
    ]);
    expect(shown(fake.world.text.id)).toEqual([]);
  });

  test("opens on a root of the bot's where somebody deleted that message", async () => {
    const { sent, shown, fake } = await rig();
    const root = await sent({ slot: "root", audience: "channel", origin: "17", card: card("Deciding “x”") });
    expect(shown(fake.world.text.id)).toEqual(["Deciding “x”"]);
    expect(fake.world.said(fake.world.text.id)[0]?.id).toBe(root.thread);
  });

  test("of an older version, in which the message that started it was the root, is kept as it was", async () => {
    const { started, sent, shown } = await rig();
    const { thread } = await started();
    const old = {
      slot: "root",
      audience: "channel",
      ...inThread(thread),
      ref: `thread/${thread.id}`,
    } as const;
    const put = await sent({ ...old, card: card("Decided: x", { closed: true }) });
    expect(put).toMatchObject({ ref: old.ref, thread: thread.id });
    expect(shown(thread.id)).toEqual([]);
    expect(thread).toMatchObject({ name: "Decided: x", thread_metadata: { archived: true } });
  });

  test("is the one that the message has already (160004)", async () => {
    const { started, sent } = await rig();
    const { thread, origin } = await started();
    const again = await sent({ slot: "root", audience: "channel", origin: origin.id, attempt: 2 });
    expect(again.thread).toBe(thread.id);
  });

  test("hangs on a message of the bot's where a command started it", async () => {
    const { sent, shown, fake } = await rig();
    const root = await sent({ slot: "root", audience: "channel", card: card("Deciding “x”") });
    expect(shown(fake.world.text.id)).toEqual(["Deciding “x”"]);
    expect(fake.world.said(fake.world.text.id)[0]?.id).toBe(root.thread);
  });

  test("is made once, when only its making failed", async () => {
    const { put, sent, shown, fake } = await rig();
    fake.fail(/\/threads$/, "cut");
    expect(await put({ slot: "root", audience: "channel" })).toMatchObject({ kind: "later" });
    await sent({ slot: "root", audience: "channel", attempt: 2 });
    expect(shown(fake.world.text.id)).toHaveLength(1);
  });

  test("that people opened is used as it is: no message goes to the channel, and it keeps its name", async () => {
    const { sent, shown, fake } = await rig();
    const thread = fake.world.thread(fake.world.text.id, fake.world.id(), "Which one?", fake.world.ana.id);
    const root = await sent({ slot: "root", audience: "channel", ...inThread(thread), origin: "1" });
    expect(root.thread).toBe(thread.id);
    await sent({
      slot: "root",
      audience: "channel",
      ...inThread(thread),
      ref: root.ref,
      card: card("Decided", { closed: true }),
    });
    expect(shown(thread.id)).toEqual(["Decided"]);
    expect(shown(fake.world.text.id)).toEqual([]);
    expect(thread).toMatchObject({ name: "Which one?", thread_metadata: { archived: false } });
  });

  test("is done without where a channel has none", async () => {
    const { sent, shown, fake } = await rig();
    const { voice, guild, ana } = fake.world;
    const origin = fake.world.add(voice.id, ana, { content: "x" });
    const place = { platform: "discord", team: guild, channel: voice.id, thread: null } as const;
    const root = await sent({ slot: "root", audience: "channel", place, origin: origin.id });
    expect(root.thread).toBeNull();
    await sent({ slot: "card", audience: "both", place });
    expect(shown(voice.id)).toHaveLength(2);
  });

  test("is not sought in a direct message, where all is one talk", async () => {
    const { sent, shown, fake } = await rig();
    const direct = fake.world.direct(fake.world.ana);
    const origin = fake.world.add(direct.id, fake.world.ana, { content: "x" });
    const place = {
      platform: "discord",
      team: `dm${fake.world.ana.id}`,
      channel: direct.id,
      thread: null,
    } as const;
    expect((await sent({ slot: "root", audience: "channel", place, origin: origin.id })).thread).toBeNull();
    await sent({ slot: "card", audience: "both", place, origin: origin.id });
    expect(shown(direct.id)).toHaveLength(2);
  });

  test("is named after what was decided and put away; a change brings it back", async () => {
    const { started, sent, discord } = await rig();
    await discord.start();
    const { thread, root } = await started();
    const at = { slot: "root", audience: "channel", ref: root, ...inThread(thread) } as const;
    await sent({ ...at, card: card("Recommended: Django for “x”") });
    expect(thread).toMatchObject({ name: "Deciding “x”", thread_metadata: { archived: false } });
    await sent({ ...at, card: card(`Decided: Django for “x” ${"y".repeat(100)}`, { closed: true }) });
    expect(thread.name).toMatch(/^Decided: Django for “x”/);
    expect(thread.name.length).toBeLessThanOrEqual(100);
    expect(thread.thread_metadata?.archived).toBe(true);
    await sent({ ...at, card: card("Decided: FastAPI for “x”", { closed: true }) });
    expect(thread).toMatchObject({ name: "Decided: FastAPI for “x”", thread_metadata: { archived: true } });
    await sent({ ...at, card: card("Recommended: both for “x”") });
    expect(thread).toMatchObject({ name: "Recommended: both for “x”", thread_metadata: { archived: false } });
  });

  test("is put away under its old name where it was renamed too often", async () => {
    const { started, sent, discord, fake } = await rig();
    await discord.start();
    const { thread, root } = await started();
    const at = { slot: "root", audience: "channel", ref: root, ...inThread(thread) } as const;
    fake.fail(/^PATCH \/channels\/\d+$/, rateLimited(500));
    await sent({ ...at, card: card("Decided: Django for “x”", { closed: true }) });
    expect(thread).toMatchObject({ name: "Deciding “x”", thread_metadata: { archived: true } });
  });
});

describe("the card", () => {
  test("is in the thread, and in the channel as a reply to what the thread hangs on; both are kept current", async () => {
    const { started, sent, shown, fake } = await rig();
    const { thread, origin } = await started();
    const at = { slot: "card", audience: "both", origin: origin.id, ...inThread(thread) } as const;
    const { ref } = await sent({ ...at, card: card("FastAPI") });
    expect(fake.world.said(fake.world.text.id).at(-1)?.message_reference).toEqual({ message_id: origin.id });
    await sent({ ...at, ref, card: card("Django") });
    expect([shown(thread.id), shown(fake.world.text.id)]).toEqual([["Django"], ["Django"]]);
  });

  test("of a forum post is only in the post", async () => {
    const { sent, shown, fake } = await rig();
    const post = fake.world.thread(fake.world.forum.id, fake.world.id(), "A proposal", fake.world.ana.id);
    await sent({ slot: "card", audience: "both", ...inThread(post) });
    expect(shown(post.id)).toHaveLength(1);
  });

  test("is in the thread even if the channel is closed to the bot", async () => {
    const { started, sent, shown, fake } = await rig();
    const { thread } = await started();
    fake.world.denied = PermissionFlagsBits.SendMessages;
    await sent({ slot: "card", audience: "both", ...inThread(thread) });
    expect([shown(thread.id), shown(fake.world.text.id)]).toEqual([["Hello"], []]);
  });

  test("has its chart as a picture, and still one after an edit", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const { sent, fake } = await rig({ picture: png });
    const chart = { kind: "chart", title: "Fit", alt: "FastAPI 81 %", bars: [] } as const;
    const { ref } = await sent({ card: { title: "x", blocks: [chart] } });
    await sent({ ref, card: { title: "y", blocks: [chart] } });
    expect(fake.requests.map(({ files }) => files.map(({ name }) => name))).toContainEqual(["chart-1.png"]);
    expect(fake.world.said(fake.world.text.id)[0]?.attachments).toEqual([
      { id: expect.any(String), filename: "chart-1.png", size: png.length },
    ]);
    await sent({ ref, card: card("no chart any more") });
    expect(fake.world.said(fake.world.text.id)[0]?.attachments).toEqual([]);
  });
});

describe("old messages", () => {
  test("are edited however old they are, and posted anew once Discord takes no more edits (30046)", async () => {
    const { fake, started, sent, shown } = await rig();
    const { thread } = await started();
    const { ref } = await sent(inThread(thread));
    fake.clock.pass(180 * 24 * HOUR);
    for (const title of ["One", "Two", "Three"])
      expect((await sent({ ...inThread(thread), ref, card: card(title) })).ref).toBe(ref);
    const anew = await sent({ ...inThread(thread), ref, card: card("Four") });
    expect(anew.ref).not.toBe(ref);
    expect(shown(thread.id)).toEqual(["Four"]);
    expect((await sent({ ...inThread(thread), ref: anew.ref, card: card("Five") })).ref).toBe(anew.ref);
  });

  test("are posted anew once, however often it is tried", async () => {
    const { fake, started, put, sent, shown } = await rig();
    fake.rest.oldEdits = 0;
    const { thread } = await started();
    const { ref } = await sent(inThread(thread));
    fake.clock.pass(HOUR + 1);
    fake.fail(POST, "500 after");
    expect(await put({ ...inThread(thread), ref, card: card("Anew") })).toMatchObject({ kind: "later" });
    await sent({ ...inThread(thread), ref, card: card("Anew"), attempt: 2 });
    expect(shown(thread.id)).toEqual(["Anew"]);
  });

  test("of which Discord takes no more edits are posted anew (30046)", async () => {
    const { sent, shown, fake } = await rig();
    const { ref } = await sent({});
    fake.fail(EDIT, refusal(400, 30_046, "Maximum number of edits to messages older than 1 hour reached"));
    await sent({ ref, card: card("Anew") });
    expect(shown(fake.world.text.id)).toEqual(["Anew"]);
  });

  test("in an archived thread are edited in it, and it stays archived (50083)", async () => {
    const { started, sent, shown } = await rig();
    const { thread } = await started();
    const { ref } = await sent(inThread(thread));
    if (thread.thread_metadata !== undefined) thread.thread_metadata.archived = true;
    await sent({ ...inThread(thread), ref, card: card("Edited") });
    expect(shown(thread.id)).toEqual(["Edited"]);
    expect(thread.thread_metadata?.archived).toBe(true);
  });
});

describe("Discord's own moods", () => {
  test("a 500 after the effect makes no second message, though its nonce is forgotten", async () => {
    const { fake, put, sent, shown } = await rig();
    fake.fail(POST, "500 after");
    expect(await put({})).toMatchObject({ kind: "later", afterMs: 0 });
    fake.clock.pass(10 * 60_000);
    await sent({ attempt: 5 });
    expect(shown(fake.world.text.id)).toHaveLength(1);
  });

  test("what was posted after standing still beyond all memory is taken away, where another has posted it meanwhile", async () => {
    const { fake, put, sent } = await rig();
    const { ref } = await sent({ attempt: 2, card: card("Theirs") });
    fake.clock.pass(10 * 60_000);
    let asked = 0;
    expect(await put({}, async () => asked++ === 0)).toMatchObject({ kind: "later" });
    const left = fake.world.said(fake.world.text.id);
    expect(left.map(({ id }) => id)).toEqual([ref.split("/")[1]]);
    expect(left.map((one) => readComponents(one.components).text)).toEqual(["Theirs"]);
  });

  test("what was posted after standing still stays, where nobody else has posted it", async () => {
    const { put, shown, fake } = await rig();
    let asked = 0;
    expect(await put({}, async () => asked++ === 0)).toMatchObject({ kind: "sent" });
    expect(shown(fake.world.text.id)).toEqual(["Hello"]);
  });

  test("what fails is to be tried again, whatever the try", async () => {
    const { put, fake } = await rig();
    fake.fail(POST, { status: 502 }, 9);
    for (const attempt of [1, 2, 3, 7, 50])
      expect(await put({ attempt })).toMatchObject({ kind: "later", afterMs: 0 });
  });

  test("a long rate limit is handed back, a short one waited out", async () => {
    const { put, sent, fake } = await rig();
    fake.fail(POST, rateLimited(40));
    expect(await put({})).toMatchObject({ kind: "later", afterMs: 40_050 });
    fake.fail(POST, rateLimited(0.01));
    await sent({});
  });

  test("a ref of somebody else's making is refused", async () => {
    const { put } = await rig();
    expect(await put({ ref: "C012/1700000.1" })).toMatchObject({ kind: "refused", why: "invalid" });
  });

  test("a body that Discord finds fault with is refused, with its reason", async () => {
    const { put, fake } = await rig();
    fake.fail(POST, refusal(400, 50_035, "Invalid Form Body"));
    expect(await put({})).toMatchObject({
      kind: "refused",
      why: "invalid",
      because: expect.stringContaining("50035"),
    });
  });

  test("a token that is no longer good ends it, and keeps the message", async () => {
    const { put, fatal } = await rig({ token: "other" });
    expect(await put({})).toMatchObject({ kind: "later" });
    expect(await put({})).toMatchObject({ kind: "later" });
    expect(fatal).toEqual([expect.stringContaining("token")]);
  });
});

describe("a message that somebody deleted", () => {
  test("is another one when it is wanted again, though Discord remembers its nonce", async () => {
    const { started, put, sent, shown, fake } = await rig();
    const { thread } = await started();
    const at = { slot: "card", audience: "both", ...inThread(thread) } as const;
    const { ref } = await sent(at);
    fake.rest.remove(thread.id, fake.world.said(thread.id).at(-1)?.id ?? "");
    expect(await put({ ...at, ref })).toMatchObject({ kind: "refused", why: "gone" });
    await sent(at);
    expect([shown(thread.id), shown(fake.world.text.id)]).toEqual([["Hello"], ["Hello"]]);
  });

  test("is made anew where it was only the copy", async () => {
    const { started, sent, shown, fake } = await rig();
    const { thread } = await started();
    const at = { slot: "card", audience: "both", ...inThread(thread) } as const;
    const { ref } = await sent(at);
    fake.rest.remove(fake.world.text.id, fake.world.said(fake.world.text.id).at(-1)?.id ?? "");
    await sent({ ...at, ref, card: card("Edited") });
    expect([shown(thread.id), shown(fake.world.text.id)]).toEqual([["Edited"], ["Edited"]]);
  });
});

describe("whom a message notifies", () => {
  const asking = (person: string): Card =>
    card("Answer, please", {
      blocks: [{ kind: "text", text: [{ kind: "mention", person, name: "Bo" }, ": please"] }],
    });

  test("they are notified in the thread, and not by the copy in the channel, nor by what takes its place", async () => {
    const { started, sent, shown, fake } = await rig();
    const { thread } = await started();
    const { bo } = fake.world;
    const at = { slot: "card", audience: "both", ...inThread(thread), card: asking(bo.id) } as const;
    const { ref } = await sent(at);
    const rung = [{ channel: thread.id, message: fake.world.said(thread.id).at(-1)?.id, user: bo.id }];
    expect(fake.world.rings).toEqual(rung);
    fake.clock.pass(HOUR + 1);
    fake.rest.oldEdits = 0;
    await sent({ ...at, ref });
    expect(shown(thread.id)).toHaveLength(1);
    expect(fake.world.rings).toEqual(rung);
  });

  test("not again where somebody deleted it, and not twice where its answer was lost", async () => {
    const { started, put, sent, fake } = await rig();
    const { thread } = await started();
    const at = { ...inThread(thread), card: asking(fake.world.bo.id) };
    fake.fail(POST, "500 after");
    await put(at);
    const { ref } = await sent({ ...at, attempt: 2 });
    fake.rest.remove(thread.id, fake.world.said(thread.id).at(-1)?.id ?? "");
    expect(await put({ ...at, ref })).toMatchObject({ kind: "refused", why: "gone" });
    await sent(at);
    expect(fake.world.rings).toHaveLength(1);
  });

  test("a hundred at most, since Discord takes no more", async () => {
    const { sent, fake } = await rig();
    const mentions = Array.from(
      { length: 120 },
      (_, n) => ({ kind: "mention", person: String(10n ** 17n + BigInt(n)), name: "x" }) as const,
    );
    await sent({ card: card("All", { blocks: [{ kind: "text", text: mentions }] }) });
    expect(fake.requests.at(-1)?.body.allowed_mentions).toEqual({
      parse: [],
      users: mentions.slice(0, 100).map(({ person }) => person),
    });
  });
});

describe("who joins a thread", () => {
  test("is added when the message is posted, and left alone after that", async () => {
    const { sent, fake } = await rig();
    const { bo } = fake.world;
    const joining = card("Deciding “x”", { joins: [bo.id] });
    const root = await sent({ slot: "root", audience: "channel", card: joining });
    const members = fake.world.members.get(root.thread ?? "");
    expect(members).toContain(bo.id);
    members?.delete(bo.id);
    const thread = fake.world.channels.get(root.thread ?? "");
    if (thread === undefined) throw new Error("no thread");
    await sent({ slot: "root", audience: "channel", ...inThread(thread), ref: root.ref, card: joining });
    expect(members).not.toContain(bo.id);
  });

  test("and cannot be added, is no obstacle: the log says so once, and the others are in", async () => {
    const { sent, fake, logged } = await rig();
    const joining = card("Deciding “x”", { joins: ["17", fake.world.bo.id, "18"] });
    const root = await sent({ slot: "root", audience: "channel", card: joining });
    expect(fake.world.members.get(root.thread ?? "")).toContain(fake.world.bo.id);
    expect(logged.filter(({ level }) => level === "warn")).toMatchObject([
      { about: { thread: root.thread }, message: "not everybody could be added to a thread" },
    ]);
  });

  test("joins nothing where there is none", async () => {
    const { sent, fake } = await rig();
    const { voice, guild, bo } = fake.world;
    const place = { platform: "discord", team: guild, channel: voice.id, thread: null } as const;
    await sent({ slot: "root", audience: "channel", place, card: card("x", { joins: [bo.id] }) });
    expect(fake.requests.some(({ path }) => path.includes("thread-members"))).toBe(false);
  });
});

const REMOVAL = { nonce: "nonce", decision: "abcd1234", origin: null };

describe("a message that is taken away", () => {
  test("goes with its copy, from an archived thread too, which stays archived", async () => {
    const { started, sent, shown, fake, discord } = await rig();
    const { thread } = await started();
    const at = { slot: "card", audience: "both", ...inThread(thread) } as const;
    const { ref } = await sent(at);
    if (thread.thread_metadata !== undefined) thread.thread_metadata.archived = true;
    const removal = { ...REMOVAL, slot: "card", ...inThread(thread), ref };
    for (const _ of ["first", "again"])
      expect(await discord.platform.remove(removal)).toMatchObject({ kind: "sent" });
    expect([shown(thread.id), shown(fake.world.text.id)]).toEqual([[], []]);
    expect(thread.thread_metadata?.archived).toBe(true);
  });

  test("waits where Discord cannot be reached, and is done where its thread is gone", async () => {
    const { started, sent, fake, discord } = await rig();
    const { thread } = await started();
    const { ref } = await sent(inThread(thread));
    const removal = { ...REMOVAL, slot: "question/a", ...inThread(thread), ref };
    fake.fail(/^DELETE/, "cut");
    expect(await discord.platform.remove(removal)).toMatchObject({ kind: "later" });
    fake.world.delete(thread.id);
    expect(await discord.platform.remove(removal)).toMatchObject({ kind: "sent" });
    expect(await discord.platform.remove({ ...removal, ref: "C012/1700000.1" })).toMatchObject({
      kind: "refused",
      why: "invalid",
    });
  });

  test("is not somebody's own, though it stands for the root", async () => {
    const { started, fake, discord } = await rig();
    const { thread, root } = await started();
    const said = [...fake.world.said(fake.world.text.id)];
    const removal = { ...REMOVAL, slot: "root", ...inThread(thread), ref: root };
    expect(await discord.platform.remove(removal)).toMatchObject({ kind: "sent" });
    expect(fake.world.said(fake.world.text.id)).toEqual(said);
  });
});

describe("missing permissions", () => {
  test("are said all at once, whichever was in the way first", async () => {
    const { discord, put, fake, heard, logged } = await rig();
    fake.world.denied =
      PermissionFlagsBits.CreatePublicThreads |
      PermissionFlagsBits.SendMessagesInThreads |
      PermissionFlagsBits.AttachFiles;
    await discord.start();
    const { ana, text } = fake.world;
    const origin = fake.mention(ana, text.id, "fastapi or django?");
    await fake.until(() => heard.length === 1);
    await put({ slot: "root", audience: "channel", origin: origin.id });
    const missing = ["Create Public Threads", "Send Messages in Threads", "Attach Files"];
    expect(logged).toContainEqual(
      expect.objectContaining({ level: "error", about: expect.objectContaining({ missing }) }),
    );
    expect(
      fake.world
        .said(text.id)
        .map(({ components }) => readComponents(components).text)
        .join("\n"),
    ).toContain(`give me: ${missing.join(", ")}.`);
  });

  test("are said by name to the person who asked, and to the operator", async () => {
    const { discord, put, fake, heard, logged, shown } = await rig();
    fake.world.denied = PermissionFlagsBits.CreatePublicThreads;
    await discord.start();
    const { ana, text } = fake.world;
    const origin = fake.mention(ana, text.id, "fastapi or django?");
    await fake.until(() => heard.length === 1);
    const root = { slot: "root", audience: "channel", origin: origin.id } as const;
    expect(await put(root)).toMatchObject({ kind: "blocked", by: "permission" });
    expect(shown(text.id)).toEqual([expect.stringMatching(/give me: Create Public Threads\. I go on/)]);
    expect(fake.world.said(text.id).at(-1)?.message_reference).toEqual({ message_id: origin.id });
    expect(logged).toContainEqual({
      level: "error",
      about: expect.objectContaining({ missing: ["Create Public Threads"] }),
      message: expect.stringContaining("permissions"),
    });
  });

  test("are said under a command for the requester's eyes only", async () => {
    const { discord, put, fake } = await rig();
    fake.world.denied = PermissionFlagsBits.SendMessages;
    await discord.start();
    const command = fake.command(fake.world.ana, fake.world.text.id, "x");
    await fake.until(() => command.callback !== null);
    await put({ slot: "root", audience: "channel" });
    expect(JSON.stringify(command.followUps)).toContain("Send Messages");
  });

  test("are said in a direct message where nothing can be said in the channel", async () => {
    const { discord, put, fake, heard, shown } = await rig();
    fake.world.denied = PermissionFlagsBits.SendMessages | PermissionFlagsBits.CreatePublicThreads;
    await discord.start();
    const { ana, text } = fake.world;
    const origin = fake.mention(ana, text.id, "x");
    await fake.until(() => heard.length === 1);
    await put({ slot: "root", audience: "channel", origin: origin.id });
    expect(shown(fake.world.direct(ana).id)).toEqual([expect.stringContaining("Create Public Threads")]);
  });

  test("to keep a thread do not keep the decision from going on", async () => {
    const { discord, started, sent, fake, logged } = await rig();
    await discord.start();
    const { thread, root } = await started();
    fake.fail(/^PATCH \/channels\/\d+$/, refusal(403, 50_013, "Missing Permissions"));
    await sent({
      slot: "root",
      audience: "channel",
      ref: root,
      ...inThread(thread),
      card: card("Decided", { closed: true }),
    });
    expect(logged).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("Manage Threads") }),
    );
  });
});
