import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";

import { told } from "./world.ts";

const pictures = join(__dirname, "../../../build/e2e");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const limitMs = 60_000;

let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=id"];
  browser = await chromium.launch({ executablePath: told("CHROMIUM"), args });
}, limitMs);
afterAll(() => browser.close());

const sizes = [
  ["ponsel", { width: 360, height: 780 }],
  ["meja", { width: 1280, height: 800 }],
] as const;

/** Somebody of a unit in which no other test plans anything, and whose password stays what it is. */
const elsewhere = (): string => (JSON.parse(told("CAST")) as Record<string, string>)["onlooker"] ?? "";

async function enter(viewport: { width: number; height: number }, who: string, path: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: told("URL"),
    viewport,
    locale: "id-ID",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(path);
  await page.waitForURL(/\/masuk/);
  await page.getByText("Layanan berjalan.").waitFor();
  await page.getByLabel("NIP", { exact: true }).fill(/^\d+$/.test(who) ? who : told(who));
  await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
  await page.keyboard.press("Enter");
  return page;
}

/** Rules of WCAG 2.2 A and AA that this page breaks. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Axe = { run(options: object): Promise<{ violations: { id: string; help: string }[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly });
    return violations.map(({ id, help }) => `${id}: ${help}`);
  });
}

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

describe.each(sizes)("the tree on a screen of the size %s", (size, viewport) => {
  it(
    "an employee sees where the own unit's results come from, and goes up to the indicators",
    async () => {
      const page = await enter(viewport, elsewhere(), "/pohon");
      await page.getByRole("heading", { name: /Semua \d+ hasil kerja punya induk/ }).waitFor();
      await page.getByText("Unit ini tidak punya perjanjian kinerja sendiri.").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("link", { name: /^Lihat / }).first().click(); // prettier-ignore
      await page.getByRole("heading", { level: 1, name: /\d+ indikator punya pelaksana/ }).waitFor();
      await page.getByRole("heading", { name: /^Sasaran 1 dari \d+$/ }).waitFor();
      expect(await page.locator(".tree .node").count()).toBeGreaterThan(3);
      await page.screenshot({ path: join(pictures, `pohon-${size}.png`), fullPage: true });
      expect(await isTooWide(page)).toBe(false);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "an officer finds each gap of the agency by name",
    async () => {
      const page = await enter(viewport, "OFFICER", "/pohon");
      await page.getByText("Ganti unit atau tahun").click();
      await page.getByLabel("Unit kerja").selectOption({ index: 0 });
      const head = page.getByRole("heading", { level: 1, name: /indikator punya pelaksana/ });
      await head.waitFor();
      const [, carried = "", all = ""] = /(\d+) dari (\d+) indikator/.exec(await head.innerText()) ?? [];
      const gaps = page.getByRole("region", { name: "Indikator tanpa pelaksana" });
      expect(await gaps.getByRole("listitem").count()).toBe(Number(all) - Number(carried));
      expect(Number(all)).toBeGreaterThan(Number(carried));
      await gaps.getByRole("link").first().click();
      await page.locator(".tree .gap", { hasText: "Belum ada pelaksana" }).first().waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );
});

describe("notices", () => {
  it(
    "the bell counts what is new, and the page tells it with the way to it",
    async () => {
      // Somebody whose plan no other test changes.
      const { colleague = "" } = JSON.parse(told("CAST")) as Record<string, string>;
      const page = await enter(sizes[0][1], colleague, "/");
      await page.getByRole("link", { name: /^Pemberitahuan.*\d+ belum dibaca$/ }).click();
      await page.getByRole("heading", { level: 1, name: /pemberitahuan baru/ }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("link", { name: "Buka: SKP 2026 ditetapkan" }).first().click();
      await page.waitForURL(/\/rencana/);
      await page.goto("/pemberitahuan");
      await page.getByRole("heading", { level: 1, name: "Tidak ada yang baru" }).waitFor();
      await page.context().close();
    },
    limitMs,
  );
});
