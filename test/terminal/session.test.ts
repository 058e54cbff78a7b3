/** Whole sessions through pipes: what is asked, what is understood, what reaches the inbox. */
import { describe, expect, test } from "vitest";
import type { Person, Reply, What } from "../../src/port.ts";
import { createPipe, later, type Pipe } from "./pipe.ts";
import { createToy, type Toy, type ToyState } from "./toy.ts";

interface Played {
  readonly transcript: string;
  readonly said: readonly What[];
  readonly toy: Toy;
  readonly code: number;
}

/** Types the lines one after the other and hangs up. */
async function play(
  lines: readonly string[],
  given: { state?: ToyState; before?: (toy: Toy) => void; people?: readonly Person[] } = {},
): Promise<Played> {
  const toy = createToy(
    later(() => pipe.terminal),
    given.state,
  );
  const { people = [] } = given;
  const pipe: Pipe = createPipe({ inbox: toy.inbox, settled: toy.settled, people });
  given.before?.(toy);
  pipe.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const code = await pipe.terminal.run();
  return { transcript: pipe.transcript(), said: toy.received.map(({ what }) => what), toy, code };
}

const press = (control: string, revision: number) => ({
  kind: "press",
  token: { decision: "1", control, revision },
  value: null,
});

test("one person, from the first question to the card", async () => {
  const { transcript, said, code } = await play(["billing", "1", "nobody"]);
  expect(said).toEqual([
    { kind: "command", text: "status", invited: [], origin: null },
    { kind: "command", text: "billing", invited: [], origin: null },
    press("answer/api/Other programs", 1),
    press("answer/admin/Nobody", 2),
  ]);
  expect(transcript).toBe(
    [
      "Plumbline asks a few questions about your project and recommends, with reasons.",
      "Type what you want to decide and who should answer, for example: fastapi or",
      "django for billing @ana @bo",
      "Ana › billing",
      "",
      "Who uses it first?",
      "Waiting for Ana.",
      "  1 Other programs",
      "  2 People",
      "  3 Both",
      "  4 Not sure",
      "Ana › 1",
      "✓ Who uses it first? Other programs (Ana)",
      "",
      "Who looks after the data?",
      "Waiting for Ana.",
      "  1 Support staff",
      "  2 Nobody",
      "  3 Not sure",
      "Ana › nobody",
      "✓ Who looks after the data? Nobody (Ana)",
      "",
      "FastAPI for billing",
      "",
      "Fit to your answers",
      `FastAPI 81 %  ${"█".repeat(31)}${"▓".repeat(10)}`,
      `Django  52 %  ${"█".repeat(6)}${"▓".repeat(20)}`,
      "█ API   ▓ Async",
      "",
      "Why  You build for other programs first.",
      "  1 Accept",
      "  2 Decide otherwise…",
      "  3 Full breakdown",
      "  4 Decide something else",
      "Ana › ",
      "Everything you said is kept: npm start goes on from here.",
      "",
    ].join("\n"),
  );
  expect(code).toBe(0);
});

describe("several people", () => {
  test("a name in front says who answers; a name at the end invites", async () => {
    const { toy, transcript } = await play(["billing @Bo", "@bo 2", "1", "@Bo nobody", "nobody"]);
    expect(toy.received.map(({ by }) => by)).toEqual([
      { id: "you", name: "Ana" },
      { id: "you", name: "Ana" },
      { id: "bo", name: "Bo" },
      { id: "you", name: "Ana" },
      { id: "bo", name: "Bo" },
      { id: "you", name: "Ana" },
    ]);
    expect(toy.received[1]?.what).toEqual({
      kind: "command",
      text: "billing",
      invited: [{ id: "bo", name: "Bo" }],
      origin: null,
    });
    expect(transcript).toContain("· Waiting for Ana.\n");
    expect(transcript).toContain("✓ Who uses it first? People (Bo), Other programs (Ana)");
    expect(transcript).toContain("FastAPI for billing");
  });

  test("a name that nobody asked answers nothing until it is typed alone", async () => {
    const { toy, transcript } = await play(["billing @bo", "@ob 2", "@ob accept", "@cy", "@ana", "@cy 2"]);
    expect(transcript).toContain("Nobody has asked ob, so this does not count.");
    expect(toy.received.map(({ by }) => by.id)).toEqual(["you", "you", "cy"]);
  });

  test("where nobody was asked, whoever answers joins", async () => {
    const { toy } = await play(["billing", "@bo 2"]);
    expect(toy.state.answers).toEqual({ api: { bo: "People" } });
  });

  test("a name alone hands the keyboard over, and one's own name takes it back", async () => {
    const { toy, transcript } = await play(["billing @bo", "@bo", "1", "@ana", "2"]);
    expect(toy.state.answers).toEqual({ api: { bo: "Other programs", Ana: "People" } });
    expect(transcript).toContain("Now bo is answering.\nWho uses it first?".split("\n")[0]);
    expect(transcript).toContain("bo › 1\n");
  });
});

