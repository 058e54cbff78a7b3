/**
 * What people see and press, said without a platform: plain JSON values that every adapter draws in its own
 * terms. Text is a list of spans, never markup: what a person typed stays the letters that they typed.
 */

/** One line or paragraph of text. Spans are joined without a separator. */
export type Text = readonly Span[];

export type Span =
  | string
  /** Emphasis. */
  | { readonly kind: "strong"; readonly text: string }
  /** Somebody's own words, or something to type; drawn apart from the bot's words. */
  | { readonly kind: "quote"; readonly text: string }
  /** An http(s) link; `text` is what stands for it. */
  | { readonly kind: "link"; readonly text: string; readonly url: string }
  /** Addresses a person so that they are notified. A name that should not notify is an ordinary string. */
  | { readonly kind: "mention"; readonly person: string; readonly name: string }
  /** A moment, in milliseconds since 1970: in the reader's own time zone where the platform can, else as `text`. */
  | { readonly kind: "time"; readonly at: number; readonly text: string }
  /** A link to another place of the same team: a thread, or with `thread` null a channel. */
  | {
      readonly kind: "place";
      readonly text: string;
      readonly channel: string;
      readonly thread: string | null;
    };

/** A message: what it is called in a notification, then its blocks from top to bottom. */
export interface Card {
  /** The whole message in one plain sentence: notifications, lists, the first line for a screen reader. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Person ids: who is to be added to the thread, where the platform has members of threads. */
  readonly joins?: readonly string[];
  /** On the root: nothing more is asked in its thread, so a platform may put the thread away. */
  readonly closed?: true;
  /** Goes along with the message, which never changes once it is shown. */
  readonly file?: Attachment;
}

/** A document in Markdown, or a page. */
export interface Attachment {
  /** [a-z0-9-]+.md or .html, at most 80 characters. */
  readonly name: string;
  readonly text: string;
  /** Stands for it where nothing can be attached; its text where this is left out. */
  readonly inWords?: string;
}

export type Block =
  | { readonly kind: "heading"; readonly text: Text }
  | { readonly kind: "text"; readonly text: Text }
  /** Said quietly: progress, sources, versions. */
  | { readonly kind: "note"; readonly text: Text }
  | List
  | Chart
  | { readonly kind: "divider" }
  /** Drawn in one row where the platform can, in as many as it needs elsewhere. */
  | { readonly kind: "controls"; readonly controls: readonly Control[] };

/** A labelled list: "Why", "Costs". Shortened from its end. */
export interface List {
  readonly kind: "list";
  readonly label: string;
  readonly items: readonly Text[];
  /** Keeps this many items while other lists have some to lose; 1 where it is left out. */
  readonly least?: number;
}

/** Horizontal stacked bars. Every value is also in `alt`, for those who do not see the picture. */
export interface Chart {
  readonly kind: "chart";
  readonly title: string;
  /** The same in words. */
  readonly alt: string;
  /** Best first. */
  readonly bars: readonly {
    readonly label: string;
    /** Percent, 0 to 100: the length of the bar, and the sum of its parts up to rounding. */
    readonly value: number;
    /** It is ruled out, whatever its value: nothing made of its parts is shown. */
    readonly out?: true;
    /** What made it, largest first; the same labels in the same order in every bar. */
    readonly parts: readonly { readonly label: string; readonly value: number }[];
  }[];
}

export type Control = Button | Select;

export interface Button {
  readonly kind: "button";
  /** Unique in its card; what comes back when it is pressed. At most 84 characters of [a-z0-9_/-]. */
  readonly id: string;
  readonly label: string;
  /** What it means, for a platform or a screen reader that can say more than the label. */
  readonly hint?: string;
  readonly look?: "primary" | "danger";
  /**
   * What answers the press: a form, which an adapter must not defer for, or a private view, an ephemeral card that later
   * presses in it bring up to date.
   */
  readonly opens?: "form" | "private";
}

/** One of many: where there are too many choices for buttons. `value` comes back with the press. */
export interface Select {
  readonly kind: "select";
  readonly id: string;
  readonly label: string;
  readonly options: readonly SelectOption[];
  readonly opens?: "form" | "private";
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Several fields asked at once: a modal on a platform, prompts in a row in a terminal. */
export interface Form {
  /** Comes back with what was filled in. Same alphabet as a control's id. */
  readonly id: string;
  /** At most 24 characters, the narrowest platform's limit. */
  readonly title: string;
  readonly intro?: Text;
  readonly submit: string;
  /** One to five. */
  readonly fields: readonly Field[];
}

export type Field =
  | {
      readonly kind: "line" | "paragraph";
      readonly id: string;
      readonly label: string;
      readonly hint?: string;
      readonly initial?: string;
      readonly required: boolean;
      /** In UTF-16 code units, as the platforms count. */
      readonly max: number;
    }
  | {
      readonly kind: "choice";
      readonly id: string;
      readonly label: string;
      readonly hint?: string;
      readonly options: readonly SelectOption[];
      readonly initial?: string;
      readonly required: boolean;
    }
  /** People of the place. */
  | {
      readonly kind: "people";
      readonly id: string;
      readonly label: string;
      readonly hint?: string;
      readonly required: boolean;
      readonly most: number;
    };
