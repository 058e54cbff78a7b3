import * as fc from "fast-check";
import { expect, test } from "vitest";
import { homeView } from "../../adapters/slack/answer/home.ts";
import { draw } from "../../adapters/slack/show/draw.ts";
import { drawForm, readForm } from "../../adapters/slack/show/form.ts";
import { privateView } from "../../adapters/slack/show/view.ts";
import { readToken, writeToken } from "../../adapters/slack/token.ts";
import type { Block, Card, Form, Span } from "../../src/card/card.ts";
import { anyCard } from "../contract/cards.ts";
import { blockErrors } from "../fake/slack/blocks.ts";
import { see } from "../fake/slack/render.ts";
import type { Json } from "../fake/slack/state.ts";
import { viewErrors } from "../fake/slack/views.ts";

const OF = { decision: "abcd1234", revision: 1 };

/** As it goes over the wire. */
function wire(blocks: unknown): readonly Json[] {
  return JSON.parse(JSON.stringify(blocks)) as readonly Json[];
}

/** Letters with what Slack might take for markup. */
const typed = fc
  .array(
    fc.constantFrom(
      "*",
      "_",
      "~",
      "`",
      ":",
      "<",
      ">",
      "&",
      "@",
      "!",
      "#",
      "|",
      "[",
      "]",
      "(",
      ")",
      " ",
      "a",
      "tada",
      "é",
      "👩‍🚀",
      "\n",
      "https://x.example",
    ),
    { minLength: 1, maxLength: 24 },
  )
  .map((parts) => `x${parts.join("")}x`);

test("letters stay letters in every kind of block, whatever they are", () => {
  fc.assert(
    fc.property(typed, typed, (first, second) => {
      const texts: Span[] = [first, " ", { kind: "quote", text: second }];
      const blocks: Block[] = [
        { kind: "heading", text: [first] },
        { kind: "text", text: texts },
        { kind: "note", text: texts },
      ];
      const drawing = draw({ title: first, blocks }, OF);
      const seen = see({ text: drawing.text, blocks: wire(drawing.blocks) });
      const expected = [first, `${first} “${second}”`, `${first} “${second}”`].join("\n");
      expect(seen.text).toBe(expected);
      // A heading of more than a header's length is bold by our own doing.
      expect(seen.alive).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("the card's own emphasis, links and mentions survive beside any letters", () => {
  fc.assert(
    fc.property(typed, (letters) => {
      const texts: Span[] = [
        letters,
        " ",
        { kind: "strong", text: "bold" },
        " ",
        { kind: "link", text: letters, url: "https://fact.example/?a=1&b=<2>|3" },
        " ",
        { kind: "mention", person: "U0000001", name: "Ana" },
      ];
      const drawing = draw({ title: "t", blocks: [{ kind: "text", text: texts }] }, OF);
      const seen = see({ text: "", blocks: wire(drawing.blocks) });
      expect(new Set(seen.alive)).toEqual(
        new Set(["bold", "https://fact.example/?a=1&b=%3C2%3E%7C3", "U0000001"]),
      );
    }),
    { numRuns: 300 },
  );
});

test("every card is within Slack's limits, as a message, in a private view and on the Home tab", () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const uploaded = { file: "F0000001", hash: "0123456789abcdef" };
      for (const pictures of [[], card.blocks.map(() => uploaded)]) {
        const { text, blocks } = draw(card, OF, pictures);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(40_000);
        expect(blockErrors(wire(blocks), { surface: "message", shows: () => true })).toEqual([]);
      }
      const view = privateView(card, { ...OF, control: "" }, { channel: "C0000001", thread: "1.2" });
      expect(viewErrors(JSON.parse(JSON.stringify(view)) as Json)).toEqual([]);
      expect(
        viewErrors(JSON.parse(JSON.stringify(homeView(card, { ...OF, control: "list" }, "settle"))) as Json),
      ).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("what a choice means stands above its button, and in the words for screen readers", () => {
  const card: Card = {
    title: "t",
    blocks: [
      {
        kind: "controls",
        controls: [
          { kind: "button", id: "one", label: "One service", hint: "No platform team." },
          { kind: "button", id: "two", label: "Two or three", hint: "Deployment is *automated*." },
          { kind: "button", id: "any", label: "Not sure" },
        ],
      },
    ],
  };
  const { text, blocks } = draw(card, OF);
  const shown = "• One service: No platform team.\n• Two or three: Deployment is *automated*.";
  expect(see({ text, blocks: wire(blocks) }).text).toBe(`${shown}\n`);
  expect(blocks.map(({ type }) => type)).toEqual(["context", "actions"]);
  expect(text).toContain(shown);
});

test("a list without a label has only its points", () => {
  const list = (items: readonly string[]): Card => ({
    title: "t",
    blocks: [{ kind: "list", label: "", items: items.map((item) => [item]) }],
  });
  for (const items of [
    ["a", "b"],
    ["*a*", "b"],
  ]) {
    const { text, blocks } = draw(list(items), OF);
    expect(text).toBe(`t\n- ${items[0]}\n- b`);
    const [only] = wire(blocks);
    expect(blockErrors([only], { surface: "message", shows: () => true })).toEqual([]);
    expect(only).toMatchObject(
      items[0] === "a" ? { type: "section" } : { elements: [{ type: "rich_text_list" }] },
    );
  }
});

test("a card of far more blocks than a message takes keeps its controls", () => {
  const blocks: Block[] = Array.from(
    { length: 80 },
    (_, n): Block => ({ kind: n % 2 === 0 ? "text" : "heading", text: [`part ${n}`] }),
  );
  const card: Card = {
    title: "t",
    blocks: [...blocks, { kind: "controls", controls: [{ kind: "button", id: "accept", label: "Accept" }] }],
  };
  const drawn = draw(card, OF).blocks;
  expect(drawn).toHaveLength(50);
  expect(see({ text: "", blocks: wire(drawn) }).controls).toEqual(["Accept"]);
});

test("notes in a row are one quiet block", () => {
  const card: Card = {
    title: "t",
    blocks: ["[1] one", "[2] two", "[3] _three_", "[4] four"].map(
      (text): Block => ({ kind: "note", text: [text] }),
    ),
  };
  expect(wire(draw(card, OF).blocks).map((block) => see({ text: "", blocks: [block] }).text)).toEqual([
    "[1] one\n[2] two",
    "[3] _three_",
    "[4] four",
  ]);
});

test("a mention of somebody without an id of Slack's is only a name", () => {
  const card: Card = {
    title: "t",
    blocks: [{ kind: "text", text: [{ kind: "mention", person: "everyone>", name: "Ana <b>" }] }],
  };
  expect(see({ text: "", blocks: wire(draw(card, OF).blocks) })).toEqual({
    text: "@Ana <b>",
    controls: [],
    alive: [],
  });
});

test.each(["javascript:alert(1)", "not a url", "http://", "file:///etc/passwd"])(
  "a link to %s is only words",
  (url) => {
    const card: Card = {
      title: "t",
      blocks: [{ kind: "text", text: [{ kind: "link", text: "here", url }] }],
    };
    expect(see({ text: "", blocks: wire(draw(card, OF).blocks) })).toMatchObject({
      text: `here (${url})`,
      alive: [],
    });
  },
);

test("a chart is its picture, with its words as alternative text; without one, bars of letters", () => {
  const parts = [{ label: "API", value: 81 }];
  const chart: Block = {
    kind: "chart",
    title: "Fit",
    alt: "FastAPI 81 %; Django 52 %",
    bars: [
      { label: "FastAPI", value: 81, parts },
      { label: "Django", value: 52, parts },
    ],
  };
  const card: Card = { title: "t", blocks: [chart, chart] };
  const picture = { file: "F0000001", hash: "0123456789abcdef" };
  const [first, second] = wire(draw(card, OF, [picture, null]).blocks);
  expect(first).toEqual({
    type: "image",
    block_id: "plumbline_picture/F0000001/0123456789abcdef/0",
    slack_file: { id: "F0000001" },
    alt_text: "FastAPI 81 %; Django 52 %",
  });
  expect(see({ text: "", blocks: [second ?? {}] }).text).toBe(
    `Fit\n${"█".repeat(16)}${"░".repeat(4)}  FastAPI 81 %\n${"█".repeat(10)}${"░".repeat(10)}  Django 52 %`,
  );
});

const control = fc.stringMatching(/^[a-z0-9_/-]{1,84}$/);

test("a token survives the way to Slack and back", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{8}$/), control, fc.nat(), (decision, id, revision) => {
      const token = { decision, control: id, revision };
      expect(writeToken(token).length).toBeLessThanOrEqual(255);
      expect(readToken(writeToken(token))).toEqual(token);
    }),
  );
});

test("nothing but a token is read as one", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const token = readToken(text);
      if (token !== null) expect(writeToken(token)).toBe(text);
    }),
  );
  expect(readToken("p1:abcd1234:1:accept\n")).toBeNull();
});

