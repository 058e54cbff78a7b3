import { expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { plain } from "../../src/card/plain.ts";

test("every block is there, in order, as letters", () => {
  const card: Card = {
    title: "Where jobs wait",
    blocks: [
      { kind: "heading", text: ["Where jobs wait"] },
      {
        kind: "text",
        text: [
          "Ask ",
          { kind: "mention", person: "U1", name: "Ana" },
          " or ",
          { kind: "strong", text: "Bo" },
        ],
      },
      { kind: "divider" },
      {
        kind: "list",
        label: "Why",
        items: [
          ["It ", { kind: "quote", text: "works" }],
          [{ kind: "link", text: "manual", url: "https://example.com" }],
        ],
      },
      { kind: "chart", title: "Fit", alt: "Queue 80 %; table 20 %", bars: [] },
      {
        kind: "controls",
        controls: [
          { kind: "button", id: "a", label: "Yes" },
          {
            kind: "select",
            id: "b",
            label: "Pick",
            options: [
              { value: "1", label: "One" },
              { value: "2", label: "Two" },
            ],
          },
        ],
      },
      { kind: "note", text: ["1.0.0"] },
    ],
  };
  expect(plain(card)).toBe(
    [
      "Where jobs wait",
      "Ask @Ana or Bo",
      "Why:",
      "- It “works”",
      "- manual (https://example.com)",
      "Queue 80 %; table 20 %",
      "[Yes] [Pick: One, Two]",
      "1.0.0",
    ].join("\n"),
  );
});

test("the title stands first unless a heading says it", () => {
  expect(plain({ title: "T", blocks: [{ kind: "text", text: ["body"] }] })).toBe("T\nbody");
});
