/** Where the values of a YAML document stand in its text. */
import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Extent } from "./fault.ts";

/**
 * Of the value at these steps or, of a mapping's entry, its key: the first line of it. A collection is found at the key
 * that it belongs to, and what is not there at what it is missing from.
 */
export function placesIn(document: Document.Parsed, text: string) {
  return (steps: readonly PropertyKey[], on: "key" | "value"): Extent => {
    let node: unknown = document.contents;
    let last = firstOf(node);
    for (const [depth, step] of steps.entries()) {
      while (isAlias(node)) node = node.resolve(document);
      const isLast = depth === steps.length - 1;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
        if (pair === undefined) return trimmed(last, text);
        const key = spanOf(pair.key) ?? last;
        const value = isCollection(pair.value) || isEmpty(pair.value) ? null : spanOf(pair.value);
        last = isLast && on === "key" ? key : (value ?? key);
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) return trimmed(last, text);
        last = firstOf(item) ?? last;
        node = item;
      } else {
        return trimmed(last, text);
      }
    }
    return trimmed(last, text);
  };
}

/** Of a mapping, its first key. */
function firstOf(node: unknown): Extent | null {
  if (isMap(node) && node.flow !== true && node.items[0] !== undefined) return spanOf(node.items[0].key);
  return spanOf(node);
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? "") === "");
}

function spanOf(node: unknown): Extent | null {
  if (!isNode(node) || !node.range) return null;
  return { start: node.range[0], end: node.range[1] };
}

function trimmed(span: Extent | null, text: string): Extent {
  const { start, end } = span ?? { start: 0, end: 0 };
  const lineEnd = text.indexOf("\n", start);
  return { start, end: lineEnd === -1 ? end : Math.min(end, lineEnd) };
}
