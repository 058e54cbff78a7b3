/** The prompt of a real terminal: choices to move through and a line to type in, at once. */
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  useEffect,
  useKeypress,
  usePagination,
  useRef,
  useState,
} from "@inquirer/core";
import { readLine } from "../read.ts";
import { cleanLine, cleanTyped } from "../show/clean.ts";
import { type Look, legible, paint, signsOf } from "../show/look.ts";
import { hanging, stringWidth, wrap } from "../show/wrap.ts";
import type { Item } from "../token.ts";
import { words } from "../words.ts";
import type { Answer, Question } from "./ask.ts";
import type { Keyboard } from "./keyboard.ts";

export interface PromptConfig {
  readonly question: Question;
  readonly keyboard: Keyboard;
  /** Asked again at every drawing: windows change. */
  readonly look: () => Look;
  readonly onResize: (changed: () => void) => () => void;
  /** Told what is in the line after each key. */
  readonly onDraft: (draft: string) => void;
}

/** Lines that the prompt needs beside its choices: lead, line, hint. */
const OTHER_LINES = 5;

/** A window made narrower has broken the last drawing's lines into more: what is left of them below goes. */
const ERASE_BELOW = "\u001b[J";

export const prompt = createPrompt<Answer, PromptConfig>((config, done) => {
  const { question, keyboard } = config;
  const { items } = question;
  const [line, setLine] = useState(question.draft);
  const [active, setActive] = useState(
    question.active === null ? null : Math.min(question.active, Math.max(0, items.length - 1)),
  );
  const [, redraw] = useState({});
  const over = useRef(false);
  const look = config.look();
  const signs = signsOf(look);

  function finish(answer: Answer): void {
    if (over.current) return;
    over.current = true;
    keyboard.shut();
    done(answer);
  }

  useEffect((rl) => {
    rl.on("close", () => finish({ kind: "leave" }));
    if (question.draft !== "") rl.write(cleanTyped(question.draft));
    const off = config.onResize(() => redraw({}));
    keyboard.open();
    return () => {
      keyboard.shut();
      off();
    };
  }, []);

  useKeypress((key, rl) => {
    if (over.current) return;
    const typed = line;
    const numbered = indexIn(typed, question);
    if (isEnterKey(key)) {
      // readline has emptied its line by now.
      if (typed.trim() !== "") return finish({ kind: "line", text: typed });
      if (active !== null && items.length > 0) return finish({ kind: "item", index: active });
      return items.length === 0 && question.mayBeEmpty ? finish({ kind: "line", text: "" }) : undefined;
    }
    if (key.name === "escape") {
      if (typed === "") return finish({ kind: "back" });
      rl.clearLine(0);
    } else if (isTabKey(key)) {
      rl.clearLine(0);
      rl.write(completed(typed, question.names));
    } else if (items.length > 0 && (isUpKey(key) || isDownKey(key)) && (typed === "" || numbered !== null)) {
      const from = numbered ?? active;
      rl.clearLine(0);
      const first = isUpKey(key) ? items.length - 1 : 0;
      const step = isUpKey(key) ? items.length - 1 : 1;
      setActive(from === null ? first : (from + step) % items.length);
    }
    setLine(rl.line);
    config.onDraft(rl.line);
  });

  const numbered = indexIn(line, question);
  const pointed = line === "" ? active : numbered;
  const page = usePagination({
    items,
    active: pointed ?? active ?? 0,
    renderItem: ({ item, index }) => drawItem(item, index, index === pointed, items.length, look),
    pageSize: Math.max(3, look.rows - OTHER_LINES),
    loop: false,
  });

  const lead = question.lead === null ? [] : wrap(cleanLine(question.lead), look.width);
  const headline =
    question.headline === undefined || question.headline === null
      ? []
      : wrap(paint(look, "bold", cleanLine(question.headline)), look.width);
  const list = items.length === 0 ? [] : [page];
  const entry = `${paint(look, "bold", `${cleanLine(question.who)} ${signs.prompt}`)} ${cleanTyped(line)}`;
  const hint =
    items.length > 0 && line !== ""
      ? pointed === null
        ? words.hint.typing
        : words.hint.picked
      : question.hint;
  return [
    legible(look, ["", ...headline, ...lead, ...list, entry].join("\n")),
    legible(look, wrap(paint(look, "dim", hint), look.width).join("\n")) + ERASE_BELOW,
  ];
});

/** The item that a line chooses, with or without a name before it; null where that person is asked something else. */
function indexIn(line: string, question: Question): number | null {
  const read = readLine(line, question);
  if (read.kind !== "item") return null;
  return read.name === null || question.itemsOf(read.name) === question.items ? read.index : null;
}

/** A choice with its number, and its hint where it has one; the pointer tells it apart without colours. */
export function drawItem(item: Item, index: number, pointed: boolean, count: number, look: Look): string {
  const number = String(index + 1).padStart(String(count).length);
  const pointer = pointed ? signsOf(look).pointer : " ";
  const label = pointed ? paint(look, "cyan", cleanLine(item.label)) : cleanLine(item.label);
  const above = item.above === undefined ? [] : wrap(paint(look, "dim", cleanLine(item.above)), look.width);
  const lead = `${pointer} ${number} `;
  const hint = item.hint === undefined ? "" : paint(look, "dim", cleanLine(item.hint));
  const beside = `${lead}${label}  ${hint}`;
  if (hint !== "" && stringWidth(beside) <= look.width) return [...above, beside].join("\n");
  const under = hint === "" ? [] : hanging(" ".repeat(lead.length), hint, look.width);
  return [...above, ...hanging(lead, label, look.width), ...under].join("\n");
}

/** The last word's "@na" as the only name, or the longest beginning, that it can be. */
function completed(line: string, names: readonly string[]): string {
  const typed = /(?:^|\s)@(\S*)$/u.exec(line)?.[1];
  if (typed === undefined) return line;
  const fits = names.filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
  const [first] = fits;
  if (first === undefined) return line;
  const kept = line.slice(0, line.length - typed.length);
  if (fits.length === 1) return `${kept}${first} `;
  let common = first;
  while (!fits.every((name) => name.toLowerCase().startsWith(common.toLowerCase())))
    common = common.slice(0, -1);
  return kept + common;
}
