import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const openOwn = async (page: Page, fake: Fake, period: string): Promise<void> => {
  await enter(page, fake, 0, `/evaluasi?periode=${period}`);
  await page.getByRole("heading", { name: "Kuadran kinerja" }).waitFor();
};

const own: readonly Scene[] = [
  { name: "evaluasi", show: (page, fake) => openOwn(page, fake, "2026-10") },
  { name: "evaluasi-utuh", isWhole: true, show: (page, fake) => openOwn(page, fake, "2026-10") },
  { name: "evaluasi-realisasi", isWhole: true, show: (page, fake) => openOwn(page, fake, "2026-11") },
  { name: "evaluasi-dinilai", isWhole: true, show: (page, fake) => openOwn(page, fake, "2026-09") },
  { name: "evaluasi-menunggu", show: (page, fake) => openOwn(page, fake, "2026-08") },
  { name: "evaluasi-tanpa-skp", isWhole: true, show: (page, fake) => openOwn(page, fake, "2026-07") },
  { name: "evaluasi-tahun", isWhole: true, show: (page, fake) => openOwn(page, fake, "2026-00") },
  {
    name: "evaluasi-mengisi",
    isWhole: true,
    async show(page, fake) {
      await openOwn(page, fake, "2026-11");
      await page.getByRole("button", { name: "Isi realisasi" }).click();
      await page.getByRole("textbox", { name: "Realisasi" }).nth(1).fill("4 laporan, gagal terkirim satu");
      await page.getByLabel("Tautan bukti dukung").nth(2).fill("arsip");
      await page.getByRole("button", { name: "Simpan 1 realisasi" }).click();
      await page.getByText("tautan saja belum cukup").waitFor();
      await page.getByLabel("Tautan bukti dukung").nth(2).fill("");
      await page.getByRole("button", { name: "Simpan 1 realisasi" }).click();
      await page.getByText("Realisasi belum tersimpan.").waitFor();
    },
  },
  {
    name: "evaluasi-salah-isi",
    isWhole: true,
    async show(page, fake) {
      await openOwn(page, fake, "2026-11");
      await page.getByRole("button", { name: "Isi realisasi" }).click();
      await page.getByRole("textbox", { name: "Realisasi" }).first().fill("");
      await page.getByLabel("Tautan bukti dukung").nth(2).fill("arsip");
      await page.getByRole("button", { name: /^Simpan/ }).click();
      await page.getByText("dapat diperbaiki").waitFor();
    },
  },
  {
    name: "evaluasi-tidak-ada",
    async show(page, fake) {
      await enter(page, fake, 0, "/evaluasi?periode=2026-03");
      await page.getByText("Tidak ada evaluasi").waitFor();
    },
  },
  {
    name: "evaluasi-tertutup",
    async show(page, fake) {
      await enter(page, fake, 0, `/evaluasi?orang=${fake.people[2]?.me.personId ?? ""}`);
      await page.getByText("tidak terbuka untuk Anda").waitFor();
    },
  },
  {
    name: "evaluasi-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 0, "/evaluasi");
      await page.getByText("belum dapat dimuat").waitFor();
    },
  },
  {
    name: "evaluasi-orang",
    async show(page, fake) {
      await enter(page, fake, 1, `/evaluasi?periode=2026-10&orang=${fake.people[0]?.me.personId ?? ""}`);
      await page.getByRole("heading", { name: "Kuadran kinerja" }).waitFor();
    },
  },
];

const openTeam = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 1, "/tim/evaluasi?periode=2026-10");
  await page.getByRole("heading", { name: "Sebaran predikat" }).waitFor();
};

const openRating = async (page: Page, fake: Fake, person = 4): Promise<void> => {
  await enter(page, fake, 1, `/tim/evaluasi?periode=2026-10&orang=${fake.people[person]?.me.personId ?? ""}`);
  await page.getByRole("heading", { name: /^Nilai/ }).waitFor();
};

/** The fourth person leads a work team and assesses nobody. */
const openLed = async (page: Page, fake: Fake, rest = ""): Promise<void> => {
  const me = fake.people[3]?.me;
  if (me) Object.assign(me, { subordinateCount: 2 });
  await enter(page, fake, 3, `/tim/evaluasi?periode=2026-10${rest}`);
};

