import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { folderStore } from "@kinerja/common/files";
import { type Database } from "@kinerja/common/postgres";
import { unzipSync } from "fflate";

import { workbookCells } from "./adapters/files/read-workbook.ts";
import { type PaymentDetails, type StoredExport } from "./app/exports-ports.ts";
import { type ExportOrder } from "./app/exports-make.ts";
import { readAdkTukin } from "./domain/exports/read-adk.ts";
import { readRecap } from "./domain/exports/read-sheets.ts";
import { type exportUseCases } from "./export-use-cases.ts";
import { bytesOf, exportsOn } from "./testing/exports.ts";
import { absent, agency, approver, callBy, checker, goodMonth, maker, month, period, person } from "./testing/month.ts"; // prettier-ignore
import { approvedPolicy, payBatch, startRunOf, startTestPlatform, type TestPlatform } from "./testing/platform.ts";

const nipOf = (n: number): string => `198703142011012${900 + n}`;
const numberOf = (personId: string): number => Number(personId.slice(-3)) % 900;
/** What identity says; changed by tests. */
const accounts = new Map<number, string>();
const unitOf = (n: number) =>
  n === 2 ? { unitName: "Badan A", unitCode: "A2" } : { unitName: "Dinas B", unitCode: "B1" };
const details: PaymentDetails = (_, { personIds, unitsOn }) =>
  Promise.resolve(
    new Map(
      personIds.map((id) => {
        const n = numberOf(id);
        const name = n === 1 ? '=HYPERLINK("x")' : `PEGAWAI ${n}, S.E.`;
        const account = accounts.get(n) ?? `000000090${n}`;
        const unit = unitsOn === "2026-10-31" ? unitOf(n) : undefined;
        return [id, { name, nip: nipOf(n), bankName: "Bank Contoh", accountNumber: account, holderName: `PEGAWAI ${n}`, ...unit }]; // prettier-ignore
      }),
    ),
  );

jest.setTimeout(60_000);

let platform: TestPlatform;
let admin: Database;
let folder: string;
let files: ReturnType<typeof folderStore>;
let use: ReturnType<typeof exportUseCases>;
let runId: string;
const by = callBy(checker);
const ref = () => ({ agencyId: agency(1), runId, batch: 1 as const });
const order = (format: ExportOrder["format"], more: Partial<ExportOrder> = {}): ExportOrder => ({
  ...{ ...ref(), format, options: {}, reason: undefined },
  ...more,
});
const today = "2026-11-05";
const say = (who: string, key: string, value: string, validFrom = today) =>
  use.setExportSetting(callBy(who), { agencyId: agency(1), key, value, validFrom });
const set = async (key: string, value: string) => {
  if (!/^(bank|span|tax)/.test(key)) return say(maker, key, value, "2026-01-01");
  await say(maker, key, value);
  return say(approver, key, value);
};

const paidBatch = async () => {
  const [batch] = (await platform.use.getRun(callBy(maker), ref())).batches;
  if (!batch) throw new Error("the run has no batch");
  return batch;
};

const download = async (file: StoredExport | undefined): Promise<Buffer> =>
  bytesOf(await use.downloadExport(by, { ...ref(), exportFileId: file?.id ?? "" }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-exports-"));
  platform = await startTestPlatform({ paymentDetails: details, rangeSize: 2 });
  admin = await platform.database.administrator();
  const inputs = goodMonth(5);
  platform.sealed.set(agency(1), { ...inputs, months: inputs.months.map((one, n) => (n === 2 ? month(3, { attendance: [absent] }) : one)) }); // prettier-ignore
  await approvedPolicy(platform);
  const { run } = await startRunOf(platform);
  runId = run.id;
  await platform.use.holdPerson(callBy(maker), { ...ref(), personId: person(5), reason: "Rekening belum jelas" });
  ({ use, files } = exportsOn(platform, folder, {
    ...{ paymentDetails: details, exportPage: 2 },
    nameOf: (_, personId) => Promise.resolve({ name: `PEGAWAI ${numberOf(personId)}`, nipSuffix: "901" }),
  }));
});
afterAll(async () => {
  await admin.stop();
  await platform.stop();
  await rm(folder, { recursive: true });
});

