/** A card as a private view: a modal without fields, whose controls bring it up to date in place. */
import type { types } from "@slack/bolt";
import type { Card } from "../../../src/card/card.ts";
import type { Token } from "../../../src/port.ts";
import { type ViewPlace, writeHidden } from "../place.ts";
import { words } from "../words.ts";
import { drawView } from "./draw.ts";
import { plainObject, section } from "./text.ts";

export function privateView(card: Card, token: Token | null, place: ViewPlace): types.ModalView {
  return modal(drawView(card, token), writeHidden(place, null));
}

/** A sentence on top of a view. `text` in Slack's markup. */
export function notice(text: string): types.ModalView {
  return modal([section(text)], "");
}

function modal(blocks: types.KnownBlock[], hidden: string): types.ModalView {
  return {
    type: "modal",
    private_metadata: hidden,
    title: plainObject(words.view.title),
    close: plainObject(words.view.close),
    blocks,
  };
}
