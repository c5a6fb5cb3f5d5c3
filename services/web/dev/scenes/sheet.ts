/** Pasting rows of a spreadsheet on Today. */
import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { dialog, enter, type Scene } from "./scene.ts";

async function openSheet(page: Page, fake: Fake): Promise<void> {
  await enter(page, fake, 0);
  await page.getByRole("button", { name: "Tempel dari lembar kerja" }).click();
  await dialog(page).getByLabel("Baris yang disalin").waitFor();
}

const rows = [
  "Tanggal\tUraian Kegiatan\tMulai\tSelesai\tHasil\tSatuan\tTempat",
  "18/11/2026\tRapat koordinasi imunisasi dengan kabupaten\t07.30\t09:00\t1\tlaporan\tKantor",
  "18/11/2026\tVerifikasi data cakupan\t9.00\t11.30\t12\tberkas\tDinas luar",
  "11/18/2026\tSupervisi puskesmas\t13.00\t15.00\t1\tpuskesmas\tKantor",
  "17/11/2026\tMenyusun laporan\tpagi\t16.00\t1,5\tlaporan\tBulan",
].join("\n");

async function paste(page: Page, fake: Fake, text: string): Promise<void> {
  await openSheet(page, fake);
  await dialog(page).getByLabel("Baris yang disalin").fill(text);
  await dialog(page).getByRole("button", { name: "Baca baris" }).click();
}

export const sheetScenes: readonly Scene[] = [
  { name: "tempel", show: openSheet },
  {
    name: "tempel-kosong",
    async show(page, fake) {
      await paste(page, fake, " ");
      await dialog(page).getByText("Belum ada baris").waitFor();
    },
  },
  {
    name: "tempel-kolom",
    isWhole: true,
    async show(page, fake) {
      await paste(page, fake, "1\t18/11/2026\tRapat koordinasi\t07.30\n2\t17/11/2026\tApel pagi\t07.30");
      await dialog(page).getByRole("button", { name: "Lanjut" }).click();
      await dialog(page).getByText("Tunjuk kolom mulai dan selesai").waitFor();
    },
  },
  {
    name: "tempel-baca",
    isWhole: true,
    async show(page, fake) {
      await paste(page, fake, rows);
      await dialog(page).getByText("2 baris siap, 2 perlu diperbaiki").waitFor();
    },
  },
  {
    name: "tempel-ubah",
    isWhole: true,
    async show(page, fake) {
      await paste(page, fake, rows);
      await dialog(page).getByRole("button", { name: "Buang baris 5" }).click();
      await dialog(page).getByRole("button", { name: "Ubah baris 4" }).click();
      await dialog(page).getByLabel("Tanggal").fill("18/11/2026");
    },
  },
  {
    name: "tempel-tersimpan",
    isWhole: true,
    async show(page, fake) {
      await paste(page, fake, rows);
      const recorded = page.waitForResponse(/entries:record/);
      await dialog(page).getByRole("button", { name: "Simpan 2 catatan" }).click();
      await recorded;
      await dialog(page).getByText("0 baris siap, 2 perlu diperbaiki").waitFor();
      await dialog(page).getByRole("button", { name: "Ubah baris 4" }).click();
      await dialog(page).getByLabel("Tanggal").fill("18/11/2026");
      await dialog(page).getByRole("button", { name: "Pakai" }).click();
      await dialog(page).getByRole("button", { name: "Buang baris 5" }).click();
      await dialog(page).getByRole("button", { name: "Simpan 1 catatan" }).click();
      await dialog(page).waitFor({ state: "detached" });
      const made = [...(fake.people[0]?.entries.values() ?? [])].map(({ entry }) => entry);
      if (!made.some(({ description, quantity }) => description === "Verifikasi data cakupan" && quantity === 12))
        throw new Error("a row of the sheet was not recorded");
    },
  },
  {
    name: "tempel-berkas-salah",
    async show(page, fake) {
      await openSheet(page, fake);
      await dialog(page)
        .getByLabel("Atau pilih berkas")
        .setInputFiles({ name: "log.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK not a workbook") });
      await dialog(page).getByText("tidak dapat dibaca").waitFor();
    },
  },
];
