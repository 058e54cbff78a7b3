/** Somebody who uses Slack. */
import * as payloads from "./payloads.ts";
import { type Seen, see } from "./render.ts";
import type { FakeSlack } from "./slack.ts";
import type { Json, Message, View, Workspace } from "./state.ts";
import { replace, viewErrors } from "./views.ts";

/** Every act resolves when the app has acknowledged it. The `…Payload` methods only make what would be sent. */
export class Person {
  readonly workspace: Workspace;
  readonly id: string;
  readonly #slack: FakeSlack;

  constructor(slack: FakeSlack, workspace: Workspace, id: string) {
    this.#slack = slack;
    this.workspace = workspace;
    this.id = id;
  }

  get name(): string {
    return this.workspace.users.get(this.id)?.name ?? this.id;
  }

  get origin(): string {
    return this.#slack.server.origin;
  }

  /** Slack itself refuses an app's commands in threads. */
  async command(channel: string, text: string, thread: string | null = null): Promise<Json> {
    if (thread !== null) throw new Error("/decide is not supported in threads. Sorry!");
    return this.#slack.deliver("slash_commands", this.commandPayload(channel, text));
  }

  commandPayload(channel: string, text: string): Json {
    return payloads.commandPayload(this, channel, text);
  }

  /** Says something; the app hears it where it may. `text` as Slack stores it: `<@U1>`, `&lt;`. */
  async say(channel: string, text: string, thread: string | null = null): Promise<Message> {
    const message = this.write(channel, text, thread);
    const events = payloads.eventsFor(this, message);
    await Promise.all(events.map((event) => this.#slack.deliver("events_api", this.envelopeOf(event))));
    return message;
  }

  /** The same where the app does not hear it. */
  write(channel: string, text: string, thread: string | null = null): Message {
    const { workspace } = this;
    const message: Message = {
      ts: workspace.nextTs(),
      channel,
      user: this.id,
      byBot: false,
      thread,
      broadcast: false,
      files: [],
      text,
      blocks: [],
      metadata: null,
      edits: 0,
    };
    workspace.messages.push(message);
    return message;
  }

  /** Edits a message of their own. */
  async edit(message: Message, text: string): Promise<void> {
    const before = message.text;
    this.rewrite(message, text);
    await this.#slack.deliver("events_api", this.envelopeOf(payloads.changedEvent(this, message, before)));
  }

  /** The same where the app does not hear it. */
  rewrite(message: Message, text: string): void {
    message.text = text;
    message.edits += 1;
    message.editedAt = this.workspace.nextTs();
  }

  envelopeOf(event: Json): Json {
    return payloads.envelopeOf(this, event);
  }

  /**
   * Presses the button with this label, or picks an option of the select with it. A modal lies over everything else, so
   * whoever presses elsewhere has closed it.
   */
  press(on: payloads.Pressable, label: string, option?: string): Promise<Json> {
    if (!("modal" in on)) while (this.modal !== undefined) this.close();
    return this.#slack.deliver("interactive", this.pressPayload(on, label, option));
  }

  pressPayload(on: payloads.Pressable, label: string, option?: string): Json {
    return payloads.pressPayload(this, on, label, option);
  }

  shortcut(message: Message): Promise<Json> {
    return this.#slack.deliver("interactive", payloads.shortcutPayload(this, message));
  }

  /** The modal that this person sees: the newest, if several lie on top of each other. */
  get modal(): View | undefined {
    return [...this.workspace.views.values()].findLast((view) => view.user === this.id);
  }

  /** Fills in the form that they see, by block id, and submits it. It closes unless the app says otherwise. */
  async submit(values: payloads.Filled): Promise<Json> {
    const form = this.modal;
    if (form === undefined) throw new Error("no form is open");
    const answer = await this.#slack.deliver("interactive", this.submitPayload(form, values));
    const action = answer.response_action;
    if (action === "errors") form.errors = answer.errors as Readonly<Record<string, string>>;
    else if (action === "update") {
      const wrong = viewErrors(answer.view as Json);
      if (wrong.length > 0) throw new Error(`Slack would not take this view: ${wrong.join("; ")}`);
      replace(this.workspace, form, answer.view as Json);
    } else this.workspace.views.delete(form.id);
    return answer;
  }

  submitPayload(form: View, values: payloads.Filled): Json {
    return payloads.submitPayload(this, form, values);
  }

  async openHome(): Promise<Json | undefined> {
    const event = {
      type: "app_home_opened",
      user: this.id,
      channel: this.workspace.direct(this.id).id,
      tab: "home",
      event_ts: this.workspace.nextTs(),
    };
    await this.#slack.deliver("events_api", this.envelopeOf(event));
    return this.workspace.homes.get(this.id);
  }

  /** Closes the modal that they see. */
  close(): void {
    if (this.modal !== undefined) this.workspace.views.delete(this.modal.id);
  }

  /** What the modal shows that they see. */
  get modalText(): Seen {
    return see({ text: "", blocks: (this.modal?.view.blocks ?? []) as readonly Json[] });
  }

  /** What only this person has been shown, newest last. */
  get whispers(): readonly Seen[] {
    return this.workspace.ephemerals.filter((one) => one.user === this.id).map(see);
  }
}
