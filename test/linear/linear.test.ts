/** Every function over people's text takes work in proportion to it, whatever the text; of all kinds of texts, a few. */
import { describe, expect, test } from "vitest";
import { FEW, slowIn } from "./linear.ts";
import { READERS } from "./readers.ts";

describe.each(Object.entries(READERS))("%s", (_, readers) => {
  test.each(Object.entries(readers))("%s", (_, read) => expect(slowIn(read, FEW)).toBeNull());
});
