import { type Page } from "playwright-core";
import { type Role } from "../../src/api/types.ts";
import { type Fake } from "../fake-api.ts";
import { asOfficer, heading } from "./office.ts";
import { dialog, type Scene } from "./scene.ts";

async function asHours(page: Page, fake: Fake, role?: Role): Promise<void> {
  await asOfficer(page, fake, "?bagian=jam", role);
  await heading(page, "Jam kerja hari Kamis 07.30–16.00");
  await heading(page, "Hari kerja sepekan");
}

async function openHours(page: Page, fake: Fake): Promise<void> {
  await asHours(page, fake);
  await page.getByRole("button", { name: "Catat jam kerja" }).click();
  await dialog(page).getByLabel("Keputusan").fill("Pergub contoh 9/2026");
  await dialog(page).getByLabel("Alasan").fill("Keputusannya baru diterima");
}

export const hoursScenes: readonly Scene[] = [
  { name: "jam", isWhole: true, show: asHours },
  { name: "jam-awal", show: asHours },
  {
    name: "jam-pengawas",
    isWhole: true,
    async show(page, fake) {
      await asHours(page, fake, "AUDITOR");
      await page.getByText("Anda melihat sebagai pengawas").waitFor();
    },
  },
  {
    name: "jam-kosong",
    isWhole: true,
    async show(page, fake) {
      await page.route("**/schedules*", (route) => route.fulfill({ json: { schedules: [], nextPageToken: "" } }));
      await asOfficer(page, fake, "?bagian=jam");
      await heading(page, "Belum ada jam kerja");
    },
  },
  { name: "jam-catat", isWhole: true, show: openHours },
  {
    name: "jam-kurang",
    isWhole: true,
    async show(page, fake) {
      await asHours(page, fake);
      await page.getByRole("button", { name: "Catat jam kerja" }).click();
      await dialog(page).getByRole("button", { name: "Tambah hari dengan jam lain" }).click();
      await dialog(page).getByLabel("Istirahat selesai").first().fill("");
      await dialog(page)
        .getByRole("button", { name: /^Catat jam kerja mulai/ })
        .click();
      await dialog(page).getByText("Pilih harinya.").waitFor();
    },
  },
  {
    name: "jam-ditolak",
    isWhole: true,
    async show(page, fake) {
      await openHours(page, fake);
      await dialog(page).getByLabel("Istirahat selesai").last().fill("17:00");
      await dialog(page)
        .getByRole("button", { name: /^Catat jam kerja mulai/ })
        .click();
      await dialog(page).getByText("mendahului jam sebelumnya").waitFor();
    },
  },
  {
    name: "jam-malam",
    isWhole: true,
    async show(page, fake) {
      await openHours(page, fake);
      await dialog(page).getByLabel("Berlaku untuk").selectOption({ index: 3 });
      await dialog(page).getByLabel("Masuk", { exact: true }).first().fill("22:00");
      await dialog(page).getByLabel("Pulang", { exact: true }).first().fill("06:00");
      await dialog(page).getByText("Pulangnya pada esok hari.").waitFor();
    },
  },
  {
    name: "jam-tercatat",
    async show(page, fake) {
      await openHours(page, fake);
      await dialog(page)
        .getByRole("button", { name: /^Catat jam kerja mulai/ })
        .click();
      await page.getByText("Jam kerja mulai 19 Nov 2026 tercatat.").waitFor();
    },
  },
  {
    name: "pekan-catat",
    async show(page, fake) {
      await asHours(page, fake);
      await page.getByRole("button", { name: "Catat pekan kerja" }).click();
      await dialog(page).getByLabel("Enam hari").check();
      await dialog(page)
        .getByRole("button", { name: /^Catat pekan kerja mulai/ })
        .click();
      await dialog(page).getByText("Tulis nomor keputusannya.").waitFor();
    },
  },
];
