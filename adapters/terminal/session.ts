/** A person's time at the terminal: asks, hands what they do to the inbox, shows what comes of it. */
import type { Form } from "../../src/card/card.ts";
import type { Inbound, Inbox, Person, Reply, What } from "../../src/port.ts";
import type { Answer, Asker, Question } from "./ask/ask.ts";
import { fillForm, type Values } from "./ask/form.ts";
import { limits } from "./limits.ts";
import {
  choicesIn,
  choicesOf,
  createViews,
  goesOn,
  isCard,
  isPastRoundOne,
  NEXT,
  onlyForm,
  repeats,
} from "./private.ts";
import { inboundOf, namesIn, personOf, readLine } from "./read.ts";
import type { Focus, Screen } from "./show/send.ts";
import { type Item, pressOf } from "./token.ts";
import { words } from "./words.ts";

/** What the terminal is given, and a session needs. */
export interface SessionOptions {
  readonly inbox: Pick<Inbox, "receive">;
  /** Resolves once everything that is due is on the screen. */
  readonly settled: () => Promise<void>;
  /** Who sits there. */
  readonly user: Person;
  /** Who takes part in what goes on there from an earlier run. */
  readonly people: () => Promise<readonly Person[]>;
  /** What could be typed to begin: “fastapi or django for billing” where it is left out. */
  readonly example?: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Unique for ever: it names events. */
  readonly newId: () => string;
}

interface Talk extends SessionOptions {
  readonly asker: Asker;
  /** Resolves when nothing is being printed: what to ask is decided only then. */
  readonly quiet: () => Promise<void>;
  readonly screen: Screen;
  readonly hasEsc: boolean;
}

