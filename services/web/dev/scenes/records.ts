import { type Page } from "playwright-core";
import { type Role } from "../../src/api/types.ts";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { asOfficer, heading } from "./office.ts";
import { dialog, type Scene } from "./scene.ts";

async function asHolidays(page: Page, fake: Fake, role?: Role, agency?: string): Promise<void> {
  await asOfficer(page, fake, "?bagian=libur", role, agency);
  await heading(page, "8 hari libur pada 2026");
}

async function asAccounts(page: Page, fake: Fake): Promise<void> {
  await asOfficer(page, fake, "?bagian=rekening");
  await heading(page, "3 rekening menunggu petugas kedua");
  await page.getByText("nomor berakhir 9120").waitFor();
}

export const recordScenes: readonly Scene[] = [
  { name: "libur", isWhole: true, show: (page, fake) => asHolidays(page, fake) },
  { name: "libur-awal", show: (page, fake) => asHolidays(page, fake) },
  {
    name: "libur-pengawas",
    isWhole: true,
    async show(page, fake) {
      await asHolidays(page, fake, "AUDITOR");
      await page.getByText("Anda melihat sebagai pengawas").waitFor();
    },
  },
  {
    name: "libur-nasional",
    isWhole: true,
    show: (page, fake) => asHolidays(page, fake, "PERSONNEL_OFFICER", ""),
  },
  {
    name: "libur-catat",
    async show(page, fake) {
      await asHolidays(page, fake, "PERSONNEL_OFFICER", "");
      await page.getByRole("button", { name: "Catat hari libur" }).click();
      await dialog(page).getByLabel("Nama").fill("Hari libur pemilihan");
      await dialog(page).getByRole("button", { name: "Catat hari libur" }).click();
      await dialog(page).getByText("Pilih tanggalnya.").waitFor();
    },
  },
  {
    name: "libur-tercatat",
    async show(page, fake) {
      await asHolidays(page, fake);
      await page.getByRole("button", { name: "Catat hari libur" }).click();
      await dialog(page).getByLabel("Tanggal").fill("2026-12-14");
      await dialog(page).getByLabel("Nama").fill("Hari libur pemilihan");
      await dialog(page).getByLabel("Keputusan").fill("Perbup contoh 14/2026");
      await dialog(page).getByRole("button", { name: "Catat libur 14 Des 2026" }).click();
      await heading(page, "9 hari libur pada 2026");
      await page.getByText("Hari libur pemilihan pada 14 Des 2026 tercatat.").waitFor();
    },
  },
  {
    name: "libur-cocokkan",
    async show(page, fake) {
      await asHolidays(page, fake, "PERSONNEL_OFFICER", "");
      await page.getByRole("button", { name: "Cocokkan Hari Lahir Pancasila" }).click();
      await dialog(page).getByText("Bandingkan tanggal dan namanya").waitFor();
    },
  },
  {
    name: "libur-cabut",
    async show(page, fake) {
      await asHolidays(page, fake);
      await page.getByRole("button", { name: "Cabut Hari jadi Kabupaten" }).click();
      await dialog(page).getByRole("button", { name: "Cabut libur 12 Okt 2026" }).click();
      await dialog(page).getByText("Tulis nomor keputusannya.").waitFor();
    },
  },
  {
    name: "libur-kosong",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=libur&tahun=2027");
      await heading(page, "Belum ada hari libur untuk 2027");
    },
  },
  { name: "rekening", isWhole: true, show: asAccounts },
  { name: "rekening-awal", show: asAccounts },
  {
    name: "rekening-dikukuhkan",
    async show(page, fake) {
      await asAccounts(page, fake);
      await page.getByRole("button", { name: "Kukuhkan rekening Rangga" }).click();
      await heading(page, "2 rekening menunggu petugas kedua");
    },
  },
  {
    name: "rekening-tolak",
    async show(page, fake) {
      await asAccounts(page, fake);
      await page.getByRole("button", { name: "Tolak rekening Rangga" }).click();
      await dialog(page).getByRole("button", { name: "Tolak rekening Rangga" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "rekening-usulkan",
    isWhole: true,
    async show(page, fake) {
      await asAccounts(page, fake);
      await page.getByRole("button", { name: "Usulkan rekening" }).click();
      await dialog(page).getByRole("searchbox").fill("Yul");
      await dialog(page).getByText("Yuliana Tefa").click();
      await dialog(page).getByLabel("Nomor rekening").fill("12-34");
      await dialog(page).getByRole("button", { name: "Usulkan rekening Yuliana" }).click();
      await dialog(page).getByText("terdiri atas 6 sampai 20 angka").waitFor();
    },
  },
  {
    name: "rekening-ditolak",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=rekening&keadaan=ditolak", "AUDITOR");
      await page.getByText("Nomor tidak cocok dengan buku tabungan.").waitFor();
    },
  },
  {
    name: "rekening-orang",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, `?bagian=orang&orang=${idOf(0, 4)}`);
      await page.getByText("nomor berakhir 4471").waitFor();
      await page.getByRole("button", { name: "Usulkan rekening" }).click();
      await dialog(page).waitFor();
    },
  },
];
