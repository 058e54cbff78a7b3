import type { Held, Outcome, Outgoing, Platform, PlatformName, Removal } from "../../src/port.ts";

/**
 * A platform that shows what it is told, and recognises its own earlier attempt by the nonce when the try is not the
 * first, as an adapter does.
 */
export class Screen implements Platform {
  readonly name: PlatformName;
  /** Ref to what is shown. */
  readonly shown = new Map<string, { readonly nonce: string; readonly message: Outgoing }>();
  readonly puts: Outgoing[] = [];
  /** What happens to a message before it is shown; returns an outcome if that is all that happens. */
  before: (message: Outgoing) => Promise<Outcome | null> = async () => null;
  /** The refs of what was to be taken away, and what comes of that before it works. */
  readonly removals: string[] = [];
  readonly withdrawals: Outcome[] = [];
  #posted = 0;

  constructor(name: PlatformName = "slack") {
    this.name = name;
  }

  async put(message: Outgoing, held: Held = async () => true): Promise<Outcome> {
    this.puts.push(message);
    const outcome = await this.before(message);
    if (outcome !== null) return outcome;
    return (await held()) ? this.show(message) : { kind: "later", afterMs: 0, because: "not ours any more" };
  }

  show(message: Outgoing): Outcome {
    const { nonce, ref: known, attempt } = message;
    const earlier = known === null && attempt > 1 ? this.#found(nonce) : undefined;
    const ref = known ?? earlier ?? `m${++this.#posted}`;
    if (known !== null && !this.shown.has(known)) return { kind: "refused", why: "gone", because: "deleted" };
    this.shown.set(ref, { nonce, message });
    return {
      kind: "sent",
      ref,
      thread: message.place.thread ?? (message.slot === "root" ? `t${ref}` : null),
    };
  }

  async remove({ ref: known, nonce }: Removal): Promise<Outcome> {
    const ref = known ?? this.#found(nonce) ?? "";
    this.removals.push(ref);
    const before = this.withdrawals.shift();
    if (before !== undefined) return before;
    return this.shown.delete(ref)
      ? { kind: "sent", ref, thread: null }
      : { kind: "refused", why: "gone", because: "deleted" };
  }

  /** The titles on the screen, in the order in which the messages were posted. */
  titles(): string[] {
    return [...this.shown.values()].map(({ message }) => message.card.title);
  }

  #found(nonce: string): string | undefined {
    return [...this.shown].find(([, shown]) => shown.nonce === nonce)?.[0];
  }
}