const team: readonly Scene[] = [
  {
    name: "tim-kerja",
    isWhole: true,
    async show(page, fake) {
      await openLed(page, fake);
      await page.getByRole("heading", { name: "Tim kerja yang Anda pimpin" }).waitFor();
    },
  },
  {
    name: "tim-kerja-umpan-balik",
    isWhole: true,
    async show(page, fake) {
      await openLed(page, fake);
      await page.getByRole("link", { name: "Tulis umpan balik untuk Bayu Kertanegara" }).click();
      await page.getByRole("heading", { name: "Umpan balik untuk Bayu Kertanegara" }).waitFor();
      await page
        .getByRole("textbox", { name: "Umpan balik", exact: true })
        .fill("Buku induk rapi, tetapi terlambat dua hari.");
      await page.getByRole("button", { name: "Simpan umpan balik" }).click();
      await page
        .getByText(/^Ketua tim · /)
        .first()
        .waitFor();
    },
  },
  { name: "tim-evaluasi", show: openTeam },
  { name: "tim-evaluasi-utuh", isWhole: true, show: openTeam },
  {
    name: "tim-evaluasi-terbit",
    async show(page, fake) {
      await openTeam(page, fake);
      await page.getByRole("button", { name: /^Terbitkan/ }).click();
      await dialog(page)
        .getByRole("button", { name: /^Terbitkan/ })
        .click();
      await dialog(page).getByText("Dokumen belum terbit.").waitFor();
    },
  },
  {
    name: "tim-evaluasi-alasan",
    async show(page, fake) {
      await openTeam(page, fake);
      await page.getByRole("button", { name: /^Tulis alasan/ }).click();
      await dialog(page).getByRole("button", { name: "Simpan alasan" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "tim-evaluasi-capaian",
    async show(page, fake) {
      await openTeam(page, fake);
      await page.getByRole("button", { name: /^Tetapkan capaian Bidang Pelayanan/ }).click();
      await dialog(page).getByLabel("Istimewa").check();
    },
  },
  {
    name: "tim-evaluasi-sudah-terbit",
    isWhole: true,
    async show(page, fake) {
      await openTeam(page, fake);
      await page.getByRole("button", { name: /^Tulis alasan/ }).click();
      await dialog(page).getByLabel("Alasan tertulis").fill("Target bersama tercapai oleh semua.");
      await dialog(page).getByRole("button", { name: "Simpan alasan" }).click();
      await dialog(page).waitFor({ state: "detached" });
      await page.getByRole("button", { name: /^Terbitkan/ }).click();
      await dialog(page)
        .getByRole("button", { name: /^Terbitkan/ })
        .click();
      await page.getByText("3 dokumen terbit.").waitFor();
      await page.getByRole("heading", { name: "Dokumen terbit" }).waitFor();
    },
  },
  { name: "tim-evaluasi-nilai", show: (page, fake) => openRating(page, fake) },
  {
    name: "tim-evaluasi-menilai",
    isWhole: true,
    async show(page, fake) {
      await openRating(page, fake);
      await page.getByText("Beri umpan balik").click();
      await page.getByLabel("Umpan balik").last().fill("Laporan rapi.");
      await page.getByLabel("Di atas ekspektasi").first().check();
      await page.getByLabel("Sesuai ekspektasi").last().check();
      await page.getByText("Predikat: Baik").waitFor();
    },
  },
  {
    name: "tim-evaluasi-belum-pilih",
    isWhole: true,
    async show(page, fake) {
      await openRating(page, fake);
      await page.getByRole("button", { name: "Simpan penilaian" }).click();
      await page.getByText("Pilih satu.").first().waitFor();
    },
  },
  {
    name: "tim-evaluasi-kosong",
    async show(page, fake) {
      await enter(page, fake, 1, "/tim/evaluasi?periode=2026-05");
      await page.getByText("Belum ada evaluasi").waitFor();
    },
  },
  {
    name: "tim-evaluasi-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 1, "/tim/evaluasi");
      await page.getByText("belum dapat dimuat").waitFor();
    },
  },
  {
    name: "tim-evaluasi-tertutup",
    async show(page, fake) {
      await enter(page, fake, 0, "/tim/evaluasi");
      await page.getByText("untuk pejabat penilai").waitFor();
    },
  },
];

export const reviewScenes: readonly Scene[] = [...own, ...team];
