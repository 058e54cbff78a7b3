/**
 * What `put` calls a message: `channel/message/when` for each place that it is shown in, joined by "+", `when` in
 * base 36 milliseconds by our own clock; `thread/id` where the person's own message stands for it.
 */
export type Ref =
  | { readonly kind: "thread"; readonly thread: string }
  | { readonly kind: "messages"; readonly shown: readonly Shown[] };

export interface Shown {
  readonly channel: string;
  readonly message: string;
  /** When it was posted, in milliseconds since 1970. */
  readonly at: number;
}

export function writeRef(ref: Ref): string {
  if (ref.kind === "thread") return `thread/${ref.thread}`;
  return ref.shown.map(({ channel, message, at }) => `${channel}/${message}/${at.toString(36)}`).join("+");
}

/** Null for what this adapter never made. */
export function readRef(ref: string): Ref | null {
  const thread = /^thread\/(\w+)$/.exec(ref)?.[1];
  if (thread !== undefined) return { kind: "thread", thread };
  const shown = ref.split("+").map((part) => /^(\w+)\/(\w+)\/([0-9a-z]+)$/.exec(part));
  if (shown.some((part) => part === null)) return null;
  return {
    kind: "messages",
    shown: shown.map((part) => ({
      channel: part?.[1] ?? "",
      message: part?.[2] ?? "",
      at: Number.parseInt(part?.[3] ?? "0", 36),
    })),
  };
}
