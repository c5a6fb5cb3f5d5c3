import { describe, expect, it } from "@jest/globals";
import { type Day, parsePeriod, rupiah } from "@kinerja/common/kernel";

import { nipOf, sha256 } from "../../testing/export-rows.ts";
import { person } from "../../testing/month.ts";
import { accounts } from "../ledger.ts";
import { type PayoutContent } from "../payout-document.ts";
import { build, standsIn } from "./build.ts";
import { type ExportContext, type PaidPerson } from "./paid-person.ts";
import { type EarnedPart, paymentOf, taxesOf } from "./payment.ts";
import { type FormatId } from "./formats.ts";
import { textOf } from "./file.ts";

const period = parsePeriod("2026-10");
const cite = { legal: "perkada", article: "Pasal 3" };
const words = { title: "TPP", citeText: ({ article }: typeof cite) => article, payoutCite: cite };
const lineBase = { cite, base: rupiah(0n), rate: "", inputs: [] };
const content = (more: Partial<PayoutContent> = {}): PayoutContent => ({
  ...{ policySha256: "", agencyId: "", personId: person(1), period, payoutPeriod: parsePeriod("2026-11") },
  statements: [{ employmentId: "e1", sha256: new Uint8Array(), net: rupiah(4_000_000n) }],
  ...{ dues: [], lines: [], pairs: [], amount: rupiah(4_000_000n) },
  ...more,
});
const parts: EarnedPart[] = [
  { employmentId: "e1", component: "beban_kerja", label: "Beban kerja", net: rupiah(3_000_000n) },
  { employmentId: "e1", component: "prestasi", label: "Prestasi", net: rupiah(1_000_000n) },
];

function paid(n: number, more: Partial<PaidPerson> = {}, of: Partial<PayoutContent> = {}): PaidPerson {
  const payment = paymentOf(content(of), "ab", parts, words);
  return {
    ...{ personId: person(n + 1), gross: rupiah(4_000_000n), cut: rupiah(0n), net: rupiah(4_000_000n) },
    ...{ amount: rupiah(4_000_000n), nip: nipOf(n), name: `PEGAWAI ${n + 1}`, bankName: "BPD Contoh" },
    ...{ accountNumber: `000000090${n + 1}`, holderName: `PEGAWAI ${n + 1}`, tin: "0012345678901234" },
    facts: { "roster.class": "12", "roster.staff_kind": "cpns", "roster.grade": "III/a" },
    ...{ ...taxesOf(payment), payment, statement: [] },
    ...more,
  };
}

const context = (settings: Readonly<Record<string, string>>, more: Partial<ExportContext> = {}): ExportContext => ({
  ...{ runId: "r", runKind: "REGULAR", policyKind: "tpp", period, payoutPeriod: parsePeriod("2026-11"), batch: 1 },
  settings: new Map(Object.entries(settings)),
  ...{ options: {}, day: "2026-11-05" as Day, watermark: "Kinerja 2026-10", orders: undefined },
  ...more,
});

const make = (format: Exclude<FormatId, "PAYMENT_CSV">, people: readonly PaidPerson[], of: ExportContext) =>
  build(format, { people, context: of, sha256 });

const borne: Partial<PayoutContent> = {
  pairs: [
    { ...lineBase, id: "pph21", label: "PPh 21", base: rupiah(9_000_000n), rate: "TER A: 2,5% dari seluruhnya, 1% dari gaji", amount: rupiah(90_000n), inputs: [["PTKP", "TK/0"]], debit: "d", credit: "k" }, // prettier-ignore
    {
      ...lineBase,
      id: "bpjs.pemberi_kerja",
      label: "BPJS",
      amount: rupiah(160_000n),
      debit: "d",
      credit: accounts.employer,
    },
  ],
  lines: [{ ...lineBase, id: "bpjs", label: "BPJS", amount: rupiah(-40_000n) }],
};

const item = "00000005-0000-8000-8000-000000000901";
const onlySetRight: Partial<PayoutContent> = {
  statements: [],
  lines: [
    { ...lineBase, id: item, label: "JKN Maret", amount: rupiah(-30_000n) },
    { ...lineBase, id: "carried", label: "Menjadi tagihan", amount: rupiah(30_000n) },
  ],
  pairs: [
    { ...lineBase, id: item, label: "JKN Maret", amount: rupiah(120_000n), debit: "d", credit: accounts.employer },
  ],
};

