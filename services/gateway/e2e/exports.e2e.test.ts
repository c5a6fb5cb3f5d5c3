import { createHash } from "node:crypto";

import { beforeAll, describe, expect, it } from "@jest/globals";

import { workbookCells } from "../../allowance/src/adapters/files/read-workbook.ts";
import { type Actor, must, signInAs } from "./access/cast.ts";
import { adoptPolicy, upload } from "./adopt-policy.ts";
import { closeMonth } from "./close-month.ts";
import { evaluate, type Office, pay } from "./pay-month.ts";
import { ask, told } from "./world.ts";

const limitMs = 180_000;
const period = "2026-05";

let office: Office;
let runPath: string;

async function grant(path: string, { personId }: Actor, role: string): Promise<void> {
  const first = JSON.parse(told("FIRST")) as { maker: string; checker: string };
  const [maker, checker] = [await signInAs(first.maker), await signInAs(first.checker)];
  const body = { personId, role, validFrom: "2026-01-01" };
  const { grantId } = await must<{ grantId: string }>(`${path}/grants:propose`, maker.token, body);
  await must(`${path}/grants/${grantId}:confirm`, checker.token, {});
}

async function openOffice(): Promise<Office> {
  const payee = await signInAs(told("EMPLOYEE"));
  const path = `/v1/agencies/${payee.agencyId}`;
  const cast = JSON.parse(told("CAST")) as Record<string, string>;
  const of = async (who: string, role: string): Promise<Actor> => {
    const actor = await signInAs(cast[who] ?? "");
    await grant(path, actor, role);
    return signInAs(actor.nip);
  };
  return {
    ...{ path, payee, officer: await signInAs(told("OFFICER")), superior: await signInAs(told("SUPERIOR")) },
    maker: await of("maker", "PAY_MAKER"),
    checker: await of("checker", "PAY_CHECKER"),
    approver: await of("approver", "PAY_APPROVER"),
  };
}

beforeAll(async () => {
  office = await openOffice();
  await closeMonth(office.path, period, office.officer.token);
  await evaluate(office, period);
  await adoptPolicy(office.path, office);
  // The payee alone has a document: everybody else is held out.
  const { runId } = await pay(office, period);
  runPath = `${office.path}/runs/${runId}`;
}, limitMs);

type File = { exportFileId: string; sha256: string; fileName: string; rows: number; amountRupiah: string };
type Made = { files: File[]; madeBefore: boolean };

const make = (format: string, more: object = {}): Promise<Made> =>
  must<Made>(`${runPath}/batches/1/exports:create`, office.checker.token, { format, ...more });

async function download(path: string, { token }: Actor): Promise<{ bytes: Buffer; disposition: string }> {
  const response = await fetch(told("URL") + path, { headers: { authorization: `Bearer ${token}` } });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  const disposition = response.headers.get("content-disposition") ?? "";
  return { bytes: Buffer.from(await response.arrayBuffer()), disposition };
}

describe("files of a paid month", () => {
  it(
    "are made once, downloaded as they were made, and hold nobody who is held",
    async () => {
      const { files, madeBefore } = await make("PAYMENT_CSV");
      const [file] = files;
      expect({ madeBefore, rows: file?.rows, count: files.length }).toEqual({ madeBefore: false, rows: 1, count: 1 });
      const path = `${runPath}/exports/${file?.exportFileId ?? ""}`;
      const { bytes, disposition } = await download(path, office.approver);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(file?.sha256);
      expect(disposition).toContain(`tunjangan-${period}-1.csv`);
      const lines = bytes.toString().split("\r\n");
      expect(lines).toHaveLength(4);
      expect(lines[1]).toContain(office.payee.personId);
      expect(await make("PAYMENT_CSV")).toMatchObject({
        madeBefore: true,
        files: [{ exportFileId: file?.exportFileId }],
      });
      const listed = await must<{ files: File[] }>(`${runPath}/exports`, office.checker.token);
      expect(listed.files.map(({ sha256 }) => sha256)).toEqual([file?.sha256]);
    },
    limitMs,
  );

  it(
    "keep a NIP as text in a workbook",
    async () => {
      const { files } = await make("RECAP_XLSX");
      const { bytes } = await download(`${runPath}/exports/${files[0]?.exportFileId ?? ""}`, office.checker);
      expect(workbookCells(bytes).flat()).toContain(office.payee.nip);
    },
    limitMs,
  );

  it(
    "are closed to who made the list, and say what the agency has not said",
    async () => {
      const token = office.maker.token;
      expect((await ask(`${runPath}/exports`, { token })).status).toBe(403);
      const formats = await must<{ formats: { format: string; missingSettings: string[] }[] }>(
        `${runPath}/batches/1/formats`,
        office.checker.token,
      );
      expect(formats.formats.map(({ format }) => format)).toContain("SIPD_XLSX");
      const bank = { body: { format: "BANK" }, token: office.checker.token };
      const refused = await ask(`${runPath}/batches/1/exports:create`, bank);
      expect(refused).toMatchObject({ status: 422, body: { code: "EXPORT_SETTING_MISSING" } });
      const setting = { key: "letterhead.1", value: "PEMERINTAH PROVINSI CONTOH", validFrom: "2026-01-01" };
      await must(`${office.path}/export-settings:set`, token, setting);
      const asChecker = await ask(`${office.path}/export-settings:set`, { body: setting, token: office.checker.token });
      expect(asChecker.status).toBe(403);
      const { settings } = await must<{ settings: { key: string }[] }>(`${office.path}/export-settings`, token);
      expect(settings.map(({ key }) => key)).toContain("letterhead.1");
    },
    limitMs,
  );

  it(
    "are compared with somebody's, person by person",
    async () => {
      const { files } = await make("PAYMENT_CSV");
      const path = `${runPath}/exports/${files[0]?.exportFileId ?? ""}`;
      const text = (await download(path, office.checker)).bytes.toString();
      const changed = text.replaceAll(new RegExp(`,${files[0]?.amountRupiah ?? ""},`, "g"), ",1,");
      const reconcile = async (content: string) =>
        must<{ count: number; differences: { kind: string; nipSuffix: string; text: { indonesian: string } }[] }>(
          `${runPath}/batches/1/exports:reconcile`,
          office.checker.token,
          { format: "PAYMENT_CSV", fileId: await upload(content, office.checker.token) },
        );
      expect((await reconcile(text)).count).toBe(0);
      const { differences } = await reconcile(changed);
      expect(differences.length).toBeGreaterThan(0);
      expect(differences[0]).toMatchObject({ kind: "AMOUNT", nipSuffix: office.payee.nip.slice(-3) });
      expect(differences[0]?.text.indonesian).toContain("di berkas mereka");
      expect(JSON.stringify(differences)).not.toContain(office.payee.nip);
    },
    limitMs,
  );

  it(
    "have a slip for the person alone",
    async () => {
      const { bytes, disposition } = await download(`/v1/statements/${period}/payslip`, office.payee);
      expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
      expect(disposition).toContain(`slip-${period}-${office.payee.nip.slice(-3)}.pdf`);
      const others = await ask(`/v1/statements/${period}/payslip?personId=${office.payee.personId}`, {
        token: office.superior.token,
      });
      expect([403, 404]).toContain(others.status);
    },
    limitMs,
  );
});
