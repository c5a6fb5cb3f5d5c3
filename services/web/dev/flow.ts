/**
 * Walks through an entry's life in a real browser, with its failures: no signal, a broken connection, an ended token, a log that
 * is not yet readable, a closed tab, two devices. `vite build services/web && node services/web/dev/flow.ts`
 */
import assert from "node:assert/strict";
import { type Page } from "playwright-core";
import { type StoredEntry } from "../src/api/types.ts";
import { launch } from "./browser.ts";
import { type Fake, startFake } from "./fake-api.ts";
import { recordEntry } from "./scenes.ts";

interface Stage {
  readonly page: Page;
  readonly fake: Fake;
}

const entriesOf = (fake: Fake, description: string): StoredEntry[] =>
  [...(fake.people[0]?.entries.values() ?? [])].filter(({ entry }) => entry.description === description);

const row = (page: Page, state: string, text: string) => page.locator(`li.item.${state}`, { hasText: text });
const dialog = (page: Page) => page.getByRole("dialog");

const outboxSize = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("kinerja");
        opening.onsuccess = () => {
          const counting = opening.result.transaction("outbox").objectStore("outbox").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

const steps: readonly (readonly [string, (stage: Stage) => Promise<void>])[] = [
  [
    "who is not signed in comes to Masuk and from there to the page that was wanted",
    async ({ page, fake }) => {
      await page.goto("/tim");
      await page.waitForURL(/\/masuk\?ke=%2Ftim/);
      await page.getByLabel("NIP", { exact: true }).fill(fake.people[0]?.nip ?? "");
      await page.getByLabel("Kata sandi", { exact: true }).fill("enam kata yang mudah");
      await page.keyboard.press("Enter");
      await page.getByText("Halaman ini untuk pejabat penilai").waitFor();
    },
  ],
  [
    "an entry without signal waits, and the focus goes back to where it was",
    async ({ page }) => {
      await page.goto("/");
      await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
      await page.context().setOffline(true);
      await recordEntry(page, "Kunjungan tanpa jaringan");
      await row(page, "waiting", "Kunjungan tanpa jaringan").getByText("Menunggu sinyal").waitFor();
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? "");
      assert.match(focused, /Catat kegiatan/);
    },
  ],
  [
    "it survives a broken connection and a closed tab, and is stored once with a receipt",
    async ({ page, fake }) => {
      fake.trouble.record = "cut";
      await page.context().setOffline(false);
      await page.reload();
      await row(page, "waiting", "Kunjungan tanpa jaringan").waitFor();
      fake.trouble.expired = "access";
      fake.trouble.record = "ok";
      await row(page, "stored", "Kunjungan tanpa jaringan").getByText("resi").waitFor({ timeout: 20_000 });
      assert.equal(entriesOf(fake, "Kunjungan tanpa jaringan").length, 1);
      assert.ok(fake.calls.includes("POST /v1/auth:refresh"));
    },
  ],
  [
    "an entry that can't be read back yet stays on the screen, and the outbox empties when it can",
    async ({ page, fake }) => {
      fake.trouble.read = "pending";
      await recordEntry(page, "Belum terbaca");
      await row(page, "stored", "Belum terbaca").waitFor();
      assert.ok((await outboxSize(page)) > 0);
      fake.trouble.read = "ok";
      for (let turn = 0; turn < 50 && (await outboxSize(page)) > 0; turn += 1) await page.waitForTimeout(200);
      assert.equal(await outboxSize(page), 0);
      assert.equal(await row(page, "stored", "Belum terbaca").count(), 1);
    },
  ],
  [
    "what was typed survives a reload, and closing asks before it is lost",
    async ({ page }) => {
      await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
      await dialog(page).getByLabel("Kegiatan").fill("Setengah jadi");
      await page.keyboard.press("Escape");
      await dialog(page).getByText("Isian belum disimpan").waitFor();
      await page.reload();
      await page.getByRole("button", { name: "Lanjutkan" }).click();
      assert.equal(await dialog(page).getByLabel("Kegiatan").inputValue(), "Setengah jadi");
      await dialog(page).getByRole("button", { name: "Simpan catatan" }).click();
      // No end was given: the form says so and keeps everything.
      await dialog(page).getByText("Isi jamnya").waitFor();
      await dialog(page).getByLabel("Selesai").fill("23:00");
      await dialog(page).getByRole("button", { name: "Simpan catatan" }).click();
      await row(page, "stored", "Setengah jadi").waitFor();
    },
  ],
  [
    "a cancelled entry comes back by Urungkan, as a third version",
    async ({ page, fake }) => {
      await page.getByRole("button", { name: "Ubah: Kunjungan tanpa jaringan" }).click();
      await dialog(page).getByRole("button", { name: "Batalkan catatan ini" }).click();
      await dialog(page).getByRole("button", { name: "Ya, batalkan" }).click();
      await row(page, "cancelled", "Kunjungan tanpa jaringan").waitFor();
      await page.getByRole("button", { name: "Urungkan" }).click();
      await row(page, "stored", "Kunjungan tanpa jaringan").getByText("resi").waitFor();
      assert.equal(entriesOf(fake, "Kunjungan tanpa jaringan")[0]?.entry.version, 3);
    },
  ],
  [
    "of two versions the author's choice becomes the next one",
    async ({ page, fake }) => {
      await page.getByRole("button", { name: "Pilih versi" }).click();
      await dialog(page)
        .getByLabel(/Versi lain/)
        .check();
      await dialog(page).getByRole("button", { name: "Pakai versi ini" }).click();
      await page.getByRole("button", { name: "Pilih versi" }).waitFor({ state: "detached" });
      for (let turn = 0; turn < 50 && (await outboxSize(page)) > 0; turn += 1) await page.waitForTimeout(100);
      const [solved] = [...(fake.people[0]?.entries.values() ?? [])].filter(
        ({ entry }) => entry.workDate === "2026-11-18" && entry.version === 2,
      );
      assert.equal(solved?.entry.quantity, 1);
    },
  ],
  [
    "signing out leaves nothing of the person behind",
    async ({ page }) => {
      await page.getByRole("button", { name: "Akun" }).click();
      await dialog(page).getByRole("button", { name: "Keluar" }).click();
      await page.waitForURL(/\/masuk/);
      const left = await page.evaluate(() => Object.keys(localStorage).sort());
      assert.deepEqual(left, ["kinerja.clock"]);
    },
  ],
];

const browser = await launch();
const fake = await startFake();
const context = await browser.newContext({ baseURL: fake.url, viewport: { width: 360, height: 780 }, locale: "id-ID" });
const page = await context.newPage();
page.setDefaultTimeout(8_000);
try {
  for (const [name, run] of steps) {
    await run({ page, fake });
    console.log(`✓ ${name}`);
  }
} finally {
  await browser.close();
  fake.close();
}
