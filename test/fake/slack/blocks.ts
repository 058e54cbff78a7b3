/**
 * Refuses what Slack refuses of blocks: its own table of limits, written from the reference and not from the
 * adapter's. https://docs.slack.dev/reference/block-kit
 */
import type { Json } from "./state.ts";

export interface BlockRules {
  readonly surface: "message" | "modal" | "home";
  /** Whether a file can be shown in an image block: the app's own, and looked through. */
  readonly shows: (file: string) => boolean;
}

/** What is wrong, each with its place; [] is fine. */
export function blockErrors(blocks: unknown, rules: BlockRules): readonly string[] {
  if (!Array.isArray(blocks)) return ["blocks must be an array"];
  const errors: string[] = [];
  const max = rules.surface === "message" ? 50 : 100;
  if (blocks.length > max) errors.push(`no more than ${max} items allowed`);
  blocks.forEach((block: unknown, index) => {
    const at = `/blocks/${index}`;
    if (!isJson(block)) errors.push(`${at} must be an object`);
    else
      checkBlock(block, at, rules, (why) => {
        errors.push(`${at} ${why}`);
        return undefined;
      });
  });
  const ids = blocks.flatMap((block) =>
    isJson(block) && typeof block.block_id === "string" ? [block.block_id] : [],
  );
  if (new Set(ids).size < ids.length) errors.push("block_id must be unique");
  if (rules.surface === "message" && lettersOf(blocks) > 13_000) errors.push("msg_blocks_too_long");
  return errors;
}

/** Always undefined, so that a check can end with it. */
type Say = (why: string) => undefined;

function checkBlock(block: Json, _at: string, rules: BlockRules, say: Say): undefined {
  if (typeof block.block_id === "string" && block.block_id.length > 255) say("block_id too long");
  switch (block.type) {
    case "divider":
      return;
    case "header":
      return checkText(block.text, ["plain_text"], 150, say);
    case "section":
      if (block.text === undefined && block.fields === undefined)
        return say("a section needs text or fields");
      if (block.text !== undefined) checkText(block.text, ["plain_text", "mrkdwn"], 3000, say);
      for (const field of listOf(block.fields)) checkText(field, ["plain_text", "mrkdwn"], 2000, say);
      if (listOf(block.fields).length > 10) say("more than 10 fields");
      return;
    case "context": {
      const elements = listOf(block.elements);
      if (elements.length < 1 || elements.length > 10)
        say(`context needs 1 to 10 elements, not ${elements.length}`);
      for (const element of elements) checkText(element, ["plain_text", "mrkdwn"], 3000, say);
      return;
    }
    case "actions": {
      const elements = listOf(block.elements);
      if (elements.length < 1 || elements.length > 25)
        say(`actions needs 1 to 25 elements, not ${elements.length}`);
      for (const element of elements) checkElement(element, ["button", "static_select"], say);
      const ids = elements.map((element) => (isJson(element) ? element.action_id : undefined));
      if (new Set(ids).size < ids.length) say("action_id must be unique in its block");
      return;
    }
    case "input":
      if (rules.surface !== "modal") return say("input is for modals here");
      checkText(block.label, ["plain_text"], 2000, say);
      if (block.hint !== undefined) checkText(block.hint, ["plain_text"], 2000, say);
      return checkElement(
        block.element,
        ["plain_text_input", "static_select", "conversations_select", "multi_users_select"],
        say,
      );
    case "rich_text":
      return checkRichText(block, say);
    case "image":
      if (lengthOf(block.alt_text) < 1 || lengthOf(block.alt_text) > 2000)
        say("alt_text must have 1 to 2000 characters");
      if (!isJson(block.slack_file) || block.image_url !== undefined)
        return say("an image needs either an image_url or a slack_file");
      return rules.shows(String(block.slack_file.id)) ? undefined : say("invalid slack file");
    default:
      return say(`unsupported type: ${String(block.type)}`);
  }
}

