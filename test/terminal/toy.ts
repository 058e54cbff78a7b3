/**
 * A conversation small enough to know by heart: two questions, a form, a card. It stands behind the inbox in the
 * terminal's own tests, so that they say what the terminal does, and not what a sentence is worded like.
 */
import type { Card, Control } from "../../src/card/card.ts";
import type { Inbound, Inbox, Outcome, Outgoing, Platform, Reply, Token } from "../../src/port.ts";

export interface ToyState {
  decision: number;
  revision: number;
  open: boolean;
  title: string;
  people: string[];
  /** Person and answer, by question. */
  answers: Record<string, Record<string, string>>;
  asked: string[];
  accepted: string | null;
}

export function emptyState(): ToyState {
  return {
    decision: 0,
    revision: 0,
    open: false,
    title: "",
    people: [],
    answers: {},
    asked: [],
    accepted: null,
  };
}

export interface Toy {
  readonly inbox: Pick<Inbox, "receive">;
  readonly settled: () => Promise<void>;
  readonly received: readonly Inbound[];
  readonly state: ToyState;
  /** The next event is refused, as by a full disk. */
  failOnce(): void;
  /** Answers in place of the toy's own reply; null: as it would. */
  replyTo(reply: (inbound: Inbound) => Reply | null): void;
  /** Something comes up by itself. */
  remind(sentence: string): Promise<Outcome>;
}

const QUESTIONS = [
  { id: "api", ask: "Who uses it first?", choices: ["Other programs", "People", "Both"] },
  { id: "admin", ask: "Who looks after the data?", choices: ["Support staff", "Nobody"] },
];

/** `platform` is asked for late: the terminal that it belongs to needs the inbox first. */
export function createToy(platform: () => Platform, state = emptyState()): Toy {
  const received: Inbound[] = [];
  const shown = new Map<string, { ref: string; json: string }>();
  let queue: Outgoing[] = [];
  let fails = false;
  let replies: (inbound: Inbound) => Reply | null = () => null;

  function show(slot: string, card: Card): void {
    const nonce = `${state.decision}/${slot}`;
    const before = shown.get(nonce);
    if (before?.json === JSON.stringify(card)) return;
    shown.set(nonce, { ref: nonce, json: JSON.stringify(card) });
    queue.push({
      nonce,
      decision: String(state.decision),
      slot,
      place: { platform: "terminal", team: "local", channel: "terminal", thread: "main" },
      origin: null,
      audience: "thread",
      card,
      revision: state.revision,
      ref: before?.ref ?? null,
      attempt: 1,
    });
  }

  function showAll(): void {
    for (const id of state.asked) show(`question/${id}`, questionCard(state, id));
    if (isDone(state)) show("card", resultCard(state));
  }

  function next(): void {
    const open = QUESTIONS.find(({ id }) => !isClosed(state, id));
    if (open !== undefined && !state.asked.includes(open.id)) state.asked.push(open.id);
    state.revision += 1;
    showAll();
  }

  function answer(question: string, choice: string, by: string): void {
    state.answers[question] = { ...state.answers[question], [by]: choice };
    next();
  }

  const token = (control: string): Token => ({
    decision: String(state.decision),
    control,
    revision: state.revision,
  });

  function ephemeral(title: string, controls: readonly Control[] = [], known = true): Reply {
    const card: Card = {
      title,
      blocks: [
        { kind: "text", text: [title] },
        { kind: "controls", controls },
      ],
    };
    return { kind: "ephemeral", card, token: known ? token("") : null };
  }

  function press(control: string, value: string | null, by: string): Reply {
    const [kind = "", question = "", choice = ""] = control.split("/");
    if (kind === "answer") answer(question, value ?? choice, by);
    if (kind === "accept") {
      state.accepted = by;
      showAll();
    }
    if (kind === "breakdown") return ephemeral("API counted most.");
    return kind === "otherwise"
      ? { kind: "form", token: token("otherwise"), form: FORM }
      : { kind: "nothing" };
  }

  function said(text: string, by: string): Reply {
    const question = state.asked.find((id) => !isClosed(state, id));
    if (text === "help") return ephemeral("Say what you want to decide.", [], false);
    if (text === "status")
      return question === undefined
        ? ephemeral("Nothing is open.", [], false)
        : ephemeral(askOf(question), answers(question));
    const choice = QUESTIONS.find(({ id }) => id === question)?.choices.find((one) => one === text);
    if (question === undefined || choice === undefined) return ephemeral(`I could not match ${text}.`);
    answer(question, choice, by);
    return { kind: "nothing" };
  }

  function start(text: string, people: string[]): void {
    Object.assign(state, emptyState(), { decision: state.decision + 1, open: true, title: text, people });
    next();
  }

  return {
    received,
    state,
    replyTo(reply) {
      replies = reply;
    },
    failOnce() {
      fails = true;
    },
    async remind(sentence) {
      state.revision += 1;
      show("reminder", { title: sentence, blocks: [{ kind: "text", text: [sentence] }] });
      const [message] = queue.splice(-1);
      if (message === undefined) throw new Error("nothing to remind of");
      return platform().put(message);
    },
    async settled() {
      const due = queue;
      queue = [];
      for (const message of due) await platform().put(message);
    },
    inbox: {
      async receive(inbound) {
        if (fails) {
          fails = false;
          throw new Error("disk full");
        }
        received.push(structuredClone(inbound));
        const { what, by } = inbound;
        const reply = replies(inbound);
        if (reply !== null) return reply;
        if (what.kind === "press") return press(what.token.control, what.value, by.name);
        if (what.kind === "submit") {
          if (what.fields.reason === "because")
            return { kind: "errors", fields: { reason: "Say more than because." } };
          state.accepted = `${by.name}: ${what.fields.option}, ${what.fields.reason}`;
          showAll();
          return { kind: "nothing" };
        }
        if (what.kind === "command" && what.text !== "status" && what.text !== "help") {
          start(what.text, [by.name, ...what.invited.map(({ name }) => name)]);
          return { kind: "nothing" };
        }
        if (!("text" in what)) return { kind: "nothing" };
        return said(what.text, by.name);
      },
    },
  };
}

