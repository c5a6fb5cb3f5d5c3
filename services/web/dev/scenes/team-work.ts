/** The team's work and the tasks that a superior gives. */
import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const asSuperior = async (page: Page, fake: Fake, path: string): Promise<void> => {
  await enter(page, fake, 1, path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
};

async function openTasks(page: Page, fake: Fake): Promise<void> {
  await asSuperior(page, fake, "/tim/tugas");
  await page.getByRole("heading", { name: "1 tugas menunggu persetujuan Anda" }).waitFor();
}

export const teamWorkScenes: readonly Scene[] = [
  {
    name: "tim-kerja-harian",
    async show(page, fake) {
      await asSuperior(page, fake, "/tim/kerja?hari=2026-11-18");
      await page.getByRole("heading", { name: /orang mencatat|Semua orang/ }).waitFor();
    },
  },
  {
    name: "tim-kerja-harian-utuh",
    isWhole: true,
    async show(page, fake) {
      await asSuperior(page, fake, "/tim/kerja?hari=2026-11-18");
      await page.getByRole("button", { name: "Catatan Gading Mahesa" }).click();
      await page.getByText("Verifikasi klaim rujukan").waitFor();
    },
  },
  {
    name: "tim-kerja-bulanan",
    isWhole: true,
    async show(page, fake) {
      await asSuperior(page, fake, "/tim/kerja?hari=2026-11-18");
      await page.getByRole("link", { name: "Bulanan" }).click();
      await page.getByText("Kumulatif bulan").waitFor();
    },
  },
  {
    name: "tim-satu-orang",
    async show(page, fake) {
      await asSuperior(page, fake, "/tim/kerja?hari=2026-11-18");
      await page.getByRole("link", { name: "Pekan itu: Gading Mahesa" }).click();
      await page.getByText("Hanya catatan Gading Mahesa").waitFor();
    },
  },
  { name: "tim-tugas", show: openTasks },
  { name: "tim-tugas-utuh", isWhole: true, show: openTasks },
  {
    name: "tim-tugas-beri",
    isWhole: true,
    async show(page, fake) {
      await openTasks(page, fake);
      await page.getByRole("button", { name: "Beri tugas" }).click();
      await dialog(page).getByRole("button", { name: "Beri tugas" }).click();
      await dialog(page).getByText("Pilih pegawainya").waitFor();
    },
  },
  {
    name: "tim-tugas-diberikan",
    async show(page, fake) {
      await openTasks(page, fake);
      await page.getByRole("button", { name: "Beri tugas" }).click();
      await dialog(page).getByLabel("Pegawai").selectOption({ index: 1 });
      await dialog(page).getByLabel("Tugas tambahan").check();
      await dialog(page).getByLabel("Tugas", { exact: true }).fill("Wakili dinas dalam rapat penyusunan APBD");
      await dialog(page).getByLabel("Batas waktu").fill("2026-11-25");
      await dialog(page).getByRole("button", { name: "Beri tugas" }).click();
      await page.getByText("Tugas diberikan kepada").waitFor();
      await page.getByRole("heading", { name: "Wakili dinas" }).waitFor();
    },
  },
  {
    name: "tim-tugas-disetujui",
    async show(page, fake) {
      await openTasks(page, fake);
      await page.getByRole("button", { name: "Setujui tugas: Rekap klaim" }).click();
      await page.getByRole("heading", { name: "Tidak ada tugas yang menunggu Anda" }).waitFor();
    },
  },
  {
    name: "tim-tugas-kembalikan",
    async show(page, fake) {
      await openTasks(page, fake);
      await page.getByRole("button", { name: "Kembalikan tugas: Rekap klaim" }).click();
      await dialog(page).getByRole("button", { name: "Kembalikan tugas" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
      await dialog(page).getByLabel("Yang masih kurang").fill("Berubah di tempat lain, bentrok");
      await dialog(page).getByRole("button", { name: "Kembalikan tugas" }).click();
      await dialog(page).getByText("sudah berubah").waitFor();
    },
  },
  {
    name: "tim-tugas-tarik",
    async show(page, fake) {
      await openTasks(page, fake);
      await page.getByRole("button", { name: "Tarik tugas: Susun menu" }).click();
      await dialog(page).getByText("tidak perlu mengerjakannya lagi").waitFor();
    },
  },
  {
    name: "tim-tugas-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 1, "/tim/tugas");
      await page.getByText("Tugas belum dapat dimuat").waitFor();
    },
  },
];
