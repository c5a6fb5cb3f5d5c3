import { type Page } from "playwright-core";
import { type Role } from "../../src/api/types.ts";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { asOfficer, heading } from "./office.ts";
import { dialog, type Scene } from "./scene.ts";

async function asAttendance(page: Page, fake: Fake, role?: Role): Promise<void> {
  await asOfficer(page, fake, `?bagian=orang&orang=${idOf(0, 4)}&lihat=kehadiran`, role);
  await heading(page, "Kehadiran November 2026");
  await page.getByText("Mesin lantai 2 mati").first().waitFor();
}

const openDay = async (page: Page, fake: Fake): Promise<void> => {
  await asAttendance(page, fake);
  await page.getByRole("button", { name: "Koreksi kehadiran 12 Nov 2026" }).click();
};

async function fillRoster(page: Page, fake: Fake, reason = ""): Promise<void> {
  await asOfficer(page, fake, "?bagian=dinas");
  const buffer = Buffer.from("nip;date;kind;starts;ends;break_from;break_to\n");
  await page.getByLabel("Berkas CSV").setInputFiles({ name: "jadwal-igd.csv", mimeType: "text/csv", buffer });
  await page.getByLabel("Dasar jadwal").fill("Jadwal dinas IGD Desember 2026");
  await page.getByLabel("Alasan perubahan").fill(reason);
}

async function sendRoster(page: Page, fake: Fake, reason?: string): Promise<void> {
  await fillRoster(page, fake, reason);
  await page.getByRole("button", { name: "Catat jadwal dari berkas" }).click();
}

