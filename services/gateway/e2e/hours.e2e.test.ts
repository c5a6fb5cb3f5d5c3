import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, type Page } from "playwright-core";

import { must } from "./access/cast.ts";
import { upload } from "./adopt-policy.ts";
import { openQuietAgency, type Quiet } from "./fuzz/quiet-agency.ts";
import { barriers, desk, openBrowser, visit } from "./visit.ts";
import { platformNow } from "./world.ts";

const limitMs = 180_000;
const pictures = join(__dirname, "../../../build/e2e");
/** Of the width that most phones have. */
const phone = { width: 390, height: 844 } as const;
const dayMs = 86_400_000;

type Schedule = { unitId: string; validFrom: string; days: { weekday: number; starts: string; ends: string }[] };
type Week = { unitId: string; validFrom: string; days: number };
type Version = { date: string; source: string; counts: boolean; status: string; reason: string };
type Total = { workDate: string; attendance: string; attendanceByHand: boolean; attendanceReason: string };
type Shift = { day: { date: string; kind: string; starts?: string }; replacedAt?: string };

let browser: Browser;
let quiet: Quiet;
/** A day that has ended in UTC, and so has begun in each zone of Indonesia. */
let yesterday: string;

const dialog = (page: Page) => page.getByRole("dialog");
const inWords = (date: string): string =>
  new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(date),
  );
const attendanceHref = (bulan: string): string =>
  `/pegawai?bagian=orang&orang=${quiet.employee.personId}&lihat=kehadiran&bulan=${bulan}`;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await openBrowser();
  quiet = await openQuietAgency();
  yesterday = new Date((await platformNow()) - dayMs).toISOString().slice(0, 10);
}, limitMs);
afterAll(() => browser.close());

describe("working hours", () => {
  it(
    "are recorded by an officer on a phone; what the platform refuses stands at its field",
    async () => {
      const page = await visit(browser, quiet.officer.nip, "/pegawai?bagian=jam", phone);
      await page.getByRole("heading", { name: "Belum ada jam kerja" }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("button", { name: "Catat jam kerja" }).click();
      const sheet = dialog(page);
      await sheet.getByLabel("Berlaku untuk").selectOption(quiet.unitId);
      await sheet.getByLabel("Berlaku mulai").fill("2028-01-03");
      await sheet.getByLabel("Keputusan").fill("Keputusan contoh 445/2028");
      await sheet.getByLabel("Masuk", { exact: true }).fill("21:00");
      await sheet.getByLabel("Pulang", { exact: true }).fill("07:00");
      await sheet.getByText("Pulangnya pada esok hari.").waitFor();
      await sheet.getByLabel("Istirahat mulai").fill("02:00");
      await sheet.getByLabel("Istirahat selesai").fill("01:00");
      await sheet.getByRole("button", { name: "Catat jam kerja mulai 3 Jan 2028" }).click();
      await sheet.locator("[aria-invalid]").waitFor();
      expect(await sheet.getByLabel("Istirahat selesai").getAttribute("aria-invalid")).toBe("true");
      expect(await barriers(page)).toEqual([]);
      await sheet.getByLabel("Istirahat mulai").fill("01:00");
      await sheet.getByLabel("Istirahat selesai").fill("02:00");
      await sheet.getByRole("button", { name: "Catat jam kerja mulai 3 Jan 2028" }).click();
      await page.getByText("Jam kerja mulai 3 Jan 2028 tercatat.").waitFor();
      await page.getByText("21.00–07.00 esok hari").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "jam-ponsel.png"), fullPage: true });
      await page.context().close();
      const path = `/v1/agencies/${quiet.agencyId}/schedules`;
      const { schedules } = await must<{ schedules: Schedule[] }>(path, quiet.officer.token);
      const day = { starts: "21:00", ends: "07:00", breakFrom: "01:00", breakTo: "02:00" };
      // The newest; others may have recorded theirs before.
      expect(schedules.slice(0, 1)).toMatchObject([
        {
          unitId: quiet.unitId,
          validFrom: "2028-01-03",
          days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...day })),
        },
      ]);
    },
    limitMs,
  );

  it(
    "have a week of five or six days, on a desk",
    async () => {
      const page = await visit(browser, quiet.officer.nip, "/pegawai?bagian=jam", desk);
      await page.getByRole("button", { name: "Catat pekan kerja" }).click();
      const sheet = dialog(page);
      await sheet.getByLabel("Berlaku untuk").selectOption(quiet.unitId);
      await sheet.getByLabel("Enam hari").check();
      await sheet.getByLabel("Berlaku mulai").fill("2050-01-01");
      await sheet.getByLabel("Keputusan").fill("Pergub contoh 14/2028");
      await sheet.getByRole("button", { name: "Catat pekan kerja mulai 1 Jan 2050" }).click();
      await sheet.locator("[aria-invalid]").waitFor();
      expect(await sheet.getByLabel("Berlaku mulai").getAttribute("aria-invalid")).toBe("true");
      expect(await barriers(page)).toEqual([]);
      const validFrom = new Date(Date.parse(yesterday) + 400 * dayMs).toISOString().slice(0, 10);
      await sheet.getByLabel("Berlaku mulai").fill(validFrom);
      await sheet.getByRole("button", { name: "Catat pekan kerja mulai" }).click();
      await page.getByText("6 hari, Senin–Sabtu").first().waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
      const path = `/v1/holidays?year=2028&agencyId=${quiet.agencyId}`;
      const { weeks } = await must<{ weeks: Week[] }>(path, quiet.officer.token);
      expect(weeks).toContainEqual(expect.objectContaining({ unitId: quiet.unitId, validFrom, days: 6 }));
    },
    limitMs,
  );
});