describe("a file for SIPD", () => {
  const settings = {
    ...{ "bank_code.bpd_contoh": "114", "sipd.component.beban_kerja": "tpp_beban_kerja" },
    ...{ "sipd.component.prestasi": "tpp_prestasi_kerja", "sipd.line.bpjs": "potongan_iwp" },
    ...{ "sipd.line.bpjs_pemberi_kerja": "iuran_jaminan_kesehatan", "sipd.line.tagihan": "bulog" },
    ...{ "sipd.component.susulan": "tpp_kondisi_kerja" },
  };

  it("has each component and each deduction in the column that the agency has named", () => {
    const [built] = make("SIPD_XLSX", [paid(0, {}, borne)], context(settings));
    expect(built).toMatchObject({ kind: "sheet", sheet: { name: "sipd-tpp-2026-11.xlsx" } });
    const totals = built?.kind === "sheet" ? built.sheet.totals : {};
    expect(totals).toMatchObject({
      ...{ tpp_beban_kerja: 3_000_000n, tpp_prestasi_kerja: 1_000_000n, potongan_iwp: 40_000n },
      ...{ iuran_jaminan_kesehatan: 160_000n, tunjangan_pph: 90_000n, potongan_pph_21: 90_000n },
      jumlah_ditransfer: 3_960_000n,
    });
  });

  it("takes tax, what was still due and what is taken back", () => {
    const lines = [
      { ...lineBase, id: "pph21", label: "PPh 21", amount: rupiah(-50_000n) },
      { ...lineBase, id: "recovery.1", label: "Tagihan", amount: rupiah(-20_000n) },
    ];
    const dues = [{ id: "d", label: "Kekurangan", period, amount: rupiah(500_000n) }];
    const [built] = make("SIPD_XLSX", [paid(0, {}, { lines, dues })], context(settings));
    const totals = built?.kind === "sheet" ? built.sheet.totals : {};
    expect(totals).toMatchObject({ potongan_pph_21: 50_000n, bulog: 20_000n, tpp_kondisi_kerja: 500_000n });
  });

  it("names the columns that are missing, each once, and people whose status nobody knows", () => {
    const asked = () => make("SIPD_XLSX", [paid(0), paid(1)], context({ "bank_code.bpd_contoh": "114" }));
    expect(asked).toThrow(expect.objectContaining({ code: "EXPORT_SETTING_MISSING", params: { keys: "sipd.component.beban_kerja, sipd.component.prestasi" } })); // prettier-ignore
    const wrong = { ...settings, "sipd.component.beban_kerja": "jumlah_tpp" };
    expect(() => make("SIPD_XLSX", [paid(0)], context(wrong))).toThrow("EXPORT_SETTING_MISSING");
    expect(() => make("SIPD_XLSX", [paid(0)], context({}))).toThrow(expect.objectContaining({ params: { keys: "bank_code.bpd_contoh" } })); // prettier-ignore
    const nobody = () => make("SIPD_XLSX", [paid(0), paid(1, { facts: {} })], context(settings));
    expect(nobody).toThrow(expect.objectContaining({ code: "EXPORT_INCOMPLETE", violations: [expect.objectContaining({ pointer: `/people/${person(2)}/status` })] })); // prettier-ignore
  });
});

