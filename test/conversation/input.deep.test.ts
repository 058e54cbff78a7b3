/** What takes time by the square of a text does not end here. */
import { expect, test } from "vitest";
import { readEdit } from "../../src/conversation/input/edit.ts";
import { readRequest } from "../../src/conversation/input/request/request.ts";
import { cleanTitle } from "../../src/conversation/input/request/title.ts";
import { isCourtesy } from "../../src/conversation/input/request/topic.ts";
import { twoPackSet } from "./pack.ts";
import { UNITS } from "./units.ts";

test.each(UNITS)("%j over and over", (unit) => {
  const text = `${unit.repeat(400_000 / unit.length)}x`;
  const moment = () => ({ kind: "nothing" }) as const;
  const packs = twoPackSet.current;
  isCourtesy(text);
  readEdit(text, [], moment);
  readRequest("", { packs, invited: [], name: text, talk: [{ text }], moment });
  const { title } = readRequest(text, { packs, invited: [], name: null, talk: [], moment });
  expect(title?.length ?? 0).toBeLessThanOrEqual(120);
  expect(cleanTitle(text)?.length ?? 0).toBeLessThanOrEqual(120);
});
