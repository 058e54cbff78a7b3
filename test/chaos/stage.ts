/** A platform with people on it, as chaos plays it: what they do, what they are told, and what goes wrong there. */
import { setTimeout as wait } from "node:timers/promises";

/** Somebody's next question, for their eyes only. */
export interface Asked {
  readonly question: string;
  /** As their labels say. */
  readonly choices: readonly string[];
  /** Presses one of them. */
  press(choice: string): Promise<Heard>;
  /** Opens the form beside them, and sends it with one of them as the answer and a reason. Null: it did not open. */
  submit(choice: string, because: string): Promise<Heard | null>;
  /** The first that they were told after that, where it can be seen though they have closed the question; null: nothing. */
  told(): string | null;
}

/** Whether the platform had the bot's answer in the time that it allows: true means saved. */
export type Heard = boolean;

/** Something that somebody has typed. */
export interface Written {
  readonly heard: Heard;
  /** What the bot has told its writer since, in that thread or under that message; a mark on it counts as "✅". */
  answers(): readonly string[];
  /** They make something else of it. */
  edit(words: string): Promise<Heard>;
}

export interface Seen {
  readonly openings: number;
  readonly cards: number;
}

export interface Stage {
  readonly people: readonly string[];
  /** What a process needs to be its bot. */
  readonly env: Readonly<Record<string, string>>;
  /** How many processes are connected. */
  connections(): number;
  /** Somebody asks, and names somebody. The title is one word that nothing else has. `way`: any number, which picks how. */
  start(person: string, title: string, named: string, way: number): Promise<Heard>;
  /** The private question of a decision; null: nothing is asked, or nobody answers. */
  ask(person: string, title: string): Promise<Asked | null>;
  /** Types to the bot in the decision's thread, or among people; null: there is none yet. */
  type(person: string, title: string, words: string, toUs: boolean): Promise<Written | null>;
  /** Presses what is called like that on the decision's newest message that has it; null: none has. */
  press(person: string, title: string, label: string): Promise<Heard | null>;
  /** The platform's for somebody: their name may not be known to the bot, where the platform was slow to tell. */
  idOf(person: string): string;
  /** How often the bot has told somebody that something could not be saved. */
  refused(person: string): number;
  seen(title: string): Seen;
  /** By the nonce that the bot gave it, how often a message is on the screen. */
  shown(): ReadonlyMap<string, number>;
  /** Causes one of the platform's troubles: connections that break, refusals, answers that are lost. */
  trouble(pick: (below: number) => number): string;
  /** From now on every call comes to nothing: says how. */
  storm(pick: (below: number) => number): string;
  /** No more. */
  calm(): void;
  /** Whether each process is told of everything, and not one of it. */
  tellAll(yes: boolean): void;
  /** Resolves when the next message is posted. */
  posting(): Promise<void>;
  stop(): Promise<void>;
}

/** What the platforms allow between a press and its answer. */
export const DEADLINE_MS = 3_000;
const LOOK_MS = 10;

export function inTime(answer: Promise<unknown>): Promise<Heard> {
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const timer = setTimeout(resolve, DEADLINE_MS, false);
  answer.then(
    () => resolve(true),
    () => resolve(false),
  );
  return promise.finally(() => clearTimeout(timer));
}

/** Whether it is so within that time; looked at again and again. */
export async function soon(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + DEADLINE_MS; Date.now() < end; await wait(LOOK_MS)) if (holds()) return true;
  return holds();
}

export function countOf(nonces: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const nonce of nonces) counted.set(nonce, (counted.get(nonce) ?? 0) + 1);
  return counted;
}
