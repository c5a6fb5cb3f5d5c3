/** The states that look.ts shows: each goes there as a person would. */
import { type Page } from "playwright-core";
import { type Fake } from "./fake-api.ts";
import { idOf } from "./fake-data.ts";
import { allowanceScenes } from "./scenes/allowance.ts";
import { attendanceScenes } from "./scenes/attendance.ts";
import { factScenes } from "./scenes/facts.ts";
import { hoursScenes } from "./scenes/hours.ts";
import { noticesScenes } from "./scenes/notices.ts";
import { oversightScenes } from "./scenes/oversight.ts";
import { paymentScenes } from "./scenes/payments.ts";
import { peopleScenes } from "./scenes/people.ts";
import { planScenes } from "./scenes/plan.ts";
import { recordScenes } from "./scenes/records.ts";
import { reviewScenes } from "./scenes/review.ts";
import { runsScenes } from "./scenes/runs.ts";
import { whatIfScenes } from "./scenes/what-if.ts";
import { treeScenes } from "./scenes/tree.ts";
import { sheetScenes } from "./scenes/sheet.ts";
import { teamWorkScenes } from "./scenes/team-work.ts";
import { workScenes } from "./scenes/work.ts";
import { dialog, enter, type Scene } from "./scenes/scene.ts";

const asEmployee = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 0);
  await page.getByRole("heading", { name: "Tercatat hari ini" }).waitFor();
};

const asSuperior = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 1, "/tim");
  await page.getByRole("heading", { name: "Perlu dilihat" }).waitFor();
};

export async function recordEntry(page: Page, description: string): Promise<void> {
  await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
  await dialog(page).getByLabel("Kegiatan").fill(description);
  await dialog(page).getByLabel("Mulai").fill("13:00");
  await dialog(page).getByLabel("Selesai").fill("15:00");
  await dialog(page).getByRole("button", { name: "Simpan catatan" }).click();
  await dialog(page).waitFor({ state: "detached" });
}

