/** What a terminal bears, and where this adapter draws its own lines. */
export const limits = {
  /** Columns, where the terminal does not say. */
  columns: 80,
  /** Narrower, lines would hold a word or less. */
  columnsMin: 20,
  /** Wider lines are hard to read, so text stops here. */
  columnsMax: 100,
  /** Rows, where the terminal does not say. */
  rows: 24,
  /** A line that a person types, in UTF-16 code units. */
  line: 4_000,
  /** Cells of the column that lists' labels stand in. */
  labelMax: 12,
  /** Cells of a chart's bar. */
  barMin: 8,
  barMax: 50,
  /** An edit that changes no more lines than this is told by those lines alone. */
  editLines: 3,
} as const;
