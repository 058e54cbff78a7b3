/** What of a request could not be taken, each in a sentence. */
import type { Span, Text } from "../../card/card.ts";
import { plainText } from "../../card/plain.ts";
import type { Reading } from "../input/dates/dates.ts";
import type { Unread } from "../input/request/request.ts";
import { moment } from "../words/phrases.ts";
import * as words from "../words/replies.ts";

/** `zone`: the reader's, where the platform does not show moments in it by itself; undefined: unknown. */
export function unreadText(unread: Unread, zone: string | undefined): Text {
  switch (unread.kind) {
    case "mention":
      return words.understood.noPerson(unread.name);
    case "options":
      return words.understood.noOption(
        unread.names,
        unread.near.map(({ pack }) => pack.title),
      );
    case "time":
      return timeText(unread, zone);
  }
}

/** What is wrong with a moment that somebody filled in or typed, in a sentence. */
export function momentText(
  said: string,
  reading: Exclude<Reading, { readonly kind: "moment" }>,
  zone: string | undefined,
): string {
  return plainText(timeText({ kind: "time", words: said, reading }, zone));
}

function timeText(
  { words: said, reading }: Extract<Unread, { kind: "time" }>,
  zone: string | undefined,
): Text {
  const when = ({ at }: { readonly at: number }): Span => ({
    kind: "time",
    at,
    text: moment(at, zone),
  });
  switch (reading.kind) {
    case "nothing":
      return words.understood.noTime(said);
    case "title":
      return words.understood.ofTitle(said);
    case "ambiguous":
      return words.understood.either(said, reading.readings.map(when));
    default:
      return words.understood[reading.kind](said, when(reading));
  }
}
