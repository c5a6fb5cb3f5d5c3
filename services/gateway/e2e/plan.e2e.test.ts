import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";

import { ask, signIn, told } from "./world.ts";

const pictures = join(__dirname, "../../../build/e2e");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const limitMs = 120_000;

let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=id"];
  browser = await chromium.launch({ executablePath: told("CHROMIUM"), args });
}, limitMs);
afterAll(() => browser.close());

type Viewport = { readonly width: number; readonly height: number };
const sizes: readonly (readonly [string, Viewport])[] = [
  ["ponsel", { width: 360, height: 780 }],
  ["meja", { width: 1280, height: 800 }],
];

async function enter(viewport: Viewport, who: "COLLEAGUE" | "SUPERIOR" | "OFFICER", path: string): Promise<Page> {
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
  await page.getByLabel("NIP", { exact: true }).fill(told(who));
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

const picture = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

type Skp = { readonly state: string; readonly setRevision: number; readonly content: { readonly results: { readonly text: string }[] } }; // prettier-ignore

async function skpOf(year: number): Promise<Skp | undefined> {
  const { accessToken: token } = await signIn("COLLEAGUE");
  return (await ask<{ skps: Skp[] }>(`/v1/skps?year=${String(year)}`, { token })).body.skps[0];
}

/** The superior opens what the colleague submitted. */
async function readAsSuperior(viewport: Viewport): Promise<Page> {
  const page = await enter(viewport, "SUPERIOR", "/tim/rencana");
  await page.getByRole("heading", { level: 1, name: "Satu SKP menunggu Anda" }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.locator("section", { hasText: "Menunggu keputusan Anda" }).getByRole("link", { name: /Baca/ }).click();
  await page.getByRole("button", { name: "Tetapkan SKP" }).waitFor();
  expect(await barriers(page)).toEqual([]);
  return page;
}

describe.each(sizes)("plans on a screen of the size %s", (size, viewport) => {
  const text = `Hasil yang diubah pada layar ${size}`;

  it(
    "an employee sees where the results come from, and proposes a change that survives a reload",
    async () => {
      const page = await enter(viewport, "COLLEAGUE", "/rencana");
      await page.getByText(/^Ditetapkan/).first().waitFor();
      const chain = page.getByRole("list", { name: "Asal hasil kerja ini" }).first();
      expect(await chain.getByRole("listitem").count()).toBeGreaterThanOrEqual(3);
      expect(await chain.getByRole("listitem").first().textContent()).toContain("Perjanjian Kinerja");
      expect(await barriers(page)).toEqual([]);
      await picture(page, `rencana-${size}`);

      await page.getByRole("button", { name: "Usulkan perubahan" }).click();
      await page.getByRole("button", { name: "Buka draf perubahan" }).click();
      await page.getByRole("heading", { name: /^Menulis SKP/ }).waitFor();
      await page.getByRole("button", { name: /^Ubah: / }).first().click();
      await page.getByRole("dialog").getByLabel("Hasil kerja", { exact: true }).fill(text);
      expect(await barriers(page)).toEqual([]);
      await page.reload();
      await page.getByText("dipulihkan").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("button", { name: "Ajukan ke penilai" }).click();
      await page.getByText("Menunggu penilai").waitFor();
      expect(await skpOf(2026)).toMatchObject({ state: "SUBMITTED" });
      await page.context().close();
    },
    limitMs,
  ); // prettier-ignore

  it(
    "the superior returns it with a reason, which stands on top, and sets it afterwards",
    async () => {
      const reason = `Sebutkan satuan target (${size})`;
      const before = (await skpOf(2026))?.setRevision ?? 0;
      let superior = await readAsSuperior(viewport);
      await picture(superior, `tim-rencana-${size}`);
      await superior.getByText(text).first().waitFor();
      await superior.getByRole("button", { name: "Kembalikan" }).click();
      await superior.getByRole("dialog").getByLabel("Yang perlu diperbaiki").fill(reason);
      await superior.getByRole("button", { name: "Kembalikan kepada pegawai" }).click();
      await superior.getByRole("heading", { level: 1, name: "Tidak ada SKP yang menunggu Anda" }).waitFor();
      await superior.context().close();

      const page = await enter(viewport, "COLLEAGUE", "/rencana");
      await page.locator(".note", { hasText: reason }).waitFor();
      await page.getByRole("link", { name: "Lanjutkan menulis" }).click();
      await page.locator(".note", { hasText: reason }).waitFor();
      await page.getByRole("button", { name: "Ajukan ke penilai" }).click();
      await page.getByText("Menunggu penilai").waitFor();
      await page.context().close();

      superior = await readAsSuperior(viewport);
      await superior.getByRole("button", { name: "Tetapkan SKP" }).click();
      await superior.getByRole("heading", { level: 1, name: "Tidak ada SKP yang menunggu Anda" }).waitFor();
      await superior.context().close();
      expect(await skpOf(2026)).toMatchObject({ state: "SET", setRevision: before + 1 });
    },
    limitMs,
  );

  it(
    "an employee changes the action plan of a month",
    async () => {
      const page = await enter(viewport, "COLLEAGUE", "/rencana");
      await page.getByRole("button", { name: /rencana aksi$/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Tambah butir" }).click();
      const row = dialog.getByRole("group").last();
      await row.getByLabel("Yang akan dicapai").fill(`Kunjungan tambahan ${size}`);
      await row.getByLabel("Target bulan ini").fill("3");
      await row.getByLabel("Satuan").fill("kunjungan");
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole("button", { name: /^Simpan \d+ butir/ }).click();
      await page
        .locator("li", { hasText: `Kunjungan tambahan ${size}` })
        .getByText("0 dari 3 kunjungan")
        .waitFor();
      await page.context().close();
    },
    limitMs,
  );

  it(
    "the head of a unit and the officer read the agreement and the matrix",
    async () => {
      for (const who of ["SUPERIOR", "OFFICER"] as const) {
        const page = await enter(viewport, who, "/perjanjian");
        await page.getByRole("heading", { name: "Sasaran dan indikator" }).waitFor();
        await page.waitForLoadState("networkidle");
        expect(await barriers(page)).toEqual([]);
        await picture(page, `perjanjian-${who.toLowerCase()}-${size}`);
        await page.context().close();
      }
    },
    limitMs,
  );
});

describe("the plan of a new year", () => {
  it(
    "is drafted on the superior's results of last year, provisionally",
    async () => {
      const page = await enter({ width: 360, height: 780 }, "COLLEAGUE", "/rencana?tahun=2027");
      await page.getByText("SKP 2027 belum dibuat").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("button", { name: "Mulai menulis SKP 2027" }).click();
      await page.getByRole("button", { name: "Tambah hasil kerja" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Hasil kerja", { exact: true }).fill("Cakupan imunisasi meningkat");
      const parent = dialog.getByLabel(/yang diintervensi/);
      await parent.locator("option").nth(1).waitFor({ state: "attached" });
      await parent.selectOption({ index: 1 });
      await dialog.getByLabel("Indikator", { exact: true }).fill("Bayi terimunisasi");
      await dialog.getByLabel("Aspek").selectOption("KUANTITAS");
      await dialog.getByLabel("Target").fill("95");
      await dialog.getByLabel("Satuan").fill("persen");
      await dialog.getByRole("button", { name: "Selesai" }).click();
      await page.getByRole("button", { name: "Simpan draf" }).click();
      await page.getByText("Semua tersimpan di server.").waitFor();
      await page.getByRole("link", { name: "Kembali ke rencana" }).click();
      await page.getByText("Tersambung sementara.").waitFor();
      expect(await barriers(page)).toEqual([]);
      const skp = await skpOf(2027);
      expect(skp).toMatchObject({ state: "DRAFT", setRevision: 0 });
      expect(skp?.content.results).toMatchObject([
        { text: "Cakupan imunisasi meningkat", parentKind: "PROVISIONAL", indicators: [{ target: "95" }] },
      ]);
      await page.context().close();
    },
    limitMs,
  );
});
