/**
 * Where two JSON values differ: whole numbers and texts exactly, other numbers (`fit`, `confidence`, ends of ranges) to 1
 * in 10^12. Empty where they agree.
 */
export function differences(expected: unknown, found: unknown, path = "$"): readonly string[] {
  if (typeof expected === "number" && typeof found === "number") {
    const whole = Number.isInteger(expected) && Number.isInteger(found);
    const near = Math.abs(expected - found) <= 1e-12 * Math.max(1, Math.abs(expected));
    return expected === found || (near && !whole) ? [] : [`${path}: expected ${expected}, found ${found}`];
  }
  if (!isObject(expected) || !isObject(found) || Array.isArray(expected) !== Array.isArray(found)) {
    return Object.is(expected, found) ? [] : [`${path}: expected ${show(expected)}, found ${show(found)}`];
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length !== found.length) {
    return [`${path}: expected ${show(expected)}, found ${show(found)}`];
  }
  const left = new Map(Object.entries(expected));
  const right = new Map(Object.entries(found));
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differences(
      left.get(key),
      right.get(key),
      Array.isArray(expected) ? `${path}[${key}]` : `${path}.${key}`,
    ),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
