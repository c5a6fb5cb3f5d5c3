import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type folderStore } from "@kinerja/common/files";

import { type ExportOrder } from "./app/exports-make.ts";
import { type exportUseCases } from "./export-use-cases.ts";
import { bytesOf, exportsOn } from "./testing/exports.ts";
import { agency, approver, callBy, checker, goodMonth, maker, person } from "./testing/month.ts";
import { approvedPolicy, payBatch, startRunOf, startTestPlatform, type TestPlatform } from "./testing/platform.ts";

jest.setTimeout(60_000);

let platform: TestPlatform;
let folder: string;
let files: ReturnType<typeof folderStore>;
let use: ReturnType<typeof exportUseCases>;
let runId: string;
const by = callBy(checker);
const ref = () => ({ agencyId: agency(1), runId, batch: 1 as const });
const nipOf = (n: number): string => `198703142011012${900 + n}`;
const numberOf = (personId: string): number => Number(personId.slice(-3)) % 900;
/** Numbers of the people of the month, from 1. */
const detailOf = (n: number) => ({
  ...{ name: `PEGAWAI ${n}, S.E.`, nip: nipOf(n), bankName: "Bank Contoh", holderName: `PEGAWAI ${n}` },
  accountNumber: `000000090${n}`,
});
const paymentDetails: Parameters<typeof exportUseCases>[0]["paymentDetails"] = (_, { personIds }) =>
  Promise.resolve(new Map(personIds.map((id) => [id, detailOf(numberOf(id))])));
const template = {
  ...{ id: "contoh", source: "uji", separator: ",", lineEnd: "\r\n", ending: "csv", trailer: [] },
  header: [{ field: "date" }, { field: "debitAccount" }, { field: "count" }, { field: "total" }],
  columns: [{ field: "account" }, { field: "holder" }, { field: "amount" }],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-reconcile-"));
  platform = await startTestPlatform({ paymentDetails });
  platform.sealed.set(agency(1), goodMonth(5));
  await approvedPolicy(platform);
  const summary = await startRunOf(platform);
  runId = summary.run.id;
  await platform.use.holdPerson(callBy(maker), { ...ref(), personId: person(5), reason: "Rekening belum jelas" });
  await payBatch(platform, await platform.use.getRun(callBy(maker), ref()));
  ({ use, files } = exportsOn(platform, folder, { paymentDetails }));
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true });
});

const order = (format: ExportOrder["format"], options: ExportOrder["options"] = {}): ExportOrder => ({
  ...{ ...ref(), format, options, reason: undefined },
});
const today = "2026-11-05";
const set = async (key: string, value: string) => {
  for (const who of /^bank/.test(key) ? [maker, approver] : [maker])
    await use.setExportSetting(callBy(who), { agencyId: agency(1), key, value, validFrom: today });
};
const upload = async (text: string): Promise<string> =>
  (await files.put((async function* () { await Promise.resolve(); yield Buffer.from(text); })(), 1e6)).fileId; // prettier-ignore

describe("somebody's file beside the batch", () => {
  const compare = async (format: ExportOrder["format"], text: string) => {
    const found = await use.reconcileExport(by, { ...ref(), format, fileId: await upload(text) });
    return { ...found, said: found.differences.map(({ kind, nipSuffix, text: { id } }) => [kind, nipSuffix, id]) };
  };

  it("of a bank is read by the agency's template, and compared by accounts", async () => {
    await expect(compare("BANK", "x")).rejects.toMatchObject({ code: "EXPORT_SETTING_MISSING" });
    await set("bank.template", JSON.stringify(template));
    await set("bank.debit_account", "1234567890");
    const { files: made } = await use.createExport(by, order("BANK"));
    const sent = await use.downloadExport(by, { ...ref(), exportFileId: made[0]?.id ?? "" });
    const text = (await bytesOf(sent)).toString();
    expect(await compare("BANK", text)).toMatchObject({ count: 0, rowsOurs: 4, rowsTheirs: 4 });
    const { said, differences } = await compare("BANK", text.replaceAll("0000000902", "0000000905")); // prettier-ignore
    expect(said.map(([kind, suffix]) => [kind, suffix])).toEqual([["only-ours", "902"], ["only-theirs", ""]]); // prettier-ignore
    expect(differences[1]?.why?.id).toBe("Ditahan dari pembayaran ini: Rekening belum jelas");
  });

  it("of overtime is compared with the one that was made of the orders, day by day", async () => {
    const line = (n: number, day: string, hours: number) => `${nipOf(n)}\t${day}\t${hours}\r\n`;
    await expect(compare("ADK_OVERTIME", line(1, "2026-10-05", 2))).rejects.toMatchObject({ code: "RECONCILE_UNMADE" });
    await set("overtime.rounding", "down");
    const orders = await upload(`${nipOf(1)};2026-10-05;2;120\n${nipOf(2)};2026-10-06;3;180\n`);
    await use.createExport(by, order("ADK_OVERTIME", { ordersFileId: orders }));
    const { said, sums } = await compare("ADK_OVERTIME", line(1, "2026-10-05", 4) + line(2, "2026-10-07", 3));
    expect(said).toEqual([
      ["amount", "901", 'PEGAWAI 1, S.E. (NIP …901), 2026-10-05: jam lembur di berkas kita 2 jam, di berkas mereka 4 jam; berkas kita kurang 2 jam.'], // prettier-ignore
      ["only-ours", "902", "PEGAWAI 2, S.E. (NIP …902), 2026-10-06 hanya ada di berkas kita: jam lembur 3 jam."],
      ["only-theirs", "902", "PEGAWAI 2, S.E. (NIP …902), 2026-10-07 hanya ada di berkas mereka: jam lembur 3 jam."],
    ]);
    expect(sums).toEqual([{ column: "hours", ours: 5n, theirs: 7n, misprinted: false }]);
  });

  it("of meals is compared day by day with what the run froze", async () => {
    const { said } = await compare("ADK_MEALS", `${nipOf(1)}\t2026-10-01\r\n${nipOf(5)}\t2026-10-01\r\n`);
    expect(said).toEqual([
      ["only-theirs", "901", "PEGAWAI 1, S.E. (NIP …901), 2026-10-01 hanya ada di berkas mereka: hari makan 1 hari."],
      ["only-theirs", "905", "NIP …905, 2026-10-01 hanya ada di berkas mereka: hari makan 1 hari."],
    ]);
  });
});
