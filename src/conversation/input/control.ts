/** The controls of the conversation, to and from the ids that travel through a platform. */

export type Action =
  | { readonly kind: "pack"; readonly digest: string }
  /** With no choice: a select, whose value is the choice. */
  | { readonly kind: "answer"; readonly question: string; readonly choice: string | null }
  /** Opens, or is, the form with both horizons of one answer. */
  | { readonly kind: "later"; readonly question: string }
  /** Opens the same form for the question that is picked. */
  | { readonly kind: "change" }
  | { readonly kind: "choose-change" }
  | { readonly kind: "move-on"; readonly question: string }
  | { readonly kind: "go-on"; readonly question: string }
  | { readonly kind: "ask-all" }
  | { readonly kind: "take-all" }
  /** A select: its value is the proposal's place in the state. */
  | { readonly kind: "take-one" }
  | { readonly kind: "leave-out" }
  | { readonly kind: "accept" }
  | { readonly kind: "otherwise" }
  | { readonly kind: "breakdown" }
  /** Opens, or is, the form with when to ask again. */
  | { readonly kind: "remind" }
  | { readonly kind: "holds" }
  | { readonly kind: "again" }
  /** Nothing (more) will be different later, for whoever presses it; or for everybody. */
  | { readonly kind: "no-later" }
  | { readonly kind: "end-last-call" }
  | { readonly kind: "export" }
  | { readonly kind: "delete" };

/** How much of a digest goes into a control: unique among the packs of one installation. */
const DIGEST_LENGTH = 16;

export function controlId(action: Action): string {
  switch (action.kind) {
    case "pack":
      return `pack/${action.digest.slice(0, DIGEST_LENGTH)}`;
    case "answer":
      return action.choice === null
        ? `answer/${action.question}`
        : `answer/${action.question}/${action.choice}`;
    case "later":
    case "move-on":
    case "go-on":
      return `${action.kind}/${action.question}`;
    default:
      return action.kind;
  }
}

/** Null for what this program never made. `digest` is then the beginning of a pack's digest. */
export function readControl(id: string): Action | null {
  const [kind, first, second, ...rest] = id.split("/");
  if (rest.length > 0) return null;
  switch (kind) {
    case "pack":
      return first && second === undefined ? { kind, digest: first } : null;
    case "answer":
      return first ? { kind, question: first, choice: second ?? null } : null;
    case "later":
    case "move-on":
    case "go-on":
      return first && second === undefined ? { kind, question: first } : null;
    case "change":
    case "choose-change":
    case "ask-all":
    case "take-all":
    case "take-one":
    case "leave-out":
    case "accept":
    case "otherwise":
    case "breakdown":
    case "remind":
    case "holds":
    case "again":
    case "no-later":
    case "end-last-call":
    case "export":
    case "delete":
      return first === undefined ? { kind } : null;
    default:
      return null;
  }
}
