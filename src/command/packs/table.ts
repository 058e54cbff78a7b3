/** Columns of text for a terminal. */

/** One line a row, the columns two spaces apart; numbers, as `right` says, to the right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, [...cell].length);
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const space = " ".repeat((widths[i] ?? 0) - [...cell].length);
        return right.includes(i) ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** 0..1, as in "61 %". */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
