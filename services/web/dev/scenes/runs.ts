import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { asOfficer } from "./officer.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const asMaker = async (page: Page, fake: Fake): Promise<void> => {
  await asOfficer(page, fake, 2, "PAY_MAKER", "/proses");
  await page.getByRole("heading", { name: "3 temuan menahan persetujuan" }).waitFor();
  await page.getByText("Laras Anindya").first().waitFor();
};

const asApprover = async (page: Page, fake: Fake): Promise<void> => {
  await asOfficer(page, fake, 4, "PAY_APPROVER", "/proses?periode=2026-06");
  await page.getByRole("heading", { name: "Bagian dan tanda tangan" }).waitFor();
};

async function openPolicy(page: Page, which: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`^Lihat isi.*${which}$`) }).click();
  await page.getByRole("heading", { name: "Aturan, menurut urutan hitung" }).waitFor();
}

export const runsScenes: readonly Scene[] = [
  { name: "proses", isWhole: true, show: asMaker },
  { name: "proses-awal", show: asMaker },
  {
    name: "proses-susulan",
    async show(page, fake) {
      await asMaker(page, fake);
      await page.getByRole("link", { name: "Siapkan susulan Tunjangan Hari Raya Maret 2026" }).click();
      await page.getByRole("button", { name: "Hitung Tunjangan Hari Raya Maret 2026" }).waitFor();
    },
  },
  {
    name: "proses-putuskan",
    async show(page, fake) {
      await asMaker(page, fake);
      await page.getByRole("button", { name: "Putuskan untuk Laras Anindya" }).click();
      await dialog(page).getByRole("button", { name: "Bayarkan baris ini" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "proses-putuskan-benar",
    async show(page, fake) {
      await asMaker(page, fake);
      await page.getByRole("button", { name: "Putuskan untuk Laras Anindya" }).click();
      await dialog(page).getByLabel("Alasan").fill("Dibandingkan dengan daftar hadir dan surat tugas.");
    },
  },
  {
    name: "proses-menahan",
    async show(page, fake) {
      await asMaker(page, fake);
      await page.getByRole("button", { name: "Putuskan untuk Bayu Kertanegara" }).click();
      await dialog(page).getByText("hanya dapat ditahan").waitFor();
    },
  },
  {
    name: "proses-diputuskan",
    isWhole: true,
    async show(page, fake) {
      await asMaker(page, fake);
      await page.getByRole("button", { name: "Putuskan untuk Laras Anindya" }).click();
      await dialog(page).getByLabel("Alasan").fill("Dibandingkan dengan daftar hadir dan surat tugas.");
      await dialog(page).getByRole("button", { name: "Bayarkan baris ini" }).click();
      await page.getByRole("heading", { name: "2 temuan menahan persetujuan" }).waitFor();
    },
  },
  {
    name: "proses-baris",
    isWhole: true,
    async show(page, fake) {
      await asMaker(page, fake);
      await page.locator("summary", { hasText: "Baris per orang" }).click();
      await page.getByRole("button", { name: "Tampilkan baris berikutnya" }).waitFor();
    },
  },
  {
    name: "proses-setujui",
    async show(page, fake) {
      await asApprover(page, fake);
      await page.getByRole("button", { name: "Setujui bagian 1" }).first().click();
      await dialog(page).getByRole("button", { name: "Setujui dan bukukan Rp3" }).click();
      await dialog(page).getByText("memuat hak Anda sendiri").waitFor();
    },
  },
  { name: "proses-penyetuju", isWhole: true, show: asApprover },
  {
    name: "proses-dibukukan",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses?periode=2026-09");
      await page.getByRole("heading", { name: "Sudah dibukukan", exact: true }).waitFor();
      await page.getByText("Buku besar seimbang").click();
    },
  },
  {
    name: "proses-menghitung",
    async show(page, fake) {
      await asOfficer(page, fake, 2, "PAY_MAKER", "/proses?periode=2026-08");
      await page.getByRole("heading", { name: "400 dari 612 orang" }).waitFor();
    },
  },
  {
    name: "proses-berhenti",
    async show(page, fake) {
      await asOfficer(page, fake, 2, "PAY_MAKER", "/proses?periode=2026-07");
      await page.getByText("tidak cocok dengan yang ditutup").waitFor();
    },
  },
  {
    name: "proses-belum",
    async show(page, fake) {
      await asOfficer(page, fake, 2, "PAY_MAKER", "/proses?periode=2026-05");
      await page.getByRole("button", { name: "Hitung Mei 2026" }).click();
      await page.getByText("belum ditutup. Tidak ada yang dihitung").waitFor();
    },
  },
  {
    name: "proses-pengelola",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, 2, "PERSONNEL_OFFICER", "/proses");
      await page.getByText("Pembuat atau pemeriksa yang memutuskan.").first().waitFor();
    },
  },
  {
    name: "proses-kebijakan",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, 4, "PAY_APPROVER", "/proses");
      await openPolicy(page, "versi 2");
      await page.getByRole("button", { name: "Sahkan dengan sidik ini" }).waitFor();
      await page.locator("blockquote").getByText("Contoh bunyi pasal").waitFor();
    },
  },
  {
    name: "proses-kebijakan-naskah",
    isWhole: true,
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", "/proses");
      await openPolicy(page, "versi 1");
      await page.getByText("Naskah asli (YAML)").click();
      await page.getByText("Data yang dipakai").click();
      await page.getByText("Isi tabel (17 baris)").click();
      await page.getByRole("button", { name: "Unduh contoh-tpp-1.yaml" }).waitFor();
    },
  },
  {
    name: "proses-kebijakan-asing",
    async show(page, fake) {
      await asOfficer(page, fake, 3, "PAY_CHECKER", `/proses?kebijakan=${idOf(31, 9)}`);
      await page.getByText("Kebijakan ini tidak ada").waitFor();
    },
  },
  {
    name: "proses-tidak-berwenang",
    async show(page, fake) {
      await enter(page, fake, 0, "/proses");
      await page.getByText("Halaman ini untuk pejabat tunjangan").waitFor();
    },
  },
  {
    name: "proses-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await asOfficer(page, fake, 2, "PAY_MAKER", "/proses");
      await page.getByText("Proses belum dapat dimuat").waitFor();
    },
  },
];