const FORM = {
  id: "otherwise",
  title: "Decide otherwise",
  submit: "Save",
  fields: [
    {
      kind: "choice",
      id: "option",
      label: "What did you decide?",
      required: true,
      options: [
        { value: "fastapi", label: "FastAPI" },
        { value: "django", label: "Django" },
      ],
    },
    { kind: "paragraph", id: "reason", label: "Why?", required: true, max: 60 },
    { kind: "line", id: "link", label: "Where is it written down?", required: false, max: 60 },
  ],
} as const;

function askOf(question: string): string {
  return QUESTIONS.find(({ id }) => id === question)?.ask ?? "";
}

function isClosed(state: ToyState, question: string): boolean {
  return state.people.every((person) => state.answers[question]?.[person] !== undefined);
}

function isDone(state: ToyState): boolean {
  return QUESTIONS.every(({ id }) => isClosed(state, id));
}

function answers(question: string): readonly Control[] {
  const choices = QUESTIONS.find(({ id }) => id === question)?.choices ?? [];
  return choices.map((choice) => ({ kind: "button", id: `answer/${question}/${choice}`, label: choice }));
}

function questionCard(state: ToyState, id: string): Card {
  const given = Object.entries(state.answers[id] ?? {});
  if (isClosed(state, id)) {
    const result = `${askOf(id)} ${given.map(([by, answer]) => `${answer} (${by})`).join(", ")}`;
    return { title: result, blocks: [{ kind: "text", text: [result] }] };
  }
  const missing = state.people.filter((person) => state.answers[id]?.[person] === undefined);
  return {
    title: askOf(id),
    blocks: [
      { kind: "heading", text: [askOf(id)] },
      { kind: "controls", controls: [...answers(id), { kind: "button", id: "skip", label: "Not sure" }] },
      { kind: "note", text: [`Waiting for ${missing.join(" and ")}.`] },
    ],
  };
}

function resultCard(state: ToyState): Card {
  const title = `FastAPI for ${state.title}`;
  return {
    title,
    blocks: [
      { kind: "heading", text: [title] },
      {
        kind: "chart",
        title: "Fit to your answers",
        alt: "FastAPI 81 %; Django 52 %",
        bars: [
          {
            label: "FastAPI",
            value: 81,
            parts: [
              { label: "API", value: 61 },
              { label: "Async", value: 20 },
            ],
          },
          {
            label: "Django",
            value: 52,
            parts: [
              { label: "API", value: 12 },
              { label: "Async", value: 40 },
            ],
          },
        ],
      },
      { kind: "list", label: "Why", items: [["You build for other programs first."]] },
      ...(state.accepted === null
        ? []
        : [{ kind: "text", text: [`Decided by ${state.accepted}.`] } as const]),
      {
        kind: "controls",
        controls: [
          ...(state.accepted === null
            ? ([
                { kind: "button", id: "accept", label: "Accept" },
                { kind: "button", id: "otherwise", label: "Decide otherwise…", opens: "form" },
              ] as const)
            : []),
          { kind: "button", id: "breakdown", label: "Full breakdown" },
        ],
      },
    ],
  };
}
