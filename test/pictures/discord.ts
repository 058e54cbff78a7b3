/**
 * A question in Discord: the very components that the bot sends, drawn as Discord's client draws them. The client itself is not
 * to be had.
 */
import { type APIComponentInContainer, ButtonStyle, ComponentType } from "discord.js";
import { draw } from "../../adapters/discord/show/draw.ts";
import type { Card } from "../../src/card/card.ts";
import { escaped, fontFaces, pageOf, shoot } from "./page.ts";

const OWNER = { decision: "abcd1234", revision: 1 };

const STYLE = `
body{font:15px/20px "Noto Sans","DejaVu Sans",sans-serif;color:#dbdee1;background:#313338}
#shot{width:640px;padding:16px 18px 12px 72px;position:relative;background:#313338}
.face{position:absolute;left:18px;top:18px;width:40px;height:40px;border-radius:50%;background:#5865f2;color:#fff;font-size:20px;line-height:40px;text-align:center;font-weight:600}
.who{font-weight:600;color:#f2f3f5}.app{font-size:10px;font-weight:600;background:#5865f2;color:#fff;border-radius:3px;padding:1px 4px;margin:0 6px;vertical-align:1px}
.time,.small,.only{color:#949ba4;font-size:12px;line-height:17px}
.box{background:#2b2d31;border:1px solid #3f4147;border-radius:8px;padding:14px 16px;margin:6px 0}
h2{font-size:18px;line-height:24px;color:#f2f3f5;font-weight:700;margin-bottom:2px}
.box>*+*{margin-top:9px}.section{display:flex;justify-content:space-between;align-items:center;gap:16px}
.row{display:flex;gap:8px;flex-wrap:wrap}
.button{background:#4e5058;color:#fff;border-radius:6px;font-size:13px;font-weight:600;line-height:30px;padding:0 13px;white-space:nowrap}
.primary{background:#5865f2}`;

export async function discordPicture(card: Card): Promise<Uint8Array> {
  const { components } = draw(card, OWNER);
  const name =
    '<span class="who">Plumbline</span><span class="app">APP</span><span class="time">Today at 10:31</span>';
  const body = `<div id="shot"><div class="face">P</div>${name}<div class="box">${components.map(componentHtml).join("")}</div><div class="only">Only you can see this</div></div>`;
  const html = pageOf((await fontFaces("noto-sans", "Noto Sans", [400, 600, 700])) + STYLE, body);
  return shoot({ html, width: 660, of: "#shot" });
}

type Component = Pick<APIComponentInContainer, "type"> | { readonly type: ComponentType.Button };

function componentHtml(component: Component): string {
  const { content, components, accessory, label, style } = component as {
    readonly content?: string;
    readonly components?: readonly Component[];
    readonly accessory?: Component;
    readonly label?: string;
    readonly style?: ButtonStyle;
  };
  const inside = (components ?? []).map(componentHtml).join("");
  switch (component.type) {
    case ComponentType.TextDisplay:
      return `<div>${(content ?? "").split("\n").map(lineHtml).join("")}</div>`;
    case ComponentType.Section:
      return `<div class="section"><div>${inside}</div>${accessory === undefined ? "" : componentHtml(accessory)}</div>`;
    case ComponentType.ActionRow:
      return `<div class="row">${inside}</div>`;
    case ComponentType.Button:
      return `<span class="button ${style === ButtonStyle.Primary ? "primary" : ""}">${escaped(label ?? "")}</span>`;
    default:
      throw new Error(`no picture of a component of type ${component.type}`);
  }
}

/** Markup as Discord reads it: headings, small print and bold are all that a question has. */
function lineHtml(line: string): string {
  const [, mark, rest = ""] = /^(## |-# )?(.*)$/.exec(line) ?? [];
  const text = escaped(rest)
    .replace(/\*\*(.+?)\*\*/g, "<b>$1</b>")
    .replace(/\\([^\w\s])/g, "$1");
  if (mark === "## ") return `<h2>${text}</h2>`;
  return mark === "-# " ? `<div class="small">${text}</div>` : `<div>${text}</div>`;
}
