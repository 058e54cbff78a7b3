/** How soon a change shows on a page, and how soon everything does that follows from it; measured in the browser. */
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { counted } from "../report/open.ts";

/** Milliseconds from the change, one of each for every change; the first come before the engine is warm. */
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

/**
 * In the page. A change is made three times, and taken back between: what else the machine does stands in the way of one of them,
 * hardly of all.
 */
const measure = `async (changes) => {
  const controls = [...document.querySelectorAll("#what-if input")].filter((one) => one.closest("details").hidden === false);
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const counted = async () => {
    while (document.querySelector("[aria-busy=true]") !== null) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  let seed = 15;
  const draw = (many) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * many);
  };
  const slide = (slider, value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const timed = (change) => {
    const start = performance.now();
    change();
    document.body.getBoundingClientRect();
    return performance.now() - start;
  };
  const [shown, whole] = [[], []];
  for (let round = 0; round < changes; round += 1) {
    const control = controls[draw(controls.length)];
    const isSlider = control.type === "range";
    const before = isSlider ? control.value : document.querySelector("[name='" + control.name + "']:checked");
    const value = String(draw(31));
    const change = () => (isSlider ? slide(control, value) : control.click());
    const back = () => (isSlider ? slide(control, before) : before?.click());
    const times = [];
    for (let turn = 0; turn < 3; turn += 1) {
      if (turn > 0) back();
      await frame();
      times.push(timed(change));
    }
    const start = performance.now();
    await counted();
    shown.push(Math.min(...times));
    whole.push(times[2] + performance.now() - start);
  }
  return { shown, whole };
}`;
