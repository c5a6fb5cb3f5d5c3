import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser } from "playwright-core";

import { type Actor, must, signInAs } from "./access/cast.ts";
import { adoptPolicy, upload } from "./adopt-policy.ts";
import { closeMonth } from "./close-month.ts";
import { evaluate, pay } from "./pay-month.ts";
import { barriers, desk, openBrowser, phone, visit } from "./visit.ts";
import { ask, platformNow, told } from "./world.ts";

const limitMs = 180_000;
const paid = "2026-08";
const pictures = join(__dirname, "../../../build/e2e");

interface Office {
  readonly path: string;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly approver: Actor;
  readonly auditor: Actor;
}

let browser: Browser;
let employee: Actor;
let office: Office;
let runId: string;
let running: string;

async function grant(path: string, { personId }: Actor, role: string): Promise<void> {
  const first = JSON.parse(told("FIRST")) as { maker: string; checker: string };
  const [maker, checker] = [await signInAs(first.maker), await signInAs(first.checker)];
  const body = { personId, role, validFrom: "2026-01-01" };
  const { grantId } = await must<{ grantId: string }>(`${path}/grants:propose`, maker.token, body);
  await must(`${path}/grants/${grantId}:confirm`, checker.token, {});
}

async function openOffice(path: string): Promise<Office> {
  const cast = JSON.parse(told("CAST")) as Record<string, string>;
  const of = async (who: string, role: string): Promise<Actor> => {
    const actor = await signInAs(cast[who] ?? "");
    await grant(path, actor, role);
    return signInAs(actor.nip);
  };
  const [maker, checker] = [await of("maker", "PAY_MAKER"), await of("checker", "PAY_CHECKER")];
  return { path, maker, checker, approver: await of("approver", "PAY_APPROVER"), auditor: await of("auditor", "AUDITOR") };
} // prettier-ignore

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await openBrowser();
  employee = await signInAs(told("EMPLOYEE"));
  const path = `/v1/agencies/${employee.agencyId}`;
  const [officer, superior] = [await signInAs(told("OFFICER")), await signInAs(told("SUPERIOR"))];
  office = await openOffice(path);
  await closeMonth(path, paid, officer.token);
  await evaluate({ path, officer, payee: employee, superior }, paid);
  await adoptPolicy(path, office);
  ({ runId } = await pay({ ...office, officer, payee: employee, superior }, paid));
  running = new Date(await platformNow()).toISOString().slice(0, 7);
}, limitMs);
afterAll(() => browser.close());

type Step = { stepId: string; effect: string; amountRupiah: string; label: string; cite: string; employmentId: string; statementSha256: string }; // prettier-ignore
type Side = { netRupiah: string; grossRupiah: string; cutRupiah: string };
type Simulated = {
  before: Side;
  after: Side;
  lines: { before?: Step; after?: Step }[];
  assumptions: { code: string }[];
};
const simulate = (token: string, changes: object[], more: object = {}) =>
  must<Simulated>(`/v1/statements/${running}:simulate`, token, { changes, ...more });