describe("a roster", () => {
  /** The 20th of the month that comes next. */
  const twentieth = async (): Promise<string> => {
    const now = new Date(await platformNow());
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 20)).toISOString().slice(0, 10);
  };

  it(
    "comes by a file on a phone: whole or not at all, each fault with its line, and never with the own days",
    async () => {
      const { officer, superior } = quiet;
      const date = await twentieth();
      const page = await visit(browser, officer.nip, "/pegawai?bagian=dinas", phone);
      await page.getByRole("heading", { name: "Jadwal dinas dari berkas" }).waitFor();
      const send = async (...lines: string[]) => {
        const buffer = Buffer.from(lines.join("\n"));
        await page.getByLabel("Berkas CSV").setInputFiles({ name: "igd.csv", mimeType: "text/csv", buffer });
        await page.getByRole("button", { name: "Catat jadwal dari berkas" }).click();
      };
      await page.getByRole("button", { name: "Catat jadwal dari berkas" }).click();
      await page.getByText("Pilih berkasnya dahulu.").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel("Dasar jadwal").fill("Jadwal dinas contoh IGD");
      const head = "person_id,date,kind,starts,ends";
      await send(head, `${superior.personId},${date},DINAS,21:00,07:00`, `${superior.personId},${yesterday},,8,15:00`);
      await page.getByText("Jadwal dinas belum tercatat.").waitFor();
      await page.getByRole("rowheader", { name: "Baris 3" }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await send(head, `${superior.personId},${date},DINAS,21:00,07:00`, `${officer.personId},${date},LIBUR,,`);
      await page.getByText("Minta petugas kepegawaian lain").waitFor();

      // A day that has begun only for a reason, which gets the focus.
      await send(head, `${superior.personId},${yesterday},LIBUR,,`);
      await page.locator("textarea:focus[aria-invalid]").waitFor();

      await page.getByText("Kolom berkas jadwal dinas").click();
      const [template] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Unduh berkas kosong" }).click(),
      ]);
      const header = readFileSync(await template.path(), "utf8").replace(/^\ufeff/, "");
      const roster = [header.trim().replace("nip", "person_id"), `${superior.personId};${date};DINAS;21:00;07:00;;`];
      await send(...roster);
      await page.getByText("1 baris dibaca: 1 baru atau berubah, 0 sudah sama.").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "dinas-berkas-ponsel.png"), fullPage: true });
      await send(...roster);
      await page.getByText("1 baris dibaca. Semuanya sudah sama dengan jadwal yang ada.").waitFor();
      await page.context().close();
      const { days } = await must<{ days: Shift[] }>(`/v1/months/${date.slice(0, 7)}/shift-days`, superior.token);
      expect(days.map(({ day: { date: on, kind, starts } }) => [on, kind, starts])).toEqual([[date, "WORK", "21:00"]]);
    },
    limitMs,
  );
});

