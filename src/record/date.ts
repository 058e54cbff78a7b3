/** The day in UTC, as ISO 8601 has it: 2026-11-22. `at`: milliseconds since 1970. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
