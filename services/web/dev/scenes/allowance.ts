import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { enter, type Scene } from "./scene.ts";

const openMonth = async (page: Page, fake: Fake, path = "/tunjangan"): Promise<void> => {
  await enter(page, fake, 0, path);
  await page.getByRole("heading", { name: "Langkah hitung" }).waitFor();
};

export const allowanceScenes: readonly Scene[] = [
  { name: "tunjangan", show: (page, fake) => openMonth(page, fake) },
  { name: "tunjangan-utuh", isWhole: true, show: (page, fake) => openMonth(page, fake) },
  {
    name: "tunjangan-langkah",
    isWhole: true,
    async show(page, fake) {
      await openMonth(page, fake);
      for (const summary of await page.locator(".wf summary").all()) await summary.click();
      await page.getByText("Baca naskah kebijakan").click();
      await page.getByText("schema: kinerja.policy/v1").waitFor();
    },
  },
  {
    name: "tunjangan-pajak",
    isWhole: true,
    show: (page, fake) => openMonth(page, fake, "/tunjangan?periode=2026-09"),
  },
  {
    name: "tunjangan-rapel",
    isWhole: true,
    async show(page, fake) {
      await openMonth(page, fake);
      await page
        .getByRole("link", { name: /^Rapel dan koreksi/ })
        .first()
        .click();
      await page.getByRole("heading", { level: 1, name: "1.178.209" }).waitFor();
    },
  },
  {
    name: "tunjangan-ditahan",
    isWhole: true,
    show: (page, fake) => openMonth(page, fake, "/tunjangan?periode=2026-08"),
  },
  {
    name: "tunjangan-komponen",
    isWhole: true,
    async show(page, fake) {
      await openMonth(page, fake, "/tunjangan?periode=2026-06");
      for (const summary of await page.locator(".wf summary").all()) await summary.click();
      await page.getByText("Cuti besar, bulan ke-1: dipotong 50%, jadi dibayar 50%.").waitFor();
    },
  },
  { name: "tunjangan-besar", show: (page, fake) => openMonth(page, fake, "/tunjangan?periode=2026-07") },
  {
    name: "tunjangan-kosong",
    async show(page, fake) {
      await enter(page, fake, 2, "/tunjangan");
      await page.getByText("Belum ada rincian tunjangan").waitFor();
    },
  },
  {
    name: "tunjangan-tidak-ada",
    async show(page, fake) {
      await enter(page, fake, 0, "/tunjangan?periode=2025-02");
      await page.getByText("Tidak ada rincian untuk").waitFor();
    },
  },
  {
    name: "tunjangan-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 0, "/tunjangan");
      await page.getByText("belum dapat dimuat").waitFor();
    },
  },
  {
    name: "tunjangan-tertutup",
    async show(page, fake) {
      await enter(page, fake, 0, `/tunjangan?periode=2026-10&orang=${fake.people[2]?.me.personId ?? ""}`);
      await page.getByText("tidak terbuka untuk Anda").waitFor();
    },
  },
];
