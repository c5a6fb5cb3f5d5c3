import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";

import { type Actor, must, signInAs } from "./access/cast.ts";
import { closeMonth } from "./close-month.ts";
import { rate } from "./pay-month.ts";
import { ask, told } from "./world.ts";

const pictures = join(__dirname, "../../../build/e2e");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const limitMs = 120_000;
const period = "2026-09";

/** Those who pay in the second agency; all but the stranger work elsewhere, so that no row of theirs is in the run. */
interface Office {
  readonly agencyId: string;
  readonly stranger: Actor;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly approver: Actor;
}

let browser: Browser;
let office: Office;

async function grant(path: string, first: readonly [Actor, Actor], personId: string, role: string): Promise<void> {
  const body = { personId, role, validFrom: "2026-01-01" };
  const { grantId } = await must<{ grantId: string }>(`${path}/grants:propose`, first[0].token, body);
  await must(`${path}/grants/${grantId}:confirm`, first[1].token, {});
}

/** One person is rated, so that there is somebody to pay; the others wait for their predicate. */
async function evaluate(path: string, officer: string, stranger: Actor, acting: Actor): Promise<void> {
  const relation = { personId: stranger.personId, otherPersonId: acting.personId, kind: "ACTING" };
  await must(`${path}/relations:set`, officer, {
    ...relation,
    validFrom: "2026-09-01",
    validTo: "2026-10-31",
    decree: "SK 821/902/2026",
  });
  const unit = { unitId: stranger.unitId, period, predicate: "BAIK", reason: "Rencana aksi tercapai sesuai target" };
  await must(`${path}/unit-predicates:set`, officer, unit);
  const rater = await signInAs(acting.nip);
  await rate(rater, stranger.personId, period);
  const distribution = `${path}/units/${stranger.unitId}/distribution`;
  const { violations } = await must<{ violations: string[] }>(`${distribution}?period=${period}`, officer);
  if (violations.length > 0)
    await must(`${distribution}:explain`, officer, { period, reason: "Unit kecil; penilaian mengikuti bukti dukung" });
  await must(`/v1/team/evaluations/${period}:issue`, rater.token, { personIds: [stranger.personId] });
  await must(`${path}/evaluations/${period}:seal`, officer, { acceptMissing: true });
}

async function draftPolicy(path: string, maker: string, name = "contoh-tpp"): Promise<void> {
  const text = readFileSync(join(__dirname, `../../allowance/policies/${name}.yaml`), "utf8");
  const headers = { "content-type": "application/octet-stream" };
  const { body } = await ask<{ fileId: string }>("/v1/files", { method: "PUT", raw: text, token: maker, headers });
  await must(`${path}/policies:draft`, maker, { fileId: body.fileId });
}

async function openOffice(): Promise<Office> {
  const cast = JSON.parse(told("CAST")) as Record<string, string>;
  const firstNips = JSON.parse(told("FIRST")) as { maker: string; checker: string };
  const first = [await signInAs(firstNips.maker), await signInAs(firstNips.checker)] as const;
  const of = async (who: string): Promise<Actor> => signInAs(cast[who] ?? "");
  const stranger = await signInAs(told("STRANGER"));
  const [maker, checker, approver, acting] = [await of("peer"), await of("lead"), await of("colleague"), await of("acting")];
  const path = `/v1/agencies/${stranger.agencyId}`;
  await grant(path, first, maker.personId, "PAY_MAKER");
  await grant(path, first, checker.personId, "PAY_CHECKER");
  await grant(path, first, approver.personId, "PAY_APPROVER");
  await closeMonth(path, period, first[0].token);
  await evaluate(path, first[0].token, stranger, acting);
  await draftPolicy(path, (await signInAs(maker.nip)).token);
  return { agencyId: stranger.agencyId, stranger, maker, checker, approver };
} // prettier-ignore

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=id"];
  browser = await chromium.launch({ executablePath: told("CHROMIUM"), args });
  office = await openOffice();
}, limitMs);
afterAll(() => browser.close());

