/**
 * What the middle and the platforms say to each other. Types only.
 *
 *     payload --adapter--> Inbound --Inbox.receive, .accept--> Reply   (perishable: this press, now; accepted: until it is given)
 *                                        |
 *                                     outbox --Platform.put--> Outcome   (durable: until it is shown)
 */
import type { Card, Chart, Form, Text } from "./card/card.ts";

export type PlatformName = "slack" | "discord" | "terminal";

/** Where something was said, in the platform's own ids. */
export interface Place {
  readonly platform: PlatformName;
  /**
   * The tenant: a Slack workspace, a Discord server, "local"; "dm" and the person's id for direct messages that belong to none.
   * Data of one never meets another's.
   */
  readonly team: string;
  readonly channel: string;
  /** Null outside a thread. */
  readonly thread: string | null;
  /**
   * The room: the set of people who can see it. The thread's own id where the thread is private; left out where it is the
   * channel, as it is for direct messages.
   */
  readonly room?: string;
}

/** Where something is being decided. */
export interface Pending {
  readonly place: Place;
  /**
   * When it was started, or later where repeats of what was said before are no longer recognised: what was said earlier
   * is not an answer. Milliseconds since 1970, by the clock of the process that heard it.
   */
  readonly since: number;
  /** The platform's id of the message that asked for it; null: it was asked for in another way. */
  readonly origin: string | null;
}

export interface Person {
  /** The platform's id, unique in the team. */
  readonly id: string;
  /** What people call them. Untrusted text. */
  readonly name: string;
  /** May cancel and delete what others started. */
  readonly admin?: true;
  /** Their time zone's IANA name, where the platform knows it: "Europe/Berlin". */
  readonly zone?: string;
  /** A BCP 47 tag, where the platform knows it: "en-GB". */
  readonly locale?: string;
}

/** Says which control of which message: made when a card is drawn, and not to be trusted when it comes back. */
export interface Token {
  readonly decision: string;
  readonly control: string;
  /** The decision's revision that the message showed. */
  readonly revision: number;
}

/** Whose the controls of a card are. */
export type Owner = Pick<Token, "decision" | "revision">;

/**
 * What somebody said in the thread before a decision was started in it. An adapter gives the messages of people (not
 * of bots, and not the one that starts it), oldest first, at most the newest 200, none over 4,000 characters; only of
 * that thread, only where it may read it, and only when somebody starts a decision there.
 */
export interface Utterance {
  readonly person: Person;
  /**
   * As people read it: escapes undone, mentions as names, line breaks kept. What marks a line as quoted (">") or as
   * code (three backticks) stays: such lines are nobody's own words.
   */
  readonly text: string;
  /** The message's own address, http(s); null where there is none. */
  readonly link: string | null;
}

export interface Inbound {
  /** The platform's id of this event. The same id twice is the same event. At most 255 characters. */
  readonly id: string;
  /** Milliseconds since 1970, when it reached us. */
  readonly at: number;
  readonly place: Place;
  readonly by: Person;
  readonly what: What;
  /** Everybody in the place sees an ephemeral reply to it, for the platform has nothing private there. */
  readonly inPublic?: true;
}

/** What somebody says. */
interface Spoken {
  readonly text: string;
  /** People named in it. */
  readonly invited: readonly Person[];
  /** Groups and roles named in it that could not be made into people, by their names. */
  readonly groups?: readonly string[];
  /** The message that it was said in, if the platform can reply to it. */
  readonly origin: string | null;
  /** What was said in the thread before; left out where the platform has none, or may not read it. */
  readonly discussion?: readonly Utterance[];
  /** More was said, after that, which the platform did not let us read. */
  readonly partly?: true;
  /** The thread's or the post's own name, or its first message's text. */
  readonly threadName?: string | null;
}

export type What =
  /** Asks for something by name: a slash command's text, or what follows the bot's mention outside a known thread. */
  | ({ readonly kind: "command" } & Spoken)
  /** Said in a thread or a direct message. `toUs`: the bot was mentioned, or is the only one listening. */
  | ({
      readonly kind: "message";
      readonly toUs: boolean;
      /** The platform's id of the message: the same again with `edited`, once its text is another. */
      readonly message?: string;
      readonly edited?: true;
    } & Spoken)
  | {
      readonly kind: "press";
      readonly token: Token;
      readonly value: string | null;
      /** Pressed in a private view: an ephemeral reply takes that view's place. */
      readonly private?: true;
    }
  | {
      readonly kind: "submit";
      readonly token: Token;
      readonly fields: Readonly<Record<string, string>>;
      /** Who was picked, by the id of a field of kind "people". */
      readonly people?: Readonly<Record<string, readonly Person[]>>;
    }
  /** Opens the bot's own page: the reply is what it shows. */
  | { readonly kind: "home" }
  /** The decision's thread or channel was deleted. */
  | { readonly kind: "gone" };

