/** What the stand-in for Slack remembers: workspaces, people, channels, messages, views. */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly admin: boolean;
  readonly bot: boolean;
  /** Another workspace that they belong to: here by Slack Connect. */
  readonly home?: string;
  /** Sees only the channels that they were added to. */
  readonly guest?: true;
  /** Left out where Slack tells none. */
  readonly zone?: string;
  readonly locale?: string;
  /** Has left: Slack still knows the name. */
  deleted?: true;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  readonly members: Set<string>;
  archived: boolean;
}

export interface Json {
  readonly [key: string]: unknown;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly byBot: boolean;
  readonly thread: string | null;
  readonly broadcast: boolean;
  /** Ids of the files that came with it. */
  files: readonly string[];
  text: string;
  blocks: readonly Json[];
  metadata: Json | null;
  edits: number;
  /** Of the last edit of the text. */
  editedAt?: string;
}

/** From the first step of an upload on. */
export interface SlackFile {
  readonly id: string;
  readonly name: string;
  /** Bytes that were announced. */
  readonly length: number;
  bytes: Buffer | null;
  completed: boolean;
  deleted: boolean;
  /** How many more times somebody tries in vain to show it, or asks for its type. */
  looks: number;
}

/** A message that Slack has accepted with a file, and has not shown yet. */
export interface Coming {
  readonly message: Omit<Message, "ts">;
  /** How many more times somebody looks in vain. */
  looks: number;
}

/** Seen by one person only. */
export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  readonly id: string;
  text: string;
  blocks: readonly Json[];
}

/** A modal that is open. */
export interface View {
  readonly id: string;
  readonly user: string;
  /** The view that it was pushed onto. */
  readonly below: string | null;
  hash: string;
  view: Json;
  errors: Readonly<Record<string, string>>;
}

/** Lets a view be opened for the person who did something, once. */
export interface Trigger {
  readonly user: string;
  /** The open view in which they did it: another can be pushed onto it. */
  readonly view: string | null;
  expired: boolean;
  used: boolean;
}

/** Several people under one name, "@backend". */
export interface Group {
  readonly handle: string;
  readonly users: readonly string[];
}

/** Somebody was notified: they were mentioned in a message when it was posted. */
export interface Ring {
  readonly user: string;
  readonly ts: string;
}

export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  readonly ephemeral: string | null;
  uses: number;
}

/** One workspace. `token` and `scopes` are what the app was granted. */
export class Workspace {
  readonly id: string;
  readonly token: string;
  scopes: readonly string[];
  readonly botUser: string;
  readonly botId: string;
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly messages: Message[] = [];
  readonly ephemerals: Ephemeral[] = [];
  readonly views = new Map<string, View>();
  readonly homes = new Map<string, Json>();
  readonly triggers = new Map<string, Trigger>();
  readonly responseUrls = new Map<string, ResponseUrl>();
  readonly groups = new Map<string, Group>();
  readonly rings: Ring[] = [];
  readonly files = new Map<string, SlackFile>();
  readonly coming: Coming[] = [];
  /** How many looks into the thread it takes until a file's message is there. */
  fileLooks = 0;
  /** How many tries it takes until a picture can be shown. */
  pictureLooks = 0;
  #clock = 0;
  #ids = 0;

  constructor(id: string, token: string, scopes: readonly string[]) {
    this.id = id;
    this.token = token;
    this.scopes = scopes;
    this.botUser = `UBOT${id}`;
    this.botId = `BBOT${id}`;
  }

  /** Timestamps only grow, as Slack's do. */
  nextTs(): string {
    this.#clock += 1;
    return `1700000000.${String(this.#clock * 100).padStart(6, "0")}`;
  }

  nextId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${String(this.#ids).padStart(7, "0")}`;
  }

  trigger(user: string, view: string | null = null): string {
    const id = this.nextId(`${this.id}.trigger.`);
    this.triggers.set(id, { user, view, expired: false, used: false });
    return id;
  }

  /** The bottom of the stack of views that one belongs to. */
  rootOf(view: View): View {
    const below = view.below === null ? undefined : this.views.get(view.below);
    return below === undefined ? view : this.rootOf(below);
  }

  /** The direct message of a person with the bot. */
  direct(user: string): Channel {
    const id = `D${user.slice(1)}`;
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const made: Channel = {
      id,
      name: "directmessage",
      kind: "im",
      members: new Set([user, this.botUser]),
      archived: false,
    };
    this.channels.set(id, made);
    return made;
  }

  /** Somebody reads messages: those that were to come may be there now. */
  look(): void {
    for (const one of [...this.coming]) {
      if (one.looks-- > 0) continue;
      this.coming.splice(this.coming.indexOf(one), 1);
      this.messages.push({ ...one.message, ts: this.nextTs() });
    }
  }

  /** Whether a message can show a file; each try brings a new file nearer to it. */
  shows(id: string): boolean {
    const file = this.files.get(id);
    if (file === undefined || !file.completed || file.deleted) return false;
    return file.looks-- <= 0;
  }

  find(channel: string, ts: string): Message | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }
}
