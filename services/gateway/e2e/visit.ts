import { readFileSync } from "node:fs";

import { type Browser, chromium, type Page } from "playwright-core";

import { told } from "./world.ts";

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const phone = { width: 360, height: 780 } as const;
export const desk = { width: 1280, height: 800 } as const;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: told("CHROMIUM"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=id"],
  });

/** Somebody signs in and stands on the page that was asked for. */
export async function visit(
  browser: Browser,
  nip: string,
  path: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: told("URL"),
    viewport,
    locale: "id-ID",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(path);
  await page.waitForURL(/\/masuk/);
  await page.getByLabel("NIP", { exact: true }).fill(nip);
  await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname + url.search === path);
  return page;
}

/** Rules of WCAG 2.2 A and AA that the page breaks, and whether something sticks out. */
export async function barriers(page: Page): Promise<string[]> {
  // As high as its content, so that the fixed menu hides half of nothing.
  const height = Number(await page.evaluate("document.documentElement.scrollHeight"));
  const { width } = page.viewportSize() ?? phone;
  await page.setViewportSize({ width, height: Math.max(height, phone.height) });
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Violation = { id: string; help: string; nodes: { html: string }[] };
    type Axe = { run(options: object): Promise<{ violations: Violation[] }> };
    type Root = { readonly scrollWidth: number; readonly clientWidth: number };
    const { axe, document } = globalThis as unknown as { axe: Axe; document: { documentElement: Root } };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly });
    const root = document.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? ["too wide"] : [];
    return [
      ...violations.map(
        ({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`,
      ),
      ...wide,
    ];
  });
}
