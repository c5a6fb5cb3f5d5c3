import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { asOfficer } from "./officer.ts";
import { dialog, enter, type Scene } from "./scene.ts";

async function openFiles(page: Page, fake: Fake, period: string): Promise<void> {
  await asOfficer(page, fake, 4, "PAY_APPROVER", `/proses?periode=${period}`);
  await page.getByRole("button", { name: "Buat Daftar pembayaran (CSV)" }).waitFor();
}

const showHeading = (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { name }).evaluate((heading) => heading.scrollIntoView());

async function openCorrections(page: Page, fake: Fake): Promise<void> {
  await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
  await page.locator("summary", { hasText: "Koreksi" }).first().click();
}

/** Files of posted and settled months, what they must know, and corrections of what was paid. */
export const paymentScenes: readonly Scene[] = [
  {
    name: "berkas",
    async show(page, fake) {
      await openFiles(page, fake, "2026-09");
      await page.locator("summary", { hasText: "Berkas yang sudah dibuat" }).click();
      await page.getByText("Rekening satu pegawai diperbaiki").waitFor();
      await showHeading(page, "Berkas pembayaran");
    },
  },
  {
    name: "berkas-dibayar",
    async show(page, fake) {
      await openFiles(page, fake, "2026-04");
      await showHeading(page, "Berkas pembayaran");
    },
  },
  {
    name: "berkas-pengaturan",
    async show(page, fake) {
      await openFiles(page, fake, "2026-09");
      await page.locator("summary", { hasText: "Pengaturan berkas" }).click();
      await page.getByRole("button", { name: "Setujui isi ini: bank.debit_account" }).waitFor();
      await page
        .locator("summary", { hasText: "Pengaturan berkas" })
        .evaluate((summary) => summary.scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "proses-banding-awal",
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
      await page.locator("summary", { hasText: "Dibanding proses sebelumnya" }).click();
      await page.getByText("Perubahan terbesar").waitFor();
      await showHeading(page, "Dibanding proses sebelumnya");
    },
  },
  {
    name: "keberatan-isi",
    async show(page, fake) {
      await enter(page, fake, 0, "/tunjangan?periode=2026-09");
      await page.locator(".wf summary", { hasText: "Terlambat masuk" }).click();
      await page.getByRole("button", { name: "Ajukan keberatan atas Terlambat masuk" }).click();
      await dialog(page).getByLabel("Apa yang keliru?").fill("Tanggal 12 saya bertugas di luar kantor, surat tugas terlampir."); // prettier-ignore
    },
  },
  {
    name: "keberatan-jawaban",
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
      await page.locator("summary", { hasText: "Keberatan pegawai" }).click();
      await page.getByRole("button", { name: /^Jawab keberatan/ }).click();
      await dialog(page).getByRole("textbox").fill("Surat tugas tanggal 12 ditemukan. Bulan ini akan dikoreksi.");
    },
  },
  {
    name: "koreksi",
    async show(page, fake) {
      await openCorrections(page, fake);
      await page.getByText("Kelas jabatan 9 sejak Agustus").waitFor();
      await page
        .getByText("Kelas jabatan 9 sejak Agustus")
        .evaluate((text) => text.scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "koreksi-pratinjau",
    async show(page, fake) {
      await openCorrections(page, fake);
      await page
        .getByRole("button", { name: /^Lihat/ })
        .first()
        .click();
      await dialog(page).getByText("Agustus 2026").first().waitFor();
    },
  },
];