describe("the attendance of a person", () => {
  const month = (): string => yesterday.slice(0, 7);
  const versions = async (): Promise<Version[]> => {
    const path = `/v1/months/${month()}/attendance-history?date=${yesterday}`;
    return (await must<{ versions: Version[] }>(path, quiet.employee.token)).versions;
  };
  const total = async (): Promise<Total | undefined> => {
    const { days } = await must<{ days: Total[] }>(`/v1/months/${month()}`, quiet.employee.token);
    return days.find(({ workDate }) => workDate === yesterday);
  };

  it(
    "is corrected with a reason that the person sees, and counts as before once that is withdrawn",
    async () => {
      const { agencyId, employee, officer } = quiet;
      const lines = ["person_id,date,status,check_in,check_out", `${employee.personId},${yesterday},ALPA,,`, ""];
      const fileId = await upload(lines.join("\n"), officer.token);
      await must(`/v1/agencies/${agencyId}/attendance:import`, officer.token, { fileId });
      const day = inWords(yesterday);
      const page = await visit(browser, officer.nip, `/pegawai?bagian=orang&orang=${employee.personId}`, phone);
      await page.getByRole("link", { name: "Kehadiran" }).click();
      await page.goto(attendanceHref(month()));
      await page.getByRole("button", { name: `Koreksi kehadiran ${day}` }).click();
      const sheet = dialog(page);
      await sheet.getByLabel("Status").selectOption("HADIR");
      await sheet.getByLabel("Masuk", { exact: true }).fill("16:00");
      await sheet.getByLabel("Pulang", { exact: true }).fill("07:20");
      const reason = "Mesin mati, hadir menurut daftar apel";
      await sheet.getByLabel("Alasan").fill(reason);
      await sheet.getByRole("button", { name: `Koreksi ${day}` }).click();
      await sheet.locator("[aria-invalid]").waitFor();
      expect(await sheet.getByLabel("Pulang", { exact: true }).getAttribute("aria-invalid")).toBe("true");
      expect(await barriers(page)).toEqual([]);
      await sheet.getByLabel("Masuk", { exact: true }).fill("07:20");
      await sheet.getByLabel("Pulang", { exact: true }).fill("16:00");
      const bytes = Buffer.from("Daftar apel, invented");
      await sheet.getByLabel("Bukti").setInputFiles({ name: "apel.txt", mimeType: "text/plain", buffer: bytes });
      await sheet.getByRole("button", { name: `Koreksi ${day}` }).click();
      await page.getByText(`Kehadiran ${day} dikoreksi.`).waitFor();
      await page.getByText("Menurut berkas presensi: Tanpa keterangan.").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "kehadiran-ponsel.png"), fullPage: true });
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Unduh apel.txt" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("apel.txt");
      expect(await total()).toMatchObject({ attendance: "HADIR", attendanceByHand: true, attendanceReason: reason });

      await page.getByRole("button", { name: `Cabut koreksi ${day}` }).click();
      await dialog(page).getByLabel("Alasan").fill("Daftar apelnya hari lain");
      await dialog(page)
        .getByRole("button", { name: `Cabut koreksi ${day}` })
        .click();
      await page.getByText(`Koreksi ${day} dicabut.`).waitFor();
      await page.context().close();
      expect(await total()).toMatchObject({ attendance: "ALPA", attendanceByHand: false });
      // Behind them may stand what others have recorded for that day before.
      expect((await versions()).map(({ source, counts }) => [source, counts]).slice(0, 3)).toEqual([
        ["WITHDRAWAL", false],
        ["CORRECTION", false],
        ["FILE", true],
      ]);
    },
    limitMs,
  );

  it(
    "stands in the list of the month's corrections, by its state and with the way to the person",
    async () => {
      const { agencyId, employee, officer } = quiet;
      const reason = "Hadir menurut daftar tanda tangan rapat";
      const wish = { personId: employee.personId, date: yesterday, status: "HADIR", checkIn: "07:21", reason };
      await must(`/v1/agencies/${agencyId}/attendance:correct`, officer.token, wish);
      const path = `/pegawai?bagian=koreksi&bulan=${month()}`;
      const page = await visit(browser, officer.nip, path, phone);
      const row = page.getByRole("row").filter({ hasText: reason });
      await row.getByText("Berlaku", { exact: true }).waitFor();
      await row.getByText("Tanpa keterangan").waitFor();
      await row.getByText("Masuk 07.21").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "koreksi-daftar-ponsel.png"), fullPage: true });
      const state = page.getByLabel("Keadaan");
      await state.selectOption({ label: "Yang dicabut" });
      await page.getByRole("heading", { level: 1, name: /koreksi dicabut pada/ }).waitFor();
      await page.getByText("Daftar apelnya hari lain").waitFor();
      expect(await row.count()).toBe(0);
      await state.selectOption({ label: "Yang berlaku" });
      await row.getByRole("link").focus();
      await page.keyboard.press("Enter");
      await page.getByText("Menurut berkas presensi: Tanpa keterangan.").waitFor();
      await page.context().close();
    },
    limitMs,
  );

  it(
    "goes by shifts of the person's own, recorded for the dates that are ticked",
    async () => {
      const now = new Date(await platformNow());
      const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15)).toISOString().slice(0, 7);
      const page = await visit(browser, quiet.officer.nip, attendanceHref(next), desk);
      await page.getByText("Belum ada jadwal dinas pada bulan ini.").waitFor();
      await page.getByRole("button", { name: "Catat jadwal dinas" }).click();
      const sheet = dialog(page);
      for (const number of ["5", "6"]) await sheet.getByRole("checkbox", { name: new RegExp(`, ${number} `) }).check();
      await sheet.getByLabel("Masuk", { exact: true }).fill("21:00");
      await sheet.getByLabel("Pulang", { exact: true }).fill("07:00");
      await sheet.getByLabel("Istirahat mulai").fill("08:00");
      await sheet.getByLabel("Istirahat selesai").fill("09:00");
      await sheet.getByLabel("Dasar jadwal").fill("Jadwal dinas contoh");
      await sheet.getByRole("button", { name: "Catat jadwal 2 hari" }).click();
      await sheet.locator("[aria-invalid]").first().waitFor();
      expect(await barriers(page)).toEqual([]);
      await sheet.getByLabel("Istirahat mulai").fill("01:00");
      await sheet.getByLabel("Istirahat selesai").fill("02:00");
      await sheet.getByRole("button", { name: "Catat jadwal 2 hari" }).click();
      await page.getByText("Jadwal 2 hari tercatat.").waitFor();
      await page.getByText("Dinas 21.00–07.00 esok hari").first().waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "dinas-meja.png"), fullPage: true });
      await page.context().close();
      const { days } = await must<{ days: Shift[] }>(`/v1/months/${next}/shift-days`, quiet.employee.token);
      expect(days.map(({ day: { date, kind, starts } }) => [date.slice(8), kind, starts])).toEqual([
        ["05", "WORK", "21:00"],
        ["06", "WORK", "21:00"],
      ]);
    },
    limitMs,
  );
});