function checkText(text: unknown, types: readonly string[], max: number, say: Say): undefined {
  if (!isJson(text)) return say("a text object is missing");
  const { type, text: letters } = text;
  if (typeof type !== "string" || !types.includes(type)) return say(`text must be ${types.join(" or ")}`);
  if (typeof letters !== "string" || letters.length < 1) return say("must be more than 0 characters");
  if (letters.length > max) say(`must be less than ${max + 1} characters`);
  if (type === "mrkdwn" && text.emoji !== undefined) say("emoji is for plain_text");
  if (type === "plain_text" && text.verbatim !== undefined) say("verbatim is for mrkdwn");
  if (type === "mrkdwn" && /&(?!amp;|lt;|gt;)/.test(letters)) say("an escape was cut or is none of Slack's");
}

function checkElement(element: unknown, types: readonly string[], say: Say): undefined {
  if (!isJson(element)) return say("an element is missing");
  const { type, action_id: id } = element;
  if (typeof type !== "string" || !types.includes(type))
    return say(`element must be ${types.join(" or ")}, not ${String(type)}`);
  if (typeof id !== "string" || id.length < 1 || id.length > 255)
    say("action_id must have 1 to 255 characters");
  if (type === "button") {
    checkText(element.text, ["plain_text"], 75, say);
    if (lengthOf(element.value) > 2000) say("button value too long");
    if (lengthOf(element.accessibility_label) > 75) say("accessibility_label too long");
    if (element.style !== undefined && element.style !== "primary" && element.style !== "danger")
      say("unknown style");
  }
  if (element.placeholder !== undefined) checkText(element.placeholder, ["plain_text"], 150, say);
  if (type === "plain_text_input") {
    const max = element.max_length;
    if (max !== undefined && (typeof max !== "number" || max < 1 || max > 3000))
      say("max_length must be 1 to 3000");
    if (typeof max === "number" && lengthOf(element.initial_value) > max)
      say("initial_value longer than max_length");
  }
  if (type === "static_select") {
    const options = listOf(element.options);
    if (options.length < 1 || options.length > 100)
      say(`a select needs 1 to 100 options, not ${options.length}`);
    for (const option of options) {
      if (!isJson(option)) return say("an option is missing");
      checkText(option.text, ["plain_text"], 75, say);
      if (lengthOf(option.value) < 1 || lengthOf(option.value) > 150)
        say("option value must have 1 to 150 characters");
      if (option.description !== undefined) checkText(option.description, ["plain_text"], 75, say);
    }
    const initial = element.initial_option;
    if (
      initial !== undefined &&
      !options.some((option) => JSON.stringify(option) === JSON.stringify(initial))
    ) {
      say("initial_option must be one of the options");
    }
  }
}

function checkRichText(block: Json, say: Say): undefined {
  const elements = listOf(block.elements);
  if (elements.length < 1) say("rich_text needs elements");
  for (const element of elements) {
    if (!isJson(element)) return say("a rich text element is missing");
    if (element.type === "rich_text_list") {
      for (const item of listOf(element.elements)) checkRichSection(item, say);
    } else if (element.type === "rich_text_preformatted") checkRichSpans(element, ["text", "link"], say);
    else checkRichSection(element, say);
  }
}

function checkRichSection(section: unknown, say: Say): undefined {
  if (!isJson(section) || section.type !== "rich_text_section") return say("expected a rich_text_section");
  checkRichSpans(section, ["text", "link", "user", "date"], say);
}

function checkRichSpans(section: Json, types: readonly string[], say: Say): undefined {
  if (listOf(section.elements).length < 1) say("a rich_text_section needs elements");
  for (const element of listOf(section.elements)) {
    if (!isJson(element)) return say("a rich text span is missing");
    if (element.type === "text" && lengthOf(element.text) < 1)
      say("rich text must be more than 0 characters");
    if (!types.includes(String(element.type))) say(`unsupported span ${String(element.type)}`);
    if (element.type === "link" && !/^https?:\/\//.test(String(element.url))) say("a link needs a url");
    if (element.type === "date" && !Number.isInteger(element.timestamp))
      say("a date needs a timestamp in whole seconds");
    if (element.type === "date" && !/\{(?:date|time|ago|day)[a-z_]*\}/.test(String(element.format ?? "")))
      say("a date needs a format with at least one of Slack's own words for it");
  }
}

/** All letters that people see. */
function lettersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + lettersOf(item), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === "text" && typeof item === "string" ? item.length : lettersOf(item)),
    0,
  );
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function lengthOf(value: unknown): number {
  return typeof value === "string" ? value.length : 0;
}
