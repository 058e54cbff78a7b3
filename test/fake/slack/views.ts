/** Modals, one on top of another, and the Home tab. https://docs.slack.dev/surfaces/modals */
import { blockErrors, isJson } from "./blocks.ts";
import { type Call, type Method, refuse } from "./call.ts";
import type { Json, Trigger, View, Workspace } from "./state.ts";

export const VIEW_METHODS: Readonly<Record<string, Method>> = {
  "views.open": { scope: null, run: open },
  "views.push": { scope: null, run: push },
  "views.update": { scope: null, run: update },
  "views.publish": { scope: null, run: publish },
};

const STACK = 3;

function open({ workspace, args }: Call): Json {
  return withTrigger(workspace, args, (trigger, view) => ({
    ok: true,
    ...show(workspace, trigger, view, null),
  }));
}

/** From a press in a view, on top of it. */
function push({ workspace, args }: Call): Json {
  return withTrigger(workspace, args, (trigger, view) => {
    const below = trigger.view === null ? undefined : workspace.views.get(trigger.view);
    if (below === undefined) return refuse("not_found");
    if (heightOf(workspace, below) >= STACK) return refuse("push_limit_reached");
    return { ok: true, ...show(workspace, trigger, view, below.id) };
  });
}

function heightOf(workspace: Workspace, { below }: View): number {
  const next = below === null ? undefined : workspace.views.get(below);
  return next === undefined ? 1 : 1 + heightOf(workspace, next);
}

function withTrigger(
  workspace: Workspace,
  args: Call["args"],
  use: (trigger: Trigger, view: Json) => Json,
): Json {
  const trigger = workspace.triggers.get(args.trigger_id ?? "");
  if (trigger === undefined) return refuse("invalid_trigger_id");
  if (trigger.expired) return refuse("expired_trigger_id");
  if (trigger.used) return refuse("exchanged_trigger_id");
  const view = JSON.parse(args.view ?? "{}") as Json;
  const wrong = refused(view);
  if (wrong !== null) return wrong;
  const answer = use(trigger, view);
  trigger.used = answer.ok === true;
  return answer;
}

function show(workspace: Workspace, { user }: Trigger, view: Json, below: string | null): Json {
  const opened: View = {
    id: workspace.nextId("V"),
    user,
    below,
    hash: workspace.nextId("h"),
    view,
    errors: {},
  };
  workspace.views.set(opened.id, opened);
  return { view: viewJson(workspace, opened) };
}

function update({ workspace, args }: Call): Json {
  const shown = workspace.views.get(args.view_id ?? "");
  if (shown === undefined) return refuse("not_found");
  if (args.hash !== undefined && args.hash !== shown.hash) return refuse("hash_conflict");
  const view = JSON.parse(args.view ?? "{}") as Json;
  const wrong = refused(view);
  if (wrong !== null) return wrong;
  replace(workspace, shown, view);
  return { ok: true, view: viewJson(workspace, shown) };
}

/** What is drawn in a view's place has a hash of its own. */
export function replace(workspace: Workspace, shown: View, view: Json): void {
  Object.assign(shown, { view, hash: workspace.nextId("h"), errors: {} });
}

/** As payloads and answers give it. */
export function viewJson(workspace: Workspace, shown: View): Json {
  const { id, hash, view, below } = shown;
  return {
    ...view,
    id,
    hash,
    team_id: workspace.id,
    root_view_id: workspace.rootOf(shown).id,
    previous_view_id: below,
  };
}

function publish({ workspace, args }: Call): Json {
  const view = JSON.parse(args.view ?? "{}") as Json;
  if (!workspace.users.has(args.user_id ?? "")) return refuse("user_not_found");
  const wrong = refused(view);
  if (wrong !== null) return wrong;
  workspace.homes.set(args.user_id ?? "", view);
  return { ok: true, view };
}

function refused(view: Json): Json | null {
  const messages = viewErrors(view);
  return messages.length === 0 ? null : refuse("invalid_arguments", { response_metadata: { messages } });
}

export function viewErrors(view: Json): readonly string[] {
  const errors = [
    ...blockErrors(view.blocks, { surface: view.type === "home" ? "home" : "modal", shows: () => false }),
  ];
  if (view.type === "modal") {
    const asks = Array.isArray(view.blocks) && view.blocks.some(({ type }: Json) => type === "input");
    if (asks && view.submit === undefined) errors.push("a view with input blocks needs submit");
    for (const part of ["title", "submit", "close"]) {
      const text = view[part];
      if (text === undefined && part !== "title") continue;
      const letters = isJson(text) ? text.text : undefined;
      if (typeof letters !== "string" || letters.length < 1 || letters.length > 24)
        errors.push(`${part} must have 1 to 24 characters`);
    }
  }
  if (typeof view.private_metadata === "string" && view.private_metadata.length > 3000)
    errors.push("private_metadata too long");
  return errors;
}
