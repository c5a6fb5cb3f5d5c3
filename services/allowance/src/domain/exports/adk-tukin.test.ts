import { describe, expect, it } from "@jest/globals";
import { Refusal, type Violation } from "@kinerja/common/errors";
import { parsePeriod, parseRational, roundToRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { assert, boolean, constantFrom, property, record, tuple } from "fast-check";

import { adkRow, anyAmount, anyNips, anyText, fineText, nipOf, sha256 } from "../../testing/export-rows.ts";
import { adkColumns, type AdkOrder, adkTukinFiles, type AdkRow } from "./adk-tukin.ts";
import { byText, type ExportFile, textOf } from "./file.ts";
import { readAdkTukin } from "./read-adk.ts";
import { textFaults } from "./text.ts";

const july: AdkOrder = { paid: parsePeriod("2026-07"), header: false, numberColumn: true };
const half = (exact: string): Rupiah => roundToRupiah(parseRational(exact)!, "half-up");
const textsOf = (rows: readonly AdkRow[], order = july): string[] =>
  adkTukinFiles(rows, order, sha256).map(({ bytes }) => textOf(bytes));

function refused(rows: readonly AdkRow[]): readonly Violation[] {
  try {
    adkTukinFiles(rows, july, sha256);
  } catch (error) {
    if (error instanceof Refusal) return error.violations;
  }
  throw new Error("was written");
}

/** A line of the sample: what stands around the amounts is the same for everybody. */
const line = (n: number, amounts: string, grade = "12", months = "06\t2026\t06\t2026", paid = "07\t2026"): string =>
  `${n + 1}\t019011\t${paid}\t${nipOf(n)}\tPEGAWAI ${n + 1}, S.E.\tKEP.1/2026\t${grade}\t${amounts}\t520009000990\tBANK CONTOH\t000000090${n + 1}\tPEGAWAI ${n + 1}\t${months}\t1\t\t\r\n`;
const total = (gross: string, cut: string, net: string): string =>
  `${"\t".repeat(8)} ${gross} \t ${cut} \t ${net} ${"\t".repeat(11)}\r\n`;

describe("the ADK of performance pay, case H7", () => {
  it("(a) rounds net half up and takes the cut from the two: whole tariff, 44,235.12 cut", () => {
    const row = adkRow(0, { gross: half("9896000"), net: half("9851764.88") });
    expect(textsOf([row])).toEqual([line(0, "9896000\t44235\t9851765") + total("9.896.000", "44.235", "9.851.765")]);
  });

  it("(b) and (c) add the rows as they are printed, each total a text with blanks", () => {
    const b = adkRow(0, { grade: "15", gross: rupiah(19_280_000n), net: rupiah(16_388_000n) });
    const c = adkRow(1, { net: rupiah(9_866_312n) });
    const [file] = adkTukinFiles([c, b], july, sha256) as [ExportFile];
    expect(textOf(file.bytes)).toBe(
      line(0, "19280000\t2892000\t16388000", "15") +
        line(1, "9896000\t29688\t9866312") +
        total("29.176.000", "2.921.688", "26.254.312"),
    );
    expect(file).toMatchObject({
      name: "adk-tukin-2026-07-019011-520009000990.txt",
      contentType: "text/plain; charset=utf-8",
      rows: 2,
      totals: { gross: 29_176_000n, cut: 2_921_688n, net: 26_254_312n },
      sha256: sha256(file.bytes),
    });
  });

  it("(d) has no negative cut where both round to the same", () => {
    const row = adkRow(0, { gross: half("5824937.4"), net: half("5824937.1"), grade: "9" });
    expect(textsOf([row])).toEqual([line(0, "5824937\t0\t5824937", "09") + total("5.824.937", "0", "5.824.937")]);
  });
});

describe("the ADK of performance pay", () => {
  it("pays in January the December of the year before", () => {
    const [text] = textsOf([adkRow(0)], { ...july, paid: parsePeriod("2027-01") });
    expect(text).toContain(line(0, "9896000\t0\t9896000", "12", "12\t2026\t12\t2026", "01\t2027"));
  });

  it("names the months of work that it is given", () => {
    const worked = { from: parsePeriod("2026-01"), to: parsePeriod("2026-03") };
    expect(textsOf([adkRow(0)], { ...july, worked })[0]).toContain("\t01\t2026\t03\t2026\t1\t");
  });

  it("has 22 columns, or 21 without numbers, and a header where it is wanted", () => {
    const [text = ""] = textsOf([adkRow(0)], { ...july, header: true, numberColumn: false });
    const [header, row, sum, end] = text.split("\r\n");
    expect(header).toBe(
      "Kode Satker\tBulan\tTahun\tNIP\tNama Pegawai\tNomor SK\tKode Grade\tNilai Bruto\tNilai Potongan\tNilai Bersih\tKode Bank SPAN\tNama Bank\tNomor Rekening\tNama Rekening\tBulan Awal\tTahun Awal\tBulan Akhir\tTahun Akhir\tTukin Kali\tNomor Tukin Lama\tNomor Tukin Baru",
    );
    expect(row?.split("\t")).toHaveLength(21);
    expect(sum?.split("\t")[7]).toBe(" 9.896.000 ");
    expect(end).toBe("");
    expect(adkColumns).toHaveLength(22);
  });

  it("is one file for each treasury code and bank, people by NIP", () => {
    const rows = [
      adkRow(3),
      adkRow(2, { satker: "019012" }),
      adkRow(1),
      adkRow(0, { bankCode: "014" }),
      adkRow(4, { satker: "019012" }),
    ];
    const files = adkTukinFiles(rows, july, sha256);
    expect(files.map(({ name, rows: count }) => [name, count])).toEqual([
      ["adk-tukin-2026-07-019011-014.txt", 1],
      ["adk-tukin-2026-07-019011-520009000990.txt", 2],
      ["adk-tukin-2026-07-019012-520009000990.txt", 2],
    ]);
    expect(readAdkTukin(files[1]!.bytes).rows.map(({ nip }) => nip)).toEqual([nipOf(1), nipOf(3)]);
    expect(adkTukinFiles([], july, sha256)).toEqual([]);
  });

  it("refuses with row and field, all of them at once, and shows no NIP", () => {
    const found = refused([
      adkRow(0, { name: "PEGAWAI\t1" }),
      adkRow(1, { nip: "1987", holderName: "A\r\nB", grade: "0" }),
      adkRow(2, { net: rupiah(9_896_001n), accountNumber: "12 34" }),
      adkRow(0, { decree: "", bankName: "" }),
    ]);
    expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      "/rows/0/name TEXT_CONTROL_CHARACTER",
      "/rows/1/holderName TEXT_CONTROL_CHARACTER",
      "/rows/1/nip NIP_LENGTH",
      "/rows/1/grade NUMBER_OUT_OF_RANGE",
      "/rows/2/net NUMBER_OUT_OF_RANGE",
      "/rows/2/accountNumber ACCOUNT_NUMBER_FORM",
      "/rows/3/bankName FIELD_REQUIRED",
      "/rows/3/nip PAID_TWICE",
    ]);
    expect(JSON.stringify(found, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value))).not.toMatch(
      /\d{18}/,
    );
  });

  const anyRow = (nip: string) =>
    record({
      name: fineText,
      decree: fineText,
      holderName: fineText,
      gross: anyAmount,
      net: anyAmount,
      satker: constantFrom("019011", "019012"),
    }).map(
      // prettier-ignore
      ({ gross, net, ...texts }) =>
        adkRow(0, { ...texts, nip, gross: rupiah(gross > net ? gross : net), net: rupiah(gross > net ? net : gross) }),
    );
  const anyRows = anyNips.chain((nips) => tuple(...nips.map(anyRow)));

  it("gives the rows again when it is read, starts no formula, and adds up", () => {
    assert(
      property(anyRows, boolean(), boolean(), (rows, header, numberColumn) => {
        const files = adkTukinFiles(rows, { ...july, header, numberColumn }, sha256);
        const read = files.map(({ bytes }) => readAdkTukin(bytes));
        const again = read.flatMap(({ lines }) => lines.map(({ row }) => row));
        expect(again.toSorted((a, b) => byText(a.nip, b.nip))).toEqual(rows.toSorted((a, b) => byText(a.nip, b.nip)));
        for (const [index, { bytes, totals }] of files.entries()) {
          expect(read[index]?.printed).toEqual(totals);
          for (const cell of textOf(bytes).split(/\t|\r\n/)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
        }
      }),
    );
  });

  it("holds any text as it was, or refuses it by name", () => {
    assert(
      property(anyText, (name) => {
        const fits = textFaults("/rows/0/name", name, { min: 1, max: 100 });
        if (fits.length > 0) expect(refused([adkRow(0, { name })])).toEqual(fits);
        else
          expect(readAdkTukin(adkTukinFiles([adkRow(0, { name })], july, sha256)[0]!.bytes).rows[0]?.name).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an ADK that is read", () => {
  const ours = textsOf([adkRow(0, { net: rupiah(9_000_000n) })])[0]!;
  const read = (text: string) => readAdkTukin(new TextEncoder().encode(text));

  it("names its months", () =>
    expect(read(ours).lines[0]).toMatchObject({ paid: "2026-07", from: "2026-06", to: "2026-06" }));

  it("is taken as a spreadsheet saved it: byte order mark, other line ends, dots, blanks after a NIP, empty lines", () => {
    const saved = `\ufeff${ours
      .replaceAll("\r\n", "\n")
      .replace(nipOf(0), `${nipOf(0)} `)
      .replace("9896000", "9.896.000")}\t\t\n`;
    expect(read(saved)).toEqual(read(ours));
  });

  it("has no printed sums when it has no last line", () =>
    expect(read(ours.split("\r\n")[0]!)).toMatchObject({ printed: undefined, rows: [{ nip: nipOf(0) }] }));

  it.each([
    ["a\tb", "/lines/0", "FILE_COLUMNS"],
    [ours.replace("9896000", "9896000,5"), "/lines/0/gross", "AMOUNT_FORM"],
    [ours.replace(nipOf(0), nipOf(0).slice(1)), "/lines/0/nip", "NIP_LENGTH"],
    [ours.replace(nipOf(0), ""), "/lines/0/nip", "NIP_LENGTH"],
  ])("refuses %#", (text, pointer, code) =>
    expect(() => read(text)).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ pointer, code })] }),
    ),
  );
});
