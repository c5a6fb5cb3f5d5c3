/** Decisions, silences and policies of an agency; months that are opened again. */
import { asOfficer, heading } from "./office.ts";
import { dialog, type Scene } from "./scene.ts";

export const oversightScenes: readonly Scene[] = [
  {
    name: "pengawasan",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=awasi", "AUDITOR");
      await page.getByText("34 catatan disetujui").waitFor();
      await page.getByText("Usul yang menunggu petugas kedua").waitFor();
    },
  },
  {
    name: "pengawasan-besar",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=awasi");
      await page.getByLabel("Tampilkan").selectOption("50");
      await page.getByText("Tidak ada keputusan pada bulan ini").waitFor();
    },
  },
  {
    name: "pengawasan-dikukuhkan",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=awasi");
      await page.getByRole("button", { name: "Kukuhkan kebijakan" }).click();
      await page.getByText("Setelah 5 hari").waitFor();
      await page.getByRole("button", { name: "Usulkan kebijakan" }).waitFor();
    },
  },
  {
    name: "pengawasan-usulkan",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=awasi");
      await page.getByRole("button", { name: "Kukuhkan kebijakan" }).click();
      await page.getByRole("button", { name: "Usulkan kebijakan" }).click();
      await dialog(page).getByLabel("Lama menunggu").fill("0");
      await dialog(page).getByLabel("Dasar").fill("");
      await dialog(page).getByRole("button", { name: "Usulkan kebijakan" }).click();
      await dialog(page).getByText("Isi 1 sampai 60 hari").waitFor();
    },
  },
  {
    name: "buka-kembali",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode&periode=2026-08");
      await page.getByText("Gangguan jaringan 28 Agustus").waitFor();
      await page.getByRole("button", { name: "Buka Agustus 2026 kembali" }).waitFor();
    },
  },
  {
    name: "buka-kembali-terbuka",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode&periode=2026-08");
      await page.getByRole("button", { name: "Buka Agustus 2026 kembali" }).click();
      await heading(page, "Agustus 2026 dibuka kembali");
      await page.getByText("Dikukuhkan Gading Mahesa").waitFor();
    },
  },
  {
    name: "buka-kembali-usulkan",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode&periode=2026-09");
      await page.getByRole("button", { name: "Usulkan buka kembali" }).click();
      await dialog(page).getByRole("button", { name: "Usulkan buka kembali" }).click();
      await dialog(page).getByText("paling sedikit 10 huruf").waitFor();
    },
  },
  {
    name: "buka-kembali-diusulkan",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode&periode=2026-09");
      await page.getByRole("button", { name: "Usulkan buka kembali" }).click();
      await dialog(page).getByLabel("Alasan").fill("Gangguan jaringan 30 September, SE Sekda 19/2026");
      await dialog(page).getByRole("button", { name: "Usulkan buka kembali" }).click();
      await page.getByRole("button", { name: "Tarik usul" }).waitFor();
    },
  },
];
