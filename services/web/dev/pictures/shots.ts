/** What the documents show, by the names that they use. */
import { type Page } from "playwright-core";
import { type Role } from "./cast.ts";

export type SizeName = "ponsel" | "meja";

export interface Shot {
  readonly name: string;
  /** Undefined: before the sign-in. */
  readonly as: Role | undefined;
  readonly path: string;
  /** What is done on the page before the picture. */
  readonly show?: (page: Page) => Promise<void>;
  /** At which sizes the documents show it; both when missing. */
  readonly sizes?: readonly SizeName[];
  /** Where the first screen doesn't hold what the guide explains. */
  readonly height?: Partial<Readonly<Record<SizeName, number>>>;
}

interface Facts {
  readonly employeeId: string;
  /** Of the dry run. */
  readonly importId: string;
}

const phone = ["ponsel"] as const;
const desktop = ["meja"] as const;

const gate: readonly Shot[] = [
  { name: "masuk", as: undefined, path: "/masuk" },
  { name: "aktivasi", as: undefined, path: "/aktivasi", sizes: phone },
];

/** Opens the first step that cuts something. */
async function openCut(page: Page): Promise<void> {
  await page.locator(".wf li.change summary").first().click();
}

async function openRecord(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kegiatan").fill("Rapat koordinasi lintas bidang");
  // A browser's own field for the time follows the language of the browser, which is not that of the page here.
  await dialog.getByRole("button", { name: "Isi lamanya saja" }).click();
  await dialog.getByLabel("Lama (menit)").fill("90");
}

/** Opens the first result of the draft. */
async function openResult(page: Page): Promise<void> {
  await page.getByRole("heading", { name: /^Menulis SKP/ }).waitFor();
  await page
    .getByRole("button", { name: /^Ubah: / })
    .first()
    .click();
  await page.getByRole("dialog").getByLabel("Indikator", { exact: true }).first().waitFor();
}

/** Chooses both ratings without saving them. */
async function chooseCell(page: Page): Promise<void> {
  await page.getByRole("group", { name: "Hasil kerja" }).getByLabel("Sesuai ekspektasi").check();
  await page.getByRole("group", { name: "Perilaku kerja" }).getByLabel("Di atas ekspektasi").check();
  await page.locator("#h-rating").evaluate((heading) => heading.scrollIntoView());
}

const employee: readonly Shot[] = [
  { name: "hari-ini", path: "/", height: { ponsel: 1000 } },
  { name: "catat", path: "/", show: openRecord },
  { name: "rencana", path: "/rencana", height: { ponsel: 1000 } },
  { name: "evaluasi", path: "/evaluasi?periode=2026-10", height: { ponsel: 1000 } },
  { name: "tunjangan", path: "/tunjangan?periode=2026-10", show: openCut, height: { ponsel: 1100 } },
  { name: "pemberitahuan", path: "/pemberitahuan", sizes: phone },
].map((shot) => ({ ...shot, as: "employee" as const }));

/** Whose plan is being written anew. */
const colleague: readonly Shot[] = [
  { name: "rencana-tulis", as: "colleague", path: "/rencana?tulis=1", height: { ponsel: 1000 } },
  { name: "rencana-hasil", as: "colleague", path: "/rencana?tulis=1", show: openResult, sizes: phone },
];

const superior = ({ employeeId }: Facts): readonly Shot[] =>
  [
    { name: "tim", path: "/tim", height: { ponsel: 1000 } },
    { name: "tim-rencana", path: "/tim/rencana", sizes: desktop },
    { name: "tim-evaluasi", path: "/tim/evaluasi?periode=2026-10", height: { ponsel: 1000 } },
    {
      name: "tim-evaluasi-nilai",
      path: `/tim/evaluasi?periode=2026-00&orang=${employeeId}`,
      show: chooseCell,
    },
  ].map((shot) => ({ ...shot, as: "superior" as const }));