describe("the month before it ends", () => {
  it(
    "is simulated by its person, line by line, and nothing of it is stored",
    async () => {
      const { token } = await signInAs(employee.nip);
      const days = [{ kind: "APPROVED_DAYS", days: 2 }];
      const { before, after, lines, assumptions } = await simulate(token, days);
      expect(BigInt(before.grossRupiah) - BigInt(before.cutRupiah)).toBe(BigInt(before.netRupiah));
      expect(BigInt(after.netRupiah)).toBeGreaterThanOrEqual(BigInt(before.netRupiah));
      for (const line of lines) expect((line.after ?? line.before)?.cite).not.toBe("");
      expect(assumptions.map(({ code }) => code)).toContain("TAX_LATER");
      expect((await simulate(token, [])).before).toEqual(before);
      const absent = await simulate(token, [{ kind: "ABSENT", day: `${running}-02` }]);
      expect(BigInt(absent.after.netRupiah)).toBeLessThan(BigInt(absent.before.netRupiah));
    },
    limitMs,
  );

  it(
    "says what is wrong with what is supposed, and is bounded",
    async () => {
      const { token } = await signInAs(employee.nip);
      const path = `/v1/statements/${running}:simulate`;
      const wrong = await ask<{ errors: { pointer: string }[] }>(path, {
        token,
        body: { changes: [{ kind: "LATE", day: "2020-01-01", minutes: 5 }] },
      });
      expect(wrong.status).toBe(400);
      expect(wrong.body.errors.map(({ pointer }) => pointer)).toEqual(["/changes/0/day"]);
      const many = Array<object>(41).fill({ kind: "MISSED_CHECK", day: `${running}-02` });
      expect((await ask(path, { token, body: { changes: many } })).status).toBe(400);
    },
    limitMs,
  );

  it(
    "is open to auditors, and to no pay officer and no colleague",
    async () => {
      const about = { personId: employee.personId };
      const path = `/v1/statements/${running}:simulate`;
      expect((await simulate(office.auditor.token, [], about)).before.netRupiah).toMatch(/^\d+$/);
      for (const { token } of [office.maker, await signInAs(told("SUPERIOR"))])
        expect((await ask(path, { token, body: { changes: [], ...about } })).status).toBe(403);
    },
    limitMs,
  );

  it.each([phone, desk])(
    "is tried on the allowance page on $width px, by keyboard too",
    async (viewport) => {
      const page = await visit(browser, employee.nip, "/tunjangan", viewport);
      const card = page.locator("section", { has: page.getByRole("heading", { name: "Andaikan …" }) });
      await card.locator("summary").first().focus();
      await page.keyboard.press("Enter");
      await card.getByText("Yang diandaikan").waitFor();
      await card.getByLabel("Tidak masuk tanpa keterangan").focus();
      await page.keyboard.press("Space");
      await card.getByText(/lebih sedikit/).waitFor();
      await card.locator(".changes summary").first().click();
      await card.locator(".changes .cite").first().waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `what-if-${viewport.width}.png`), fullPage: true });
      await page.context().close();
    },
    limitMs,
  );
});

type Objection = { objectionId: string; state: string; accepted: boolean; answer: string };

describe("an objection", () => {
  const path = `/v1/statements/${paid}/objections:file`;
  const statementOf = async (token: string) =>
    (await must<{ statement: { steps: Step[] } }>(`/v1/statements/${paid}`, token)).statement;

  it(
    "goes from a line to its answer, with its evidence, and is nobody else's",
    async () => {
      const { token } = await signInAs(employee.nip);
      const base = (await statementOf(token)).steps.find(({ effect }) => effect === "BASE");
      const fileId = await upload("surat keputusan kelas jabatan", token);
      const line = { stepId: base?.stepId, employmentId: base?.employmentId, statementSha256: base?.statementSha256 };
      const body = { ...line, reason: "Kelas jabatan saya sudah berubah", evidenceFileIds: [fileId] };
      const { objection } = await must<{ objection: Objection }>(path, token, body);
      expect(objection.state).toBe("FILED");
      expect((await ask<{ code: string }>(path, { token, body })).body.code).toBe("OBJECTION_OPEN");
      const stranger = await signInAs(told("SUPERIOR"));
      // Whoever was held out has a statement, without lines.
      const code = (await ask<{ code: string }>(path, { token: stranger.token, body })).body.code;
      expect(code).toMatch(/^(STATEMENT|OBJECTION_LINE)_UNKNOWN$/);
      const { objections } = await must<{ objections: Objection[] }>(`${office.path}/objections`, office.auditor.token);
      expect(objections.map(({ objectionId }) => objectionId)).toContain(objection.objectionId);
      const evidence = `/v1/objections/${objection.objectionId}/evidence/${fileId}`;
      const { agencyId } = employee;
      expect((await ask(`${evidence}?agencyId=${agencyId}`, { token: office.checker.token })).status).toBe(200);
      expect((await ask(evidence, { token: office.checker.token })).status).toBe(404);
      const answer = { accepted: false, answer: "Keputusan itu berlaku mulai bulan depan" };
      const to = `${office.path}/objections/${objection.objectionId}:answer`;
      expect((await ask<{ code: string }>(to, { token: office.checker.token, body: answer })).body.code).toBe(
        "SAME_PERSON",
      );
      const other = await signInAs((JSON.parse(told("CAST")) as Record<string, string>)["operations"] ?? "");
      await grant(office.path, other, "PAY_CHECKER");
      await must(to, (await signInAs(other.nip)).token, answer);
      const own = await must<{ objections: Objection[] }>("/v1/objections", token);
      expect(own.objections[0]).toMatchObject({ state: "ANSWERED", ...answer });
    },
    limitMs,
  );

  it(
    "is filed from the line on the page, and shown with its state",
    async () => {
      const page = await visit(browser, employee.nip, `/tunjangan?periode=${paid}`, phone);
      await page.locator(".wf > li summary").first().click();
      await page.getByRole("button", { name: /Ajukan keberatan atas/ }).first().click();
      const sheet = page.getByRole("dialog");
      await sheet.getByRole("button", { name: "Ajukan", exact: true }).click();
      await sheet.getByText("paling sedikit 10").waitFor();
      await sheet.getByLabel("Apa yang keliru?").fill("Kelas jabatan saya sudah berubah sejak Juli");
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "objection-sheet.png") });
      await sheet.getByRole("button", { name: "Ajukan", exact: true }).click();
      const list = page.locator("section", { has: page.getByRole("heading", { name: "Keberatan Anda" }) });
      await list.getByText("Menunggu jawaban").waitFor();
      await page.screenshot({ path: join(pictures, "statement.png"), fullPage: true });
      await page.context().close();
    },
    limitMs,
  ); // prettier-ignore
});

