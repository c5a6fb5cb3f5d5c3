import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import { barriers } from "./visit.ts";
import { ask, signIn, told } from "./world.ts";

const pictures = join(__dirname, "../../../build/e2e");
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

async function open(viewport: { width: number; height: number }): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: told("URL"),
    viewport,
    locale: "id-ID",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { context, page };
}

async function enter(page: Page, who: "EMPLOYEE" | "SUPERIOR"): Promise<void> {
  await page.goto("/");
  await page.waitForURL(/\/masuk/);
  await page.getByLabel("NIP", { exact: true }).fill(told(who));
  await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
}

describe.each(sizes)("on a screen of the size %s", (size, viewport) => {
  it(
    "an employee signs in, logs an activity, and sees that it is stored",
    async () => {
      const { context, page } = await open(viewport);
      const description = `Rapat koordinasi ${size}`;
      await page.goto("/masuk");
      await page.getByLabel("NIP", { exact: true }).waitFor();
      await page.screenshot({ path: join(pictures, `masuk-${size}.png`) });
      expect(await barriers(page)).toEqual([]);
      await enter(page, "EMPLOYEE");
      await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Kegiatan").fill(description);
      await dialog.getByLabel("Mulai").fill(size === "ponsel" ? "09:00" : "10:00");
      await dialog.getByLabel("Selesai").fill(size === "ponsel" ? "09:45" : "10:30");
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Simpan catatan" }).click();
      const row = page.locator("li.item.stored", { hasText: description });
      await row.getByText("resi").waitFor();
      expect(await barriers(page)).toEqual([]);

      await page.reload();
      await page.locator("li.item.stored", { hasText: description }).waitFor();
      await page.screenshot({ path: join(pictures, `hari-ini-${size}.png`) });
      await context.close();

      const { accessToken: token } = await signIn("EMPLOYEE");
      type Listed = { entries: { entry: { description: string } }[] };
      const { body } = await ask<Listed>("/v1/entries?fromDate=2026-10-01&toDate=2026-10-31", { token });
      expect(body.entries.filter(({ entry }) => entry.description === description)).toHaveLength(1);
    },
    limitMs,
  );

  it(
    "an item of the action plan is one tap away",
    async () => {
      const { context, page } = await open(viewport);
      await enter(page, "EMPLOYEE");
      const tap = page.getByRole("button", { name: /^Catat: / }).first();
      const item = (await tap.getAttribute("aria-label"))?.replace("Catat: ", "") ?? "";
      await tap.click();
      const dialog = page.getByRole("dialog");
      expect(await dialog.getByLabel("Kegiatan").inputValue()).toBe(item);
      await dialog.getByLabel("Mulai").fill(size === "ponsel" ? "13:00" : "14:00");
      await dialog.getByLabel("Selesai").fill(size === "ponsel" ? "13:30" : "14:30");
      await dialog.getByRole("button", { name: "Simpan catatan" }).click();
      await page.locator("li.item.stored", { hasText: item }).first().getByText("resi").waitFor();
      expect(await barriers(page)).toEqual([]);
      await context.close();

      const { accessToken: token } = await signIn("EMPLOYEE");
      type Listed = { entries: { entry: { planItemId?: string; description: string } }[] };
      const { body } = await ask<Listed>("/v1/entries?fromDate=2026-10-01&toDate=2026-10-31", { token });
      const stored = body.entries.find(({ entry }) => entry.description === item);
      expect(stored?.entry.planItemId).toMatch(/^[0-9a-f-]{36}$/);
    },
    limitMs,
  );

  it(
    "a superior sees the team's week",
    async () => {
      const { context, page } = await open(viewport);
      await enter(page, "SUPERIOR");
      await page.goto("/tim");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: join(pictures, `tim-${size}.png`) });
      expect(await barriers(page)).toEqual([]);
      await context.close();
    },
    limitMs,
  );
});
