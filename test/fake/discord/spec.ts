/**
 * Discord's own description of its API (npm `discord-api-spec`), asked about every body that the bot sends, and the
 * totals that the description lacks. The package carries the description as zod schemas; they are turned into JSON
 * Schema 2020-12 here, with no unknown property allowed, and checked with Ajv in strict mode.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import {
  ApplicationCommandUpdateRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  CreatePrivateChannelRequestSchema,
  CreateTextThreadWithMessageRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
  UpdateThreadRequestPartialSchema,
} from "discord-api-spec/zod";
import * as z from "zod";

/** Which schema describes the body of which request. Interaction callbacks are told apart by their type. */
const BODIES: readonly (readonly [method: string, path: RegExp, schema: z.ZodType])[] = [
  ["POST", /^\/channels\/\d+\/messages$/, MessageCreateRequestSchema],
  ["PATCH", /^\/channels\/\d+\/messages\/\d+$/, MessageEditRequestPartialSchema],
  ["POST", /^\/channels\/\d+\/messages\/\d+\/threads$/, CreateTextThreadWithMessageRequestSchema],
  ["PATCH", /^\/channels\/\d+$/, UpdateThreadRequestPartialSchema],
  ["PUT", /^\/applications\/\d+\/guilds\/\d+\/commands$/, ApplicationCommandUpdateRequestSchema],
  ["POST", /^\/webhooks\/\d+\/[^/]+$/, IncomingWebhookRequestPartialSchema],
  ["PATCH", /^\/webhooks\/\d+\/[^/]+\/messages\/@original$/, IncomingWebhookUpdateRequestPartialSchema],
  ["POST", /^\/users\/@me\/channels$/, CreatePrivateChannelRequestSchema],
];

const CALLBACKS: Readonly<Record<number, z.ZodType>> = {
  4: CreateMessageInteractionCallbackRequestSchema,
  5: CreateMessageInteractionCallbackRequestSchema,
  6: UpdateMessageInteractionCallbackRequestSchema,
  7: UpdateMessageInteractionCallbackRequestSchema,
  9: ModalInteractionCallbackRequestSchema,
};

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
  },
});
/** Each takes a fifth of a second to make, and no test needs them all. */
const validators = new Map<z.ZodType, ValidateFunction>();

function validatorOf(described: z.ZodType): ValidateFunction {
  const known = validators.get(described);
  if (known !== undefined) return known;
  const made = ajv.compile(z.toJSONSchema(described, { unrepresentable: "any", reused: "ref" }));
  validators.set(described, made);
  return made;
}

/** What is wrong with a request, in sentences; empty when Discord would take it. */
export function problemsOf(method: string, path: string, body: unknown): string[] {
  if (/^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) {
    const { type } = body as { type: number };
    const described = CALLBACKS[type];
    if (described === undefined) return [`no such callback: ${type}`];
    return [...mismatches(described, body), ...totals((body as { data?: unknown }).data, false)];
  }
  const known = BODIES.find(([m, p]) => m === method && p.test(path));
  if (known === undefined)
    return body === undefined ? [] : [`a body that is described nowhere: ${method} ${path}`];
  const bodies = Array.isArray(body) ? body : [body];
  const isPost = method === "POST" && /\/messages$/.test(path);
  return bodies.flatMap((one) => [...mismatches(known[2], one), ...totals(one, isPost)]);
}

function mismatches(described: z.ZodType, body: unknown): string[] {
  const validate = validatorOf(described);
  if (validate(body)) return [];
  // Of a union's many complaints, the deepest are about the arm that was meant.
  const errors = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  return errors
    .slice(0, 3)
    .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

interface Component {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly content?: string;
  readonly label?: string;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly accessory?: Component;
}

const V2 = 1 << 15;

/** What Discord's documentation says of a message or a modal as a whole. */
function totals(data: unknown, isPost: boolean): string[] {
  const {
    components,
    flags = 0,
    allowed_mentions,
    content,
    embeds,
    title,
    custom_id,
  } = (data ?? {}) as {
    components?: readonly Component[];
    flags?: number;
    allowed_mentions?: unknown;
    content?: unknown;
    embeds?: unknown;
    title?: string;
    custom_id?: string;
  };
  if (components === undefined) return [];
  const all = nested(components);
  const isModal = title !== undefined && custom_id !== undefined;
  const problems: string[] = [];
  const say = (wrong: boolean, what: string): void => void (wrong && problems.push(what));
  const texts = all.map((one) => `${one.content ?? ""}${one.label ?? ""}`).join("");
  const customIds = all.flatMap((one) => one.custom_id ?? []);
  const ids = all.flatMap((one) => one.id ?? []);
  say(all.length > 40, `${all.length} components`);
  say(texts.length > 4000, `${texts.length} characters of text`);
  say(new Set(customIds).size < customIds.length, "a custom_id twice");
  say(new Set(ids).size < ids.length, "a component id twice");
  say(
    all.some((one) => one.content !== undefined && one.content.trim() === ""),
    "a blank text",
  );
  for (const row of all.filter((one) => one.type === 1)) {
    const parts = row.components ?? [];
    const selects = parts.filter((part) => part.type !== 2).length;
    say(
      parts.length > 5 || (selects > 0 && parts.length > 1),
      "a row of more than five buttons, or a select not alone",
    );
  }
  if (isModal) {
    say(components.length > 5, `${components.length} parts in a modal`);
    return problems;
  }
  say(
    all.some((one) => [9, 10, 12, 14, 17].includes(one.type)) && (flags & V2) === 0,
    "components V2 without their flag",
  );
  say(
    (flags & V2) !== 0 && (content !== undefined || embeds !== undefined),
    "content or embeds beside components V2",
  );
  const {
    parse,
    users = [],
    ...others
  } = (allowed_mentions ?? {}) as {
    parse?: readonly string[];
    users?: readonly string[];
  };
  say(JSON.stringify({ parse, ...others }) !== '{"parse":[]}', "mentions are allowed");
  say(users.length > 0 && !isPost, "an edit or an answer that is to notify somebody");
  say(
    new Set(users).size < users.length || users.length > 100,
    "somebody is notified twice, or too many are",
  );
  return problems;
}

function nested(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...nested(one.components ?? []),
    ...nested([one.accessory, one.component].filter((part) => part !== undefined)),
  ]);
}