const label = fc.string({ unit: "grapheme", minLength: 1, maxLength: 3000 });

const field: fc.Arbitrary<Form["fields"][number]> = fc.oneof(
  fc
    .record({
      label,
      hint: label,
      initial: label,
      required: fc.boolean(),
      max: fc.integer({ min: 1, max: 4000 }),
    })
    .map((made) => ({ kind: "paragraph", id: "", ...made }) as const),
  fc
    .record({
      label,
      required: fc.boolean(),
      options: fc.array(fc.record({ label, hint: label }), { minLength: 1, maxLength: 12 }),
    })
    .map(
      ({ options, ...made }) =>
        ({
          kind: "choice",
          id: "",
          ...made,
          initial: "v0",
          options: options.map((one, n) => ({ value: `v${n}`, ...one })),
        }) as const,
    ),
);

test("every form is within Slack's limits, and finds its decision and place again", () => {
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), label, control, (fields, intro, id) => {
      const form: Form = {
        id,
        title: "Today and later",
        submit: "Save",
        intro: [intro],
        fields: fields.map((one, n) => ({ ...one, id: `f${n}` })),
      };
      const token = { decision: "abcd1234", control: id, revision: 12 };
      const view = drawForm(form, token, { channel: "C0000001", thread: "1.2" });
      expect(viewErrors(JSON.parse(JSON.stringify(view)) as Json)).toEqual([]);
      const read = readForm({
        private_metadata: view.private_metadata ?? "",
        state: {
          values: {
            f0: { value: { value: "words" } },
            f1: { value: { selected_option: { value: "v0" } } },
            f2: { value: { value: null } },
          },
        },
      });
      expect(read).toEqual({
        token,
        place: { channel: "C0000001", thread: "1.2" },
        fields: { f0: "words", f1: "v0", f2: "" },
        people: {},
      });
    }),
    { numRuns: 100 },
  );
});
