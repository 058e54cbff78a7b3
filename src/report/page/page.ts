/** The page's script: whatever is tried, the result follows, by the core that the bot weighs with. */
import { fragmentOf, triedIn } from "../fragment.ts";
import type { Weighed } from "../report.ts";
import { NOTHING_TRIED, type Tried, withAnswer, withWeight } from "../what-if.ts";
import { page as words } from "../words.ts";
import { drawRanges, drawTried, element } from "./controls.ts";
import { createWeigher, serve } from "./weigher.ts";

function open() {
  const weighed = JSON.parse(element("weighed", HTMLScriptElement).text) as Weighed;
  const { pack, ballots } = weighed;
  const everybody = Object.keys(ballots);
  const form = element("what-if", HTMLFormElement);
  const sections = (["figures", "people", "why"] as const).filter(
    (id) => document.getElementById(id) !== null,
  );
  let tried: Tried = NOTHING_TRIED;
  /** Read aloud only where it has changed. */
  let said = "";

  const weigh = createWeigher(
    weighed,
    document.currentScript?.textContent ?? "",
    ({ chart, headline, rest }) => {
      const picture = element("chart", HTMLElement);
      // Where it was too early to say, it may be so still.
      if (headline !== null || picture.childElementCount > 0) picture.innerHTML = chart;
      element("counting", HTMLElement).hidden = headline !== null;
      element("headline", HTMLElement).ariaBusy = String(headline === null);
      if (headline !== null && headline !== said) element("headline", HTMLElement).innerHTML = headline;
      said = headline ?? said;
      for (const id of sections) {
        const section = element(id, HTMLElement);
        section.ariaBusy = String(rest === null);
        if (rest !== null) rewrite(section, rest[id]);
      }
      if (rest !== null) drawRanges(rest.ranges);
    },
  );

  /** Whoever's answers are being changed. */
  function voters(): readonly string[] {
    const whose = String(new FormData(form).get("voter") ?? "");
    return whose === "" ? everybody : [whose];
  }

  function show(next: Tried) {
    tried = next;
    weigh(tried);
    drawTried(weighed, tried, voters());
  }

  /** A link can be sent as it stands; so can the file with what is behind its "#". */
  function remember() {
    const fragment = fragmentOf(pack, ballots, tried);
    history.replaceState(null, "", fragment === "" ? location.pathname + location.search : `#${fragment}`);
    element("unread", HTMLElement).hidden = true;
  }

  function recall() {
    const read = triedIn(pack, ballots, location.hash);
    const unread = element("unread", HTMLElement);
    unread.hidden = read.unread.length === 0;
    unread.textContent = read.unread.length === 0 ? "" : words.unread(read.unread);
    // As it was written it stands already.
    if (read.tried !== NOTHING_TRIED || tried !== NOTHING_TRIED) show(read.tried);
  }

  function heard({ target }: Event): Tried {
    if (!(target instanceof HTMLInputElement)) return tried;
    const { type, name, value } = target;
    if (type === "range") return withWeight(tried, name.replace("weight.", ""), Number(value));
    return withAnswer(tried, voters(), name.replace("answer.", ""), value === "" ? null : value);
  }

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLSelectElement) drawTried(weighed, tried, voters());
    else show(heard(event));
  });
  // A slider that is dragged is remembered once it is let go.
  form.addEventListener("change", remember);
  form.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    show(withWeight(tried, target.value, 10));
    remember();
    element(`weight.${target.value}`, HTMLInputElement).focus();
  });
  element("reset", HTMLButtonElement).addEventListener("click", () => {
    show(NOTHING_TRIED);
    remember();
    element("voter" in form.elements ? "voter" : "what-if", HTMLElement).focus();
  });
  const copy = element("copy", HTMLButtonElement);
  copy.hidden = navigator.clipboard === undefined;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    copy.textContent = words.copied;
    setTimeout(() => {
      copy.textContent = words.copy;
    }, 2000);
  });
  const jump = document.getElementById("jump");
  if (jump !== null) jump.hidden = false;
  jump?.addEventListener("click", () => {
    const heading = element("what-if-heading", HTMLElement);
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  });
  addEventListener("hashchange", recall);
  recall();
}

/** What somebody has unfolded stays so. */
function rewrite(section: HTMLElement, html: string) {
  const unfolded = new Set(
    [...section.querySelectorAll<HTMLElement>("details[open]")].map(({ dataset }) => dataset.of),
  );
  section.innerHTML = html;
  for (const details of section.querySelectorAll("details")) details.open = unfolded.has(details.dataset.of);
}

if (typeof document === "undefined") serve();
else open();
