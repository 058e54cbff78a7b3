import { expect, test } from "vitest";
import { allowed, cases } from "./arbitrary.ts";
import { compared } from "./twin/compare.ts";

const SHAPES = {
  small: { options: 4, criteria: 3, questions: 3, voters: 4 },
  open: { options: 3, criteria: 3, questions: 5, choices: 3, voters: 1 },
  crowd: { options: 3, criteria: 4, questions: 4, choices: 2, voters: 6 },
  tied: { options: 2, criteria: 2, questions: 4, voters: 2 },
  rich: { options: 4, criteria: 6, questions: 5, choices: 3, voters: 4 },
};

test.each(Object.entries(SHAPES))(
  "the core's verdict is the twin's, field by field, on thousands of new packs: %s",
  (_, shape) => {
    const { agrees, report } = compared(cases(shape).map(allowed), { numRuns: 2_000 });
    expect(agrees, report).toBe(true);
  },
);
