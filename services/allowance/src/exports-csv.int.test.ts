import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { type ExportOptions } from "./domain/exports/formats.ts";
import { readPaymentFile } from "./domain/exports/read-payment.ts";
import { type exportUseCases } from "./export-use-cases.ts";
import { bytesOf, exportsOn } from "./testing/exports.ts";
import { agency, callBy, checker, goodMonth, maker } from "./testing/month.ts";
import { approvedPolicy, payBatch, startRunOf, startTestPlatform, type TestPlatform } from "./testing/platform.ts";

jest.setTimeout(60_000);

let platform: TestPlatform;
let folder: string;
let use: ReturnType<typeof exportUseCases>;
let runId: string;
const by = callBy(checker);
const ref = () => ({ agencyId: agency(1), runId, batch: 1 as const });
const paymentDetails: Parameters<typeof exportUseCases>[0]["paymentDetails"] = (_, { personIds }) =>
  Promise.resolve(new Map(personIds.map((id) => [id, { name: "ANI, S.E.", nip: `198703142011012${900 + (Number(id.slice(-3)) % 90)}`, bankName: "Bank Contoh", accountNumber: "0000000901", holderName: "ANI" }]))); // prettier-ignore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-csv-"));
  platform = await startTestPlatform({ paymentDetails });
  platform.sealed.set(agency(1), goodMonth(2));
  await approvedPolicy(platform);
  const summary = await startRunOf(platform);
  runId = summary.run.id;
  await payBatch(platform, summary);
  ({ use } = exportsOn(platform, folder, { paymentDetails }));
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true });
});

const create = (options: ExportOptions, reason?: string) =>
  use.createExport(by, { ...ref(), format: "PAYMENT_CSV", options, reason });
const set = (key: string, value: string) =>
  use.setExportSetting(callBy(maker), { agencyId: agency(1), key, value, validFrom: "2026-01-01" });

describe("the form of the payment CSV", () => {
  const made = async (withBom?: boolean) => {
    const { files } = await create({ withBom }, "Bentuk berkas");
    return bytesOf(await use.downloadExport(by, { ...ref(), exportFileId: files[0]?.id ?? "" }));
  };
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);

  it("is the agency's where nobody chooses, byte by byte, and nothing but yes, no and two delimiters", async () => {
    const plain = await made();
    expect(plain.subarray(0, 7).toString()).toBe("no,nip,");
    for (const [key, value] of [["csv.bom", "ya"], ["csv.bom", "YES"], ["csv.delimiter", ","], ["csv.delimiter", "tab"]] as const) // prettier-ignore
      await expect(set(key, value)).rejects.toMatchObject({ violations: [{ pointer: "/value", code: "CHOICE_UNKNOWN" }] }); // prettier-ignore
    await set("csv.bom", "yes");
    expect(await made()).toEqual(Buffer.concat([mark, plain]));
    expect(await made(false)).toEqual(plain);
    // The old call says nothing of the mark either.
    expect(await bytesOf(await platform.use.exportRun(by, { ...ref(), reason: "Bentuk berkas" }))).toEqual(Buffer.concat([mark, plain])); // prettier-ignore
    await set("csv.bom", "no");
    await set("csv.delimiter", "semicolon");
    await expect(create({})).rejects.toMatchObject({ code: "EXPORT_DIFFERS" });
    const other = await made();
    expect(other.length).toBe(plain.length);
    expect(other.subarray(0, 7).toString()).toBe("no;nip;");
    expect(other.toString()).toContain('"ANI, S.E.";Bank Contoh;');
    expect(readPaymentFile(other)).toEqual(readPaymentFile(plain));
    for (const key of ["csv.bom", "csv.delimiter"]) await set(key, "");
    expect(await made()).toEqual(plain);
  });
});
