/** What people do in their decisions: all of it noted, with whether it was acknowledged. */
import { setTimeout } from "node:timers/promises";
import type { State } from "../../src/conversation/state.ts";
import { buttons } from "../../src/conversation/words/controls.ts";
import { NUMBERS, type Press, type Start, type Typed } from "./audit.ts";
import { isAnswer } from "./labels.ts";
import type { Stage, Written } from "./stage.ts";

/** People turn to the newest of their decisions. */
const NEWEST = 12;
/** So often somebody asks something new, in the long run. */
const BEGIN_MS = 10_000;
/** Between two mentions in one channel. */
const TWINS_MS = 20;
/** For so long somebody waits for the answer to what they have typed, before they do something else. */
const ANSWER_MS = 3_000;

type Said = Pick<Typed, "words" | "about" | "counts">;

export class People {
  readonly starts: Start[] = [];
  readonly presses: Press[] = [];
  readonly typed: Typed[] = [];
  readonly #stage: Stage;
  readonly #pick: (below: number) => number;
  readonly #seed: number;
  readonly #from = Date.now();
  #marks = 0;
  #titles = 0;
  #over = false;

  constructor(stage: Stage, pick: (below: number) => number, seed: number) {
    this.#stage = stage;
    this.#pick = pick;
    this.#seed = seed;
  }

  /** All of them, until `stop`. */
  async live(): Promise<void> {
    await Promise.all(this.#stage.people.map((person) => this.#live(person)));
  }

  stop(): void {
    this.#over = true;
  }

  async #live(person: string): Promise<void> {
    while (!this.#over) {
      await setTimeout(20 + this.#pick(200));
      const recent = this.starts.slice(-NEWEST);
      const title = recent[this.#pick(recent.length)]?.title;
      const due = NEWEST + (Date.now() - this.#from) / BEGIN_MS;
      if (title === undefined || (this.starts.length < due && this.#pick(4) === 0)) await this.#begin(person);
      else await this.#act(person, title);
    }
  }

  async #act(person: string, title: string): Promise<void> {
    const isStarter = this.starts.some((one) => one.title === title && one.person === person);
    switch (this.#pick(12)) {
      case 0:
      case 1:
        return this.#answerInWords(person, title);
      case 2:
        if (!isStarter) return this.#decide(person, title);
        return this.#pick(20) === 0 ? this.#cancel(person, title) : this.#putRight(person, title);
      case 3:
        return this.#decide(person, title);
      default:
        return this.#answer(person, title);
    }
  }

  /** Now and then two at once, in one channel. */
  async #begin(person: string): Promise<void> {
    const first = this.#start(person);
    if (this.#pick(3) !== 0) return first;
    await setTimeout(TWINS_MS);
    await Promise.all([first, this.#start(this.#other(person))]);
  }

  async #start(person: string): Promise<void> {
    const title = `affair${this.#seed}x${String(this.#titles++).padStart(3, "0")}`;
    const refused = this.#stage.refused(person);
    const start = { person, title, refused, at: Date.now() };
    const index = this.starts.push({ ...start, heard: false }) - 1;
    const heard = await this.#stage.start(person, title, this.#other(person), this.#pick(2));
    this.starts[index] = { ...start, heard };
  }

  #other(person: string): string {
    const others = this.#stage.people.filter((one) => one !== person);
    return others[this.#pick(others.length)] ?? person;
  }

  async #answer(person: string, title: string): Promise<void> {
    for (let left = 1 + this.#pick(4); left > 0 && !this.#over; left--) {
      const asked = await this.#stage.ask(person, title);
      if (asked === null) return;
      const choice = asked.choices[this.#pick(asked.choices.length)] ?? "";
      const refused = this.#stage.refused(person);
      const { question, told } = asked;
      const given = { person, title, question, choice, refused, told, at: Date.now() };
      // Noted before it is known: one that is never acknowledged may count as well.
      const index = isAnswer(choice) ? this.presses.push({ ...given, heard: false }) - 1 : null;
      const asForm = index !== null && this.#pick(6) === 0;
      const heard = asForm ? await asked.submit(choice, this.#mark()) : await asked.press(choice);
      if (index !== null) this.presses[index] = { ...given, heard: heard === true };
    }
  }

  /** A number and a reason; and then, now and then, another, in its place. */
  async #answerInWords(person: string, title: string): Promise<void> {
    const marks = [this.#mark()];
    const reason = (mark = "") => `${1 + this.#pick(NUMBERS)} because ${mark}`;
    const counts = (state: State) => marks.some((mark) => JSON.stringify(state).includes(mark));
    const said = { words: reason(marks[0]), about: null, counts };
    const written = await this.#type(person, title, said, this.#pick(2) === 0);
    if (written === null || this.#pick(3) !== 0) return;
    const mark = this.#mark();
    marks.push(mark);
    await written.edit(reason(mark));
  }

  /** The title, the time, and who is asked. */
  async #putRight(starter: string, title: string): Promise<void> {
    const mark = this.#mark();
    const day = 1 + this.#pick(28);
    const other = this.#other(starter);
    const otherId = this.#stage.idOf(other);
    const isAsked = ({ people }: State) => people.some(({ id, wanted }) => id === otherId && wanted);
    const edits: readonly Said[] = [
      { words: `rename ${title} ${mark}`, about: "title", counts: (state) => state.title.includes(mark) },
      {
        words: `until 2027-03-${String(day).padStart(2, "0")} 12:00`,
        about: "time",
        counts: ({ deadline }) => deadline !== null && new Date(deadline.at).getUTCDate() === day,
      },
      { words: `with <@${otherId}>`, about: other, counts: isAsked },
      { words: `without <@${otherId}>`, about: other, counts: (state) => !isAsked(state) },
    ];
    const edit = edits[this.#pick(edits.length)];
    if (edit !== undefined) await this.#type(starter, title, edit, true);
  }

  async #cancel(starter: string, title: string): Promise<void> {
    const isCancelled = ({ phase }: State) => phase.kind === "cancelled";
    await this.#type(starter, title, { words: "cancel", about: "cancel", counts: isCancelled }, true);
    await this.#stage.press(starter, title, buttons.cancel);
  }

  /** Of the card, or before it. */
  async #decide(person: string, title: string): Promise<void> {
    const label = [buttons.accept, buttons.recommendNow, buttons.keep][this.#pick(3)] ?? "";
    await this.#stage.press(person, title, label);
  }

  async #type(person: string, title: string, said: Said, toUs: boolean): Promise<Written | null> {
    const before = { person, title, at: Date.now(), refused: this.#stage.refused(person) };
    const written = await this.#stage.type(person, title, said.words, toUs);
    if (written === null) return null;
    const { heard, answers } = written;
    this.typed.push({ ...before, ...said, heard, answers });
    for (let left = ANSWER_MS; left > 0 && answers().length === 0; left -= 100) await setTimeout(100);
    return written;
  }

  #mark(): string {
    return `reason${this.#marks++}x${this.#seed}`;
  }
}