const mainScenes: readonly Scene[] = [
  {
    name: "masuk",
    async show(page) {
      await page.goto("/masuk");
      await page.getByRole("heading", { name: "Masuk" }).waitFor();
    },
  },
  {
    name: "masuk-salah",
    async show(page) {
      await page.goto("/masuk");
      await page.getByLabel("NIP", { exact: true }).fill("19870314 201101 2 9");
      await page.getByRole("button", { name: "Masuk", exact: true }).click();
      await page.getByText("Yang ditulis 16 angka").waitFor();
    },
  },
  {
    name: "masuk-lambat",
    async show(page, fake) {
      await page.goto("/masuk");
      await page.getByLabel("NIP", { exact: true }).fill(fake.people[0]?.nip ?? "");
      await page.getByLabel("Kata sandi", { exact: true }).fill("lambat");
      await page.getByRole("button", { name: "Masuk", exact: true }).click();
      await page.getByText("Coba lagi dalam").waitFor();
    },
  },
  {
    name: "aktivasi",
    async show(page, fake) {
      await page.goto("/aktivasi");
      await page.getByLabel("NIP", { exact: true }).fill(fake.people[0]?.nip ?? "");
      await page.getByLabel("Kode aktivasi").fill("k7qm-4wxp-2rtd");
      await page.getByLabel("Kata sandi baru").fill("password12345");
      await page.getByRole("button", { name: "Buat kata sandi" }).click();
      await page.getByText("terlalu sering dipakai").waitFor();
    },
  },
  { name: "hari-ini", show: asEmployee },
  { name: "hari-ini-utuh", isWhole: true, show: asEmployee },
  {
    name: "hari-ini-kehadiran",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByText("Kehadiran ·").click();
      await page.getByText("Terlambat 13 menit").waitFor();
    },
  },
  {
    name: "hari-ini-memuat",
    async show(page, fake) {
      fake.trouble.read = "never";
      await enter(page, fake, 0);
      await page.getByText("Memuat").first().waitFor({ state: "attached" });
    },
  },
  {
    name: "hari-ini-gagal",
    isWhole: true,
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 0);
      await page.getByText("belum dapat dimuat").waitFor();
    },
  },
  {
    name: "hari-ini-kosong",
    isWhole: true,
    async show(page, fake) {
      fake.people[0]?.entries.clear();
      await asEmployee(page, fake);
    },
  },
  {
    name: "hari-ini-tersimpan",
    async show(page, fake) {
      await asEmployee(page, fake);
      await recordEntry(page, "Supervisi rantai dingin vaksin, Puskesmas Muara Damai");
      await page.getByText("Catatan tersimpan di perangkat.").waitFor();
    },
  },
  {
    name: "hari-ini-menunggu",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      fake.trouble.record = "busy";
      await recordEntry(page, "Supervisi rantai dingin vaksin, Puskesmas Muara Damai");
      await page.getByText("Catatan belum terkirim").waitFor();
      await page.getByRole("status").getByRole("button", { name: "Tutup" }).click();
    },
  },
  {
    name: "hari-ini-ditolak",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      fake.trouble.record = "future";
      await recordEntry(page, "Kunjungan esok hari");
      await page.getByText("Tanggalnya belum tiba").waitFor();
      await page.getByRole("status").getByRole("button", { name: "Tutup" }).click();
    },
  },
  {
    name: "sesi-berakhir",
    async show(page, fake) {
      await asEmployee(page, fake);
      fake.trouble.expired = "session";
      await recordEntry(page, "Catatan tanpa sesi");
      await page.getByText("Sesi berakhir").waitFor();
    },
  },
  {
    name: "catat",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Catat: Bimbingan teknis kader posyandu" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "catat-rencana",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Catat: Supervisi puskesmas" }).click();
      const chosen = dialog(page).getByLabel("Butir rencana aksi").locator("option:checked");
      await chosen.filter({ hasText: "Supervisi puskesmas" }).waitFor({ state: "attached" });
    },
  },
  {
    name: "perbaiki-rencana",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Perbaiki: Bimbingan teknis kader posyandu" }).click();
      await dialog(page).getByText("Butir ini tidak ada di rencana aksi").waitFor();
    },
  },
  {
    name: "perbaiki-rencana-selesai",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Perbaiki: Bimbingan teknis kader posyandu" }).click();
      await dialog(page).getByLabel("Butir rencana aksi").selectOption({ label: "Pelatihan kader" });
      const recorded = page.waitForResponse(/entries:record/);
      await dialog(page).getByRole("button", { name: "Simpan perubahan" }).click();
      await recorded;
      await page.getByRole("button", { name: "Perbaiki: Bimbingan" }).waitFor({ state: "detached" });
      const linked = [...(fake.people[0]?.entries.values() ?? [])].find(({ entry }) => entry.version === 2);
      if (linked?.entry.planItemId !== idOf(23, 3)) throw new Error("the entry is not tied to the chosen item");
    },
  },
  {
    name: "catat-salah",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
      await dialog(page).getByText("Rincian lain").click();
      await dialog(page).getByLabel("Jenis tugas").selectOption("FREE");
      await dialog(page).getByLabel("Tautan bukti").fill("foto.jpg");
      await dialog(page).getByRole("button", { name: "Simpan catatan" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").first().waitFor();
    },
  },
  {
    name: "ubah",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Perbaiki: Rapat koordinasi logistik vaksin" }).click();
      await dialog(page).getByRole("button", { name: "Batalkan catatan ini" }).click();
      await dialog(page).getByText("tetap terbaca di riwayat").waitFor();
    },
  },
  {
    name: "ulangi",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Ulangi kemarin" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "dua-versi",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Pilih versi" }).click();
      await dialog(page).getByRole("button", { name: "Pakai versi ini" }).waitFor();
    },
  },
  {
    name: "akun",
    async show(page, fake) {
      await asSuperior(page, fake);
      await page.getByRole("button", { name: "Akun" }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "english",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Akun" }).click();
      await dialog(page).getByLabel("English").check();
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Recorded today" }).waitFor();
    },
  },
  { name: "tim", show: asSuperior },
  {
    name: "tim-utuh",
    isWhole: true,
    async show(page, fake) {
      await asSuperior(page, fake);
      await page.locator("summary", { hasText: "Wulan Pratiwi" }).click();
      await page.getByText("Bimbingan teknis kader posyandu").first().waitFor();
      await page.getByText("Kehadiran ·").click();
      await page.getByText("Masuk").first().waitFor();
    },
  },
  {
    name: "tim-kembalikan",
    async show(page, fake) {
      await asSuperior(page, fake);
      await page.getByRole("button", { name: "Kembalikan catatan Gading" }).click();
      await dialog(page).getByLabel("Alasan lain").check();
      await dialog(page).getByRole("button", { name: "Kembalikan catatan" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "tim-disetujui",
    async show(page, fake) {
      await asSuperior(page, fake);
      await page.getByRole("button", { name: /Setujui \d+ catatan/ }).click();
      await page.getByText("catatan disetujui.").waitFor();
    },
  },
  {
    name: "tim-gagal",
    async show(page, fake) {
      await asSuperior(page, fake);
      fake.trouble.decide = "down";
      await page.getByRole("button", { name: /Setujui \d+ catatan/ }).click();
      await page.getByText("belum tersetujui").waitFor();
    },
  },
  {
    name: "tidak-berwenang",
    async show(page, fake) {
      await enter(page, fake, 0, "/tim");
      await page.getByText("Halaman ini untuk pejabat penilai").waitFor();
    },
  },
  {
    name: "tidak-ada",
    async show(page, fake) {
      await enter(page, fake, 0, "/entah");
      await page.getByRole("heading", { name: "Halaman ini tidak ada" }).waitFor();
    },
  },
];

export const scenes: readonly Scene[] = [
  ...mainScenes,
  ...planScenes,
  ...reviewScenes,
  ...allowanceScenes,
  ...peopleScenes,
  ...recordScenes,
  ...hoursScenes,
  ...attendanceScenes,
  ...runsScenes,
  ...paymentScenes,
  ...whatIfScenes,
  ...factScenes,
  ...treeScenes,
  ...noticesScenes,
  ...workScenes,
  ...teamWorkScenes,
  ...sheetScenes,
  ...oversightScenes,
];