describe("files of a batch", () => {
  it("wait until it is posted", async () => {
    await expect(use.createExport(by, order("PAYMENT_CSV"))).rejects.toMatchObject({ code: "RUN_STATE" });
    for (const { id, decision } of await platform.use.listRunFlags(callBy(maker), ref(), { limit: 50, after: undefined })) // prettier-ignore
      if (!decision) await platform.use.resolveFlag(callBy(maker), { ...ref(), flagId: id, decision: "ACKNOWLEDGE", reason: "Sudah diperiksa" }); // prettier-ignore
    await payBatch(platform, await platform.use.getRun(callBy(maker), ref()));
    const formats = await use.listExportFormats(by, ref());
    expect(formats.map(({ format }) => format)).not.toContain("SIPD_XLSX");
    expect(formats.find(({ format }) => format === "ADK_TUKIN")).toEqual({ format: "ADK_TUKIN", missing: ["satker"] });
  });

  it("hold everybody who is paid, as text that no spreadsheet computes, and are kept under their hash", async () => {
    const { files: written, madeBefore } = await use.createExport(by, order("PAYMENT_CSV"));
    const [file] = written;
    expect({ madeBefore, count: written.length }).toEqual({ madeBefore: false, count: 1 });
    const bytes = await download(file);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(file?.sha256);
    expect(bytes.length).toBe(file?.size);
    const lines = bytes.toString().split("\r\n");
    expect(lines[1]).toMatch(/^1,198703142011012901,"'=HYPERLINK\(""x""\)",Bank Contoh,0000000901,/);
    expect(bytes.toString()).not.toContain(person(5));
    expect(lines).toHaveLength(7);
    const batch = (await platform.use.getRun(callBy(maker), ref())).batches[0];
    expect(file).toMatchObject({ rows: 4, amount: batch?.amount, net: batch?.net, reason: "", madeBy: checker });
    expect(lines[5]).toContain(String(batch?.amount));
    const made = folderStore(join(folder, "exports"));
    await made.sweep({ before: Date.now() + 1e9, inUse: () => Promise.resolve(new Set()) });
    expect(await files.open(file?.sha256 ?? "")).toBeUndefined();
    expect(await download(file)).toEqual(bytes);
  });

  it("are the same again, and others only with a reason", async () => {
    const [before] = (await use.createExport(by, order("PAYMENT_CSV"))).files;
    const again = await use.createExport(callBy(approver), order("PAYMENT_CSV", { options: { withBom: false } }));
    expect(again).toMatchObject({ madeBefore: true, files: [{ id: before?.id, madeBy: checker }] });
    accounts.set(3, "0000000999");
    await expect(use.createExport(by, order("PAYMENT_CSV"))).rejects.toMatchObject({ code: "EXPORT_DIFFERS" });
    const made = await use.createExport(by, order("PAYMENT_CSV", { reason: "Rekening pegawai 3 diganti" }));
    expect(made.files[0]).toMatchObject({ reason: "Rekening pegawai 3 diganti" });
    expect(made.files[0]?.id).not.toBe(before?.id);
    expect((await download(made.files[0])).toString()).toContain("0000000999");
    expect((await download(before)).toString()).not.toContain("0000000999");
    const listed = await use.listExports(by, ref(), { limit: 10, after: undefined });
    expect(listed.map(({ id }) => id)).toEqual([made.files[0]?.id, before?.id]);
    await platform.use.exportRun(by, { ...ref(), withBom: false });
    accounts.set(3, "0000000998");
    await expect(platform.use.exportRun(by, { ...ref(), withBom: false })).rejects.toMatchObject({ code: "EXPORT_DIFFERS" }); // prettier-ignore
    const asked = { ...ref(), withBom: false, reason: "Rekening pegawai 3 keliru" };
    expect((await bytesOf(await platform.use.exportRun(by, asked))).toString()).toContain("0000000998");
    accounts.clear();
  });

  it("pay by accounts of a day near the payment, and of another than today with a reason only", async () => {
    const on = (onDate: string, reason?: string) => use.createExport(by, order("PAYMENT_CSV", { options: { onDate }, reason })); // prettier-ignore
    for (const day of ["2026-11-06", "2026-10-01"])
      await expect(on(day, "Rekening lama")).rejects.toMatchObject({ violations: [{ pointer: "/options/onDate", code: "EXPORT_DAY_RANGE" }] }); // prettier-ignore
    await expect(on("2026-11-04")).rejects.toMatchObject({ violations: [{ pointer: "/reason", code: "EXPORT_DAY_REASON" }] }); // prettier-ignore
    expect((await on("2026-11-04", "Bank menolak")).files).toMatchObject([{ reason: "Bank menolak" }]);
    expect((await on(today)).files).toHaveLength(1);
  });

  it("follow what steers money only when two have said the same, from no day that is over", async () => {
    const debit = "bank.debit_account";
    const missing = async () =>
      (await use.listExportFormats(by, ref())).find(({ format }) => format === "BANK")?.missing;
    await expect(say(maker, debit, "1111111111", "2026-11-04")).rejects.toMatchObject({ violations: [{ code: "SETTING_DAY_PAST" }] }); // prettier-ignore
    const key = { ...callBy(maker, "debit") };
    const asked = { agencyId: agency(1), key: debit, value: "1111111111", validFrom: today };
    const said = await use.setExportSetting(key, asked);
    expect(said).toMatchObject({ inForce: false, setBy: maker, proposedBy: undefined });
    // What is answered is what is stored, whatever a repeated call says.
    expect(await use.setExportSetting(key, asked)).toEqual(said);
    expect(await say(maker, debit, "1111111111")).toMatchObject({ inForce: false });
    expect(await say(approver, debit, "2222222222")).toMatchObject({ inForce: false });
    expect(await missing()).toContain(debit);
    expect(await say(maker, debit, "2222222222")).toMatchObject({ inForce: true, setBy: maker, proposedBy: approver });
    expect(await missing()).not.toContain(debit);
    // A third value waits beside the one that holds.
    await say(maker, debit, "3333333333");
    const listed = await use.listExportSettings(callBy(maker), agency(1));
    expect(listed.map(({ value, inForce }) => [value, inForce])).toEqual([["3333333333", false], ["2222222222", true]]); // prettier-ignore
    const forged = admin.query(
      `insert into export_setting (agency_id, key, value, valid_from, set_by, set_at, confirms)
       select agency_id, key, value, valid_from, set_by, now(), id from export_setting where value = '3333333333'`,
    );
    await expect(forged).rejects.toThrow("second person");
    await set(debit, "");
  });

  it("need what the agency has not said yet", async () => {
    const asked = use.createExport(by, order("ADK_TUKIN"));
    await expect(asked).rejects.toMatchObject({ code: "EXPORT_SETTING_MISSING", params: { keys: "satker" } });
    await set("satker", "019011");
    await expect(use.createExport(by, order("ADK_TUKIN"))).rejects.toMatchObject({ params: { keys: "span.bank_contoh" } }); // prettier-ignore
    await expect(set("span.bank_contoh", "BANK")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(set("kode", "1")).rejects.toMatchObject({ code: "EXPORT_SETTING_UNKNOWN" });
    await set("span.bank_contoh", "520009000990");
    const { files: made } = await use.createExport(by, order("ADK_TUKIN", { options: { withHeader: true } }));
    const { rows, lines } = readAdkTukin(await download(made[0]));
    expect(rows.map(({ nip }) => nip)).toEqual([1, 2, 3, 4].map(nipOf));
    expect(lines[0]).toMatchObject({ paid: "2026-11", from: period, row: { satker: "019011", grade: "8" } });
    await set("satker", "");
    await expect(use.createExport(by, order("ADK_TUKIN"))).rejects.toMatchObject({ params: { keys: "satker" } });
    await set("satker", "019011");
    const listed = await use.listExportSettings(callBy(maker), agency(1));
    expect(listed.map(({ key, value }) => [key, value])).toEqual([[`bank.debit_account`, ""], ["satker", "019011"], ["span.bank_contoh", "520009000990"]]); // prettier-ignore
  });

  it("refuse what they do not know, and policies that pay something else", async () => {
    const foreign = use.createExport(by, order("RECAP_XLSX", { options: { withBom: true } }));
    await expect(foreign).rejects.toMatchObject({ violations: [{ pointer: "/options/withBom", code: "FIELD_UNKNOWN" }] }); // prettier-ignore
    await expect(use.createExport(by, order("SIPD_XLSX"))).rejects.toMatchObject({ code: "EXPORT_FORMAT_CLOSED" });
    await set("tax.tin", "001234567890123");
    await set("tax.place", "001234567890123000");
    await set("tax.object", "21-100-01");
    await set("tax.position", "Pegawai");
    await expect(use.createExport(by, order("CORETAX_XML"))).rejects.toMatchObject({ code: "EXPORT_EMPTY" });
    await expect(use.downloadExport(by, { ...ref(), exportFileId: person(1) })).rejects.toMatchObject({ code: "EXPORT_UNKNOWN" }); // prettier-ignore
  });

  it("name people who lack something", async () => {
    await set("bank.template", JSON.stringify({ ...template, columns: [{ field: "account" }, { field: "amount" }, { field: "nip" }] })); // prettier-ignore
    await set("bank.debit_account", "1234567890");
    accounts.set(2, "");
    await expect(use.createExport(by, order("BANK"))).rejects.toMatchObject({
      code: "EXPORT_INCOMPLETE",
      violations: [{ pointer: `/people/${person(2)}/account`, code: "ACCOUNT_NUMBER_FORM" }],
    });
    accounts.clear();
    const { files: made } = await use.createExport(by, order("BANK"));
    const text = (await download(made[0])).toString();
    expect(text.split("\r\n")[0]).toBe(`20261105,1234567890,4,${String(made[0]?.amount)}`);
  });

  it("carry their origin where there is a place for it, with no clock but the run's", async () => {
    const { files: made } = await use.createExport(by, order("RECAP_XLSX"));
    const cells = workbookCells(await download(made[0]));
    expect(cells[0]?.[0]).toBe(made[0]?.watermark);
    expect(made[0]?.watermark).toMatch(/^Kinerja 2026-10 kelompok 1 · disetujui PEGAWAI 3, S\.E\. · 2026-11-05 10\.00 WIB · [0-9a-f]{12}$/); // prettier-ignore
    // Units of the last day of the month, whole ones over the pages in which people are read.
    const { people, printed } = readRecap(cells);
    expect(people.map(({ nip, unitCode }) => [nip, unitCode])).toEqual([2, 1, 3, 4].map((n) => [nipOf(n), unitOf(n).unitCode])); // prettier-ignore
    const { gross, net, amount } = await paidBatch();
    expect(printed).toEqual({ gross, cut: gross - net, net, amount });
    const unitSums = cells.filter((row) => row[2] === "Subjumlah").map((row) => [row[3], BigInt(row[9] ?? 0)] as const);
    const ofB = people.filter(({ unitCode }) => unitCode === "B1").reduce((sum, person) => sum + person.amount, 0n);
    expect(unitSums).toEqual([["Badan A", amount - ofB], ["Dinas B", ofB]]); // prettier-ignore
    const { files: slips } = await use.createExport(by, order("PAYSLIPS_ZIP"));
    expect(Object.keys(unzipSync(await download(slips[0])))).toEqual([1, 2, 3, 4].map((n) => `${n}-slip-2026-10-90${n}.pdf`)); // prettier-ignore
    expect(await use.createExport(by, order("PAYSLIPS_ZIP"))).toMatchObject({ madeBefore: true });
    const alone = await use.createExport(by, order("PAYSLIPS_ZIP", { options: { part: 1 } }));
    expect(alone).toMatchObject({ madeBefore: false, files: [{ rows: 4, sha256: slips[0]?.sha256, parts: 1 }] });
    await expect(use.createExport(by, order("PAYSLIPS_ZIP", { options: { part: 2 } }))).rejects.toMatchObject({ code: "EXPORT_EMPTY" }); // prettier-ignore
  });

  it("are written down before they leave", async () => {
    const rows = await admin.query<{ action: string; detail: Record<string, unknown> }>(
      "select action, detail from audit where resource = 'run' and action in ('export', 'download') order by at, id",
    );
    expect(rows.filter(({ action }) => action === "download").length).toBeGreaterThan(5);
    const lists = await admin.query("select from audit where resource = 'export' and action = 'list'");
    expect(lists.length).toBeGreaterThan(0);
    expect(rows[0]).toMatchObject({ action: "export", detail: { batch: 1, format: "PAYMENT_CSV", rows: 4, files: 1 } });
  });

  it("leave by the old call, too: that of now", async () => {
    const sent = await platform.use.exportRun(by, { ...ref(), withBom: true });
    const bytes = await bytesOf(sent);
    expect(sent).toMatchObject({ name: "tunjangan-2026-10-1.csv", mediaType: "text/csv; charset=utf-8" });
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });
});

const template = {
  ...{ id: "contoh", source: "uji", separator: ",", lineEnd: "\r\n", ending: "csv" },
  header: [{ field: "date" }, { field: "debitAccount" }, { field: "count" }, { field: "total" }],
  trailer: [],
};

describe("somebody's file beside the batch", () => {
  const upload = async (text: string): Promise<string> =>
    (await files.put((async function* () { await Promise.resolve(); yield Buffer.from(text); })(), 1e6)).fileId; // prettier-ignore
  const reconcile = async (text: string) =>
    use.reconcileExport(by, { ...ref(), format: "PAYMENT_CSV", fileId: await upload(text) });

  it("is the same when it is ours", async () => {
    const { files: made } = await use.createExport(by, order("PAYMENT_CSV", { reason: "Untuk dibandingkan" }));
    const found = await reconcile((await download(made[0])).toString());
    expect(found).toMatchObject({ count: 0, rowsOurs: 4, rowsTheirs: 4 });
    expect(found.sums.every(({ ours, theirs, misprinted }) => ours === theirs && !misprinted)).toBe(true);
  });

  it("is told with a changed amount, a missing and an extra person, and why it may be", async () => {
    const { files: made } = await use.createExport(by, order("PAYMENT_CSV", { reason: "Untuk dibandingkan" }));
    const lines = (await download(made[0])).toString().split("\r\n");
    const third = (lines[3] ?? "").split(",");
    const gross = third.at(-5) ?? "";
    third[third.length - 2] = gross;
    const extra = `4,${nipOf(5)},PEGAWAI 5,,,,1,0,1,1,`;
    const stranger = `5,${nipOf(77)},ORANG LAIN,,,,1,0,1,1,`;
    const text = [lines[0], lines[1], third.join(), lines[4], extra, stranger, lines[5], ""].join("\r\n");
    const { differences, sums } = await reconcile(text);
    expect(differences.map(({ kind, nipSuffix, column, why }) => [kind, nipSuffix, column, why?.id])).toEqual([
      ["only-ours", "902", "", expect.stringContaining("pegawai baru")],
      ["amount", "903", "amount", expect.stringContaining("bruto")],
      ["only-theirs", "905", "", "Ditahan dari pembayaran ini: Rekening belum jelas"],
      ["only-theirs", "977", "", expect.stringContaining("Tidak ada dalam proses bayar")],
    ]);
    expect(differences[1]).toMatchObject({ personId: person(3), theirs: BigInt(gross) });
    expect(sums.filter(({ misprinted }) => misprinted).map(({ column }) => column)).toEqual(["gross", "net", "amount"]);
  });

  it("must be there, and be readable", async () => {
    const asked = { ...ref(), format: "RECAP_XLSX" as const };
    await expect(use.reconcileExport(by, { ...asked, fileId: "0".repeat(64) })).rejects.toMatchObject({ code: "FILE_UNKNOWN" }); // prettier-ignore
    const text = await upload("nip;nama");
    await expect(use.reconcileExport(by, { ...asked, fileId: text })).rejects.toMatchObject({ violations: [{ code: "FILE_BROKEN" }] }); // prettier-ignore
    await expect(reconcile("nip;nama\n1;A")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    const slips = { ...asked, format: "PAYSLIPS_ZIP" as const, fileId: text };
    await expect(use.reconcileExport(by, slips)).rejects.toMatchObject({ code: "EXPORT_FORMAT_CLOSED" });
    await expect(use.reconcileExport(by, slips)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("is not compared with more people than memory has room for", async () => {
    const hold = async (more: number): Promise<void> => {
      await admin.query("alter table batch disable trigger user");
      await admin.query("update batch set held = held + $2 where run_id = $1 and batch = 1", [runId, more]);
      await admin.query("alter table batch enable trigger user");
    };
    await hold(150_000);
    const asked = { ...ref(), format: "PAYMENT_CSV" as const, fileId: "0".repeat(64) };
    await expect(use.reconcileExport(callBy(approver), asked)).rejects.toMatchObject({ code: "RECONCILE_TOO_LARGE" });
    await hold(-150_000);
  });
});

describe("a payslip", () => {
  it("is the person's own, with its lines, articles and hashes", async () => {
    const own = await use.getPayslip(callBy(person(3)), { period, personId: undefined, agencyId: undefined });
    const pdf = (await bytesOf(own)).toString("latin1");
    expect(own).toMatchObject({ name: "slip-2026-10-901.pdf", mediaType: "application/pdf" });
    expect(pdf).toMatch(/^%PDF/);
    const again = await use.getPayslip(callBy(person(3)), { period, personId: undefined, agencyId: undefined });
    expect((await bytesOf(again)).toString("latin1")).toBe(pdf);
    const asked = { period: "2026-09", personId: undefined, agencyId: undefined };
    await expect(use.getPayslip(callBy(person(3)), asked)).rejects.toMatchObject({ code: "STATEMENT_UNKNOWN" });
    const codes = await Promise.all(
      Array.from({ length: 30 }, () =>
        use.getPayslip(callBy(person(3)), asked).catch((error: unknown) => (error as { code: string }).code),
      ),
    );
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(3);
  });
});

describe("what was altered after the approval", () => {
  const payout = "payout_2026_11";
  it("leaves in no file: a document that is not the one that was hashed", async () => {
    await admin.query(`update ${payout} set packed = packed || ' '::bytea where person_id = $1`, [person(2)]);
    const altered = { code: "EXPORT_ALTERED", params: { personId: person(2) } };
    await expect(use.createExport(by, order("PAYMENT_CSV", { reason: "Diubah" }))).rejects.toMatchObject(altered);
    await expect(use.createExport(by, order("RECAP_XLSX", { reason: "Diubah" }))).rejects.toMatchObject(altered);
    await admin.query(`update ${payout} set packed = substr(packed, 1, length(packed) - 1) where person_id = $1`, [person(2)]); // prettier-ignore
  });

  it("nor a column that its document does not say, nor a row that is gone", async () => {
    await admin.query(`update ${payout} set amount = amount - 1, net = net - 1 where person_id = $1`, [person(2)]);
    await expect(use.createExport(by, order("PAYMENT_CSV", { reason: "Diubah" }))).rejects.toMatchObject({ code: "EXPORT_ALTERED" }); // prettier-ignore
    await admin.query(`update ${payout} set amount = amount + 1, net = net + 1 where person_id = $1`, [person(2)]);
    await admin.query(`update ${payout} set batch = 2 where person_id = $1`, [person(2)]);
    const before = await admin.query("select 1 from export_file");
    await expect(use.createExport(by, order("PAYMENT_CSV", { reason: "Diubah" }))).rejects.toMatchObject({
      code: "EXPORT_UNBALANCED",
      params: { column: "amount" },
    });
    expect(await admin.query("select 1 from export_file")).toHaveLength(before.length);
    await admin.query(`update ${payout} set batch = 1 where person_id = $1`, [person(2)]);
  });

  it("is never a file that was written down", async () => {
    await expect(admin.query("update export_file set sha256 = sha256")).rejects.toThrow("append-only");
    await expect(admin.query("delete from export_setting")).rejects.toThrow("append-only");
    const seen = await platform.store.transaction({ agencies: [agency(2)] }, ({ exports }) =>
      exports.page(runId, { limit: 10, after: undefined }),
    );
    expect(seen).toEqual([]);
  });
});