/** Resolves when the person leaves. */
export async function runSession(talk: Talk): Promise<void> {
  const { screen, user } = talk;
  const people = new Map<string, Person>([
    [user.id, user],
    [user.name.toLowerCase(), user],
  ]);
  const views = createViews();
  let speaker = user;
  /** Somebody wants to begin anew although an older card could still be pressed. */
  let fresh = false;
  /** What the speaker is asked stands further up, above what somebody else is asked next. */
  let isAbove = false;

  function known(name: string): Person {
    // Whoever else is played sits at the same terminal: its time zone is theirs, and its rights.
    const person = people.get(name.toLowerCase()) ?? { ...user, ...personOf(name) };
    people.set(name.toLowerCase(), person);
    return person;
  }

  function several(): boolean {
    return [...people.values()].some(({ id }) => id !== user.id);
  }

  /** Where others were asked, a name that nobody knows may be a slip; whoever answers is waited for from then on. */
  function isStranger(name: string): boolean {
    return several() && !people.has(name.toLowerCase()) && !screen.names(name);
  }

  function ask(question: Omit<Question, "who" | "names">, who: Person): Promise<Answer> {
    const names = [...new Set([...people.values()].map(({ name }) => name))];
    return talk.asker.ask({ ...question, who: who.name, names });
  }

  /** Whoever is named chooses from what they are asked themselves; it is the same for all who have no private view. */
  function itemsFor(name: string, own: readonly Item[]): readonly Item[] {
    const focus = focusOf(people.get(name.toLowerCase()) ?? personOf(name));
    return focus === null || focus.id === focusOf(speaker)?.id ? own : choicesOf(focus);
  }

  /** What cannot be pressed is said at once: what the team is asked because of it comes below. */
  async function say(reply: Reply): Promise<void> {
    if (reply.kind === "ephemeral" && choicesIn(reply) === 0) await screen.card(reply.card);
  }

  /** Null: it was not saved, and the person has been told. */
  async function send(what: What, by: Person, hear = say): Promise<Reply | null> {
    const inbound: Inbound = inboundOf(talk.newId(), talk.now(), by, what);
    let reply: Reply;
    try {
      reply = await talk.inbox.receive(inbound);
    } catch {
      await screen.print(words.notSaved);
      return null;
    }
    await hear(reply);
    screen.hold(reply.kind === "ephemeral" && choicesIn(reply) > 1);
    try {
      await talk.settled();
    } catch {
      await screen.print(words.notShown);
    }
    screen.hold(false);
    return reply;
  }

  function focusOf(who: Person): Focus | null {
    return views.focus(who.id, fresh ? null : screen.focus());
  }

  /** False: the person has left altogether. `inView`: what they pressed is dealt with. */
  async function show(reply: Reply, by: Person, before: Focus | null, inView: boolean): Promise<boolean> {
    if (reply.kind === "form") return fill(reply, by);
    // Whoever types the name of a form wants it: it takes no press besides.
    const form = reply.kind === "ephemeral" ? onlyForm(reply) : null;
    if (form !== null) return choose(form, by);
    if (inView) views.close(by.id);
    if (reply.kind !== "ephemeral" || choicesIn(reply) === 0) return true;
    const after = screen.focus();
    if (choicesIn(reply) === 1) {
      // A last word in private is less than what stands there for everybody by now.
      if (goesOn(before, after)) return true;
      if ((inView && isPastRoundOne(after)) || repeats(reply, after)) {
        await screen.card(reply.card);
        return true;
      }
    }
    views.open(by.id, reply, fresh ? null : after);
    if (by.id === speaker.id) return true;
    // A name in front is for that line alone.
    isAbove = true;
    const { title } = reply.card;
    await screen.print(
      title.endsWith("?") ? words.askedNext(by.name, title) : words.toldNext(by.name, title),
    );
    return true;
  }

  /** A form is asked until it is taken, or left. */
  async function fill({ form, token }: Extract<Reply, { kind: "form" }>, by: Person): Promise<boolean> {
    let values: Values = {};
    let only: readonly string[] | null = null;
    for (;;) {
      const filled = await fillForm(form, only, values, {
        ask: (question) => talk.quiet().then(() => ask({ ...question, itemsOf: () => question.items }, by)),
        print: (text) => screen.print(text),
        hasEsc: talk.hasEsc,
      });
      if (filled.kind === "leave") return false;
      if (filled.kind === "left") {
        await screen.print(words.formLeft);
        return true;
      }
      values = filled.values;
      const before = screen.focus();
      const reply = await send({ kind: "submit", token, fields: values, ...pickedIn(form, values) }, by);
      if (reply === null) continue;
      if (reply.kind !== "errors") return show(reply, by, before, true);
      const wrong: readonly (readonly [string, string])[] = Object.entries(reply.fields);
      for (const [, sentence] of wrong) await screen.print(sentence);
      only = wrong.map(([field]) => field);
    }
  }

  /** Who is named in the fields that ask for people. */
  function pickedIn({ fields }: Form, values: Values): Pick<Extract<What, { kind: "submit" }>, "people"> {
    const asked = fields.filter(({ kind }) => kind === "people");
    if (asked.length === 0) return {};
    return {
      people: Object.fromEntries(asked.map(({ id }) => [id, namesIn(values[id] ?? "").map(known)])),
    };
  }

  async function act(what: What, by: Person): Promise<boolean> {
    const before = screen.focus();
    const reply = await send(what, by);
    if (reply === null) return true;
    // A command that is answered in private has begun nothing.
    if (what.kind !== "command" || reply.kind !== "ephemeral") fresh = false;
    return show(reply, by, before, what.kind === "press" && what.private === true);
  }

  async function choose(item: Item | undefined, by: Person): Promise<boolean> {
    if (item === undefined) return true;
    if (item.press === undefined) {
      fresh = true;
      return true;
    }
    return act(pressOf(item.press), by);
  }

  /** Whoever sits down now goes on with their own next question, where one is asked for. */
  async function handOver(to: Person): Promise<boolean> {
    speaker = to;
    await screen.print(words.turn(to.name));
    const focus = focusOf(to);
    const own = isPastRoundOne(focus)
      ? undefined
      : focus?.items.find(({ press }) => press?.control === NEXT && !press.isPrivate);
    return own === undefined ? true : choose(own, to);
  }

  function speak(text: string, invited: readonly string[], by: Person): Promise<boolean> {
    const spoken = { text, invited: invited.map(known), origin: null };
    const isNew = fresh || screen.focus() === null;
    return act(isNew ? { kind: "command", ...spoken } : { kind: "message", toUs: true, ...spoken }, by);
  }

  async function answerLine(items: readonly Item[], text: string): Promise<boolean> {
    if (text.length > limits.line) {
      await screen.print(words.tooLong(limits.line));
      return true;
    }
    const itemsOf = (name: string): readonly Item[] => itemsFor(name, items);
    const line = readLine(text, { items, itemsOf });
    if ((line.kind === "item" || line.kind === "words") && line.name !== null && isStranger(line.name)) {
      await screen.print(words.stranger(line.name));
      return true;
    }
    switch (line.kind) {
      case "empty":
        return true;
      case "quit":
        return false;
      case "turn":
        return handOver(known(line.name));
      case "item":
        return line.name === null
          ? choose(items[line.index], speaker)
          : choose(itemsOf(line.name)[line.index], known(line.name));
      case "words":
        return speak(line.text, line.invited, line.name === null ? speaker : known(line.name));
    }
  }

  /** One question and what comes of it. The draft for the next, or null when the person leaves. */
  async function turn(draft: string): Promise<string | null> {
    await talk.quiet();
    const focus = focusOf(speaker);
    const items = focus === null ? [] : choicesOf(focus);
    if (focus !== null)
      await screen.ask(focus, focus.slot === null && several() ? words.alone(speaker.name) : null);
    const first = items.findIndex(({ primary }) => primary === true);
    const active = first < 0 ? items.findIndex(({ danger }) => danger !== true) : first;
    const question = {
      ...{ items, draft, mayBeEmpty: false },
      lead: isAbove ? (focus?.card.title ?? null) : null,
      itemsOf: (name: string) => itemsFor(name, items),
      active: active < 0 ? null : active,
      hint: focus === null ? words.hint.title : active < 0 ? words.hint.careful : words.hint.choose,
      headline: focus !== null && isCard(focus) && screen.isLong(focus) ? focus.card.title : null,
      secret: items.some(({ secret }) => secret === true),
    };
    const answer = await ask(question, speaker);
    if (answer.kind !== "moved") isAbove = false;
    switch (answer.kind) {
      case "moved":
        return answer.draft;
      case "leave":
        return null;
      case "back":
        views.close(speaker.id);
        fresh = false;
        return "";
      case "item":
        return (await choose(items[answer.index], speaker)) ? "" : null;
      case "line":
        return (await answerLine(items, answer.text)) ? "" : null;
    }
  }

  // Whoever was forgotten has another id than their name.
  for (const { id, name } of await talk.people()) if (personOf(name).id === id) known(name);
  const status: What = { kind: "command", text: "status", invited: [], origin: null };
  const reply = await send(status, user, async () => {});
  // What is on the screen already waits for an answer by itself.
  if (screen.focus() === null) {
    if (reply?.kind === "ephemeral" && choicesIn(reply) > 0) {
      await screen.print(words.goOn);
      await screen.resume(reply);
    } else for (const line of words.welcome(talk.example)) await screen.print(line);
  }

  for (let draft: string | null = ""; draft !== null; ) draft = await turn(draft);
}