describe("a file for Coretax", () => {
  const settings = {
    ...{ "tax.tin": "001234567890123", "tax.place": "001234567890123000" },
    ...{ "tax.object": "21-100-01", "tax.position": "Pegawai" },
  };

  it("has base and rate of the month, and who bears the tax", () => {
    const own = {
      lines: [{ ...lineBase, id: "pph21", label: "PPh", base: rupiah(9_000_000n), rate: "TER B: 3% dari seluruhnya, 1% dari gaji", amount: rupiah(-90_000n), inputs: [["PTKP", "K/1"]] as const }], // prettier-ignore
    };
    const [built] = make("CORETAX_XML", [paid(0, {}, borne), paid(1, {}, own)], context(settings));
    if (built?.kind !== "file") throw new Error("no file");
    const xml = textOf(built.file.bytes);
    expect(xml.match(/<Rate>[^<]*<|<TaxCertificate>[^<]*<|<StatusTaxExemption>[^<]*</g)).toEqual([
      ...["<StatusTaxExemption>TK/0<", "<TaxCertificate>DTP<", "<Rate>2.5<"],
      ...["<StatusTaxExemption>K/1<", "<TaxCertificate>N/A<", "<Rate>3<"],
    ]);
    expect(built.file.totals).toEqual({ gross: 18_000_000n, tax: 180_000n });
  });

  it("is no place for other taxes, nor for people without a number", () => {
    const final = {
      lines: [{ ...lineBase, id: "pph21", label: "PPh", rate: "final 5%", amount: rupiah(-90_000n) }],
    };
    expect(() => make("CORETAX_XML", [paid(0, {}, final)], context(settings))).toThrow(expect.objectContaining({ violations: [{ pointer: `/people/${person(1)}/rate`, code: "TAX_NOT_MONTHLY" }] })); // prettier-ignore
    const nameless = () => make("CORETAX_XML", [paid(0, { tin: "" }, borne)], context(settings));
    expect(nameless).toThrow(expect.objectContaining({ code: "EXPORT_INCOMPLETE" }));
    expect(make("CORETAX_XML", [], context(settings))).toEqual([]);
  });

  it("has no row for whom only contributions were set right", () => {
    const income = paid(1, {}, borne);
    const [built] = make("CORETAX_XML", [paid(0, {}, onlySetRight), income], context(settings));
    expect(built).toMatchObject({ file: { rows: 1, totals: { gross: 9_000_000n, tax: 90_000n } } });
  });

  it("and a bank's transfers, hold those whom they are about", () => {
    expect(standsIn("CORETAX_XML", paid(0))).toBe(false);
    expect(standsIn("CORETAX_XML", paid(0, {}, borne))).toBe(true);
    expect([standsIn("BANK", paid(0)), standsIn("BANK", paid(0, { amount: rupiah(0n) }))]).toEqual([true, false]);
  });
});

describe("files of days", () => {
  it("have the days of the statuses that the agency has named", () => {
    const facts = {
      "attendance.days": [
        { day: "2026-10-01", work: true, status: "HADIR" },
        { day: "2026-10-02", work: true, status: "ALPA" },
        { day: "2026-10-05", work: true, status: "DINAS_DALAM" },
      ],
    } as unknown as PaidPerson["facts"];
    const settings = context({ "meals.statuses": "HADIR, DINAS_DALAM" });
    const [built] = make("ADK_MEALS", [paid(0, { facts }), paid(1, { facts: {} })], settings);
    expect(built?.kind === "file" && textOf(built.file.bytes)).toBe(`${nipOf(0)}\t2026-10-01\r\n${nipOf(0)}\t2026-10-05\r\n`); // prettier-ignore
    expect(make("ADK_MEALS", [paid(1, { facts: {} })], settings)).toEqual([]);
  });

  it("have the hours that were ordered of those who are paid", () => {
    const day = "2026-10-01" as ExportContext["day"];
    const list = [0, 5].map((n) => ({ nip: nipOf(n), day }));
    const orders = {
      worked: list.map((one) => ({ ...one, minutes: 150 })),
      orders: list.map((one) => ({ ...one, hours: 2 })),
    };
    const of = context({ "overtime.rounding": "down" }, { orders });
    const [built] = make("ADK_OVERTIME", [paid(0)], of);
    expect(built?.kind === "file" && textOf(built.file.bytes)).toBe(`${nipOf(0)}\t2026-10-01\t2\r\n`);
    expect(make("ADK_OVERTIME", [paid(1)], of)).toEqual([]);
    expect(make("ADK_OVERTIME", [paid(0)], context({ "overtime.rounding": "down" }))).toEqual([]);
  });
});

