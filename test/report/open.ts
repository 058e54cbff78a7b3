/** A page in Debian's Chromium, from disk as people open it. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

export const CHROMIUM = "/usr/bin/chromium";
export const hasBrowser = existsSync(CHROMIUM);

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Everything that is still being counted is there. */
export async function counted(page: Page) {
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
}

/** Unfolds whatever holds a control of a question. */
export async function unfold(page: Page, question: string) {
  const details = page.locator(`[id="asks.${question}"]`);
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
}