/** To whoever caused an event. */
export type Reply =
  | { readonly kind: "nothing" }
  /** It was heard before, maybe by another process just now: whoever heard it first gives the reply, and nobody else does. */
  | { readonly kind: "repeated" }
  /** Open this now. `token.control` is the form's id. */
  | { readonly kind: "form"; readonly form: Form; readonly token: Token }
  /**
   * Only the person who caused the event sees it: a private view that is opened after a press, or takes the place of the
   * private view that was pressed in. `noted`: it says no more than that what was typed is taken in, so that a mark on the
   * message says as much where the reply would be seen by everybody. `refused`: it says why nothing has come of what they did,
   * so that it is told them also where they have closed that view.
   */
  | {
      readonly kind: "ephemeral";
      readonly card: Card;
      readonly token: Token | null;
      readonly noted?: true;
      readonly refused?: true;
    }
  /** The form stays open; a sentence for each field that has to be corrected. */
  | { readonly kind: "errors"; readonly fields: Readonly<Record<string, string>> };

export interface Inbox {
  /**
   * Resolves once the event and all that it caused are on disk: acknowledged means saved. A repeated id changes
   * nothing. Rejects only when nothing was saved, so that a platform which sends again will be heard.
   */
  receive(inbound: Inbound): Promise<Reply>;
  /**
   * The same for what may be acknowledged before its reply is there: resolves once the event is in the journal, so it will be
   * heard and answered, by this process or by the next. `way`: by which the next could give the reply.
   */
  accept(inbound: Inbound, way: Way): Promise<Accepted>;
}

export interface Accepted {
  /** Rejects where the event cannot be saved after all: whoever caused it is to be told. */
  readonly reply: Promise<Reply>;
  /** To be called when the reply was given, or could not be. Until it was given it is in the journal. */
  readonly answered: (isGiven: boolean) => void;
}

/** How to reach whoever caused an event: JSON, which only its platform reads. Null: in no way. */
export type Way = Readonly<Record<string, unknown>> | null;

/** A message that should be on the screen. The same one twice is the same screen. */
export interface Outgoing {
  /** Of the slot, for its whole life: lets a platform recognise its own earlier attempt. At most 25 characters. */
  readonly nonce: string;
  readonly decision: string;
  /** The conversation's name for the message: "root", "question/admin", "card". */
  readonly slot: string;
  readonly place: Place;
  /** The message that the decision was asked in, to reply to it or to open a thread on it. */
  readonly origin: string | null;
  /** "both": in the thread and in the channel that it belongs to. */
  readonly audience: "thread" | "channel" | "both";
  readonly card: Card;
  /** Goes into the tokens of the card's controls. */
  readonly revision: number;
  /** What `put` called the message when it was first shown; null before. */
  readonly ref: string | null;
  /** 1 for the first try. Above 1, an earlier try may have left a message behind. */
  readonly attempt: number;
  /** Nobody waits for it, as for a reminder: where a platform takes only so much, others go first. */
  readonly bulk?: true;
}

/** A message that should not be on the screen any more. `ref` null: nobody knows whether an earlier try has left it there. */
export type Removal = Pick<Outgoing, "nonce" | "decision" | "slot" | "place" | "origin" | "ref">;

export type Outcome =
  /** On the screen. `ref` finds it again; `thread` is the thread that the decision's other messages go to. */
  | { readonly kind: "sent"; readonly ref: string; readonly thread: string | null }
  | Later
  /** Not until somebody has changed something there. */
  | { readonly kind: "blocked"; readonly by: Blocker; readonly because: string }
  /** Never: asking again would not help. */
  | { readonly kind: "refused"; readonly why: "forbidden" | "gone" | "invalid"; readonly because: string };

/** Not now. `afterMs`: how long we are asked to wait at least; 0 where nothing was asked for. */
export interface Later {
  readonly kind: "later";
  readonly afterMs: number;
  readonly because: string;
}

/**
 * What keeps a message out of its place. Of the whole channel: the bot is not in it, or may not see it ("absent"), or
 * nobody can write in it ("archived"). Of less: the bot lacks a permission ("permission"), the thread is closed
 * ("closed"), or no other thread may be opened ("full").
 */
