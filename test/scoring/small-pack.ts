/** A complete pack file as small as can be that uses every kind of field; a new one each time, to be spoilt. */
export function smallPack() {
  return {
    id: "small",
    version: "1.0.0",
    title: "Small",
    sources: { docs: { title: "The documentation", date: "2026-02-26", url: "https://example.org/docs" } },
    options: [
      { id: "bus", name: "Bus" },
      { id: "bike", name: "Bike", means: ["You will get wet."] },
    ],
    criteria: [
      {
        id: "dry",
        name: "Stays dry",
        ratings: {
          bike: { score: 1, because: "It has no roof.", source: "docs" },
          bus: { score: 9, because: "It has a roof.", source: "docs" },
        },
      },
      {
        id: "freedom",
        name: "Leaves when you do",
        ratings: {
          bus: { score: 2, because: "It has a timetable.", source: "docs" },
          bike: { score: 10, because: "It has none.", source: "docs" },
        },
      },
    ],
    questions: [
      {
        id: "weather",
        ask: "How is the weather?",
        choices: [
          { id: "rain", label: "It rains", says: ["raining"], raises: { dry: 5 } },
          { id: "sun", label: "It is sunny", raises: { freedom: 3 } },
        ],
      },
      {
        id: "storm",
        ask: "Is it a storm?",
        applies_when: { weather: ["rain"] },
        choices: [
          { id: "yes", label: "Yes", rules_out: { bike: "A storm throws you off." } },
          { id: "no", label: "No" },
        ],
      },
    ],
    notes: [{ when: { weather: ["rain"] }, text: "Take a coat.", source: "docs" }],
    cases: [{ name: "A wet day", answers: { weather: "rain", storm: "no" }, recommends: "bus" }],
  };
}
