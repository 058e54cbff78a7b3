/**
 * Discord's limits, by its own names, from its documentation of messages, components and interactions (API v10).
 * Lengths in UTF-16 units. The builders of discord.js do not check those marked *total*.
 */
export const LIMITS = {
  /** Components of a message, nested ones counted. *total* */
  components: 40,
  /** Text of all components of a message together. *total* */
  text: 4000,
  /** *total* */
  buttonsInRow: 5,
  buttonLabel: 80,
  customId: 100,
  selectOptions: 25,
  selectPlaceholder: 150,
  optionLabel: 100,
  optionDescription: 100,
  optionValue: 100,
  mediaDescription: 1024,
  radioOptionsMin: 2,
  radioOptions: 10,
  modalTitle: 45,
  /** Top-level components of a modal. *total* */
  modalComponents: 5,
  label: 45,
  labelDescription: 100,
  textInput: 4000,
  threadName: 100,
  nonce: 25,
  /** People whom one message may notify. */
  mentions: 100,
  /** Of a message list. */
  page: 100,
} as const;

/** Milliseconds. */
export const TIMES = {
  /** An interaction must be acknowledged within 3 s; the rest is for the way there. */
  sayAfter: 2000,
  giveUpAfter: 2700,
  /** An interaction's token takes answers for 15 minutes. */
  tokenLife: 15 * 60_000,
  /** One REST request. */
  request: 10_000,
  /** How far back a thread is read after a gap: well within the time for which the inbox recognises repeats. */
  catchUp: 3 * 24 * 60 * 60_000,
  /** How far back channels are read for mentions when the bot starts. */
  missed: 24 * 60 * 60_000,
  /** How long a connection may be dead before it is noticed: a heartbeat, and time to spare. */
  unnoticed: 2 * 60_000,
  /** One try at answering an interaction. */
  callback: 1200,
  /** Reading a thread's discussion, within what is left for acknowledging the interaction that asked. */
  discussion: 1500,
  /** At the end: how long it may take to handle what was heard. */
  stop: 5000,
  /** A longer rate limit goes to the outbox instead of being waited out. */
  patience: 3000,
} as const;
