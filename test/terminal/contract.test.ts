/** The suite of every platform, on a terminal that a person reads line by line. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Attachment } from "../../src/card/card.ts";
import { filesIn } from "../../src/io/files.ts";
import type { Held, Inbound, Outgoing, Removal, Reply } from "../../src/port.ts";
import { type PlatformHarness, platformContract, type Shown } from "../contract/platform.ts";
import { createPipe } from "./pipe.ts";

const PROMPT = /Ana › $/;

async function makeHarness(): Promise<PlatformHarness> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-"));
  const files = filesIn(folder);
  /** What whoever opens the folder finds, under the names that were asked for. */
  const filesOf = (nonce: string): readonly Attachment[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith(`-${nonce}.md`))
      .map((name) => ({
        name: name.replace(`-${nonce}`, ""),
        text: readFileSync(join(folder, name), "utf8"),
      }));
  const heard: Inbound[] = [];
  const waiting: ((inbound: Inbound) => void)[] = [];
  let answer = (): Reply => ({ kind: "nothing" });
  /** Where what is private now begins in the transcript. */
  let privateFrom = 0;
  const pipe = createPipe({
    inbox: {
      async receive(inbound) {
        heard.push(inbound);
        waiting.shift()?.(inbound);
        return inbound.what.kind === "press" ? answer() : { kind: "nothing" };
      },
    },
    settled: async () => {},
    // Emphasis can be told from letters.
    env: { FORCE_COLOR: "1", LANG: "C.UTF-8" },
    columns: 100,
    files,
  });
  const over = pipe.terminal.run();
  const asked = (from: number): Promise<void> =>
    pipe.until((written) => written.length > from && PROMPT.test(stripVTControlCharacters(written)));
  await asked(0);

  const shown = new Map<string, Shown>();

  async function put(message: Outgoing, held?: Held): ReturnType<PlatformHarness["platform"]["put"]> {
    const from = pipe.transcript().length;
    const outcome = await pipe.terminal.platform.put(message, held);
    if (pipe.transcript().length > from) {
      await asked(from);
      shown.set(
        message.nonce,
        read(pipe.transcript().slice(from), message.audience, shown.get(message.nonce)),
      );
    }
    return outcome;
  }

  /** What can be pressed no more. */
  async function remove(removal: Removal): ReturnType<typeof pipe.terminal.platform.put> {
    shown.delete(removal.ref ?? removal.nonce);
    const { platform } = pipe.terminal;
    return platform.remove(removal);
  }

  async function press(typed: string): Promise<Inbound> {
    const { promise, resolve } = Promise.withResolvers<Inbound>();
    waiting.push(resolve);
    const from = pipe.transcript().length;
    pipe.stdin.write(`${typed}\n`);
    const pressed = await promise;
    await asked(from);
    privateFrom = from;
    return pressed;
  }

  return {
    platform: { name: "terminal", put, remove },
    place: { platform: "terminal", team: "local", channel: "terminal", thread: null },
    person: { id: "bo", name: "Bo" },
    screen: () =>
      [...shown].map(([nonce, one]) => {
        const found = filesOf(nonce);
        return found.length === 0 ? one : { ...one, files: found };
      }),
    press: (label, option) => press(option ?? label),
    takesBack: true,
    rung: { cannot: "whoever sits there reads all of it" },
    privately: {
      answer(reply) {
        answer = reply;
      },
      async shows(words) {
        await pipe.until((written) => written.slice(privateFrom).includes(words));
        const { text, controls } = read(pipe.transcript().slice(privateFrom), "thread", undefined);
        return { text, controls };
      },
      press,
    },
    faults: {
      loseAnswer: { cannot: "printing is its own answer" },
      busy: { cannot: "a terminal takes what it is given" },
      unreachable: { cannot: "a terminal that is gone ends the session: see session.test.ts" },
      forbid: { cannot: "whoever can start it may read it" },
      remove: { cannot: "what is printed cannot be taken back" },
    },
    async stop() {
      pipe.stdin.end();
      await over;
      rmSync(folder, { recursive: true });
    },
  };
}

/** What a reader takes from a piece of the transcript: the message, then the choices that are asked. */
function read(piece: string, where: Shown["where"], before: Shown | undefined): Shown {
  const plain = stripVTControlCharacters(piece);
  const lines = plain.split("\n");
  const first = lines.findIndex((line) => /^ +\d+ \S/.test(line));
  const body = (first < 0 ? lines.slice(0, -1) : lines.slice(0, first)).join("\n");
  return {
    where: before?.where ?? where,
    // Indentation and the places where lines break are the terminal's own.
    text: body.replace(/\n +/g, "\n"),
    controls: first < 0 ? [] : controlsIn(lines.slice(first, -1)),
    alive: aliveIn(piece),
  };
}

/** Buttons by their own labels, a select by the line above its options. */
function controlsIn(lines: readonly string[]): readonly string[] {
  const above = lines.findIndex((line) => !/^ +\d+ /.test(line));
  const buttons = above < 0 ? lines : lines.slice(0, above);
  const labels = buttons.map((line) => line.replace(/^ +\d+ /, "").split("  ")[0] ?? "");
  return above < 0 ? labels : [...labels, lines[above] ?? ""];
}

/** Underlined addresses, highlighted mentions, and any sequence that does more than emphasise. */
function aliveIn(piece: string): readonly string[] {
  const esc = "\u001b";
  const marked = [...piece.matchAll(new RegExp(`${esc}\\[(?:4|36)m(.*?)${esc}\\[`, "gs"))].map(
    (found) => found[1] ?? "",
  );
  const others = piece.match(new RegExp(`${esc}(?!\\[\\d+m)`, "g")) ?? [];
  return [...marked, ...others];
}

platformContract("terminal", makeHarness);
