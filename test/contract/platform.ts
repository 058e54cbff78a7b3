/**
 * What every platform adapter owes the outbox, checked on its real SDK against a server (or a screen) that the
 * adapter's own test brings along. Run it with `platformContract("slack", makeHarness)`.
 */

import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Attachment, Card } from "../../src/card/card.ts";
import type { Inbound, Outcome, Outgoing, Place, Platform, Removal, Reply } from "../../src/port.ts";
import { anyCard, fullCard, hostile, longCard, questionCard } from "./cards.ts";

/** A message as a reader of the platform sees it. */
export interface Shown {
  /** "both": in the thread, and in the channel too. */
  readonly where: "channel" | "thread" | "both";
  /** Every letter that is visible in it, markup and escapes resolved, block after block. */
  readonly text: string;
  /** Labels of what can be pressed or picked from, in order. */
  readonly controls: readonly string[];
  /** What the platform brought to life: notified people, links' addresses, bold or coded words, `time:` and the milliseconds. */
  readonly alive: readonly string[];
  /** What is attached to it, as whoever opens it reads it; left out where nothing is. */
  readonly files?: readonly Attachment[];
}

/** A fault that the harness can cause once, or the reason why the platform cannot have it. */
export type Fault = (() => void) | { readonly cannot: string };

export interface PlatformHarness {
  readonly platform: Platform;
  /** Where it may post; `thread` null. */
  readonly place: Place;
  /** Somebody who can be mentioned. */
  readonly person: { readonly id: string; readonly name: string };
  /** All messages on the screen, oldest first. */
  screen(): readonly Shown[];
  /** A person presses the control with this label on the newest message that has it; for a select, picks an option. */
  press(label: string, option?: string): Promise<Inbound>;
  /** Whether what was shown can be taken off the screen; or why not. */
  readonly takesBack: true | { readonly cannot: string };
  /** The ids of whom the platform has notified: each once a message, in the messages' order. Or why it notifies nobody. */
  readonly rung: (() => readonly string[]) | { readonly cannot: string };
  /** What whoever presses sees privately; or why there is no such thing. */
  readonly privately: Privately | { readonly cannot: string };
  readonly faults: {
    /** The next message takes effect, but the platform's answer never arrives. */
    readonly loseAnswer: Fault;
    /** The platform says "not now" to the next message. */
    readonly busy: Fault;
    /** The platform cannot be reached for the next message. */
    readonly unreachable: Fault;
    /** From now on the bot may not post here. */
    readonly forbid: Fault;
    /** Somebody deletes the newest message. */
    readonly remove: Fault;
  };
  stop(): Promise<void>;
}

export interface Privately {
  /** How the inbox answers from now on. */
  answer(reply: () => Reply): void;
  /** Resolves once the private view shows these words: with its text and its controls. */
  shows(words: string): Promise<Pick<Shown, "text" | "controls">>;
  /** They press the control with this label in it. */
  press(label: string): Promise<Inbound>;
}

