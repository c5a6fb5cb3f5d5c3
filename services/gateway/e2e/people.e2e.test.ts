import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import { officersOf } from "../../../scripts/demo/officers.ts";
import { province } from "./fuzz/quiet-agency.ts";
import { ask, meOf, signIn, told } from "./world.ts";

const pictures = join(__dirname, "../../../build/e2e");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const limitMs = 120_000;

let browser: Browser;
let officer: string;
let agencyId: string;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=id"];
  browser = await chromium.launch({ executablePath: told("CHROMIUM"), args });
  officer = (await signIn("OFFICER")).accessToken;
  agencyId = (await meOf(officer)).employments[0]?.agencyId ?? "";
}, limitMs);
afterAll(() => browser.close());

const phone = { width: 360, height: 780 };
const desk = { width: 1280, height: 800 };

async function enter(
  viewport: typeof phone,
  path: string,
  nip = told("OFFICER"),
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: told("URL"),
    viewport,
    locale: "id-ID",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`/masuk?ke=${encodeURIComponent(path)}`);
  await page.getByLabel("NIP", { exact: true }).fill(nip);
  await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/pegawai/);
  return { context, page };
}

/** Rules of WCAG 2.2 A and AA that this page breaks. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Axe = { run(options: object): Promise<{ violations: { id: string; help: string }[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly });
    return violations.map(({ id, help }) => `${id}: ${help}`);
  });
}

type Listed = { person: { personId: string; name: string }; activated: boolean; superiorId: string };

const listed = async (name: string): Promise<Listed[]> => {
  const path = `/v1/agencies/${agencyId}/people?namePrefix=${encodeURIComponent(name)}`;
  return (await ask<{ people: Listed[] }>(path, { token: officer })).body.people;
};

const dialog = (page: Page) => page.getByRole("dialog");
const secondOfficer = officersOf({ province })[province.agencies[0]?.siasnId ?? ""]?.secondPersonnel;

// Two invented people, one line with a number that a spreadsheet broke.
const newcomer = { nip: "199503032020032960", name: "ZULAIKA PENGUJI" };
const columns = "pns_id;nip_baru;nama;jabatan_nama;unor_id;unor_nama;instansi_kerja_id;instansi_kerja_nama;atasan_nip";
const place = "Analis Uji;DEMO-UJI-UNIT;Unit Uji;DEMO-PROV-SELAT-JINGGA;Pemerintah Provinsi Selat Jingga;";
const csv = [
  columns,
  `E2E-ZULAIKA;'${newcomer.nip};${newcomer.name};${place}`,
  `E2E-RUSAK;1,98904E+17;RUSAK OLEH EXCEL;${place}`,
  "",
].join("\r\n");

it(
  "an officer tries a file, sees that nothing has changed and who it waits for, and a second officer applies it",
  async () => {
    const { context, page } = await enter(desk, "/pegawai");
    await page
      .getByLabel("Berkas CSV")
      .setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByRole("button", { name: "Unggah dan uji coba" }).click();
    await page.getByRole("heading", { name: "Uji coba selesai: 1 dari 2 baris siap" }).waitFor();
    await page.getByText("Belum ada data yang berubah").waitFor();
    await page.getByText("NIP menjadi pecahan").click();
    await page.getByText("Baris 3").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, "impor-meja.png"), fullPage: true });
    expect(await listed(newcomer.name)).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Laporan CSV" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain("NIP_SCIENTIFIC");

    await page.getByText("Perlu petugas kedua").waitFor();
    expect(await page.getByRole("button", { name: "Terapkan 1 baris" }).count()).toBe(0);
    const { pathname, search } = new URL(page.url());
    await context.close();

    const other = await enter(desk, `${pathname}${search}`, secondOfficer?.nip);
    await other.page.getByRole("button", { name: "Terapkan 1 baris" }).click();
    await dialog(other.page).getByText("tidak dapat diurungkan").waitFor();
    await dialog(other.page).getByRole("button", { name: "Terapkan 1 baris" }).click();
    await other.page.getByRole("heading", { name: "1 baris sudah diterapkan" }).waitFor();
    await other.context.close();
    expect(await listed(newcomer.name)).toMatchObject([{ activated: false, superiorId: "" }]);
  },
  limitMs,
);

it(
  "the code that an officer makes for who has no password makes one",
  async () => {
    const { context, page } = await enter(phone, "/pegawai?bagian=belum&daftar=sandi");
    await page.getByRole("button", { name: `Buat kode untuk ${newcomer.name}` }).click();
    await dialog(page).getByText("hanya ditampilkan sekali").waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Buat kode" }).click();
    const code = await dialog(page).locator(".secret").innerText();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, "kode-ponsel.png") });
    await dialog(page).getByRole("button", { name: "Tutup daftar kode" }).click();
    await dialog(page).getByText("Centang dahulu").waitFor();
    await dialog(page).getByLabel("Sudah disimpan atau diserahkan").check();
    await dialog(page).getByRole("button", { name: "Tutup daftar kode" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await context.close();
    const body = { nip: newcomer.nip, code, newPassword: "enam kata yang mudah diingat", deviceName: "uji" };
    expect((await ask("/v1/auth:activate", { body })).status).toBe(200);
    expect(await listed(newcomer.name)).toMatchObject([{ activated: true }]);
  },
  limitMs,
);

it(
  "somebody without a superior gets one, by decree",
  async () => {
    const superior = (await meOf((await signIn("SUPERIOR")).accessToken)).name;
    const { context, page } = await enter(phone, "/pegawai?bagian=belum&daftar=atasan");
    await page.getByRole("button", { name: `Tetapkan atasan ${newcomer.name}` }).click();
    await dialog(page).getByRole("button", { name: "Tetapkan", exact: true }).click();
    await dialog(page).getByText("Tulis nomor surat keputusannya").waitFor();
    await dialog(page)
      .getByRole("searchbox")
      .fill(superior.split(/[ ,]/)[0] ?? "");
    await dialog(page).getByLabel(superior).check();
    await dialog(page).getByLabel("Nomor surat keputusan").fill("SK 821/960/2026");
    expect(await barriers(page)).toEqual([]);
    await dialog(page)
      .getByRole("button", { name: `Tetapkan ${superior} sebagai Atasan` })
      .click();
    await page.getByText(`Hubungan ${newcomer.name} tercatat.`).waitFor();
    await context.close();
    const { personId } = await meOf((await signIn("SUPERIOR")).accessToken);
    expect(await listed(newcomer.name)).toMatchObject([{ superiorId: personId }]);
  },
  limitMs,
);

it(
  "a role waits for a second officer: the proposer is told so",
  async () => {
    const [person] = await listed(newcomer.name);
    const { context, page } = await enter(desk, `/pegawai?bagian=orang&orang=${person?.person.personId ?? ""}`);
    await page.getByRole("button", { name: "Usulkan peran" }).click();
    await dialog(page).getByLabel("Pengawas").check();
    await dialog(page).getByRole("button", { name: "Usulkan sebagai Pengawas" }).click();
    await page.getByText("menunggu petugas kedua").waitFor();
    await page.screenshot({ path: join(pictures, "orang-meja.png"), fullPage: true });
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("link", { name: "Semua orang" }).click();
    await page.getByText("Anda yang mengusulkan").waitFor();
    expect(await page.getByRole("button", { name: `Kukuhkan ${newcomer.name}` }).count()).toBe(0);
    await page.getByLabel("Nama berawal").fill("ZULA");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: newcomer.name }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await context.close();
  },
  limitMs,
);

describe("the lists of what is missing", () => {
  it.each([
    ["skp", /SKP/],
    ["catatan", /mencatat|tercatat/],
    ["evaluasi", /evaluasi/],
  ])(
    "%s stands without barriers on a phone",
    async (list, title) => {
      const { context, page } = await enter(phone, `/pegawai?bagian=belum&daftar=${list}&periode=2026-09`);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(phone.width);
      await context.close();
    },
    limitMs,
  );
});

it(
  "attendance comes whole or not at all, and a second officer closes the month with its number asked",
  async () => {
    const { context, page } = await enter(desk, "/pegawai?bagian=periode&periode=2026-08");
    const { personId: id } = await meOf((await signIn("EMPLOYEE")).accessToken);
    const attendance = async (...lines: string[]) => {
      const buffer = Buffer.from(lines.join("\n"));
      await page.getByLabel("Berkas CSV").setInputFiles({ name: "p.csv", mimeType: "text/csv", buffer });
      await page.getByRole("button", { name: "Impor presensi" }).click();
    };
    await attendance("person_id,date,status", `${id},2026-08-03,HADIR`, `${id},2026-08-32,ENTAH`);
    await page.getByText("Presensi belum diterima").waitFor();
    await page.getByText("Baris 3").first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByText("Kolom berkas presensi").click();
    const [template] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Unduh berkas kosong" }).click(),
    ]);
    const header = readFileSync(await template.path(), "utf8")
      .replace(/^\ufeff/, "")
      .trim();
    await attendance(header, `'${told("EMPLOYEE")};2026-08-03;HADIR;0;0;0`);
    await page.getByText("1 baris dibaca, 1 baru atau berubah").waitFor();

    const close = async (by: Page) => {
      await by.getByRole("button", { name: "Tutup Agustus 2026" }).click();
      expect(await barriers(by)).toEqual([]);
      await dialog(by)
        .getByRole("button", { name: /^Tutup Agustus/ })
        .click();
    };
    await close(page);
    await dialog(page).getByText("Minta petugas kepegawaian lain memeriksa lalu menutupnya").waitFor();
    expect(await barriers(page)).toEqual([]);
    await context.close();

    const other = await enter(desk, "/pegawai?bagian=periode&periode=2026-08", secondOfficer?.nip);
    await close(other.page);
    const closing = { name: /Agustus 2026 sedang ditutup|Catatan Agustus 2026 tertutup/ };
    await other.page.getByRole("heading", closing).waitFor();
    await other.page.screenshot({ path: join(pictures, "periode-meja.png"), fullPage: true });
    expect(await barriers(other.page)).toEqual([]);
    await other.context.close();
    const path = `/v1/agencies/${agencyId}/months/2026-08`;
    const { body } = await ask<{ period: { state: string } }>(path, { token: officer });
    expect(["CLOSING", "SEALED"]).toContain(body.period.state);
  },
  limitMs,
);