const desk = { width: 1280, height: 800 };
const phone = { width: 360, height: 780 };

async function enter({ nip }: Actor, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({
    baseURL: told("URL"),
    viewport,
    locale: "id-ID",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript(() => localStorage.setItem("kinerja.settings", '{"desk":"office"}'));
  await page.goto(`/proses?instansi=${office.agencyId}&periode=${period}`);
  await page.waitForURL(/\/masuk/);
  await page.getByLabel("NIP", { exact: true }).fill(nip);
  await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/proses/);
  return page;
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

interface Run {
  readonly runId: string;
  readonly openFlags: number;
  readonly makerId: string;
  readonly batches: readonly { readonly batch: number }[];
}

async function runOf(token: string): Promise<Run> {
  const { runs } = await must<{ runs: Run[] }>(`/v1/agencies/${office.agencyId}/runs`, token);
  const [run] = runs;
  if (run === undefined) throw new Error("there is no run");
  return run;
}

/** Holds out all that is still open, as the maker would one by one. */
async function holdTheRest(): Promise<void> {
  const { token } = await signInAs(office.maker.nip);
  const path = `/v1/agencies/${office.agencyId}/runs/${(await runOf(token)).runId}`;
  type Flag = { readonly flagId: string; readonly severity: string; readonly decision: string };
  const { flags } = await must<{ flags: Flag[] }>(`${path}/flags?pageSize=200`, token);
  for (const { flagId, severity, decision } of flags) {
    if (decision !== "UNSPECIFIED" || severity === "NOTE") continue;
    const body = { decision: severity === "BLOCK" ? "HOLD" : "ACKNOWLEDGE", reason: "Menunggu predikat bulan ini" };
    const answer = await ask<{ code?: string }>(`${path}/flags/${flagId}:resolve`, { token, body });
    // Who is held out is held with everything that was found.
    if (answer.status !== 200 && answer.body.code !== "FLAG_DECIDED") throw new Error(JSON.stringify(answer.body));
  }
}

describe("a month is paid by three people", () => {
  it(
    "a policy comes into force by a second and a third person, who read what it cites",
    async () => {
      for (const [actor, act, done] of [
        ["checker", "Nyatakan sudah ditelaah", "Kebijakan sudah ditelaah."],
        ["approver", "Sahkan dengan sidik ini", "Kebijakan disahkan."],
        ["approver", "Aktifkan", "Kebijakan diaktifkan."],
      ] as const) {
        const page = await enter(office[actor], desk);
        await page.getByRole("link", { name: /^Lihat isi/ }).click();
        await page.getByText("Peraturan Gubernur contoh 1/2026").first().waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.getByRole("button", { name: act }).click();
        await page.getByText(done).waitFor();
        await page.context().close();
      }
    },
    limitMs,
  );

  it(
    "the maker starts the run, and sees what stops the payment",
    async () => {
      const page = await enter(office.maker, desk);
      await page.getByRole("heading", { name: "September 2026 belum dihitung" }).waitFor();
      await page.getByRole("button", { name: "Hitung September 2026" }).click();
      const head = page.getByRole("heading", { level: 1, name: /\d+ temuan menahan persetujuan/ });
      await head.waitFor();
      const before = Number.parseInt(await head.innerText(), 10);
      await page.screenshot({ path: join(pictures, "proses-meja.png"), fullPage: true });
      expect(await barriers(page)).toEqual([]);

      await page.getByRole("button", { name: /^Putuskan untuk/ }).first().click(); // prettier-ignore
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Tahan baris ini" }).click();
      await dialog.getByText("paling sedikit 3 huruf").waitFor();
      expect(await barriers(page)).toEqual([]);
      await dialog.getByLabel("Alasan").fill("Predikat bulan ini menyusul");
      await dialog.getByRole("button", { name: "Tahan baris ini" }).click();
      await page.getByText("Predikat bulan ini menyusul").first().waitFor();
      expect(Number.parseInt(await head.innerText(), 10)).toBeLessThan(before);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "nobody signs alone: the maker is told why not",
    async () => {
      await holdTheRest();
      const page = await enter(office.maker, phone);
      await page.getByRole("heading", { name: "Tinggal diperiksa" }).waitFor();
      await page.getByText("Yang memeriksa: pemeriksa").first().waitFor();
      expect(await page.getByRole("button", { name: /^(Periksa|Setujui) bagian/ }).count()).toBe(0);
      await page.screenshot({ path: join(pictures, "proses-ponsel.png"), fullPage: true });
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "the checker and the approver sign the hash that they see, and the file can be fetched",
    async () => {
      const checking = await enter(office.checker, phone);
      await checking.getByRole("button", { name: "Periksa bagian 1" }).first().click();
      expect(await barriers(checking)).toEqual([]);
      await checking.getByRole("button", { name: /^Nyatakan \d+ baris sudah diperiksa$/ }).click();
      await checking.getByRole("heading", { name: "Tinggal disetujui" }).waitFor();
      await checking.context().close();

      const page = await enter(office.approver, desk);
      await page.getByRole("button", { name: "Setujui bagian 1" }).first().click();
      await page.getByRole("dialog").getByText(/^[0-9a-f]{64}$/).waitFor(); // prettier-ignore
      await page.getByRole("button", { name: /^Setujui dan bukukan Rp/ }).click();
      await page.getByRole("heading", { name: "Sudah dibukukan" }).waitFor();
      await page.getByText("Buku besar seimbang, selisih Rp0").waitFor();
      await page.locator("summary", { hasText: "Baris per orang" }).click();
      await page.locator("td", { hasText: "Dibukukan" }).first().waitFor();
      await page.screenshot({ path: join(pictures, "proses-dibukukan-meja.png"), fullPage: true });
      expect(await barriers(page)).toEqual([]);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Buat Daftar pembayaran (CSV)" }).first().click(),
      ]);
      const csv = readFileSync(await file.path(), "utf8");
      expect(csv.split("\n").filter((line) => line.trim() !== "").length).toBeGreaterThan(1);
      await page.context().close();

      const { token } = await signInAs(office.approver.nip);
      const { batches, ...run } = await runOf(token);
      expect(run).toMatchObject({ openFlags: 0, makerId: office.maker.personId });
      const signed = { state: "POSTED", checkerId: office.checker.personId, approverId: office.approver.personId };
      expect(batches.find(({ batch }) => batch === 1)).toMatchObject(signed);
    },
    limitMs,
  );

  it(
    "the next policy: what it doubts is compared with the text, and what it changes is known before it pays",
    async () => {
      await draftPolicy(`/v1/agencies/${office.agencyId}`, (await signInAs(office.maker.nip)).token, "kemnaker-tukin");
      const page = await enter(office.checker, desk);
      await page.getByRole("link", { name: /^Lihat isi: Tunjangan kinerja pegawai Kementerian/ }).click();
      const open = page.getByRole("button", { name: /^Catat perbandingan/ });
      await open.first().waitFor();
      const before = await open.count();
      await open.first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Simpan perbandingan" }).click();
      await dialog.getByText("Salin bunyinya, paling sedikit 3 huruf.").waitFor();
      expect(await barriers(page)).toEqual([]);
      await dialog
        .getByLabel("Bunyi naskah resmi")
        .fill("Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.");
      await dialog.getByRole("button", { name: "Simpan perbandingan" }).click();
      await page.getByText("Perbandingan dicatat.").waitFor();
      await page.getByText("Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.").waitFor();
      expect(await open.count()).toBe(before - 1);
      await page.getByRole("button", { name: "Hitung dampak" }).click();
      await page.getByText("Orang yang jumlahnya berubah").waitFor();
      await page.screenshot({ path: join(pictures, "kebijakan-dampak-meja.png"), fullPage: true });
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "somebody without an office reads why the page is not theirs",
    async () => {
      const page = await enter(office.stranger, phone);
      await page.getByText("Halaman ini untuk pejabat tunjangan").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );
});
