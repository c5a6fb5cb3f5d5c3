import { type Page } from "playwright-core";
import { type Role } from "../../src/api/types.ts";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { heading } from "./office.ts";
import { dialog, enter, type Scene } from "./scene.ts";

/** Person 2 with an office of the agency. */
async function asReader(page: Page, fake: Fake, query = "", role: Role = "PERSONNEL_OFFICER"): Promise<void> {
  const person = fake.people[2];
  if (person) Object.assign(person.me, { roles: [{ role, agencyId: idOf(2, 0) }] });
  await page.addInitScript(() => localStorage.setItem("kinerja.settings", '{"desk":"office"}'));
  await enter(page, fake, 2, `/data-penggajian${query}`);
}

async function asList(page: Page, fake: Fake, role?: Role): Promise<void> {
  await asReader(page, fake, "", role);
  await heading(page, "Yang menjadi dasar tunjangan");
  await page.getByText("Kenaikan gaji berkala").waitFor();
}

async function asImport(page: Page, fake: Fake, kind: string): Promise<void> {
  await asReader(page, fake, "?bagian=impor");
  await heading(page, "Impor banyak data sekaligus");
  await page.getByLabel("Jenis data").selectOption({ label: kind });
  const buffer = Buffer.from("nip;code;value;from_month\n");
  await page.getByLabel("Berkas CSV").setInputFiles({ name: "nilai.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Periksa berkas" }).click();
}

export const factScenes: readonly Scene[] = [
  { name: "data-gaji", isWhole: true, show: (page, fake) => asList(page, fake) },
  { name: "data-gaji-awal", show: (page, fake) => asList(page, fake) },
  { name: "data-gaji-pembayar", isWhole: true, show: (page, fake) => asList(page, fake, "PAY_CHECKER") },
  {
    name: "data-gaji-usul",
    async show(page, fake) {
      await asList(page, fake);
      await page.getByRole("button", { name: "Usulkan data" }).click();
      await dialog(page).getByLabel("Jenis data").selectOption("ACTING");
      await dialog(page).getByRole("button", { name: "Kirim usulan" }).click();
      await dialog(page).getByText("Pilih pegawainya.").waitFor();
    },
  },
  {
    name: "data-gaji-koreksi",
    async show(page, fake) {
      await asList(page, fake);
      await page.getByRole("button", { name: /^Koreksi Gaji/ }).click();
      await dialog(page).getByText("Data yang berlaku tetap dipakai").waitFor();
    },
  },
  {
    name: "data-gaji-keputusan",
    isWhole: true,
    async show(page, fake) {
      await asReader(page, fake, "?bagian=keputusan");
      await heading(page, "4 usulan menunggu keputusan");
      await page.getByText("Lihat usulan dari berkas ini").click();
    },
  },
  {
    name: "data-gaji-kukuhkan",
    async show(page, fake) {
      await asReader(page, fake, "?bagian=keputusan");
      await page.getByRole("button", { name: /^Kukuhkan Pelaksana/ }).click();
      await dialog(page).getByRole("button", { name: "Kukuhkan" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "data-gaji-impor",
    isWhole: true,
    async show(page, fake) {
      await asImport(page, fake, "Nilai");
      await page.getByText("Menggantikan data sebelumnya").waitFor();
    },
  },
  {
    name: "data-gaji-impor-keliru",
    isWhole: true,
    async show(page, fake) {
      await asImport(page, fake, "Cuti");
      await page.getByText("2 kekeliruan dalam berkas").first().waitFor();
    },
  },
  {
    name: "data-gaji-gangguan",
    async show(page, fake) {
      await asReader(page, fake, "?bagian=gangguan&periode=2026-10");
      await heading(page, "Hari yang mungkin terganggu");
      await page.getByRole("button", { name: /^Usulkan gangguan pada Senin/ }).waitFor();
    },
  },
  {
    name: "data-gaji-gangguan-usul",
    async show(page, fake) {
      await asReader(page, fake, "?bagian=gangguan&periode=2026-10");
      await page.getByRole("button", { name: /^Usulkan gangguan pada Senin/ }).click();
      await dialog(page).getByLabel("Alasan").fill("Listrik padam, laporan teknisi 21/2026");
      await dialog(page).getByRole("button", { name: "Kirim usulan" }).click();
      await page.getByText("Sudah diusulkan atau berlaku").waitFor();
    },
  },
  {
    name: "data-gaji-gangguan-tidak-ada",
    async show(page, fake) {
      await asReader(page, fake, "?bagian=gangguan&periode=2026-11");
      await page.getByText("Tidak ada hari yang mencurigakan").waitFor();
    },
  },
  {
    name: "data-gaji-saya",
    async show(page, fake) {
      await enter(page, fake, 0, "/data-penggajian");
      await heading(page, "Data yang menjadi dasar penghasilan Anda");
      await page.getByText("Kenaikan gaji berkala").waitFor();
    },
  },
  {
    name: "data-gaji-saya-kosong",
    async show(page, fake) {
      await enter(page, fake, 7, "/data-penggajian");
      await page.getByText("Belum ada data tentang Anda").waitFor();
    },
  },
  {
    name: "data-gaji-gagal",
    async show(page, fake) {
      await enter(page, fake, 0, "/data-penggajian");
      await page.getByText("Kenaikan gaji berkala").waitFor();
      fake.trouble.read = "down";
      await page.reload();
      await page.getByRole("button", { name: "Coba lagi" }).first().waitFor();
    },
  },
];
