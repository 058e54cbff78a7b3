/** The page's script: weighs again whenever an answer is chosen, by the core that the bot weighs with. */
import type { Weighed } from "../report.ts";
import { resultHtml } from "../result.ts";
import { asksNow, fragmentOf, type Tried, triedIn, tryOn } from "../what-if.ts";

/** @throws Error where the page has no such element */
function element<E extends Element>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const weighed = JSON.parse(element("weighed", HTMLScriptElement).text) as Weighed;
const { pack, ballots } = weighed;
const form = element("questions", HTMLFormElement);
const headline = element("headline", HTMLElement);
const why = element("why", HTMLElement);
/** As the page was written. Weighed all the same, for the first change would else wait for the engine to warm up. */
let said = resultHtml(weighed, ballots).headline;

function chosen(): Tried {
  const answers = new FormData(form);
  return new Map(
    pack.questions
      .map(({ id }) => [id, String(answers.get(`answer.${id}`) ?? "")] as const)
      .filter(([, answer]) => answer !== ""),
  );
}

/** One by one: Chromium's RadioNodeList cannot be set to the empty value. */
function choose(tried: Tried) {
  for (const radio of form.querySelectorAll("input"))
    radio.checked = radio.value === (tried.get(radio.name.replace("answer.", "")) ?? "");
}

function weigh() {
  const tried = tryOn(pack, ballots, chosen());
  const result = resultHtml(weighed, tried);
  const asks = asksNow(pack, tried);
  for (const { id } of pack.questions) element(`asks.${id}`, HTMLFieldSetElement).hidden = !asks(id);
  // Read aloud only where it has changed.
  if (said !== result.headline) headline.innerHTML = result.headline;
  said = result.headline;
  why.innerHTML = result.why;
}

/** A link to a page on a server can be sent as it stands; a file's is nobody else's. */
function remember() {
  if (location.protocol === "file:") return;
  const fragment = fragmentOf(chosen());
  history.replaceState(null, "", fragment === "" ? location.pathname + location.search : `#${fragment}`);
}

function recall() {
  choose(triedIn(pack, location.hash));
  weigh();
}

form.addEventListener("change", () => {
  weigh();
  remember();
});
element("reset", HTMLButtonElement).addEventListener("click", () => {
  choose(new Map());
  weigh();
  remember();
});
addEventListener("hashchange", recall);
if (location.hash !== "") recall();
