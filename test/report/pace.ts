/** How soon a change shows on a page, and how soon everything does that follows from it; measured in the browser. */
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { counted } from "./open.ts";

/** Milliseconds from the change, one of each for every change. */
export interface Pace {
  /** The picture and the controls are drawn, whatever is still being counted says so, and the page is laid out. */
  readonly shown: readonly number[];
  /** Nothing is being counted any more. */
  readonly whole: readonly number[];
}

/** `changes`: so many answers and weights are changed, one after another, by the same seed each time. */
export async function paceOf(browser: Browser, file: string, changes: number): Promise<Pace> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(pathToFileURL(file).href);
  await counted(page);
  const pace = (await page.evaluate(`(${measure})(${changes})`)) as Pace;
  await page.close();
  return pace;
}

/** In the page. What it is warm for it has done before. */
const measure = `async (changes) => {
  const controls = [...document.querySelectorAll("#what-if input")];
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  let seed = 15;
  const draw = (many) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * many);
  };
  const [shown, whole] = [[], []];
  const warming = 20;
  for (let round = 0; round < changes + warming; round += 1) {
    const control = controls[draw(controls.length)];
    await frame();
    const start = performance.now();
    if (control.type === "range") {
      control.value = String(draw(31));
      control.dispatchEvent(new Event("input", { bubbles: true }));
    } else control.click();
    document.body.getBoundingClientRect();
    const drawn = performance.now() - start;
    while (document.querySelector("[aria-busy=true]") !== null) await new Promise((resolve) => setTimeout(resolve));
    if (round < warming) continue;
    shown.push(drawn);
    whole.push(performance.now() - start);
  }
  return { shown, whole };
}`;