export type Blocker = "absent" | "archived" | "permission" | "closed" | "full";

/** Whether what was handed over to be shown is still ours to show. */
export type Held = () => Promise<boolean>;

/** Draws a chart as a PNG; null if it cannot be drawn. Its words are shown besides, or in its place. */
export type Picture = (chart: Chart) => Promise<Uint8Array | null>;

/**
 * What an adapter offers. Everything that a platform may say is a value: an exception is a bug of ours. It says what it
 * saw; when to try again, and when to give up, is the outbox's to decide.
 */
export interface Platform {
  readonly name: PlatformName;
  /**
   * `held` is asked immediately before anything is posted, after whatever had to be waited for: false says that it took so
   * long that another replica may have it now. Then nothing is posted, and it is put off. Left out, nobody else can have it.
   */
  put(message: Outgoing, held?: Held): Promise<Outcome>;
  /** Takes a message away. "Refused" because it is gone counts as done. */
  remove(message: Removal): Promise<Outcome>;
  /**
   * Gives the reply to an event that an earlier process had accepted, as far as there still is a way; null: the event could not
   * be saved. False: not now, later there may be a way. Never rejects. Left out: the platform accepts nothing.
   */
  answer?(inbound: Inbound, way: Way, reply: Reply | null): Promise<boolean>;
}

/** Deleted: nothing is left of it but its id and place. */
export type Status = "open" | "recommended" | "accepted" | "otherwise" | "cancelled" | "deleted";

/** What may be said of a past or present decision outside its thread. */
export interface Summary {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly place: Place;
  readonly at: number;
  /** The digest of the pack that it was made with; null: none was chosen. */
  readonly pack: string | null;
  readonly text: Text;
}

/** A decision's record for a repository. */
export interface RecordProposal {
  /** The decision's id, [a-z0-9]+. */
  readonly decision: string;
  /** What was decided, in a line. Untrusted text. */
  readonly title: string;
  /** The file's name without its number: "billing-which-way.md". */
  readonly name: string;
  /** The decisions on the same title just before and just after; to be linked where the repository has their records. */
  readonly supersedes: Related | null;
  readonly supersededBy: Related | null;
  /** The file's text, by the names of the files of those two; null where there is none. */
  readonly text: (files: {
    readonly supersedes: string | null;
    readonly supersededBy: string | null;
  }) => string;
}

type Related = Pick<RecordProposal, "decision" | "name">;

export type Proposed =
  /** Where it can be looked at: http(s). */
  | { readonly kind: "proposed"; readonly url: string }
  | Later
  /** Never, as things are: a sentence for the operator, which names what to set. */
  | { readonly kind: "refused"; readonly because: string };

/** A repository that takes records. */
export interface Repository {
  /** The same record again is the same proposal; one that has changed brings the open proposal up to date. */
  propose(proposal: RecordProposal): Promise<Proposed>;
}

/** What is counted while the bot works, for whoever watches it. Times in milliseconds. */
export interface Counters {
  /** An event was dealt with. `ms`: when its platform may be told, so long after it reached us; null: it was told before. */
  heard(platform: PlatformName, outcome: "saved" | "repeated" | "failed", ms: number | null): void;
  /** An event is in the journal, so long after it reached us: its platform may be told. */
  accepted(platform: PlatformName, ms: number): void;
  /** A try to put a message on a platform, or to take it away, came to its end after so long. */
  tried(platform: PlatformName, outcome: Outcome["kind"] | "threw", ms: number): void;
  /** A connection that was lost is there again. */
  reconnected(platform: PlatformName): void;
}

/** Where the program's own log goes, for operators: ids and causes, never people's words or tokens. Pino fits. */
export interface Log {
  /** Each step of each event and of each message. */
  trace(about: object, message: string): void;
  /** Each event and each message. */
  debug(about: object, message: string): void;
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

/** Where an app was installed to: an entry a team, which is opaque text, sealed by the adapter. */
export interface Installations {
  find(team: string): Promise<string | null>;
  /** Replaces an earlier one. */
  save(team: string, sealed: string): Promise<void>;
  remove(team: string): Promise<void>;
  /** Of all that there are. */
  teams(): Promise<readonly string[]>;
  /** Uses a state of an installation that is under way, in milliseconds since 1970. False: it was used before. */
  useState(state: string, at: number): Promise<boolean>;
}
