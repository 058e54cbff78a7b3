/** The prompt's own sentences. What the conversation says comes from the conversation. */
export const words = {
  welcome: (example = "fastapi or django for billing") => [
    "Plumbline asks a few questions about your project and recommends, with reasons.",
    `Type what you want to decide and who should answer, for example: ${example} @ana @bo`,
  ],
  goOn: "This decision is still open; it goes on here.",
  leave: "Everything you said is kept: npm start goes on from here.",
  leavePreview: "That was a preview: nothing of it is kept.",
  notSaved: "That could not be saved, so it does not count. Please try again.",
  notShown: "That is saved, but what comes of it could not be shown. Leave and start again to see it.",
  saved: (path: string) => `Saved as ${path}`,
  notFiled: "It could not be saved as a file, so here it is:",
  tooLong: (max: number) => `That is longer than ${max} characters. Please say it shorter.`,
  alone: (name: string) => `For ${name} only:`,
  tooMany: (most: number) => `Please name at most ${most} people.`,
  turn: (name: string) => `Now ${name} is answering.`,
  askedNext: (name: string, question: string) =>
    `${name} is asked next: ${question} Type @${name} to go on there.`,
  /** What is no question, as that there is none any more. */
  toldNext: (name: string, title: string) =>
    `${name} is told: “${title.replace(/\.$/, "")}”. Type @${name} to go on there.`,
  stranger: (name: string) =>
    `Nobody has asked ${name}, so this does not count. If ${name} is to answer too, type @${name} alone first.`,
  somethingElse: "Decide something else",
  leaveEmpty: "Leave it empty",
  required: "This is needed.",
  fieldTooLong: (max: number) => `Please use at most ${max} characters.`,
  pickOne: "Please pick one of these.",
  formLeft: "Left as it was.",
  elsewhere: (name: string, esc: boolean) =>
    `That reads as ${name}'s answer to another question. ${esc ? "Press Esc" : "Type back"} to leave this one first.`,
  hint: {
    title: "Also: help, list, packs, quit",
    choose: "Choose or type; also @name, help, quit",
    typing: "Enter sends, Esc goes back",
    picked: "Enter chooses, Esc goes back",
    field: "Enter goes on, Esc goes back",
    optional: "optional",
    people: "@ana @bo",
    careful: "Nothing is chosen yet: arrow keys or a number, then Enter; Esc goes back",
  },
} as const;
