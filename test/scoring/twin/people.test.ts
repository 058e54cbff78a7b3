import { expect, test } from "vitest";
import { agreedVerdict } from "./compare.ts";
import { ballots, tiny } from "./tiny.ts";

const RATINGS = { k: { a: 8, b: 0 }, l: { a: 0, b: 8 } };

function fork(weight: number) {
  return { k: { raises: { k: weight } }, l: { raises: { l: weight } } };
}

test("who dissents does so because of the answer that alone would make the difference", () => {
  const pack = tiny({ ratings: RATINGS, questions: { q: fork(3), r: fork(1) } });
  const said = ballots({ ana: "q: k, r: k", bo: "q: k, r: k", cy: "q: l, r: l", di: "" });
  const { recommended, voters } = agreedVerdict(pack, said);
  expect(recommended).toBe("a");
  expect(voters).toEqual([
    { id: "ana", leader: "a", strength: "clear", because: null },
    { id: "bo", leader: "a", strength: "clear", because: null },
    { id: "cy", leader: "b", strength: "clear", because: "q" },
    { id: "di", leader: null, strength: "open", because: null },
  ]);
});

test("of several such answers, because of the one that differs the most from the group", () => {
  const pack = tiny({ ratings: RATINGS, questions: { q: fork(2), r: fork(3), s: fork(4) } });
  const group = "q: k, r: k, s: k";
  const { voters } = agreedVerdict(pack, ballots({ ana: group, bo: group, cy: "q: l, r: l, s: k" }));
  expect(voters[2]).toEqual({ id: "cy", leader: "b", strength: "clear", because: "r" });
});

test("where no single answer does, because of the one that differs the most from the group", () => {
  const pack = tiny({ ratings: RATINGS, questions: { q: fork(2), r: fork(3), s: fork(2) } });
  const all = (choice: string) => `q: ${choice}, r: ${choice}, s: ${choice}`;
  const { voters } = agreedVerdict(pack, ballots({ ana: all("k"), bo: all("k"), cy: all("l") }));
  expect(voters[2]).toEqual({ id: "cy", leader: "b", strength: "clear", because: "r" });
});

test("a dissent may have no because: nobody else answered what they answered", () => {
  const pack = tiny({ ratings: RATINGS, questions: { q: fork(3), r: fork(2) } });
  const { recommended, voters } = agreedVerdict(pack, ballots({ ana: "q: k", cy: "r: l" }));
  expect(recommended).toBe("a");
  expect(voters[1]).toEqual({ id: "cy", leader: "b", strength: "leaning", because: null });
});

test("a split is pivotal where setting it to one of its choices changes the blend's leader", () => {
  const pack = tiny({ ratings: RATINGS, questions: { q: fork(3), r: fork(1), s: fork(1) } });
  const said = ballots({ ana: "q: k, r: k, s: k", bo: "q: k, r: l, s: k | s: l", cy: "q: l, r: not_sure" });
  expect(agreedVerdict(pack, said).splits).toEqual([
    { question: "q", choices: { k: ["ana", "bo"], l: ["cy"] }, pivotal: true },
    { question: "r", choices: { k: ["ana"], l: ["bo"] }, pivotal: false },
  ]);
});
