/** Labelled discussions, and how well a reader does on them. test/reading/labelled/README.md says how they are written. */

import { show } from "../scoring/pack/problem.ts";
import type { Findings } from "./read.ts";

export interface Discussion {
  readonly id: string;
  /** Oldest first. */
  readonly messages: readonly LabelledMessage[];
}

interface LabelledMessage {
  readonly author: string;
  readonly text: string;
  readonly states: readonly Label[];
  /** Questions that it is about without answering them. */
  readonly touches: readonly string[];
}

interface Label {
  readonly question: string;
  readonly choice: string;
  readonly horizon: "today" | "later";
}

type LabelledText =
  | { readonly ok: true; readonly discussions: readonly Discussion[] }
  /** `line`: from 1. */
  | { readonly ok: false; readonly line: number; readonly found: string };

export function parseLabelled(text: string): LabelledText {
  const discussions: { id: string; messages: Writable[] }[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const heading = /^## (.+)$/.exec(line)?.[1];
    const [, author, said] = /^(\p{L}+): (.*)$/u.exec(line) ?? [];
    const [, mark, rest = ""] = /^ {2}([|=~]) ?(.*)$/.exec(line) ?? [];
    const discussion = discussions.at(-1);
    const message = discussion?.messages.at(-1);
    const [question = "", choice = "", later] = rest.split(" ");
    if (heading !== undefined) discussions.push({ id: heading, messages: [] });
    else if (author !== undefined && said !== undefined && discussion !== undefined)
      discussion.messages.push({ author, text: said, states: [], touches: [] });
    else if (mark === "|" && message !== undefined) message.text += `\n${rest}`;
    else if (mark === "=" && message !== undefined)
      message.states.push({ question, choice, horizon: later === "later" ? "later" : "today" });
    else if (mark === "~" && message !== undefined) message.touches.push(question);
    else if (line !== "") return { ok: false, line: index + 1, found: show(line) };
  }
  return { ok: true, discussions };
}

interface Writable {
  readonly author: string;
  text: string;
  readonly states: Label[];
  readonly touches: string[];
}

/** Of one discussion: its messages' texts with their authors. */
export type Reader = (messages: readonly { readonly author: string; readonly text: string }[]) => Findings;

interface Measured {
  readonly right: number;
  /** Proposed, and not what a reader would say. */
  readonly wrong: readonly string[];
  /** Stated and not proposed, each once for a person. */
  readonly missed: readonly string[];
  /** Of the missed, and of what is only touched, what is not even touched. */
  readonly untouched: readonly string[];
  readonly stated: number;
  /** Stated, or touched without an answer. */
  readonly about: number;
}

export function measure(discussions: readonly Discussion[], reader: Reader): Measured {
  const all = discussions.map((discussion) => measureOne(discussion, reader));
  const sum = (of: (one: Measured) => number): number => all.reduce((now, one) => now + of(one), 0);
  return {
    right: sum(({ right }) => right),
    wrong: all.flatMap(({ wrong }) => wrong),
    missed: all.flatMap(({ missed }) => missed),
    untouched: all.flatMap(({ untouched }) => untouched),
    stated: sum(({ stated }) => stated),
    about: sum(({ about }) => about),
  };
}

function measureOne({ id, messages }: Discussion, reader: Reader): Measured {
  const { proposals, touched } = reader(messages);
  /** By who says what: where they say it. */
  const stated = new Map<string, { readonly label: Label; readonly at: number[] }>();
  for (const [at, { author, states }] of messages.entries())
    for (const label of states) {
      const key = JSON.stringify([author, label.question, label.choice, label.horizon]);
      stated.set(key, { label, at: [...(stated.get(key)?.at ?? []), at] });
    }
  const keys = proposals.map(({ remark, question, choice, when }) => {
    const key = JSON.stringify([messages[remark]?.author, question, choice, when]);
    return stated.get(key)?.at.includes(remark) === true ? key : null;
  });
  const wrong = proposals
    .filter((_, index) => keys[index] === null)
    .map(({ question, choice, when, quote }) => `${id}: ${question} ${choice} ${when}: ${quote}`);
  const missed = [...stated].filter(([key]) => !keys.includes(key)).map(([, one]) => one);
  const isTouched = (question: string, at: readonly number[]): boolean =>
    [...touched, ...proposals].some((one) => one.question === question && at.includes(one.remark));
  const touches = messages.flatMap(({ touches }, at) => touches.map((question) => ({ question, at: [at] })));
  const describe = (question: string, at: readonly number[], choice = ""): string =>
    `${id}: ${question} ${choice}: ${at.map((place) => messages[place]?.text).join(" | ")}`;
  return {
    right: keys.filter((key) => key !== null).length,
    wrong,
    missed: missed.map(({ label, at }) => describe(label.question, at, label.choice)),
    untouched: [
      ...missed.map(({ label, at }) => ({ question: label.question, choice: label.choice, at })),
      ...touches.map((one) => ({ ...one, choice: "~" })),
    ]
      .filter(({ question, at }) => !isTouched(question, at))
      .map(({ question, choice, at }) => describe(question, at, choice)),
    stated: stated.size,
    about: stated.size + touches.length,
  };
}