const office = ({ importId }: Facts): readonly Shot[] => [
  { name: "perjanjian", as: "head", path: "/perjanjian", sizes: desktop },
  ...[
    { name: "pegawai-impor", path: `/pegawai?bagian=impor&impor=${importId}`, sizes: desktop },
    { name: "pegawai-belum", path: "/pegawai?bagian=belum&daftar=evaluasi&periode=2026-10" },
    { name: "pegawai-orang", path: "/pegawai?bagian=orang", sizes: desktop },
    { name: "pegawai-rekening", path: "/pegawai?bagian=rekening" },
    { name: "pegawai-periode", path: "/pegawai?bagian=periode&periode=2026-10", sizes: desktop },
    { name: "pegawai-libur", path: "/pegawai?bagian=libur&tahun=2026" },
    { name: "pohon", path: "/pohon" },
  ].map((shot) => ({ ...shot, as: "officer" as const })),
  { name: "proses", as: "maker", path: "/proses?periode=2026-10", sizes: desktop },
];

/** How each of the three who sign reaches their work. */
const signers: readonly Shot[] = [
  { name: "proses-kebijakan", as: "checker", path: "/proses?periode=2026-10", show: openPolicy },
];

/** What a month that went well has not, or not yet: a state of the double, by its scene. */
export const doubleShots = [
  { name: "proses-temuan", scene: "proses-awal", sizes: ["meja"] },
  { name: "proses-putuskan", scene: "proses-putuskan-benar", sizes: ["ponsel"] },
  { name: "tugas", scene: "tugas-awal", sizes: ["ponsel"] },
  { name: "catat-tugas", scene: "catat-tugas", sizes: ["meja"] },
  { name: "dua-versi", scene: "dua-versi", sizes: ["ponsel", "meja"] },
  { name: "tempel", scene: "tempel", sizes: ["meja"] },
  { name: "tempel", scene: "tempel-baca", sizes: ["ponsel"] },
  { name: "tim-kerja", scene: "tim-kerja-harian", sizes: ["ponsel", "meja"] },
  { name: "tim-tugas", scene: "tim-tugas", sizes: ["ponsel", "meja"] },
  { name: "pegawai-dinas", scene: "dinas-berkas-isi", sizes: ["meja"] },
  { name: "pegawai-koreksi", scene: "koreksi-daftar", sizes: ["meja"] },
  { name: "pegawai-pengawasan", scene: "pengawasan", sizes: ["meja"] },
  { name: "tunjangan-pajak", scene: "tunjangan-pajak", sizes: ["meja", "ponsel"] },
  { name: "tunjangan-rapel", scene: "tunjangan-rapel", sizes: ["ponsel"] },
  { name: "andaikan", scene: "andaikan", sizes: ["meja", "ponsel"] },
  { name: "keberatan", scene: "keberatan-isi", sizes: ["ponsel"] },
  { name: "keberatan-jawab", scene: "keberatan-jawaban", sizes: ["meja"] },
  { name: "data-gaji", scene: "data-gaji-awal", sizes: ["meja"] },
  { name: "data-gaji-gangguan", scene: "data-gaji-gangguan", sizes: ["meja"] },
  { name: "berkas", scene: "berkas", sizes: ["meja"] },
  { name: "berkas-pengaturan", scene: "berkas-pengaturan", sizes: ["meja"] },
  { name: "koreksi-pratinjau", scene: "koreksi-pratinjau", sizes: ["meja"] },
  { name: "proses-banding", scene: "proses-banding-awal", sizes: ["meja"] },
  { name: "kebijakan-banding", scene: "kebijakan-banding", sizes: ["meja"] },
] as const;

async function openPolicy(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /^Lihat isi/ })
    .first()
    .click();
  const rules = page.getByRole("heading", { name: "Aturan, menurut urutan hitung" });
  await rules.evaluate((heading) => heading.scrollIntoView());
}

export const shotsOf = (facts: Facts): readonly Shot[] => [
  ...gate,
  ...employee,
  ...colleague,
  ...superior(facts),
  ...office(facts),
  ...signers,
];
