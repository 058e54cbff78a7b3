/** Texts that a comma cuts in two, because they stand without quotes between braces or brackets. */
import { isScalar, type Pair, Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { show } from "../../scoring/pack/problem.ts";
import type { Fault } from "./fault.ts";

/** Entries of `{…}` that can only be the rest of a text. They are taken out of the mapping. */
export function cutEntries(map: YAMLMap): Fault[] {
  if (map.flow !== true) return map.items.flatMap(({ value }) => trailing(value));
  // Names alone, as in { sqlite, postgres }, are a list in the wrong brackets: nothing of it is the rest of a text.
  if (map.items.every(({ key, value }) => value === null && !/[=:]/.test(String(key)))) return [];
  const faults: Fault[] = [];
  let cut = false;
  map.items = map.items.filter((pair, i) => {
    const rest = i === 0 && pair.value !== null ? null : restOf(pair, map.items[i - 1]);
    // The rest may be cut again, and that is one mistake.
    if (rest !== null && !cut && !/^[^“]*”/.test(String(isScalar(pair.key) ? pair.key.value : "")))
      faults.push(rest);
    cut = rest !== null;
    return !cut;
  });
  return faults;
}

/** As in JSON. It is taken off. */
function trailing(value: unknown): Fault[] {
  if (!isPlain(value) || !value.value.endsWith(",") || !value.range) return [];
  const end = value.range[1];
  value.value = value.value.slice(0, -1);
  const expected = "nothing: an entry ends with its line";
  return [{ code: "yaml-comma", span: { start: end - 1, end }, found: "a comma after the text", expected }];
}

function restOf({ key, value }: Pair, before: Pair | undefined): Fault | null {
  if (!isScalar(key) || key.type !== Scalar.PLAIN || typeof key.value !== "string") return null;
  const [start, end] = key.range ?? [0, 0];
  const glued = value === null ? /^([\w-]+):\S/.exec(key.value) : null;
  if (glued !== null)
    return {
      code: "yaml-colon-space",
      span: { start, end },
      found: show(key.value),
      expected: `a space after the colon of ${glued[1]}`,
    };
  const equals = value === null ? /^([a-z_]+)\s*=/.exec(key.value) : null;
  if (equals !== null)
    return {
      code: "yaml-colon",
      span: { start, end },
      found: `an = after ${equals[1]}`,
      expected: "a colon and a space",
    };
  if (value !== null && !/\s/.test(key.value)) return null;
  const whole = before?.value;
  if (/^\d+$/.test(key.value) && isScalar(whole) && typeof whole.value === "number")
    return {
      code: "yaml-comma",
      span: { start: whole.range?.[0] ?? start, end },
      found: show(`${whole.source},${key.value}`),
      expected: "a whole number: a comma begins the next entry",
    };
  return {
    code: "yaml-comma",
    span: { start, end },
    found: `${show(key.value)} on its own`,
    expected: QUOTES,
  };
}

/** Items of `[…]` that go on with the sentence before them. */
export function cutItems(seq: YAMLSeq): Fault[] {
  if (seq.flow !== true) return [];
  return seq.items.flatMap((item, i) => {
    const before = seq.items[i - 1];
    if (!isPlain(item) || !isPlain(before)) return [];
    if (!/^\p{Lu}.*\s.*[^.!?]$/u.test(before.value) || !/^\p{Ll}/u.test(item.value)) return [];
    const [start, end] = item.range ?? [0, 0];
    const found = `${show(item.value)} as an item of its own`;
    return [{ code: "yaml-comma", span: { start, end }, found, expected: QUOTES }];
  });
}

const QUOTES =
  "quotes around a text with a comma in it: between brackets or braces a comma begins the next entry";

function isPlain(node: unknown): node is Scalar<string> {
  return isScalar(node) && node.type === Scalar.PLAIN && typeof node.value === "string";
}
