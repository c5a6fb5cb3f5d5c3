import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { asOfficer, heading } from "./office.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

async function asReport(page: Page, fake: Fake): Promise<void> {
  await asOfficer(page, fake, `?bagian=impor&impor=${idOf(40, 1)}`);
  await heading(page, "604 dari 612 baris siap");
  await heading(page, "Temuan menurut jenis");
}

const asGaps = (list: string, title: string | RegExp) => async (page: Page, fake: Fake) => {
  await asOfficer(page, fake, `?bagian=belum&daftar=${list}`);
  await heading(page, title);
};

const noPassword = asGaps("sandi", "3 pegawai belum punya kata sandi");

async function asPerson(page: Page, fake: Fake): Promise<void> {
  await asOfficer(page, fake, `?bagian=orang&orang=${idOf(0, 4)}`);
  await heading(page, "Siapa menilai");
  await page.getByText("Menunggu").first().waitFor();
}

export const peopleScenes: readonly Scene[] = [
  {
    name: "impor",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "");
      await page.getByText("Impor sebelumnya").waitFor();
      await page.getByText("Kolom yang diperlukan").click();
    },
  },
  {
    name: "impor-buku-kerja",
    async show(page, fake) {
      await asOfficer(page, fake, "");
      await page.getByLabel("Berkas CSV").setInputFiles(csv("pegawai.xlsx", "PK\u0003\u0004"));
      await page.getByText("Ini buku kerja Excel").waitFor();
    },
  },
  {
    name: "impor-kolom",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "");
      await page.getByLabel("Berkas CSV").setInputFiles(csv("pegawai.csv", "nama;unor\n"));
      await page.getByLabel("Berlaku mulai").fill("2026-02-01");
      await page.getByRole("button", { name: "Unggah dan uji coba" }).click();
      await page.getByText("Uji coba belum selesai").waitFor();
    },
  },
  {
    name: "impor-laporan",
    async show(page, fake) {
      await asReport(page, fake);
    },
  },
  {
    name: "impor-laporan-utuh",
    isWhole: true,
    async show(page, fake) {
      await asReport(page, fake);
      await page.getByText("NIP menjadi pecahan").click();
      await page.getByText("Tanggal mustahil").click();
      await page.getByText("31/02/2026").waitFor();
    },
  },
  {
    name: "impor-petugas-kedua",
    async show(page, fake) {
      await asOfficer(page, fake, `?bagian=impor&impor=${idOf(40, 4)}`);
      await page.getByText("Perlu petugas kedua").waitFor();
    },
  },
  {
    name: "impor-terapkan",
    async show(page, fake) {
      await asReport(page, fake);
      await page.getByRole("button", { name: "Terapkan 604 baris" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "impor-diterapkan",
    async show(page, fake) {
      await asReport(page, fake);
      await page.getByRole("button", { name: "Terapkan 604 baris" }).click();
      await dialog(page).getByRole("button", { name: "Terapkan 604 baris" }).click();
      await heading(page, "604 baris sudah diterapkan");
    },
  },
  {
    name: "impor-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await asOfficer(page, fake, "");
      await page.getByText("Bagian ini belum dapat dimuat").waitFor();
    },
  },
  { name: "belum-sandi", isWhole: true, show: noPassword },
  {
    name: "belum-sandi-tanya",
    async show(page, fake) {
      await noPassword(page, fake);
      await page.getByRole("button", { name: "Buat kode untuk 3 pegawai" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "belum-sandi-kode",
    isWhole: true,
    async show(page, fake) {
      await noPassword(page, fake);
      await page.getByRole("button", { name: "Buat kode untuk 3 pegawai" }).click();
      await dialog(page).getByRole("button", { name: "Buat 3 kode" }).click();
      await dialog(page).getByText("K7QM-4WXP-2RTD").waitFor();
      await dialog(page).getByRole("button", { name: "Tutup daftar kode" }).click();
      await dialog(page).getByText("Centang dahulu").waitFor();
    },
  },
  {
    name: "belum-atasan",
    isWhole: true,
    show: asGaps("atasan", "2 pegawai belum punya atasan"),
  },
  {
    name: "belum-atasan-tetapkan",
    async show(page, fake) {
      await asGaps("atasan", "2 pegawai belum punya atasan")(page, fake);
      await page.getByRole("button", { name: "Tetapkan atasan Tegar Samudra" }).click();
      await dialog(page).getByLabel("Plt./Plh.").check();
      await dialog(page).getByRole("button", { name: "Tetapkan", exact: true }).click();
      await dialog(page).getByText("perlu tanggal akhir").waitFor();
    },
  },
  {
    name: "belum-atasan-berputar",
    async show(page, fake) {
      await asGaps("atasan", "2 pegawai belum punya atasan")(page, fake);
      await page.getByRole("button", { name: "Tetapkan atasan Tegar Samudra" }).click();
      await dialog(page).getByRole("searchbox").fill("Wul");
      await dialog(page).getByText("Wulan Pratiwi").click();
      await dialog(page).getByLabel("Nomor surat keputusan").fill("putar");
      await dialog(page).getByRole("button", { name: "Tetapkan Wulan" }).click();
      await dialog(page).getByText("rantai atasan berputar").waitFor();
    },
  },
  { name: "belum-skp", isWhole: true, show: asGaps("skp", "2 jabatan belum punya SKP") },
  { name: "belum-catatan", isWhole: true, show: asGaps("catatan", "2 pegawai belum lengkap mencatat") },
  { name: "belum-evaluasi", isWhole: true, show: asGaps("evaluasi", "3 pegawai belum punya dokumen") },
  {
    name: "belum-evaluasi-predikat",
    async show(page, fake) {
      await asGaps("evaluasi", "3 pegawai belum punya dokumen")(page, fake);
      await page.getByRole("button", { name: "Tetapkan predikat unit Bidang Pelayanan" }).click();
      await dialog(page).getByRole("button", { name: "Tetapkan Baik" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "orang",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=orang");
      await heading(page, "2 usulan peran menunggu petugas kedua");
      await page.getByText("Tegar Samudra").waitFor();
    },
  },
  {
    name: "orang-kosong",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=orang&nama=Zzz");
      await page.getByText("Tidak ada yang cocok").waitFor();
    },
  },
  { name: "orang-rinci", isWhole: true, show: asPerson },
  {
    name: "orang-peran",
    async show(page, fake) {
      await asPerson(page, fake);
      await page.getByRole("button", { name: "Usulkan peran" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "periode",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode", "PERSONNEL_OFFICER", "");
      await heading(page, "Oktober 2026 masih terbuka");
      await page.getByText("Semua instansi").last().waitFor();
    },
  },
  {
    name: "periode-tutup",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode");
      await page.getByRole("button", { name: "Tutup Oktober 2026" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "periode-segel",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode&periode=2026-09");
      await page.getByRole("button", { name: "Segel 608 predikat" }).click();
      await dialog(page).getByRole("button", { name: "Segel 608 predikat" }).click();
      await dialog(page).getByText("Centang dahulu").waitFor();
    },
  },
  {
    name: "periode-tersegel",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode&periode=2026-08");
      await heading(page, "tertutup dan tersegel");
    },
  },
  {
    name: "periode-presensi",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=periode");
      await page.getByLabel("Berkas CSV").setInputFiles(csv("presensi.csv", "person_id,date,status\n"));
      await page.getByRole("button", { name: "Impor presensi" }).click();
      await page.getByText("2 kekeliruan dalam berkas").first().waitFor();
    },
  },
  {
    name: "pegawai-pengawas",
    async show(page, fake) {
      await asOfficer(page, fake, "?bagian=belum&daftar=sandi", "AUDITOR");
      await page.getByText("Anda melihat sebagai pengawas").waitFor();
      await heading(page, "3 pegawai belum punya kata sandi");
    },
  },
  {
    name: "pegawai-bukan-petugas",
    async show(page, fake) {
      await enter(page, fake, 0, "/pegawai");
      await page.getByText("Halaman ini untuk petugas kepegawaian").waitFor();
    },
  },
];
