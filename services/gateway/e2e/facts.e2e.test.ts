import { readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";

import { type Actor, must, signInAs } from "./access/cast.ts";
import { upload } from "./adopt-policy.ts";
import { openQuietAgency, type Quiet } from "./fuzz/quiet-agency.ts";
import { ask, told } from "./world.ts";

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const limitMs = 120_000;

interface Fact {
  readonly factId: string;
  readonly state: string;
  readonly personId: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}
type Listed = { readonly facts: readonly Fact[] };

let browser: Browser;
let quiet: Quiet;
let path: string;
beforeAll(async () => {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=id"];
  browser = await chromium.launch({ executablePath: told("CHROMIUM"), args });
  quiet = await openQuietAgency();
  path = `/v1/agencies/${quiet.agencyId}/facts`;
}, limitMs);
afterAll(() => browser.close());

// Of months that nobody pays here.
const leave = (from: string, reason: string) => ({
  ...{ kind: "LEAVE", personId: quiet.employee.personId, reason },
  fields: Object.entries({ kind: "cuti_besar", from, to: from }).map(([name, value]) => ({ name, value })),
});
const propose = async (from: string, reason: string): Promise<Fact> =>
  (await must<{ fact: Fact }>(`${path}:propose`, quiet.officer.token, leave(from, reason))).fact;
const listed = async ({ token }: Actor, query = ""): Promise<readonly Fact[]> =>
  (await must<Listed>(`${path}${query}`, token)).facts;
const ids = (facts: readonly Fact[]): string[] => facts.map(({ factId }) => factId);

describe("a fact that pay rests on", () => {
  it(
    "is proposed by one officer, decided by another, and listed for both and for whom it is about",
    async () => {
      const { officer, siteOfficer, employee } = quiet;
      const fact = await propose("2027-02-01", "Surat cuti 911/2027");
      expect(fact).toMatchObject({ state: "PROPOSED", personId: employee.personId });
      expect(ids(await listed(officer, "?open=true&kind=LEAVE"))).toContain(fact.factId);
      const body = { factIds: [fact.factId], verdict: "CONFIRMED", reason: "Sesuai surat" };
      const own = await ask<{ code: string }>(`${path}:decide`, { body, token: officer.token });
      expect([own.status, own.body.code]).toEqual([403, "SAME_PERSON"]);
      expect(await must(`${path}:decide`, siteOfficer.token, body)).toEqual({ decided: 1 });
      expect(ids(await listed(siteOfficer, "?open=true"))).not.toContain(fact.factId);
      const seen = (await must<Listed>("/v1/facts", employee.token)).facts;
      expect(seen.find(({ factId }) => factId === fact.factId)).toMatchObject({ state: "CONFIRMED" });
    },
    limitMs,
  );

  it(
    "comes by a file that is looked at first: every wrong line is told with its column and the way out, and nothing is kept",
    async () => {
      const { officer, employee } = quiet;
      const file = (lines: readonly string[]) =>
        upload(["person_id,code,value,from_month,to_month", ...lines, ""].join("\n"), officer.token);
      const good = `${employee.personId},kedisiplinan,95.5,2027-02,2027-02`;
      const fileId = await file([good, `${employee.personId},kedisiplinan,banyak,2027-03,2027-03`, "x,kedisiplinan,1,2027-13,"]); // prettier-ignore
      type Refused = { code: string; errors: { pointer: string; detail: string }[] };
      const body = { kind: "SCORE", fileId };
      const refused = await ask<Refused>(`${path}:previewImport`, { body, token: officer.token });
      expect([refused.status, refused.body.code]).toEqual([400, "CSV_INVALID"]);
      expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual([
        ...["/lines/3/value", "/lines/4/person_id", "/lines/4/from_month"],
      ]);
      for (const { detail } of refused.body.errors) expect(detail.length).toBeGreaterThan(10);
      expect(await listed(officer, `?fileId=${fileId}`)).toEqual([]);
      const right = { kind: "SCORE", fileId: await file([good]) };
      const { sha256 } = await must<{ sha256: string }>(`${path}:previewImport`, officer.token, right);
      const applied = await must<object>(`${path}:import`, officer.token, { ...right, sha256, reason: "Rekap nilai" });
      expect(applied).toMatchObject({ counts: { added: 1 } });
      const found = await listed(officer, `?fileId=${right.fileId}`);
      expect(found).toMatchObject([{ state: "PROPOSED", personId: employee.personId }]);
      const all = { fileId: right.fileId, verdict: "REJECTED", reason: "Hanya percobaan" };
      expect(await must(`${path}:decide`, quiet.siteOfficer.token, all)).toEqual({ decided: 1 });
    },
    limitMs,
  );
});

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

describe("the page of pay facts", () => {
  it(
    "lets a second officer decide by the keyboard alone, on a phone",
    async () => {
      const { officer } = quiet;
      const { maker } = JSON.parse(told("FIRST")) as { maker: string };
      const fact = await propose("2027-05-03", "Surat cuti 912/2027");
      const context = await browser.newContext({
        ...{ baseURL: told("URL"), viewport: { width: 360, height: 780 }, locale: "id-ID", reducedMotion: "reduce" },
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const address = `/data-penggajian?instansi=${quiet.agencyId}&bagian=keputusan`;
      await page.goto(`/masuk?ke=${encodeURIComponent(address)}`);
      await page.getByLabel("NIP", { exact: true }).fill(maker);
      await page.getByLabel("Kata sandi", { exact: true }).fill(told("PASSWORD"));
      await page.keyboard.press("Enter");
      const item = page.getByRole("listitem").filter({ hasText: "Surat cuti 912/2027" });
      await item.waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
      await item.getByRole("button", { name: /^Kukuhkan Cuti/ }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").getByLabel("Alasan").focus();
      await page.keyboard.type("Sesuai surat cuti");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await item.waitFor({ state: "detached" });
      const found = await listed(officer, `?personId=${fact.personId}`);
      expect(found.find(({ factId }) => factId === fact.factId)).toMatchObject({ state: "CONFIRMED" });
      await context.close();
    },
    limitMs,
  );
});

describe("whoever has no office", () => {
  it("sees the own facts and nobody else's", async () => {
    const superior = await signInAs(quiet.superior.nip);
    const { facts } = await must<Listed>("/v1/facts", superior.token);
    expect(facts.filter(({ personId }) => personId !== superior.personId)).toEqual([]);
  }, 30_000);
});
