import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser } from "playwright-core";

import { type Actor, must, signInAs } from "./access/cast.ts";
import { closeMonth } from "./close-month.ts";
import { barriers, desk, openBrowser, phone, visit } from "./visit.ts";
import { told } from "./world.ts";

const limitMs = 120_000;
const period = "2026-06";

let browser: Browser;
let employee: Actor;
let second: string;
let colleague: string;
let name: string;
let unitName: string;

beforeAll(async () => {
  browser = await openBrowser();
  employee = await signInAs(told("EMPLOYEE"));
  ({ second = "", colleague = "" } = JSON.parse(told("CAST")) as { second?: string; colleague?: string });
  const officer = await signInAs(told("OFFICER"));
  await closeMonth(`/v1/agencies/${officer.agencyId}`, period, officer.token);
  const superior = await signInAs(told("SUPERIOR"));
  ({ name } = await must<{ name: string }>("/v1/me", employee.token));
  type Units = { units: { unitId: string; name: string; headPersonId: string }[] };
  const { units } = await must<Units>(`/v1/agencies/${employee.agencyId}/units`, employee.token);
  unitName = units.find(({ unitId }) => unitId === superior.unitId)?.name ?? "";
}, limitMs);
afterAll(() => browser.close());

type Evaluation = { state: string; predicate: string; realised: number; documentSha256: string };
const stored = async (): Promise<Evaluation> =>
  (await must<{ evaluation: Evaluation }>(`/v1/evaluations/${period}`, (await signInAs(employee.nip)).token))
    .evaluation;

describe("the evaluation of a month", () => {
  it(
    "begins with the employee, who records what was achieved",
    async () => {
      const page = await visit(browser, employee.nip, `/evaluasi?periode=${period}`, phone);
      await page.getByRole("button", { name: "Isi realisasi" }).click();
      const fields = page.getByRole("textbox", { name: "Realisasi", exact: true });
      const count = await fields.count();
      expect(count).toBeGreaterThan(0);
      await page.getByRole("textbox", { name: "Tautan bukti dukung" }).first().fill("arsip");
      await page.getByRole("button", { name: /^Simpan/ }).click();
      await page.getByText("Tautan dimulai dengan https://").waitFor();
      await page.getByRole("textbox", { name: "Tautan bukti dukung" }).first().fill("https://arsip.example.go.id/1");
      for (let at = 0; at < count; at += 1) await fields.nth(at).fill(`${String(at + 6)} dari 8 selesai`);
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("button", { name: `Simpan ${String(count)} realisasi` }).click();
      await page.getByRole("heading", { name: "Realisasi lengkap, menunggu penilaian" }).waitFor();
      await page.getByText("6 dari 8 selesai").waitFor();
      await page.getByRole("status").getByRole("button", { name: "Tutup" }).click();
      expect(await barriers(page)).toEqual([]);
      expect(await stored()).toMatchObject({ state: "OPEN", realised: count });
      await page.context().close();
    },
    limitMs,
  );

  it(
    "waits for the predicate of the unit, which the leader above sets",
    async () => {
      const page = await visit(browser, second, `/tim/evaluasi?periode=${period}`, desk);
      await page.getByRole("button", { name: `Tetapkan capaian ${unitName}` }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Baik", { exact: true }).check();
      await dialog.getByRole("button", { name: "Tetapkan Baik" }).click();
      await dialog.getByText("paling sedikit 3 huruf").waitFor();
      await dialog.getByLabel("Dasar penetapan").fill("Rencana aksi tercapai sesuai target");
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Tetapkan Baik" }).click();
      await page.getByText(`Capaian ${unitName}: Baik.`).waitFor();
      await page.context().close();
    },
    limitMs,
  );

  it(
    "is rated by the superior, who sees the cell before saving, and issued in one act",
    async () => {
      const page = await visit(browser, told("SUPERIOR"), `/tim/evaluasi?periode=${period}`, phone);
      await page.getByRole("heading", { name: "Belum dinilai", exact: true }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("link", { name: `Nilai ${name}` }).click();
      await page.getByText("6 dari 8 selesai").waitFor();
      await page.getByRole("button", { name: "Simpan penilaian" }).click();
      expect(await page.getByText("Pilih satu.").count()).toBe(2);
      await page.getByRole("group", { name: "Hasil kerja" }).getByLabel("Sesuai ekspektasi").check();
      await page.getByRole("group", { name: "Perilaku kerja" }).getByLabel("Di atas ekspektasi").check();
      await page.getByText("Predikat: Baik").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("button", { name: "Simpan penilaian" }).click();
      await page.getByText(`Penilaian ${name} tersimpan: Baik.`).waitFor();
      expect(await stored()).toMatchObject({ state: "RATED", predicate: "BAIK" });

      await page.getByRole("button", { name: "Terbitkan 1 dokumen" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText(name).waitFor();
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Terbitkan 1 dokumen" }).click();
      await page.getByText("1 dokumen terbit.").waitFor();
      await page.context().close();
    },
    limitMs,
  );

  it.each([phone, desk])(
    "answers the employee with predicate, cell, document and time to object on $width px",
    async (viewport) => {
      const page = await visit(browser, employee.nip, `/evaluasi?periode=${period}`, viewport);
      await page.getByRole("heading", { name: "Predikat Anda: Baik" }).waitFor();
      const { documentSha256 } = await stored();
      await page.getByText(documentSha256).waitFor();
      await page.locator("td.me", { hasText: "Anda" }).waitFor();
      await page.getByRole("heading", { name: /^Tersisa 14 hari untuk keberatan/ }).waitFor();
      await page.getByText(/23\.59 WI(B|TA|T)/).waitFor();
      expect(await page.getByRole("button", { name: /realisasi/ }).count()).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "is not shown to somebody who is nothing to the employee",
    async () => {
      const path = `/evaluasi?periode=${period}&orang=${employee.personId}`;
      const page = await visit(browser, colleague, path, phone);
      await page.getByText("Evaluasi ini tidak terbuka untuk Anda").waitFor();
      await page.context().close();
    },
    limitMs,
  );
});