describe("other files", () => {
  it("have the letterhead and their origin above", () => {
    const settings = context({ "letterhead.1": "PROVINSI CONTOH", "letterhead.3": "=SUM(A1)" });
    const [built] = make("RECAP_XLSX", [paid(0)], settings);
    const heading = built?.kind === "sheet" ? built.sheet.sheet.heading : [];
    expect(heading).toEqual(["PROVINSI CONTOH", "'=SUM(A1)", "Kinerja 2026-10"]);
  });

  it("have the code of a bank only where the bank's layout asks for it", () => {
    const template = (...fields: string[]) =>
      JSON.stringify({
        ...{ id: "x", source: "uji", separator: ";", lineEnd: "\n", ending: "txt", header: [] },
        columns: ["account", "amount", ...fields].map((field) => ({ field })),
        trailer: [{ field: "count" }, { field: "total" }],
      });
    const of = (text: string, more = {}) => context({ "bank.template": text, "bank.debit_account": "1234567890", ...more }); // prettier-ignore
    const [plain] = make("BANK", [paid(0)], of(template()));
    expect(plain?.kind === "file" && textOf(plain.file.bytes)).toBe("0000000901;4000000\n1;4000000\n");
    expect(() => make("BANK", [paid(0)], of(template("bankCode")))).toThrow("EXPORT_SETTING_MISSING");
    const [coded] = make("BANK", [paid(0)], of(template("bankCode"), { "bank_code.bpd_contoh": "114" }));
    expect(coded?.kind === "file" && textOf(coded.file.bytes)).toContain("0000000901;4000000;114\n");
  });

  it("have the steps of a statement in place of their sum, as far as they come to the same", () => {
    const statement = [
      { label: "Kelas 12", cite: "Pasal 1", amount: rupiah(4_500_000n) },
      { label: "Terlambat", cite: "Pasal 2", amount: rupiah(-500_000n) },
    ];
    const lines = [{ ...lineBase, id: "bpjs", label: "BPJS", amount: rupiah(-40_000n) }];
    const known = { statement, amount: rupiah(3_960_000n) };
    const [built] = make("PAYSLIPS_ZIP", [paid(0, known, { lines })], context({}));
    if (built?.kind !== "slips") throw new Error("no slips");
    expect(built).toMatchObject({ name: "slip-2026-10-1.zip", amount: 3_960_000n });
    expect(built.slips[0]?.lines.map(([label]) => label)).toEqual(["Kelas 12", "Terlambat", "BPJS"]);
    const other = { statement: statement.slice(0, 1), amount: rupiah(3_960_000n) };
    const [sum] = make("PAYSLIPS_ZIP", [paid(0, other, { lines })], context({}));
    expect(sum?.kind === "slips" && sum.slips[0]?.lines.map(([label]) => label)).toEqual(["Beban kerja", "Prestasi", "BPJS"]); // prettier-ignore
  });

  it("fail as they are where it is no row's fault", () => {
    const broken = context({ "bank.template": "{}", "bank.debit_account": "1" });
    expect(() => make("BANK", [paid(0)], broken)).toThrow(expect.objectContaining({ code: "EXPORT_INCOMPLETE" }));
    expect(() => make("BANK", [paid(0)], context({ "bank.template": "{" }))).toThrow(SyntaxError);
  });
});

describe("the lines of a payment", () => {
  it("are one for a statement whose parts are not known, and none for nothing", () => {
    const { lines } = paymentOf(content(), "ab", [], words);
    expect(lines).toMatchObject([{ role: "earned", component: "", label: "TPP", amount: 4_000_000n, cite: "Pasal 3" }]);
    const two = [
      { employmentId: "e1", sha256: new Uint8Array(), net: rupiah(0n) },
      { employmentId: "e2", sha256: new Uint8Array(), net: rupiah(5n) },
    ];
    const carried = [{ ...lineBase, id: "carried", label: "Menjadi tagihan", amount: rupiah(5n) }];
    const other = paymentOf(content({ statements: two, lines: carried }), "ab", parts, words);
    expect(other.lines.map(({ role, amount }) => [role, amount])).toEqual([["earned", 0n], ["earned", 5n], ["other", 5n]]); // prettier-ignore
  });

  it("that set contributions right are contributions, and no tax, with or without a part of the employer", () => {
    const payment = paymentOf(content(onlySetRight), "ab", parts, words);
    expect(payment.lines.map(({ id, role }) => [id, role])).toEqual([["iuran_disesuaikan", "contribution"], ["carried", "other"]]); // prettier-ignore
    expect(payment.pairs.map(({ id, role }) => [id, role])).toEqual([["iuran_disesuaikan.pemberi_kerja", "contribution"]]); // prettier-ignore
    expect(taxesOf(payment)).toEqual({ tax: 0n, taxBorne: 0n });
    const alone = paymentOf(content({ ...onlySetRight, pairs: [] }), "ab", parts, words);
    expect(alone.lines[0]).toMatchObject({ role: "contribution" });
  });
});
