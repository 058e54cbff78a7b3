/** A message as Discord's client shows it: its letters, and what markdown brought to life in it. */
import type { Json } from "./world.ts";

export interface Read {
  readonly text: string;
  readonly controls: readonly string[];
  readonly alive: readonly string[];
}

interface Component {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  readonly items?: readonly { readonly description?: string }[];
}

export function readComponents(components: readonly Json[]): Read {
  const read = (components as unknown as readonly Component[]).map(readComponent);
  return {
    text: read
      .map((one) => one.text)
      .filter((text) => text !== "")
      .join("\n"),
    controls: read.flatMap((one) => one.controls),
    alive: read.flatMap((one) => one.alive),
  };
}

function readComponent(one: Component): Read {
  switch (one.type) {
    case 10:
      return { ...readMarkdown(one.content ?? ""), controls: [] };
    case 12:
      return {
        text: (one.items ?? []).map((item) => item.description ?? "").join("\n"),
        controls: [],
        alive: [],
      };
    case 2:
      return { text: "", controls: [one.label ?? ""], alive: [] };
    case 3:
      return { text: "", controls: [one.placeholder ?? ""], alive: [] };
    default: {
      const inner = [...(one.components ?? []), ...(one.accessory === undefined ? [] : [one.accessory])];
      return readComponents(inner as unknown as readonly Json[]);
    }
  }
}

export interface Pressable {
  readonly custom_id: string;
  /** Of a button. */
  readonly label?: string;
  /** Of a select. */
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

/** Buttons and selects, from top to bottom. */
export function pressables(components: readonly unknown[]): Pressable[] {
  return components.flatMap((one) => {
    const { components = [], accessory } = one as Component;
    const inner = pressables([...components, ...(accessory === undefined ? [] : [accessory])]);
    return (one as Partial<Pressable>).custom_id === undefined ? inner : [one as Pressable];
  });
}

/** One thing that Discord's markdown brings to life, tried where the text goes on. Group 1, if any, is read on. */
const INLINE: readonly { readonly form: RegExp; readonly alive: (match: RegExpExecArray) => string }[] = [
  { form: /``?([^`]+)``?/y, alive: (match) => match[0] },
  { form: /<t:(-?\d+):f>/y, alive: (match) => `time:${Number(match[1]) * 1000}` },
  { form: /<@!?(\d+)>/y, alive: (match) => match[1] ?? "" },
  {
    form: /<(?:@&|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|<\/[^>]+:\d+>|<id:\w+>/y,
    alive: (match) => match[0],
  },
  { form: /\[((?:\\[\s\S]|[^\]\\\n])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, alive: (match) => match[2] ?? "" },
  { form: /<(https?:\/\/[^\s>]+)>|https?:\/\/[^\s<]+/y, alive: (match) => match[0] },
  { form: /@(?:everyone|here)/y, alive: (match) => match[0] },
  { form: /:[\w+-]+:/y, alive: (match) => match[0] },
  { form: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, alive: (match) => match[1] ?? "" },
  { form: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, alive: (match) => match[1] ?? "" },
  { form: /\*(?!\s)((?:\\[\s\S]|[^\\*])+?)\*/y, alive: (match) => match[1] ?? "" },
  { form: /_((?:\\[\s\S]|[^\\_])+?)_(?!\w)/y, alive: (match) => match[1] ?? "" },
  { form: /~~((?:\\[\s\S]|[^\\])+?)~~/y, alive: (match) => match[1] ?? "" },
  { form: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, alive: (match) => match[1] ?? "" },
];

/** In a code block all is letters, up to its end. */
const CODE = /(```[\s\S]+?```)/;

function readMarkdown(content: string): { text: string; alive: readonly string[] } {
  const parts = content.split(CODE).map((part, index) => {
    if (index % 2 === 0) return readProse(part);
    const code = part.slice(3, -3);
    return { text: code, alive: [`code:${code}`] };
  });
  return { text: parts.map(({ text }) => text).join(""), alive: parts.flatMap(({ alive }) => alive) };
}

function readProse(content: string): { text: string; alive: readonly string[] } {
  const alive: string[] = [];
  const lines = content.split("\n").map((line) => {
    // The marks that the bot itself uses are left out of the letters; any other is somebody's.
    const own = /^(?:## |-# |- )/.exec(line)?.[0] ?? "";
    const rest = line.slice(own.length);
    const mark = /^\s*(?:#{1,3} |-# |>{1,3} ?|[-*+] |\d+[.)] )/.exec(rest)?.[0];
    if (mark !== undefined && (own === "" || own === "- ")) alive.push(rest);
    return rest;
  });
  return { text: readInline(lines.join("\n"), alive), alive };
}

function readInline(content: string, alive: string[]): string {
  let text = "";
  for (let at = 0; at < content.length; ) {
    const escaped = /^\\([^\sa-zA-Z0-9])/.exec(content.slice(at, at + 2));
    if (escaped !== null) {
      text += escaped[1];
      at += 2;
      continue;
    }
    const found = INLINE.flatMap(({ form, alive: name }) => {
      form.lastIndex = at;
      const match = form.exec(content);
      return match === null ? [] : [{ match, name }];
    })[0];
    if (found === undefined) {
      text += content[at];
      at += 1;
      continue;
    }
    alive.push(found.name(found.match));
    text += found.match[1] === undefined ? found.match[0] : readInline(found.match[1], alive);
    at += found.match[0].length;
  }
  return text;
}
