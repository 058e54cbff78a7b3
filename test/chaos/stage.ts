/** A platform with people on it, as chaos plays it: what they do, what they are told, and what goes wrong there. */

/** Somebody's next question, for their eyes only. */
export interface Asked {
  readonly question: string;
  /** As their labels say. */
  readonly choices: readonly string[];
  /** Presses one of them. */
  press(choice: string): Promise<Heard>;
}

/** Whether the platform had the bot's answer in the time that it allows: true means saved. */
export type Heard = boolean;

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
  /** Somebody asks, and names somebody. The title is one word that nothing else has. */
  start(person: string, title: string, named: string): Promise<Heard>;
  /** The private question of a decision; null: nothing is asked, or nobody answers. */
  ask(person: string, title: string): Promise<Asked | null>;
  /** Types in the decision's thread; null: there is none yet. */
  type(person: string, title: string, words: string): Promise<Heard | null>;
  /** How often the bot has told somebody something that only they see. */
  told(person: string): number;
  /** How often that was that something could not be saved. */
  refused(person: string): number;
  seen(title: string): Seen;
  /** Causes one of the platform's troubles: connections that break, refusals, answers that are lost. */
  trouble(pick: (below: number) => number): string;
  stop(): Promise<void>;
}

/** What the platforms allow between a press and its answer. */
export const DEADLINE_MS = 3_000;

export function inTime(answer: Promise<unknown>): Promise<Heard> {
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const timer = setTimeout(resolve, DEADLINE_MS, false);
  answer.then(
    () => resolve(true),
    () => resolve(false),
  );
  return promise.finally(() => clearTimeout(timer));
}
