/** Lines that fit, counted in terminal cells. */
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Breaks between words, and inside a word only where it is wider than the line. */
export function wrap(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true, trim: true }).split("\n");
}

/** Starts with `first`; the lines after the first are indented by `rest` cells, which `first` must not exceed. */
export function hanging(
  first: string,
  text: string,
  width: number,
  rest = stringWidth(first),
): readonly string[] {
  return wrap(text, width - rest).map((line, index) => `${index === 0 ? first : " ".repeat(rest)}${line}`);
}

export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

export { stringWidth };
