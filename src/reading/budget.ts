/** How much of a discussion is read: its newest part, so that reading it takes a moment, however long it is. */

/** UTF-16 units. */
const REMARK_MAX = 4_000;
const DISCUSSION_MAX = 64_000;
const REMARKS_MAX = 200;

/** Reading so much takes a good part of 50 ms. UTF-16 units. */
const LONG = 8_000;

export function isLong(discussion: readonly { readonly text: string }[]): boolean {
  return discussion.reduce((sum, { text }) => sum + text.length, 0) > LONG;
}

/** Oldest first, as `discussion` is. A remark that is too long keeps its beginning. */
export function withinBudget<T extends { readonly text: string }>(discussion: readonly T[]): readonly T[] {
  const kept: T[] = [];
  let left = DISCUSSION_MAX;
  for (const remark of discussion.slice(-REMARKS_MAX).toReversed()) {
    const text = remark.text.slice(0, REMARK_MAX);
    if (text.length > left) break;
    left -= text.length;
    kept.push(text === remark.text ? remark : { ...remark, text });
  }
  return kept.reverse();
}
