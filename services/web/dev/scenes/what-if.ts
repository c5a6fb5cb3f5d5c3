import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { asOfficer } from "./officer.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const openMonth = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 0, "/tunjangan?periode=2026-09");
  await page.getByRole("heading", { name: "Langkah hitung" }).waitFor();
};

export const whatIfScenes: readonly Scene[] = [
  {
    name: "andaikan",
    isWhole: true,
    async show(page, fake) {
      await openMonth(page, fake);
      await page.locator("summary", { hasText: "Andaikan" }).click();
      await page.getByText("Yang diandaikan").waitFor();
      await page.getByLabel("Terlambat, menit").fill("15");
      await page.getByText("lebih sedikit").waitFor();
      await page.locator(".changes summary").click();
    },
  },
  {
    name: "andaikan-salah",
    isWhole: true,
    async show(page, fake) {
      await openMonth(page, fake);
      await page.locator("summary", { hasText: "Andaikan" }).click();
      await page.getByLabel("Hari kerja lagi").fill("40");
      await page.getByText("paling banyak 31").waitFor();
    },
  },
  {
    name: "keberatan",
    async show(page, fake) {
      await openMonth(page, fake);
      await page.locator(".wf summary", { hasText: "Terlambat masuk" }).click();
      await page.getByRole("button", { name: "Ajukan keberatan atas Terlambat masuk" }).click();
      await dialog(page).getByRole("button", { name: "Ajukan", exact: true }).click();
      await dialog(page).getByText("paling sedikit 10").waitFor();
    },
  },
  {
    name: "keberatan-diajukan",
    isWhole: true,
    async show(page, fake) {
      await openMonth(page, fake);
      await page.locator(".wf summary", { hasText: "Terlambat masuk" }).click();
      await page.getByRole("button", { name: "Ajukan keberatan atas Terlambat masuk" }).click();
      await dialog(page).getByLabel("Apa yang keliru?").fill("Tanggal 12 saya bertugas di luar kantor.");
      await dialog(page).getByRole("button", { name: "Ajukan", exact: true }).click();
      await page.getByText("Menunggu jawaban").waitFor();
      for (const name of ["PPh Pasal 21", "Iuran BPJS Kesehatan pemberi kerja"])
        await page.locator("summary", { hasText: name }).click();
    },
  },
  {
    name: "proses-banding",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
      await page.locator("summary", { hasText: "Dibanding proses sebelumnya" }).click();
      await page.getByText("Perubahan terbesar").waitFor();
      await page.locator("summary", { hasText: "Keberatan pegawai" }).click();
      await page.getByText("surat tugas terlampir").waitFor();
    },
  },
  {
    name: "keberatan-jawab",
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
      await page.locator("summary", { hasText: "Keberatan pegawai" }).click();
      await page.getByRole("button", { name: /^Jawab keberatan/ }).click();
      await dialog(page).getByRole("button", { name: "Kirim jawaban" }).click();
      await dialog(page).getByText("paling sedikit 10").waitFor();
    },
  },
  {
    name: "proses-sp2d",
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
      await page.getByRole("button", { name: "Catat SP2D bagian 1" }).click();
      await dialog(page).getByRole("button", { name: "Catat pembayaran" }).click();
      await dialog(page).getByText("3 sampai 100 huruf").waitFor();
    },
  },
  {
    name: "proses-tahan",
    async show(page, fake) {
      await asOfficer(page, fake, 2, "PAY_MAKER", "/proses");
      await page.locator("summary", { hasText: "Baris per orang" }).click();
      await page.getByRole("button", { name: /^Tahan / }).first().click(); // prettier-ignore
      await dialog(page).getByRole("button", { name: "Tahan orang ini" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "proses-jenis",
    async show(page, fake) {
      await asOfficer(page, fake, 2, "PAY_MAKER", "/proses");
      await page.locator("summary", { hasText: "Mulai proses lain" }).click();
      await page.getByLabel("Jenis proses").selectOption("THR");
    },
  },
  {
    name: "kebijakan-banding",
    isWhole: true,
    async show(page, fake) {
      const query = `kebijakan=${idOf(31, 1)}&banding=${idOf(31, 2)}`;
      await asOfficer(page, fake, 3, "PAY_CHECKER", `/proses?instansi=${idOf(2, 0)}&periode=2026-09&${query}`);
      await page.getByText("Dampak pada uang").waitFor();
    },
  },
];