export const attendanceScenes: readonly Scene[] = [
  { name: "kehadiran-awal", show: asAttendance },
  {
    name: "kehadiran",
    isWhole: true,
    async show(page, fake) {
      await asAttendance(page, fake);
      for (const summary of await page.locator("summary").all()) await summary.click();
    },
  },
  {
    name: "kehadiran-pengawas",
    isWhole: true,
    async show(page, fake) {
      await asAttendance(page, fake, "AUDITOR");
      await page.getByText("Anda melihat sebagai pengawas").waitFor();
    },
  },
  {
    name: "kehadiran-tertutup",
    async show(page, fake) {
      await page.route(/\/v1\/months\/2026-11\?/, (route) => route.fulfill({ json: { days: [], state: "SEALED" } }));
      await asAttendance(page, fake);
      await page.getByText("Bulan ini sudah ditutup").waitFor();
    },
  },
  {
    name: "kehadiran-koreksi",
    isWhole: true,
    async show(page, fake) {
      await openDay(page, fake);
      await dialog(page).getByText("Menit dan hari kerja").click();
      await dialog(page).getByLabel("Kali tidak absen").fill("3");
      await dialog(page).getByRole("button", { name: "Koreksi 12 Nov 2026" }).click();
      await dialog(page).getByText("Tulis alasannya").waitFor();
    },
  },
  {
    name: "kehadiran-ditolak",
    isWhole: true,
    async show(page, fake) {
      await openDay(page, fake);
      await dialog(page).getByLabel("Pulang", { exact: true }).fill("06:00");
      await dialog(page).getByLabel("Alasan").fill("Hadir menurut daftar tanda tangan");
      await dialog(page).getByRole("button", { name: "Koreksi 12 Nov 2026" }).click();
      await dialog(page).getByText("Jam pulang mendahului jam masuk.").waitFor();
    },
  },
  {
    name: "kehadiran-terkoreksi",
    isWhole: true,
    async show(page, fake) {
      await openDay(page, fake);
      await dialog(page).getByLabel("Masuk", { exact: true }).fill("07:29");
      await dialog(page).getByLabel("Alasan").fill("Hadir menurut daftar tanda tangan");
      await dialog(page).getByRole("button", { name: "Koreksi 12 Nov 2026" }).click();
      await page.getByText("Kehadiran 12 Nov 2026 dikoreksi.").waitFor();
      await page.getByText("2 hari dikoreksi").waitFor();
    },
  },
  {
    name: "kehadiran-cabut",
    async show(page, fake) {
      await asAttendance(page, fake);
      await page.getByRole("button", { name: "Cabut koreksi 5 Nov 2026" }).click();
      await dialog(page).getByRole("button", { name: "Cabut koreksi 5 Nov 2026" }).click();
      await dialog(page).getByText("Tulis alasannya").waitFor();
    },
  },
  {
    name: "kehadiran-dicabut",
    async show(page, fake) {
      await asAttendance(page, fake);
      await page.getByRole("button", { name: "Cabut koreksi 5 Nov 2026" }).click();
      await dialog(page).getByLabel("Alasan").fill("Daftar tanda tangannya hari lain");
      await dialog(page).getByRole("button", { name: "Cabut koreksi 5 Nov 2026" }).click();
      await page.getByText("Koreksi 5 Nov 2026 dicabut.").waitFor();
      await page.getByText("Tidak ada hari yang dikoreksi").waitFor();
    },
  },
  {
    name: "dinas-catat",
    isWhole: true,
    async show(page, fake) {
      await asAttendance(page, fake);
      await page.getByRole("button", { name: "Catat jadwal dinas" }).click();
      for (const day of ["Senin, 23 November", "Rabu, 25 November"]) await dialog(page).getByLabel(day).check();
      await dialog(page).getByLabel("Masuk", { exact: true }).fill("21:00");
      await dialog(page).getByLabel("Pulang", { exact: true }).fill("07:00");
      await dialog(page).getByRole("button", { name: "Catat jadwal 2 hari" }).click();
      await dialog(page).getByText("Tulis dasarnya").waitFor();
    },
  },
  {
    name: "dinas-tercatat",
    isWhole: true,
    async show(page, fake) {
      await asAttendance(page, fake);
      await page.getByRole("button", { name: "Catat jadwal dinas" }).click();
      await dialog(page).getByLabel("Sabtu, 21 November").check();
      await dialog(page).getByLabel("Ikut jam unit").check();
      await dialog(page).getByLabel("Dasar jadwal").fill("Tukar dinas batal");
      await dialog(page).getByRole("button", { name: "Catat jadwal 1 hari" }).click();
      await page.getByText("2 catatan sebelumnya").click();
    },
  },
  {
    name: "dinas-berkas",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=dinas");
      await page.getByText("Kolom berkas jadwal dinas").click();
    },
  },
  {
    name: "dinas-berkas-isi",
    async show(page, fake) {
      await fillRoster(page, fake);
      await page.getByRole("link", { name: "Jadwal dinas" }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "dinas-berkas-pengawas",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=dinas", "AUDITOR");
      await page.getByText("Anda melihat sebagai pengawas").waitFor();
    },
  },
  {
    name: "dinas-berkas-kurang",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=dinas");
      await page.getByLabel("Alasan perubahan").fill("Tukar");
      await page.getByRole("button", { name: "Catat jadwal dari berkas" }).click();
      await page.getByText("Pilih berkasnya dahulu.").waitFor();
      await page.getByText("Tulis dasarnya").waitFor();
      await page.getByText("Tulis alasannya").waitFor();
    },
  },
  {
    name: "dinas-berkas-ditolak",
    isWhole: true,
    async show(page, fake) {
      await sendRoster(page, fake);
      await page.getByText("4 kekeliruan dalam berkas").first().waitFor();
    },
  },
  {
    name: "dinas-berkas-tercatat",
    isWhole: true,
    async show(page, fake) {
      await sendRoster(page, fake, "Rumah sakit mengganti jadwal karena wabah");
      await page.getByText("124 baris dibaca: 118 baru atau berubah, 6 sudah sama.").waitFor();
    },
  },
  {
    name: "koreksi-daftar",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=koreksi&bulan=2026-11");
      await heading(page, "3 koreksi pada November 2026");
    },
  },
  {
    name: "koreksi-daftar-saring",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=koreksi&bulan=2026-11", "AUDITOR");
      await page.getByLabel("Keadaan").selectOption({ label: "Yang dicabut" });
      await heading(page, "1 koreksi dicabut pada November 2026");
    },
  },
  {
    name: "koreksi-daftar-kosong",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=koreksi&bulan=2026-10");
      await heading(page, "Tidak ada koreksi pada Oktober 2026");
    },
  },
  {
    name: "koreksi-daftar-gagal",
    async show(page, fake) {
      await page.route("**/attendance-corrections*", (route) => route.fulfill({ status: 503, json: {} }));
      await asOfficer(page, fake, "?bagian=koreksi&bulan=2026-11");
      await page.getByText("Bagian ini belum dapat dimuat.").waitFor();
    },
  },
];
