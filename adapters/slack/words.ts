/** The adapter's own sentences, for what happens only in Slack. */

export const words = {
  more: (count: number) => `and ${count} more`,
  /** Of a picture that has no words. */
  picture: "A chart",
  cancel: "Cancel",
  notSaved: "That was not saved: something went wrong on my side. Please try again in a moment.",
  tooLate: "That took too long, so the form could not be opened.",
  openForm: "Open the form",
  view: { title: "Only visible to you", close: "Close" },
  unknownControl: "I don't recognise that button any more. Look at the newest message of the decision.",
  cannotPost: (channel: string) =>
    `I am not allowed to post in <#${channel}> yet. Invite me there with \`/invite\` and my name: I'll start by myself within a few minutes.`,
  archived: (channel: string) =>
    `I can't post in <#${channel}>: it is archived. Start the decision in another channel.`,
  restricted: (channel: string) =>
    `I can't post in <#${channel}>: only some people may. Start the decision in another channel, or have an admin let me post there.`,
  notAmongUs:
    "I am not in this conversation, and nobody can be added to one like it. Use the command in a channel, or write to me directly.",
  refused: (channel: string, why: string) => `I can't post in <#${channel}>: Slack says “${why}”.`,
  home: {
    title: "Decisions",
    lead: (command: string) =>
      `Start a decision here, with \`/${command}\` in a channel, or by mentioning me in a thread.`,
    start: "Start a decision",
    empty: "The list could not be loaded. Open this tab again in a moment.",
  },
  /** For the operator. */
  otherKey: (closed: number, teams: number) =>
    `SLACK_ENCRYPTION_KEY does not open the tokens of ${closed} of ${teams} workspaces: they were sealed with another key. Put that one back; or, if it is to be changed, set it as SLACK_ENCRYPTION_KEY_OLD and run plumbline keys rotate.`,
  start: { where: "In which channel?", whereHint: "I have to be a member of it." },
} as const;