describe("the statements of a month", () => {
  type Listed = { runId: string; runKind: string; period: string; payoutRupiah: string };

  it(
    "are listed with their run, and read, printed and objected to by it",
    async () => {
      const { token } = await signInAs(employee.nip);
      const { statements } = await must<{ statements: Listed[] }>(`/v1/statements?period=${paid}`, token);
      expect(statements).toMatchObject([{ runId, runKind: "REGULAR", period: paid }]);
      const path = `/v1/statements/${paid}`;
      const { statement } = await must<{ statement: Listed }>(`${path}?runId=${runId}`, token);
      expect(statement).toMatchObject(statements[0] ?? {});
      const slip = await ask(`${path}/payslip?runId=${runId}`, { token });
      expect(slip.status).toBe(200);
      const strange = employee.personId;
      for (const address of [`${path}?runId=${strange}`, `${path}/payslip?runId=${strange}`])
        expect((await ask<{ code: string }>(address, { token })).body.code).toBe("STATEMENT_UNKNOWN");
      const line = { stepId: "none", statementSha256: "0".repeat(64), reason: "Rincian proses yang lain" };
      const codeOf = async (of: string) =>
        (await ask<{ code: string }>(`${path}/objections:file`, { token, body: { ...line, runId: of } })).body.code;
      expect([await codeOf(runId), await codeOf(strange)]).toEqual(["OBJECTION_LINE_UNKNOWN", "STATEMENT_UNKNOWN"]);
    },
    limitMs,
  );
});

describe("what officers compare", () => {
  it(
    "is a run with the one before it, and two policies, by right",
    async () => {
      const comparison = `${office.path}/runs/${runId}/comparison`;
      const { previousRunId } = await must<{ previousRunId: string }>(comparison, office.maker.token);
      expect(typeof previousRunId).toBe("string");
      expect((await ask(comparison, { token: employee.token })).status).toBe(403);
      type Policies = { policies: { policyId: string }[] };
      const { policies } = await must<Policies>(`${office.path}/policies`, office.maker.token);
      const id = policies[0]?.policyId ?? "";
      const { parts } = await must<{ parts: object[] }>(`${office.path}/policies/${id}/comparison/${id}`, office.auditor.token); // prettier-ignore
      expect(parts).toEqual([]);
    },
    limitMs,
  );

  it.each([phone, desk])(
    "stands on the run page on $width px without barriers",
    async (viewport) => {
      const { agencyId } = employee;
      const address = `/proses?instansi=${agencyId}&periode=${paid}&run=${runId}`;
      const page = await visit(browser, office.approver.nip, address, viewport);
      await page.getByText("Dibanding proses sebelumnya").click();
      await page.getByText(/proses pertama dari jenisnya|Dibanding/).first().waitFor();
      await page.getByText("Keberatan pegawai").click();
      await page.getByText("Hanya yang belum dijawab").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `run-${viewport.width}.png`), fullPage: true });
      await page.context().close();
    },
    limitMs,
  ); // prettier-ignore
});