describe("what only one person is asked", () => {
  const next = (question: string, choices: readonly string[]): Reply => ({
    kind: "ephemeral",
    token: { decision: "1", control: "", revision: 7 },
    card: {
      title: question,
      blocks: [
        { kind: "text", text: [question] },
        { kind: "controls", controls: choices.map((label) => ({ kind: "button", id: label, label })) },
      ],
    },
  });

  test("comes after their answer, and is pressed in private; others are asked what everybody is", async () => {
    const { toy, transcript } = await play(["billing @bo", "1", "@bo 2", "2", "@bo many", "@bo"], {
      before: (toy) =>
        toy.replyTo(({ what }) =>
          what.kind === "press" && what.private !== true ? next("How many?", ["Few", "Many"]) : null,
        ),
    });
    const presses = toy.received.flatMap(({ by, what }) =>
      what.kind === "press" ? [[by.id, what.token.control, what.private === true]] : [],
    );
    expect(presses).toEqual([
      ["you", "answer/api/Other programs", false],
      ["bo", "answer/api/People", false],
      ["you", "Many", true],
      ["bo", "Many", true],
    ]);
    // Ana reads her own question; of Bo's she reads only what it is, and then once more what hers was.
    expect(transcript.replace(/\n\n/g, "\n")).toContain(
      "bo is asked next: How many? Type @bo to go on there.\nHow many?\nAna › 2",
    );
  });

  test("that is no question is told as what it is", async () => {
    const { transcript } = await play(["billing @bo", "1", "@bo 2"], {
      before: (toy) =>
        toy.replyTo(({ what }) => (what.kind === "press" ? next("That's all, thank you", ["Change"]) : null)),
    });
    expect(transcript.replace(/\s+/g, " ")).toContain(
      "bo is told: “That's all, thank you”. Type @bo to go on there.",
    );
  });

  test("a number of somebody else's in a form is no answer to it", async () => {
    const { said, transcript } = await play(["billing @bo", "1", "@bo 2", "back"], {
      before: (toy) => toy.replyTo(({ what }) => (what.kind === "press" ? FORM_OF_PEOPLE : null)),
    });
    expect(transcript.replace(/\s+/g, " ")).toContain(
      "That reads as bo's answer to another question. Type back to leave this one first.",
    );
    expect(said.some(({ kind }) => kind === "submit")).toBe(false);
  });

  test("stays where a form that was opened from it is left", async () => {
    const { said } = await play(["billing", "1", "other", "back", "many"], {
      before: (toy) =>
        toy.replyTo(({ what }) => {
          if (what.kind !== "press") return null;
          if (what.token.control === "Other") return FORM_OF_PEOPLE;
          return what.private === true ? null : next("How many?", ["Few", "Many", "Other"]);
        }),
    });
    expect(said.at(-1)).toMatchObject({ token: { control: "Many" }, private: true });
  });

  const FORM_OF_PEOPLE: Reply = {
    kind: "form",
    token: { decision: "1", control: "edit", revision: 7 },
    form: {
      id: "edit",
      title: "Edit",
      submit: "Save",
      fields: [{ kind: "people", id: "who", label: "Who answers?", required: true, most: 20 }],
    },
  };

  test("people are asked for by their names in a line", async () => {
    const { said } = await play(["billing @bo", "1", "@bo, cy and @Bo"], {
      before: (toy) => toy.replyTo(({ what }) => (what.kind === "press" ? FORM_OF_PEOPLE : null)),
    });
    expect(said.at(-1)).toEqual({
      kind: "submit",
      token: { decision: "1", control: "edit", revision: 7 },
      fields: { who: "@bo, cy and @Bo" },
      people: {
        who: [
          { id: "bo", name: "bo" },
          { id: "cy", name: "cy" },
        ],
      },
    });
  });
});

test("what fits nothing is words for the conversation, and the choices stay", async () => {
  const { said, transcript } = await play(["billing", "17", "hm, what?", "1"]);
  expect(said.slice(2, 4)).toEqual(
    ["17", "hm, what?"].map((text) => ({ kind: "message", text, toUs: true, invited: [], origin: null })),
  );
  expect(transcript).toContain("I could not match hm, what?.");
  expect(transcript).toContain("✓ Who uses it first? Other programs (Ana)");
});

test("a form is questions in a row; a wrong field is asked again with its sentence", async () => {
  const answers = ["decide otherwise", "rails", "2", "", "because", "x".repeat(61), "wiki", "they know it"];
  const { said, toy, transcript } = await play(["billing", "1", "2", ...answers]);
  const token = { decision: "1", control: "otherwise", revision: 3 };
  expect(said.slice(-2)).toEqual([
    { kind: "submit", token, fields: { option: "django", reason: "because", link: "wiki" } },
    { kind: "submit", token, fields: { option: "django", reason: "they know it", link: "wiki" } },
  ]);
  expect(transcript).toContain("Please pick one of these.");
  expect(transcript).toContain("This is needed.");
  expect(transcript).toContain("Please use at most 60 characters.");
  expect(transcript).toContain("Say more than because.");
  expect(toy.state.accepted).toBe("Ana: django, they know it");
});

