import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser } from "playwright-core";

import { type Actor, must, signInAs } from "./access/cast.ts";
import { adoptPolicy } from "./adopt-policy.ts";
import { barriers, desk, openBrowser, phone, visit } from "./visit.ts";
import { closeMonth } from "./close-month.ts";
import { evaluate } from "./pay-month.ts";
import { told, until } from "./world.ts";

const limitMs = 180_000;
const period = "2026-09";

interface Office {
  readonly path: string;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly approver: Actor;
}

let browser: Browser;
let employee: Actor;

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
  return {
    path,
    maker: await of("maker", "PAY_MAKER"),
    checker: await of("checker", "PAY_CHECKER"),
    approver: await of("approver", "PAY_APPROVER"),
  };
}

type Run = { runId: string; state: string; cause: string; batches: { batch: number; sha256: string }[] };
type Flag = { flagId: string; personId: string; severity: string };

async function pay({ path, maker, checker, approver }: Office): Promise<void> {
  const { run: started } = await must<{ run: Run }>(`${path}/runs:start`, maker.token, { period });
  const runPath = `${path}/runs/${started.runId}`;
  const read = async (): Promise<Run> => (await must<{ run: Run }>(runPath, maker.token)).run;
  await until("the run", async () => {
    const { state, cause } = await read();
    if (state === "FAILED") throw new Error(`the run failed: ${cause}`);
    return state === "COMPUTED" ? true : undefined;
  });
  const { flags } = await must<{ flags: Flag[] }>(`${runPath}/flags?pageSize=200`, maker.token);
  const held = new Set(flags.filter(({ severity }) => severity === "BLOCK").map(({ personId }) => personId));
  const decide = (flagId: string, decision: string) =>
    must(`${runPath}/flags/${flagId}:resolve`, maker.token, { decision, reason: "Sudah diperiksa" });
  // Holding a row out decides all of its flags.
  for (const personId of held) {
    const flag = flags.find((one) => one.personId === personId && one.severity === "BLOCK");
    await decide(flag?.flagId ?? "", "HOLD");
  }
  for (const { flagId, severity, personId } of flags)
    if (severity === "WARN" && !held.has(personId)) await decide(flagId, "ACKNOWLEDGE");
  const sha256 = (await read()).batches.find(({ batch }) => batch === 1)?.sha256;
  await must(`${runPath}/batches/1:check`, checker.token, { sha256 });
  await must(`${runPath}/batches/1:approve`, approver.token, { sha256 });
}

beforeAll(async () => {
  browser = await openBrowser();
  employee = await signInAs(told("EMPLOYEE"));
  const path = `/v1/agencies/${employee.agencyId}`;
  const officer = await signInAs(told("OFFICER"));
  const office = await openOffice(path);
  await closeMonth(path, period, officer.token);
  // The employee alone has a document; the others wait for theirs.
  await evaluate({ path, officer, payee: employee, superior: await signInAs(told("SUPERIOR")) }, period);
  await adoptPolicy(office.path, office);
  await pay(office);
}, limitMs);
afterAll(() => browser.close());

type Step = { effect: string; amountRupiah: string; label: string; cite: string };
type Statement = { netRupiah: string; payoutRupiah: string; grossRupiah: string; policySha256: string; steps: Step[] };

const rupiah = (amount: string): string => `Rp${new Intl.NumberFormat("id-ID").format(BigInt(amount))}`;

describe("the own allowance", () => {
  it.each([phone, desk])(
    "is answered first, and every cut opens its article and arithmetic on $width px",
    async (viewport) => {
      const { token } = await signInAs(employee.nip);
      const { statement } = await must<{ statement: Statement }>(`/v1/statements/${period}`, token);
      const cuts = statement.steps.filter(({ effect, amountRupiah }) => effect === "CUT" && amountRupiah !== "0");
      expect(cuts.length).toBeGreaterThan(0);
      const page = await visit(browser, employee.nip, "/tunjangan", viewport);
      await page.getByRole("heading", { level: 1, name: rupiah(statement.payoutRupiah) }).waitFor();
      const lines = page.locator(".wf > li");
      await lines.first().getByText(rupiah(statement.grossRupiah)).first().waitFor();
      expect(await lines.last().innerText()).toContain(rupiah(statement.payoutRupiah));
      for (const { label, cite, amountRupiah } of cuts) {
        const line = lines.filter({ hasText: label });
        await line.locator("summary").click();
        await line.getByText(cite).first().waitFor();
        expect(await line.locator("summary").innerText()).toContain(`−${rupiah(amountRupiah.replace("-", ""))}`);
      }
      await page.locator("summary", { hasText: "Bukti keaslian" }).click();
      await page.getByText(statement.policySha256).waitFor();
      await page.getByText("Jumlah ini sudah dibukukan").waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
    limitMs,
  );

  it(
    "is nobody else's",
    async () => {
      const path = `/tunjangan?periode=${period}&orang=${employee.personId}`;
      const page = await visit(browser, told("SUPERIOR"), path, phone);
      await page.getByText(/tidak terbuka untuk Anda|Tidak ada rincian/).waitFor();
      expect(await page.getByText("Rp").count()).toBe(0);
      await page.context().close();
    },
    limitMs,
  );
});
