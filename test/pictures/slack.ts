/**
 * A card in Slack: the very blocks that the bot sends, and its picture of the bars, drawn as Slack's client draws blocks. The
 * client itself is not to be had.
 */
import { draw } from "../../adapters/slack/show/draw.ts";
import type { Card, Chart } from "../../src/card/card.ts";
import { drawPicture } from "../../src/io/picture.ts";
import { listOf } from "../fake/slack/blocks.ts";
import type { Json } from "../fake/slack/state.ts";
import { escaped, fontFaces, pageOf, shoot } from "./page.ts";
import { PEOPLE } from "./play.ts";

const OWNER = { decision: "abcd1234", revision: 1 };

const STYLE = `
body{font:15px/22px Lato,"DejaVu Sans",sans-serif;color:#1d1c1d;background:#fff}
#shot{width:700px;padding:18px 20px 16px 76px;position:relative;border:1px solid #ddd;border-radius:10px}
.face{position:absolute;left:20px;top:20px;width:40px;height:40px;border-radius:8px;background:#4a154b;color:#fff;font:700 22px/40px Lato;text-align:center}
.who{font-weight:700}.app{font-size:10px;line-height:14px;font-weight:700;background:#ececec;color:#616061;border-radius:2px;padding:1px 4px;margin:0 6px}
.time,.context{color:#616061;font-size:12.5px;line-height:19px}
h1{font-size:18px;line-height:24px;font-weight:700;margin:6px 0}
p,.context,img{margin:6px 0}img{display:block;width:360px;border-radius:8px;border:1px solid #eee}
.row{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0}
.button{font-size:13px;font-weight:700;line-height:26px;padding:0 11px;border:1px solid #bbb;border-radius:7px}
.primary{background:#007a5a;border-color:#007a5a;color:#fff}
.at{background:#e8f5fa;color:#1264a3;border-radius:3px;padding:0 2px}`;

export async function slackPicture(card: Card): Promise<Uint8Array> {
  const charts = card.blocks.filter((block): block is Chart => block.kind === "chart");
  const pictures = await Promise.all(charts.map(drawPicture));
  const files = charts.map((_, n) => ({ file: `F${n}`, hash: "0".repeat(16) }));
  const sources = new Map(
    files.map(({ file }, n) => [file, Buffer.from(pictures[n] ?? []).toString("base64")]),
  );
  const { blocks } = draw(card, OWNER, files);
  const wire = JSON.parse(JSON.stringify(blocks)) as readonly Json[];
  const name =
    '<span class="who">Plumbline</span><span class="app">APP</span><span class="time">10:42 AM</span>';
  const body = `<div id="shot"><div class="face">P</div>${name}${wire.map((block) => blockHtml(block, sources)).join("")}</div>`;
  const html = pageOf((await fontFaces("lato", "Lato", [400, 700])) + STYLE, body);
  return shoot({ html, width: 720, of: "#shot" });
}

function blockHtml(block: Json, sources: ReadonlyMap<string, string>): string {
  switch (block.type) {
    case "header":
      return `<h1>${textHtml(block.text)}</h1>`;
    case "section":
      return `<p>${textHtml(block.text)}</p>`;
    case "context":
      return `<div class="context">${listOf(block.elements).map(textHtml).join(" ")}</div>`;
    case "actions":
      return `<div class="row">${listOf(block.elements).map(buttonHtml).join("")}</div>`;
    case "image": {
      const { id } = block.slack_file as { readonly id: string };
      return `<img src="data:image/png;base64,${sources.get(id)}" alt="">`;
    }
    default:
      throw new Error(`no picture of a block of type ${String(block.type)}`);
  }
}

function buttonHtml(element: unknown): string {
  const { text, style } = element as { readonly text: unknown; readonly style?: string };
  return `<span class="button ${style ?? ""}">${textHtml(text)}</span>`;
}

/** Markup as Slack reads it: bold, mentions and line breaks are all that a card has. */
function textHtml(given: unknown): string {
  const { type, text } = given as { readonly type: string; readonly text: string };
  if (type !== "mrkdwn") return escaped(text);
  return text
    .replace(/<@(\w+)>/g, (_, id: string) => `<span class="at">@${nameOf(id)}</span>`)
    .replace(/\*([^*\n]+)\*/g, "<b>$1</b>")
    .replaceAll("\n", "<br>");
}

function nameOf(id: string): string {
  return PEOPLE.find((person) => person.id === id)?.name ?? id;
}
