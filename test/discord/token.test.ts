import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readToken, writeToken } from "../../adapters/discord/token.ts";

const alphabet = (letters: string) => fc.constantFrom(...letters.split(""));
const token = fc.record({
  decision: fc.string({ unit: alphabet("abcdefghijklmnopqrstuvwxyz0123456789"), minLength: 8, maxLength: 8 }),
  control: fc.string({ unit: alphabet("abcxyz0189_/-"), minLength: 1, maxLength: 84 }),
  revision: fc.integer({ min: 0, max: 1_679_615 }),
});

test("a token survives the way through Discord, in at most 100 characters", () => {
  fc.assert(
    fc.property(token, fc.boolean(), fc.integer({ min: 1, max: 9 }), (token, opensForm, part) => {
      const id = writeToken(token, opensForm, part);
      expect(id.length).toBeLessThanOrEqual(100);
      expect(readToken(id)).toEqual({ token, opensForm });
    }),
  );
});

test("the parts of one select differ", () => {
  const one = { decision: "abcd1234", control: "change", revision: 1 };
  expect(new Set([1, 2, 3].map((part) => writeToken(one, false, part))).size).toBe(3);
});

test.each([
  "",
  "accept",
  "abcd1234.1",
  "abcd1234.1.",
  "abcd1234?1.accept",
  "ABCD.1.accept",
  `a.1.${"x".repeat(85)}`,
  "a.1.b\n",
])("%j is nothing that this adapter made", (id) => expect(readToken(id)).toBeNull());
