/** A person's time at the terminal: asks, hands what they do to the inbox, shows what comes of it. */
import type { Form } from "../../src/card/card.ts";
import type { Inbound, Inbox, Person, Reply, What } from "../../src/port.ts";
import type { Answer, Asker, Question } from "./ask.ts";
import { fillForm, type Values } from "./form.ts";
import { limits } from "./limits.ts";
import { inboundOf, namesIn, personOf, readLine } from "./read.ts";
import type { Focus, Screen } from "./send.ts";
import { controlsOf, type Item, pressOf } from "./token.ts";
import { words } from "./words.ts";

export interface Talk {
  readonly inbox: Inbox;
  /** Resolves once what the last event caused is on the screen. */
  readonly settled: () => Promise<void>;
  readonly asker: Asker;
  /** Resolves when nothing is being printed: what to ask is decided only then. */
  readonly quiet: () => Promise<void>;
  readonly screen: Screen;
  readonly user: Person;
  readonly now: () => number;
  readonly newId: () => string;
  readonly hasEsc: boolean;
}

const SOMETHING_ELSE: Item = { label: words.somethingElse };

/** What somebody is asked, and what they can choose. */
interface Asked {
  readonly focus: Focus | null;
  readonly items: readonly Item[];
}

/** A card stays pressable for ever, and a decision of an earlier run may be an old one: both can be left behind. */
function choicesOf(focus: Focus): readonly Item[] {
  return /^card(?:\/|$)|^resumed$/.test(focus.slot ?? "") ? [...focus.items, SOMETHING_ELSE] : focus.items;
}

/** Resolves when the person leaves. */
export async function runSession(talk: Talk): Promise<void> {
  const { screen, user } = talk;
  const people = new Map<string, Person>([
    [user.id, user],
    [user.name.toLowerCase(), user],
  ]);
  let speaker = user;
  /** Somebody wants to begin anew although an older card could still be pressed. */
  let fresh = false;
  /** What the speaker is asked stands further up, above what others were told. */
  let isAbove = false;

  function known(name: string): Person {
    const person = people.get(name.toLowerCase()) ?? personOf(name);
    people.set(name.toLowerCase(), person);
    return person;
  }

  /** Where others were asked, a name that nobody knows may be a slip; whoever answers is waited for from then on. */
  function isStranger(name: string): boolean {
    const others = [...people.values()].some(({ id }) => id !== user.id);
    return others && !people.has(name.toLowerCase()) && !screen.names(name);
  }

  function ask(question: Omit<Question, "who" | "names">, who: Person): Promise<Answer> {
    const names = [...new Set([...people.values()].map(({ name }) => name))];
    return talk.asker.ask({ ...question, who: who.name, names });
  }

  function asked(person: Person): Asked {
    const focus = fresh ? null : screen.focus(person.id);
    return { focus, items: focus === null ? [] : choicesOf(focus) };
  }

  /** The same for everybody who has nothing of their own before their eyes. */
  function askedBy(name: string, own: Asked): Asked {
    const person = people.get(name.toLowerCase());
    const theirs = person === undefined || person.id === speaker.id ? own : asked(person);
    return theirs.focus?.slot === own.focus?.slot && own.focus?.slot !== null ? own : theirs;
  }

  /** Null: it was not saved, and the person has been told. */
  async function send(what: What, by: Person): Promise<Reply | null> {
    const inbound: Inbound = inboundOf(talk.newId(), talk.now(), by, what);
    let reply: Reply;
    try {
      reply = await talk.inbox.receive(inbound);
    } catch {
      await screen.print(words.notSaved);
      return null;
    }
    try {
      await talk.settled();
    } catch {
      await screen.print(words.notShown);
    }
    return reply;
  }

  /** Shows a reply; a form is asked until it is taken, or left. False: the person has left altogether. */
  async function show(reply: Reply, by: Person): Promise<boolean> {
    if (reply.kind === "form") return fill(reply, by);
    screen.dropEphemeral(by.id);
    if (reply.kind !== "ephemeral") return true;
    const asks = reply.token !== null && controlsOf(reply.card).length > 0;
    if (asks && by.id !== speaker.id) {
      screen.keep(reply, by.id);
      isAbove = true;
      await screen.print(words.askedNext(by.name, reply.card.title));
    } else await screen.ephemeral(reply, by.id);
    return true;
  }

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
      const reply = await send({ kind: "submit", token, fields: values, ...pickedIn(form, values) }, by);
      if (reply === null) continue;
      if (reply.kind !== "errors") return show(reply, by);
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
    fresh = false;
    const reply = await send(what, by);
    return reply === null ? true : show(reply, by);
  }

  async function choose(focus: Focus | null, item: Item | undefined, by: Person): Promise<boolean> {
    if (item === undefined) return true;
    if (item.press === undefined || focus === null) {
      fresh = true;
      return true;
    }
    return act(pressOf(item.press, focus.owner, focus.slot === null), by);
  }

  function say(focus: Focus | null, text: string, invited: readonly string[], by: Person): Promise<boolean> {
    const named = invited.map(known);
    const what: What =
      focus === null
        ? { kind: "command", text, invited: named, origin: null }
        : { kind: "message", text, toUs: true, invited: named, origin: null };
    return act(what, by);
  }

  async function answerLine(own: Asked, text: string): Promise<boolean> {
    if (text.length > limits.line) {
      await screen.print(words.tooLong(limits.line));
      return true;
    }
    const line = readLine(text, { items: own.items, itemsOf: (name) => askedBy(name, own).items });
    if (line.kind === "empty") return true;
    if (line.kind === "quit") return false;
    if (line.name !== null && line.kind !== "turn" && isStranger(line.name)) {
      await screen.print(words.stranger(line.name));
      return true;
    }
    const by = line.name === null ? speaker : known(line.name);
    const { focus, items } = line.name === null ? own : askedBy(line.name, own);
    switch (line.kind) {
      case "turn":
        speaker = by;
        isAbove = true;
        await screen.print(words.turn(by.name));
        return true;
      case "item":
        return choose(focus, items[line.index], by);
      case "words":
        return say(focus, line.text, line.invited, by);
    }
  }

  /** One question and what comes of it. The draft for the next, or null when the person leaves. */
  async function turn(draft: string): Promise<string | null> {
    await talk.quiet();
    const own = asked(speaker);
    const { focus, items } = own;
    const hint = focus === null ? words.hint.title : words.hint.choose;
    const lead = isAbove ? (focus?.title ?? null) : null;
    const itemsOf = (name: string): readonly Item[] => askedBy(name, own).items;
    const answer = await ask({ lead, items, itemsOf, active: 0, draft, hint, mayBeEmpty: false }, speaker);
    if (answer.kind !== "moved") isAbove = false;
    switch (answer.kind) {
      case "moved":
        return answer.draft;
      case "leave":
        return null;
      case "back":
        screen.dropEphemeral(speaker.id);
        fresh = false;
        return "";
      case "item":
        return (await choose(focus, items[answer.index], speaker)) ? "" : null;
      case "line":
        return (await answerLine(own, answer.text)) ? "" : null;
    }
  }

  const reply = await send({ kind: "command", text: "status", invited: [], origin: null }, user);
  // What is on the screen already waits for an answer by itself.
  if (screen.focus(user.id) === null) {
    if (reply?.kind === "ephemeral" && reply.token !== null) {
      await screen.print(words.goOn);
      await screen.resume(reply);
    } else for (const line of words.welcome) await screen.print(line);
  }

  for (let draft: string | null = ""; draft !== null; ) draft = await turn(draft);
}
