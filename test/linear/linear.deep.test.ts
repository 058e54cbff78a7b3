/** Every function over people's text takes work in proportion to it, whatever the text. */
import { describe, expect, test } from "vitest";
import { slowIn } from "./linear.ts";
import { READERS } from "./readers.ts";

describe.each(Object.entries(READERS))("%s", (_, readers) => {
  test.each(Object.entries(readers))("%s", (_, read) => expect(slowIn(read)).toBeNull());
});
