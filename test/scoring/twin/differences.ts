/**
 * Where two results differ: exact values exactly, numbers (`fit`, `confidence`, ends of ranges) to 1 in 10^12.
 * Paths and both sides; empty where they agree.
 */
export function differences(ours: unknown, theirs: unknown, path = "$"): readonly string[] {
  if (typeof ours === "number" && typeof theirs === "number") {
    const near = Math.abs(ours - theirs) <= 1e-12 * Math.max(1, Math.abs(ours));
    return near ? [] : [`${path}: ${ours} against ${theirs}`];
  }
  if (typeof ours !== "object" || typeof theirs !== "object" || ours === null || theirs === null) {
    return Object.is(ours, theirs) ? [] : [`${path}: ${show(ours)} against ${show(theirs)}`];
  }
  if (Array.isArray(ours) !== Array.isArray(theirs)) return [`${path}: a list against none`];
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length !== theirs.length) {
    return [`${path}: ${show(ours)} against ${show(theirs)}`];
  }
  const mine = new Map(Object.entries(ours));
  const others = new Map(Object.entries(theirs));
  return [...new Set([...mine.keys(), ...others.keys()])].flatMap((key) => {
    if (mine.has(key) && others.has(key))
      return differences(mine.get(key), others.get(key), `${path}.${key}`);
    return [`${path}.${key}: only ${mine.has(key) ? "ours" : "theirs"}`];
  });
}

/** JSON with big integers as digits. */
export function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? `${each}n` : each)) ??
    String(value)
  );
}
