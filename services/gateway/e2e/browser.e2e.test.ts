import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import { barriers } from "./visit.ts";
import { ask, meOf, signIn, told } from "./world.ts";

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

const title = "Siapkan bahan rapat koordinasi triwulan";
const report = "%PDF-1.7 berita acara";

async function assign(page: Page): Promise<void> {
  const { personId } = await meOf((await signIn("EMPLOYEE")).accessToken);
  await page.goto("/tim/tugas");
  await page.getByRole("button", { name: "Beri tugas" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Pegawai").selectOption(personId);
  await dialog.getByLabel("Tugas", { exact: true }).fill(title);
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Beri tugas" }).click();
  await page.getByRole("heading", { name: title }).waitFor();
}

async function work(page: Page): Promise<void> {
  // Other tests give tasks to the same person: the card shows three, and the rest when asked.
  await page.getByRole("heading", { name: "Tugas dari atasan" }).waitFor();
  const more = page.getByRole("button", { name: /tugas lain/ });
  if (await more.isVisible()) await more.click();
  await page.getByRole("button", { name: `Catat pekerjaan: ${title}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mulai").fill("15:00");
  await dialog.getByLabel("Selesai").fill("15:30");
  await dialog.getByText("Rincian lain").click();
  await dialog.getByLabel("Tempat").selectOption({ label: "Dinas luar" });
  const file = { name: "berita-acara.pdf", mimeType: "application/pdf", buffer: Buffer.from(report) };
  await dialog.getByLabel("Pilih berkas").setInputFiles(file);
  await dialog.getByText("berita-acara.pdf").waitFor();
  expect(await barriers(page)).toEqual([]);
  const uploaded = page.waitForResponse((response) => response.url().endsWith("/v1/files") && response.ok());
  await dialog.getByRole("button", { name: "Simpan catatan" }).click();
  await uploaded;
  const row = page.locator("li.item.stored", { hasText: title });
  await row.getByText("Dinas luar").waitFor();
  await row.getByText("resi").waitFor();
  await page.getByRole("button", { name: `Nyatakan selesai: ${title}` }).click();
  await dialog.getByLabel("Yang dihasilkan").fill("Bahan sudah di meja Bapak.");
  await dialog.getByRole("button", { name: "Nyatakan selesai" }).click();
  await page.getByText("Tugas dinyatakan selesai.").waitFor();
}

it(
  "a task goes from the superior to the employee, who logs it with a place and a file, and back",
  async () => {
    const superior = await open(sizes[1][1]);
    const employee = await open(sizes[0][1]);
    await enter(superior.page, "SUPERIOR");
    await assign(superior.page);
    await enter(employee.page, "EMPLOYEE");
    await work(employee.page);
    await superior.page.reload();
    await superior.page.getByText("Bahan sudah di meja Bapak.").waitFor();
    await superior.page.getByRole("button", { name: `Setujui tugas: ${title}` }).click();
    await superior.page.getByText("Tugas disetujui.").waitFor();
    expect(await barriers(superior.page)).toEqual([]);
    await Promise.all([superior.context.close(), employee.context.close()]);

    const [own, above] = [await signIn("EMPLOYEE"), await signIn("SUPERIOR")];
    type Tasks = { tasks: { title: string; entries: number }[] };
    const { body } = await ask<Tasks>("/v1/tasks?state=CONFIRMED", { token: own.accessToken });
    expect(body.tasks).toMatchObject([{ title, entries: 1 }]);
    type Listed = { entries: { entry: { id: string; place?: string; evidenceFileIds: string[] } }[] };
    const listed = await ask<Listed>("/v1/entries?fromDate=2026-10-01&toDate=2026-10-31", { token: own.accessToken });
    const found = listed.body.entries.find(({ entry }) => entry.place === "DUTY_TRIP");
    const { personId } = await meOf(own.accessToken);
    const path = `/v1/entries/${found?.entry.id ?? ""}/evidence/${found?.entry.evidenceFileIds[0] ?? ""}`;
    const download = await ask(`${path}?personId=${personId}`, { token: above.accessToken });
    expect([download.status, download.body]).toEqual([200, report]);
  },
  2 * limitMs,
);