test("a form can be left by going back before its first field", async () => {
  const { said, transcript } = await play(["billing", "1", "2", "2", "django", "back", "back", "1"]);
  expect(transcript).toContain("Left as it was.");
  expect(said.at(-1)).toEqual(press("accept", 3));
});

test("after the card a new decision can be started, and the old card can still be pressed", async () => {
  const { said } = await play(["billing", "1", "2", "3", "decide something else", "orders"]);
  expect(said.slice(-2)).toEqual([
    press("breakdown", 3),
    { kind: "command", text: "orders", invited: [], origin: null },
  ]);
});

test("an unfinished decision goes on where it was", async () => {
  const { toy } = await play(["billing", "1"]);
  const { said, transcript, toy: second } = await play(["nobody"], { state: toy.state });
  expect(transcript).toMatch(
    /^This decision is still open; it goes on here\.\n\nWho looks after the data\?\n {2}1 Support/,
  );
  expect(said[1]).toEqual(press("answer/admin/Nobody", 2));
  expect(second.state.answers.admin).toEqual({ Ana: "Nobody" });
});

test("after a restart whoever took part before is known, and nobody else", async () => {
  const { toy } = await play(["billing @bo", "1"]);
  const people = [
    { id: "ana", name: "Ana" },
    { id: "bo", name: "bo" },
    { id: "someone-1", name: "someone" },
  ];
  const { said, transcript } = await play(["@bo 1", "@someone 1", "@Dora 1"], { state: toy.state, people });
  expect(said).toHaveLength(2);
  expect(transcript).toContain("Nobody has asked Dora, so this does not count.");
  expect(transcript).toContain("Nobody has asked someone, so this does not count.");
});

test("whoever types the name of a form gets it at once", async () => {
  const edit: Reply = {
    kind: "ephemeral",
    card: {
      title: "Put it right",
      blocks: [
        { kind: "controls", controls: [{ kind: "button", id: "otherwise", label: "Edit…", opens: "form" }] },
      ],
    },
    token: { decision: "1", control: "", revision: 1 },
  };
  const { said, transcript } = await play(["billing", "edit", "2", "because", ""], {
    before: (toy) =>
      toy.replyTo(({ what }) => (what.kind === "message" && what.text === "edit" ? edit : null)),
  });
  expect(said.slice(2, 4)).toEqual([
    { kind: "message", text: "edit", toUs: true, invited: [], origin: null },
    press("otherwise", 1),
  ]);
  expect(transcript).not.toContain("Edit…");
});

test("what could not be saved is said, and does not count", async () => {
  const { transcript, said } = await play(["billing", "1"], { before: (toy) => toy.failOnce() });
  expect(transcript).toContain("That could not be saved, so it does not count. Please try again.");
  expect(said).toEqual([
    { kind: "command", text: "billing", invited: [], origin: null },
    press("answer/api/Other programs", 1),
  ]);
});

test("a line that is far too long is refused, empty lines are nothing", async () => {
  const { said, transcript } = await play(["", "  ", "x".repeat(4_001)]);
  expect(said).toHaveLength(1);
  expect(transcript).toContain("That is longer than 4000 characters.");
});

test("quit leaves at once", async () => {
  const { said, code, transcript } = await play(["billing", "quit", "1"]);
  expect(said).toHaveLength(2);
  expect(transcript).toMatch(/Ana › quit\nEverything you said is kept: npm start goes on from here\.\n$/);
  expect(code).toBe(0);
});

test("escape sequences that somebody types come out harmless", async () => {
  const { transcript } = await play(["\u001b[2J\u001b]0;x\u0007billing \u202egnp"]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there.
  expect(transcript).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test("nobody reads any more: the session ends, and messages wait", async () => {
  const toy = createToy(later(() => pipe.terminal));
  const pipe: Pipe = createPipe({ inbox: toy.inbox, settled: toy.settled });
  const over = pipe.terminal.run();
  await pipe.until((transcript) => transcript.includes("›"));
  pipe.stdout.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  expect(await over).toBe(0);
  expect(await toy.remind("Three days are over.")).toMatchObject({ kind: "later" });
});

test("what comes up by itself is printed, and the question is asked again", async () => {
  const toy = createToy(later(() => pipe.terminal));
  const pipe: Pipe = createPipe({ inbox: toy.inbox, settled: toy.settled });
  const over = pipe.terminal.run();
  pipe.stdin.write("billing\n");
  await pipe.until((transcript) => transcript.includes("4 Not sure\nAna › "));
  expect(await toy.remind("Three days are over.")).toMatchObject({ kind: "sent" });
  await pipe.until((transcript) => /Three days are over\.\nAna › $/.test(transcript));
  pipe.stdin.end("1\n");
  await over;
  expect(toy.state.answers.api).toEqual({ Ana: "Other programs" });
});

test("what is saved and cannot be shown is not said to be lost", async () => {
  const inbox = { receive: async () => ({ kind: "nothing" }) as const };
  const pipe = createPipe({ inbox, settled: () => Promise.reject(new Error("store closed")) });
  pipe.stdin.end("billing\n");
  await pipe.terminal.run();
  expect(pipe.transcript()).toContain("That is saved, but what comes of it could not be shown.");
});
