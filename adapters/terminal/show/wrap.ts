/** Lines that fit, counted in terminal cells. */
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Breaks between words, and inside a word only where it is wider than the line. */
export function wrap(text: string, width: number): readonly string[] {
  return text
    .split("\n")
    .flatMap(piecesOf)
    .flatMap((piece) => wrapAnsi(piece, Math.max(1, width), { hard: true, trim: true }).split("\n"));
}

/** wrap-ansi takes time by the square of a line: nobody writes such a line, but somebody pastes one. UTF-16 units. */
const PIECE_MAX = 1_000;

/** Cut at a space where there is one, and never inside a character of two halves. */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (line.length - from > PIECE_MAX) {
    const space = line.lastIndexOf(" ", from + PIECE_MAX);
    const end = space > from ? space : from + PIECE_MAX;
    const to = /[\ud800-\udbff]/.test(line[end - 1] ?? "") ? end - 1 : end;
    pieces.push(line.slice(from, to));
    from = to;
  }
  return [...pieces, line.slice(from)];
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
