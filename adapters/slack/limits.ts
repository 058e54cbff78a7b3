/**
 * Slack's limits, by Slack's own names, in UTF-16 code units or in pieces.
 * https://docs.slack.dev/reference/block-kit and https://docs.slack.dev/reference/methods/chat.postMessage
 */
export const LIMITS = {
  message: {
    blocks: 50,
    /** Documented as 40,000; notifications show far less, so this is ours. */
    text: 12_000,
    /** Undocumented: `msg_blocks_too_long` near 13,000 characters of all blocks. The rest is for marks and labels. */
    blocksText: 10_000,
  },
  view: {
    blocks: 100,
    /** Documented as 250 kB of JSON (`view_too_large`), of which texts are a part. */
    blocksText: 30_000,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3000,
  },
  header: 150,
  /** A text object's maximum is a section's too. */
  section: 3000,
  context: { elements: 10 },
  actions: { elements: 25 },
  actionId: 255,
  blockId: 255,
  button: { text: 75 },
  select: { options: 100, placeholder: 150, optionText: 75, optionValue: 150, optionDescription: 75 },
  input: { label: 2000, hint: 2000, maxLength: 3000 },
  imageAlt: 2000,
} as const;

/** Milliseconds. */
export const TIMES = {
  /** One request to the Web API, or to a file server. */
  request: 10_000,
  /** Slack waits 3 s for an acknowledgement; the rest is for the way there. */
  reply: 2_300,
  /** Reading a thread's discussion, within what is left of that. */
  discussion: 1_400,
  /** What an answer only would be better with, such as a name. */
  moment: 300,
  /** Slack greets a connection within a second or two. */
  greeting: 15_000,
  closing: 1_000,
  /** How far back channels are read for mentions when the app starts. */
  missed: 24 * 60 * 60_000,
  /** How long a connection may be dead before it is noticed. */
  unnoticed: 60_000,
  /** At the end: how long it may take to save and acknowledge what was heard. */
  stop: 3_000,
} as const;