/** Runs the suite. Each test gets a harness of its own. */
export function platformContract(name: string, make: () => Promise<PlatformHarness>): void {
  async function start(): Promise<PlatformHarness> {
    const harness = await make();
    onTestFinished(() => harness.stop());
    return harness;
  }

  function withFault(
    title: string,
    fault: keyof PlatformHarness["faults"],
    run: (h: PlatformHarness) => Promise<void>,
  ): void {
    test(title, async (context) => {
      const harness = await start();
      const cause = harness.faults[fault];
      if (typeof cause !== "function") return void context.annotate(`${name}: ${cause.cannot}`);
      await run(harness);
    });
  }

  describe(`${name} as a platform`, () => {
    test("a message is shown once, and can be found again", async () => {
      const harness = await start();
      const sent = expectSent(await harness.platform.put(message(harness, { card: card("Billing") })));
      expect(sent.ref).not.toBe("");
      expect(harness.screen().map((shown) => shown.text)).toEqual([expect.stringContaining("Billing")]);
    });

    test("the same effect again is the same screen; a newer one replaces it in place", async () => {
      const harness = await start();
      const first = message(harness, { card: card("Before") });
      const { ref } = expectSent(await harness.platform.put(first));
      const again = expectSent(await harness.platform.put({ ...first, ref, attempt: 2 }));
      expect(again.ref).toBe(ref);
      expect(harness.screen()).toHaveLength(1);
      expectSent(await harness.platform.put({ ...first, ref, revision: 2, card: card("After") }));
      expect(harness.screen()).toHaveLength(1);
      expect(harness.screen()[0]?.text).toContain("After");
      expect(harness.screen()[0]?.text).not.toContain("Before");
    });

    test("what is not ours any more is neither posted nor edited, and put off", async () => {
      const harness = await start();
      const late = async () => false;
      const first = message(harness, { card: card("Before") });
      for (const attempt of [1, 2])
        expect(await harness.platform.put({ ...first, attempt }, late)).toMatchObject({ kind: "later" });
      expect(harness.screen()).toEqual([]);
      const { ref, thread } = expectSent(await harness.platform.put(first, async () => true));
      const place = { ...harness.place, thread };
      const edit = { ...first, place, ref, revision: 2, card: card("After") };
      expect(await harness.platform.put(edit, late)).toMatchObject({ kind: "later" });
      expect(harness.screen().map(({ text }) => text)).toEqual([expect.stringContaining("Before")]);
    });

    test("a second try that finds nothing of the first posts it", async () => {
      const harness = await start();
      expectSent(await harness.platform.put(message(harness, { attempt: 2 })));
      expect(harness.screen()).toHaveLength(1);
    });

    test("two messages are two, in the order in which they were put", async () => {
      const harness = await start();
      const { thread } = expectSent(
        await harness.platform.put(message(harness, { nonce: "n1", card: card("One") })),
      );
      const place = { ...harness.place, thread };
      const inThread = { place, slot: "question/a", audience: "thread" as const };
      expectSent(
        await harness.platform.put(message(harness, { ...inThread, nonce: "n2", card: card("Two") })),
      );
      expectSent(
        await harness.platform.put(
          message(harness, { ...inThread, nonce: "n3", slot: "question/b", card: card("Three") }),
        ),
      );
      expect(
        harness.screen().map(({ text }) => ["One", "Two", "Three"].find((word) => text.includes(word))),
      ).toEqual(["One", "Two", "Three"]);
    });

    test("the root goes to the channel, a question to its thread, the card to both", async () => {
      const harness = await start();
      const root = expectSent(await harness.platform.put(message(harness, { slot: "root" })));
      const place = { ...harness.place, thread: root.thread };
      const put = (slot: string, audience: Outgoing["audience"]): Promise<Outcome> =>
        harness.platform.put(message(harness, { nonce: slot, slot, audience, place }));
      const question = expectSent(await put("question/admin", "thread"));
      expect(question.thread).toBe(root.thread);
      expectSent(await put("card", "both"));
      expect(harness.screen().map(({ where }) => where)).toEqual(["channel", "thread", "both"]);
    });

    test("everything on a full card is shown: each text, each label, each control", async () => {
      const harness = await start();
      expectSent(await harness.platform.put(message(harness, { card: fullCard(harness.person) })));
      const [shown] = harness.screen();
      for (const words of [
        "A heading",
        "a strong word",
        "their own words",
        "a note",
        "Why",
        "the first reason",
        "FastAPI 81 %",
      ]) {
        expect(shown?.text).toContain(words);
      }
      expect(shown?.controls).toEqual(["Accept", "Decide otherwise…", "Which answer?"]);
    });

    test("only the card's own emphasis, links and mentions come to life", async () => {
      const harness = await start();
      expectSent(await harness.platform.put(message(harness, { card: fullCard(harness.person) })));
      const [shown] = harness.screen();
      expect(shown?.alive).toEqual(expect.arrayContaining(["https://example.com/fact"]));
      expect(
        shown?.alive.some((live) => live.includes(harness.person.id) || live.includes(harness.person.name)),
      ).toBe(true);
    });

    test("a moment is the reader's own time, or as it is written", async () => {
      const harness = await start();
      const at = Date.UTC(2027, 4, 21, 15, 0);
      const moment = { kind: "time", at, text: "21 May 2027, 15:00 UTC" } as const;
      const words: Card = {
        title: "Review",
        blocks: [
          { kind: "text", text: ["It closes ", moment, "."] },
          { kind: "note", text: ["*not bold* until ", moment] },
          { kind: "list", label: "When", items: [["*not bold*, ", moment]] },
        ],
      };
      expectSent(await harness.platform.put(message(harness, { card: words })));
      const [shown] = harness.screen();
      const alive = shown?.alive.filter((live) => live === `time:${at}`) ?? [];
      const written = (shown?.text.split(moment.text).length ?? 1) - 1;
      // A platform may fall back to the words where it has no room for more.
      expect(Math.max(alive.length, written)).toBe(3);
      expect(shown?.alive.filter((live) => live !== "When" && live !== `time:${at}`)).toEqual([]);
    });

    test.each(hostile)("a link to another place is called what people typed: %j", async (typed) => {
      const harness = await start();
      const root = expectSent(await harness.platform.put(message(harness, { slot: "root" })));
      const { channel } = harness.place;
      const words: Card = {
        title: "Before",
        blocks: [
          { kind: "text", text: ["See ", { kind: "place", text: typed, channel, thread: root.thread }] },
          {
            kind: "list",
            label: "Decided",
            items: [[{ kind: "place", text: typed, channel, thread: null }, ": accepted"]],
          },
          { kind: "note", text: [{ kind: "place", text: typed, channel, thread: root.thread }] },
        ],
      };
      expectSent(await harness.platform.put(message(harness, { nonce: "list", slot: "list", card: words })));
      const shown = harness.screen().at(-1);
      expect(shown?.text.split(typed).length ?? 0).toBeGreaterThanOrEqual(4);
      const elsewhere = shown?.alive.filter(
        (live) => live !== "Decided" && !live.includes(channel) && !live.includes(root.thread ?? channel),
      );
      expect(elsewhere).toEqual([]);
    });

    test.each(hostile)("what a person typed stays the letters that they typed: %j", async (typed) => {
      const harness = await start();
      const words: Card = {
        title: typed,
        blocks: [
          { kind: "heading", text: [typed] },
          { kind: "text", text: ["Ana said ", typed, " and ", { kind: "quote", text: typed }] },
          { kind: "note", text: [typed] },
          { kind: "list", label: "Why", items: [[typed], ["and ", typed]] },
        ],
      };
      expectSent(await harness.platform.put(message(harness, { card: words })));
      const [shown] = harness.screen();
      expect(shown?.text.split(typed).length ?? 0).toBeGreaterThanOrEqual(6);
      // A list's label is the bot's own, and may be emphasised.
      expect(shown?.alive.filter((live) => live !== "Why")).toEqual([]);
    });

    test("a card that is far too long is shortened between words, and keeps its heading and its controls", async () => {
      const harness = await start();
      const long = longCard();
      expectSent(await harness.platform.put(message(harness, { card: long.card })));
      const [shown] = harness.screen();
      expect(shown?.text).toContain(long.heading);
      expect(shown?.controls).toEqual(long.controls);
      const known = new Set(long.words);
      const cut = (shown?.text ?? "")
        .split(/[\s…•\-–—|:()[\]&<>;.,]+/)
        .filter((word) => /^lorem\d/.test(word) && !known.has(word));
      expect(cut).toEqual([]);
    });

    test("whatever card the conversation makes, it is accepted", async () => {
      const harness = await start();
      let nonce = 0;
      await fc.assert(
        fc.asyncProperty(anyCard, async (any) => {
          nonce += 1;
          expectSent(
            await harness.platform.put(
              message(harness, { nonce: `any${nonce}`, slot: `any/${nonce}`, card: any }),
            ),
          );
        }),
        { numRuns: 40 },
      );
    });

    test("a press comes back with the decision, the control and the revision that were seen", async () => {
      const harness = await start();
      const asked = message(harness, { decision: "abcd1234", revision: 7, card: questionCard() });
      expectSent(await harness.platform.put(asked));
      const pressed = await harness.press("Core requirement");
      expect(pressed.place).toMatchObject({
        platform: harness.platform.name,
        team: harness.place.team,
        channel: harness.place.channel,
      });
      expect(pressed.what).toEqual({
        kind: "press",
        token: { decision: "abcd1234", control: "answer/admin/core", revision: 7 },
        value: null,
      });
      const picked = await harness.press("Pick an answer", "No, an API only");
      expect(picked.what).toEqual({
        kind: "press",
        token: { decision: "abcd1234", control: "answer/api", revision: 7 },
        value: "api_only",
      });
      expect(picked.id).not.toBe(pressed.id);
    });

    test("a file goes along with its message, letter by letter, and is there once however often it is put", async () => {
      const harness = await start();
      const put = await withRecord(harness);
      const { ref } = expectSent(await harness.platform.put(put));
      const shown = harness.screen().at(-1);
      expect(shown?.text).toContain("The record");
      expect(shown?.files).toEqual([put.card.file]);
      expect(shown?.where).toBe("thread");
      expect(expectSent(await harness.platform.put({ ...put, ref, attempt: 2 })).ref).toBe(ref);
      expect(harness.screen()).toHaveLength(2);
      expect(harness.screen().at(-1)?.files).toEqual([put.card.file]);
    });

    test("two records of one name are two", async () => {
      const harness = await start();
      const put = await withRecord(harness);
      const first = expectSent(await harness.platform.put(put));
      const second = expectSent(
        await harness.platform.put({ ...put, nonce: "record2", slot: "record/2", attempt: 2 }),
      );
      expect(second.ref).not.toBe(first.ref);
      expect(harness.screen().flatMap(({ files }) => files ?? [])).toEqual([put.card.file, put.card.file]);
    });

    test("a message with a file that is put without one is erased: other words, and no file", async () => {
      const harness = await start();
      const put = await withRecord(harness);
      const { ref } = expectSent(await harness.platform.put(put));
      for (const attempt of [1, 2]) {
        const erased = { ...put, ref, attempt, revision: 2, card: card("Deleted by Ana") };
        expectSent(await harness.platform.put(erased));
        const everything = JSON.stringify(harness.screen());
        expect(everything).toContain("Deleted by Ana");
        expect(everything).not.toContain("The record");
        expect(harness.screen().flatMap(({ files }) => files ?? [])).toEqual([]);
      }
    });

    withFault("an answer that was lost does not make a second file", "loseAnswer", async (harness) => {
      const put = await withRecord(harness);
      cause(harness.faults.loseAnswer);
      expect(await harness.platform.put(put)).toMatchObject({ kind: "later" });
      const { ref } = expectSent(await harness.platform.put({ ...put, attempt: 2 }));
      expect(harness.screen().flatMap(({ files }) => files ?? [])).toEqual([put.card.file]);
      expectSent(await harness.platform.put({ ...put, ref, card: card("Deleted by Ana") }));
      expect(harness.screen().flatMap(({ files }) => files ?? [])).toEqual([]);
    });

    withFault("an answer that was lost does not make a second message", "loseAnswer", async (harness) => {
      const first = message(harness, { card: card("Only once") });
      cause(harness.faults.loseAnswer);
      expect(await harness.platform.put(first)).toMatchObject({ kind: "later" });
      const sent = expectSent(await harness.platform.put({ ...first, attempt: 2 }));
      expect(harness.screen()).toHaveLength(1);
      expectSent(await harness.platform.put({ ...first, ref: sent.ref, card: card("And edited") }));
      expect(harness.screen()[0]?.text).toContain("And edited");
    });

    withFault(
      "an answer that was lost in a thread does not make a second message",
      "loseAnswer",
      async (harness) => {
        const root = expectSent(await harness.platform.put(message(harness, { slot: "root" })));
        const place = { ...harness.place, thread: root.thread };
        const first = message(harness, {
          nonce: "lost",
          slot: "card",
          audience: "both",
          place,
          card: card("Only once"),
        });
        cause(harness.faults.loseAnswer);
        expect(await harness.platform.put(first)).toMatchObject({ kind: "later" });
        expectSent(await harness.platform.put({ ...first, attempt: 2 }));
        expect(harness.screen()).toHaveLength(2);
      },
    );

    withFault(
      "a platform that is busy is tried again later, and nothing is shown before",
      "busy",
      async (harness) => {
        cause(harness.faults.busy);
        const outcome = await harness.platform.put(message(harness));
        expect(outcome).toMatchObject({ kind: "later" });
        if (outcome.kind === "later") expect(outcome.afterMs).toBeGreaterThan(0);
        expect(harness.screen()).toEqual([]);
      },
    );

    withFault("a platform that cannot be reached is tried again later", "unreachable", async (harness) => {
      cause(harness.faults.unreachable);
      const outcome = await harness.platform.put(message(harness));
      expect(outcome).toMatchObject({ kind: "later" });
      if (outcome.kind === "later") expect(outcome.because).not.toBe("");
    });

    withFault("a place that is closed to the bot blocks, with the reason", "forbid", async (harness) => {
      cause(harness.faults.forbid);
      const outcome = await putUntilSettled(harness.platform, message(harness));
      expect(outcome).toMatchObject({ kind: "blocked" });
      if (outcome.kind === "blocked") expect(outcome.because).not.toBe("");
    });

    test("a message that is removed is gone, and the others stay; gone already is as good", async (context) => {
      const harness = await start();
      const { takesBack, platform } = harness;
      if (takesBack !== true) context.annotate(`${name}: ${takesBack.cannot}`);
      const root = expectSent(await harness.platform.put(message(harness, { nonce: "root", slot: "root" })));
      const place = { ...harness.place, thread: root.thread };
      const live = message(harness, { nonce: "live", slot: "live", audience: "thread", place });
      const { ref } = expectSent(await harness.platform.put({ ...live, card: card("Live") }));
      expectSent(
        await harness.platform.put({ ...live, nonce: "live2", slot: "live/2", card: card("Live again") }),
      );
      const removal: Removal = { ...live, place, ref };
      for (const _ of ["first", "again"]) {
        const outcome = await platform.remove(removal);
        if (outcome.kind !== "sent") expect(outcome).toMatchObject({ kind: "refused", why: "gone" });
        const left = takesBack === true ? ["Billing", "Live again"] : ["Billing", "Live", "Live again"];
        expect(harness.screen().map(({ text }) => text.trim())).toEqual(left);
      }
    });

    withFault(
      "what a try has left whose answer was lost is found, and removed",
      "loseAnswer",
      async (harness) => {
        const { takesBack, platform } = harness;
        if (takesBack !== true) return;
        const root = expectSent(await platform.put(message(harness, { nonce: "root", slot: "root" })));
        const place = { ...harness.place, thread: root.thread };
        const live = message(harness, { nonce: "live", slot: "live", audience: "thread", place });
        cause(harness.faults.loseAnswer);
        expect(await platform.put({ ...live, card: card("Live") })).toMatchObject({ kind: "later" });
        for (const _ of ["there", "gone"]) {
          expectSent(await platform.remove(live));
          expect(harness.screen().map(({ text }) => text.trim())).toEqual(["Billing"]);
        }
      },
    );

    test("who is mentioned is notified once: when the message is posted, and never by an edit", async (context) => {
      const harness = await start();
      const { rung, person } = harness;
      if (typeof rung !== "function") return void context.annotate(`${name}: ${rung.cannot}`);
      const mention = { kind: "mention", person: person.id, name: person.name } as const;
      const everywhere: Card = {
        title: "Answer, please",
        blocks: [
          { kind: "heading", text: ["For ", mention] },
          { kind: "text", text: [mention, ": *your* answer is missing."] },
          { kind: "list", label: "Waiting for", items: [[mention]] },
          { kind: "note", text: [mention] },
        ],
      };
      const plain = message(harness, { nonce: "plain", slot: "plain", card: card("Nobody") });
      const { ref } = expectSent(await harness.platform.put(plain));
      expect(rung()).toEqual([]);
      expectSent(await harness.platform.put({ ...plain, ref, revision: 2, card: everywhere }));
      expect(rung()).toEqual([]);
      for (const block of everywhere.blocks) {
        const one = message(harness, { nonce: block.kind, slot: block.kind });
        expectSent(await harness.platform.put({ ...one, card: { ...everywhere, blocks: [block] } }));
      }
      expect(rung()).toEqual(everywhere.blocks.map(() => person.id));
      const first = message(harness, { nonce: "all", slot: "all", card: everywhere });
      const sent = expectSent(await harness.platform.put(first));
      expectSent(await harness.platform.put({ ...first, ref: sent.ref, attempt: 2 }));
      expect(rung()).toHaveLength(everywhere.blocks.length + 1);
    });

    test("a name, and letters that look like a mention, notify nobody", async (context) => {
      const harness = await start();
      const { rung, person } = harness;
      if (typeof rung !== "function") return void context.annotate(`${name}: ${rung.cannot}`);
      const typed = `${person.name}, @${person.name}, <@${person.id}>, @everyone, <!channel>`;
      const words: Card = {
        title: typed,
        blocks: [
          { kind: "heading", text: [typed] },
          { kind: "text", text: [{ kind: "quote", text: typed }, " ", { kind: "strong", text: typed }] },
          { kind: "list", label: "Why", items: [[typed]] },
          { kind: "note", text: [typed] },
        ],
      };
      expectSent(await harness.platform.put(message(harness, { card: words })));
      expect(rung()).toEqual([]);
    });

    test("what answers a press is seen by whoever pressed; a press in it brings it up to date", async (context) => {
      const harness = await start();
      const { privately, platform } = harness;
      if ("cannot" in privately) return void context.annotate(`${name}: ${privately.cannot}`);
      const asked = message(harness, { decision: "abcd1234", revision: 7, card: questionCard() });
      expectSent(await platform.put(asked));
      const before = harness.screen();
      privately.answer(() => privateReply("The next question", "Go on", 8));
      const pressed = await harness.press("Core requirement");
      expect((await privately.shows("The next question")).controls).toEqual(["Go on"]);
      expect(harness.screen()).toEqual(before);

      privately.answer(() => privateReply("The last question", "Done", 9));
      const inside = await privately.press("Go on");
      expect(inside.place).toEqual(pressed.place);
      expect(inside.what).toEqual({
        kind: "press",
        token: { decision: "abcd1234", control: "go-on", revision: 8 },
        value: null,
        private: true,
      });
      const shown = await privately.shows("The last question");
      expect(shown.text).not.toContain("The next question");
      expect(shown.controls).toEqual(["Done"]);
      expect(harness.screen()).toEqual(before);
    });

    withFault("a message that somebody deleted is not edited for ever", "remove", async (harness) => {
      const first = message(harness);
      const { ref } = expectSent(await harness.platform.put(first));
      cause(harness.faults.remove);
      const outcome = await putUntilSettled(harness.platform, { ...first, ref, revision: 2 });
      expect(outcome).toMatchObject({ kind: "refused", why: "gone" });
    });
  });
}

/** As the outbox does: again while the platform says later, but not for ever. */
async function putUntilSettled(platform: Platform, outgoing: Outgoing): Promise<Outcome> {
  let outcome: Outcome = { kind: "later", afterMs: 0, because: "not tried yet" };
  for (let attempt = 1; attempt <= 400 && outcome.kind === "later"; attempt += 1) {
    outcome = await platform.put({ ...outgoing, attempt });
  }
  return outcome;
}

function cause(fault: Fault): void {
  if (typeof fault === "function") fault();
}

function expectSent(outcome: Outcome): Extract<Outcome, { kind: "sent" }> {
  if (outcome.kind !== "sent") throw new Error(`expected the message to be sent: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** A record in the thread of a root that it puts first. */
async function withRecord(harness: PlatformHarness): Promise<Outgoing & { card: { file: Attachment } }> {
  const root = expectSent(await harness.platform.put(message(harness, { nonce: "root", slot: "root" })));
  const file = {
    name: "0001-fastapi-or-django.md",
    text: `# FastAPI or Django\n\n${hostile.map((typed) => `* ${typed}`).join("\n")}\n\nEnds with “letters” – ä 🙂\n`,
  };
  return {
    ...message(harness, { nonce: "record", slot: "record/1", audience: "thread" }),
    place: { ...harness.place, thread: root.thread },
    card: { ...card("The record"), file },
  };
}

function privateReply(title: string, label: string, revision: number): Reply {
  const id = label.toLowerCase().replace(" ", "-");
  const controls = { kind: "controls", controls: [{ kind: "button", id, label }] } as const;
  return {
    kind: "ephemeral",
    card: { title, blocks: [{ kind: "heading", text: [title] }, controls] },
    token: { decision: "abcd1234", control: "", revision },
  };
}

function card(title: string): Card {
  return { title, blocks: [{ kind: "heading", text: [title] }] };
}

function message(harness: PlatformHarness, change: Partial<Outgoing> = {}): Outgoing {
  return {
    nonce: "nonce-1",
    decision: "abcd1234",
    slot: "root",
    place: harness.place,
    origin: null,
    audience: "channel",
    card: card("Billing"),
    revision: 1,
    ref: null,
    attempt: 1,
    ...change,
  };
}
