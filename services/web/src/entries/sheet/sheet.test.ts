import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { entryOf } from "../draft.ts";
import { addDays, timeOf } from "../../time/dates.ts";
import { cellsOf } from "./cells.ts";
import { columnFault, type Columns, guessColumns, headingOf } from "./columns.ts";
import { isReady, linesLimit, linesOf, readLine } from "./lines.ts";
import { dateIn, kindIn, minutesIn, numberIn, placeIn, resultIn, spanIn, timeIn } from "./values.ts";

const today = "2026-11-19";

describe("cells of a text", () => {
  it.each([
    ["copied rows", "Tanggal\tKegiatan\n5/10/2026\tRapat, lalu apel\n", "\t"],
    ["a CSV with semicolons", "Tanggal;Kegiatan\r\n5/10/2026;Rapat, lalu apel\r\n", ";"],
    ["a CSV with commas", 'Tanggal,Kegiatan\n5/10/2026,"Rapat, lalu apel"', ","],
    ["a byte order mark and a line for Excel", "\ufeffsep=;\r\nTanggal;Kegiatan\r\n5/10/2026;Rapat, lalu apel", ";"],
  ])("of %s", (_, text) => {
    expect(cellsOf(text).cells).toEqual([
      ["Tanggal", "Kegiatan"],
      ["5/10/2026", "Rapat, lalu apel"],
    ]);
  });

  it("keep quotes, breaks and separators within quotes", () => {
    expect(cellsOf('a\t"Rapat\n""besar""\tdi aula"\n5" pipa\tb').cells).toEqual([
      ["a", 'Rapat\n"besar"\tdi aula'],
      ['5" pipa', "b"],
    ]);
  });

  it("leave out empty rows and keep the numbers of the others", () => {
    expect(cellsOf("a\tb\n\n\t\n \nc\td\n")).toEqual({
      cells: [
        ["a", "b"],
        ["c", "d"],
      ],
      numbers: [1, 5],
    });
  });

  it("take a quote that is never closed as a text", () => {
    expect(cellsOf('a\t"b\nc\td').cells).toEqual([
      ["a", '"b'],
      ["c", "d"],
    ]);
  });

  it("lose the apostrophe that keeps a text from being a formula", () => {
    expect(cellsOf("a;b\n'=1+1;'-x").cells[1]).toEqual(["=1+1", "-x"]);
  });

  it.each(["\t", ";", ","])("come back as they were written, separated by %j", (separator) => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", "é", "7", '"', "\n", " ", ".", separator) });
    const rows = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), (written, lineEnd) => {
        const text = written
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator))
          .join(lineEnd);
        const expected = written
          .map((row) => row.map((one) => one.trim()))
          .filter((row) => row.some((one) => one !== ""));
        expect(cellsOf(text).cells).toEqual(expected);
      }),
    );
  });

  it("are found in any text, without an end or an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const { cells, numbers } = cellsOf(text);
        expect(numbers).toHaveLength(cells.length);
      }),
    );
  });
});

describe("values of cells", () => {
  it.each([
    ["2026-10-05", "2026-10-05"],
    ["2026-10-05 07:30", "2026-10-05"],
    ["5/10/2026", "2026-10-05"],
    ["05-10-26", "2026-10-05"],
    ["5.10.2026", "2026-10-05"],
    ["Senin, 5 Oktober 2026", "2026-10-05"],
    ["Jumat 7 Agustus 2026", "2026-08-07"],
    ["5 Okt 2026", "2026-10-05"],
    ["5-Mei-26", "2026-05-05"],
    ["12 Dec 2026", "2026-12-12"],
    ["29/02/2028", "2028-02-29"],
    ["29/02/2026", undefined],
    ["10/13/2026", undefined],
    ["32/01/2026", undefined],
    ["5 Kapan 2026", undefined],
    ["kemarin", undefined],
    ["", undefined],
  ])("the date %j is %s", (text, date) => expect(dateIn(text)).toBe(date));

  it("every day is read in each way of writing it", () => {
    const day = fc.integer({ min: 0, max: 8_000 }).map((days) => addDays("2015-01-01", days));
    const names = [
      "Januari",
      "Februari",
      "Maret",
      "April",
      "Mei",
      "Juni",
      "Juli",
      "Agustus",
      "September",
      "Oktober",
      "November",
      "Desember",
    ];
    fc.assert(
      fc.property(day, (date) => {
        const [year = "", month = "", dayOf = ""] = date.split("-");
        const plain = `${String(Number(dayOf))}/${String(Number(month))}/${year}`;
        expect(
          [date, plain, `${dayOf}.${month}.${year}`, `${dayOf} ${names[Number(month) - 1] ?? ""} ${year}`].map(dateIn),
        ).toEqual(Array<string>(4).fill(date));
      }),
    );
  });

  it.each([
    ["7.30", "07:30"],
    ["07:30", "07:30"],
    ["07:30:00", "07:30"],
    ["7", "07:00"],
    ["13.00 WITA", "13:00"],
    ["1:30 PM", "13:30"],
    ["12:05 am", "00:05"],
    ["2026-10-05 07:30", "07:30"],
    ["24:00", undefined],
    ["7.3", undefined],
    ["13 pm", undefined],
    ["07.60", undefined],
    ["pagi", undefined],
  ])("the time %j is %s", (text, time) => expect(timeIn(text)).toBe(time));

  it("every minute of the day is read in each way of writing it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
        const time = timeOf(minutes);
        expect([time, time.replace(":", "."), `${time}:00`, time.replace(/^0/, "")].map(timeIn)).toEqual(
          Array<string>(4).fill(time),
        );
      }),
    );
  });

  it.each([
    ["07.30-09.00", ["07:30", "09:00"]],
    ["7:30 – 9:00 WIB", ["07:30", "09:00"]],
    ["07.30 s.d. 09.00", ["07:30", "09:00"]],
    ["07.30 s/d 09.00", ["07:30", "09:00"]],
    ["07.30 sampai 09.00", ["07:30", "09:00"]],
    ["07.30", undefined],
    ["07.30-09.00-10.00", undefined],
  ])("the span %j is %j", (text, span) => expect(spanIn(text)).toEqual(span));

  it.each([
    ["1.234,5", 1234.5],
    ["1,5", 1.5],
    ["1.5", 1.5],
    ["1.500", 1500],
    ["1,234,567", 1234567],
    ["12 000", 12000],
    ["1.2.3", undefined],
    ["-5", undefined],
    ["", undefined],
  ])("the number %j is %s", (text, number) => expect(numberIn(text)).toBe(number));

  it.each([
    ["90", "minutes", 90],
    ["90 menit", "minutes", 90],
    ["1,5 jam", "minutes", 90],
    ["1,5", "hours", 90],
    ["1 jam 30 menit", "minutes", 90],
    ["1h 30m", "minutes", 90],
    ["1:30", "minutes", 90],
    ["01:30:00", "hours", 90],
    ["2 jam", "hours", 120],
    ["lama", "minutes", undefined],
    ["", "minutes", undefined],
  ] as const)("the duration %j in a column of %s is %s", (text, unit, minutes) =>
    expect(minutesIn(text, unit)).toBe(minutes),
  );

  it.each([
    ["12", { quantity: "12", unit: "" }],
    ["1.200", { quantity: "1200", unit: "" }],
    ["2,0", { quantity: "2", unit: "" }],
    ["3 berkas", { quantity: "3", unit: "berkas" }],
    ["1,5 berkas", undefined],
    ["banyak", undefined],
  ])("the result %j is %j", (text, result) => expect(resultIn(text)).toEqual(result));

  it("kinds and places go by their words", () => {
    expect([kindIn("Tugas Tambahan"), kindIn("penugasan"), kindIn("apa saja")]).toEqual([
      "ADDITIONAL",
      "ASSIGNED",
      undefined,
    ]);
    expect([placeIn("WFH"), placeIn("Dinas Luar"), placeIn("bulan")]).toEqual(["HOME", "DUTY_TRIP", undefined]);
  });
});

describe("columns", () => {
  it("go by their names, whatever their order and language", () => {
    expect(
      headingOf(["No", "Uraian Kegiatan", "TANGGAL", "Jam Mulai", "Jam Selesai", "Satuan", "Lama (menit)"]),
    ).toEqual([undefined, "description", "date", "starts", "ends", "unit", "minutes"]);
    expect(headingOf(["Date", "Activity", "From", "To"])).toEqual(["date", "description", "starts", "ends"]);
  });

  it("are not named by a row of work, and a second one of a name is left out", () => {
    expect(headingOf(["5/10/2026", "Rapat", "07.30"])).toBeUndefined();
    expect(headingOf(["Tanggal", "Tgl", "Kegiatan"])).toEqual(["date", undefined, "description"]);
  });

  it("are guessed by what stands in them", () => {
    const cells = [
      ["1", "5/10/2026", "Rapat koordinasi", "07.30", "09.00"],
      ["2", "6/10/2026", "Apel pagi", "07.30", "08.00"],
    ];
    expect(guessColumns(cells)).toEqual([undefined, "date", "description", "starts", "ends"]);
    expect(guessColumns([["5/10/2026", "Rapat koordinasi", "90"]])).toEqual(["date", "description", "minutes"]);
  });

  it.each<[Columns, string | undefined]>([
    [["description", "minutes"], "dateMissing"],
    [["date", "minutes"], "descriptionMissing"],
    [["date", "description", "starts"], "timeMissing"],
    [["date", "description", "span"], undefined],
    [["date", "description", "hours"], undefined],
  ])("%j lack %s", (columns, fault) => expect(columnFault(columns)).toBe(fault));
});

const columns: Columns = ["date", "description", "starts", "ends", "minutes", "quantity", "unit", "kind"];
const read = (...cells: string[]) => {
  const { lines } = linesOf([cells], [7], columns);
  return readLine(lines[0]!, "e", today);
};

describe("lines", () => {
  it("become entries", () => {
    const line = read("5/10/2026", "Rapat koordinasi", "7.30", "09:00", "", "2", "laporan", "Tugas tambahan");
    expect(isReady(line)).toBe(true);
    expect(entryOf(line.draft, { id: "a", version: 1, deviceTime: "t" })).toEqual({
      ...{ id: "a", version: 1, employmentId: "e", workDate: "2026-10-05", kind: "ADDITIONAL" },
      ...{ description: "Rapat koordinasi", startsAt: "07:30", endsAt: "09:00", quantity: 2 },
      ...{ quantityUnit: "laporan", deviceTime: "t" },
    });
  });

  it("take the duration where no time stands", () => {
    const line = read("5/10/2026", "Rapat koordinasi", "", "", "1,5 jam", "", "", "");
    expect(line).toMatchObject({ number: 7, errors: {}, draft: { timing: "minutes", minutes: "90" } });
  });

  it.each([
    [["10/13/2026", "Rapat", "7.30", "9.00"], { date: "dateForm" }],
    [["20/11/2026", "Rapat", "7.30", "9.00"], { date: "dateFuture" }],
    [["1/1/2026", "Rapat", "7.30", "9.00"], { date: "dateOld" }],
    [["", "Rapat", "7.30", "9.00"], { date: "dateMissing" }],
    [["5/10/2026", "x", "7.30", "9.00"], { description: "descriptionShort" }],
    [["5/10/2026", "Rapat", "pagi", "9.00"], { starts: "timeForm" }],
    [["5/10/2026", "Rapat", "9.00", "7.30"], { ends: "timeOrder" }],
    [["5/10/2026", "Rapat", "7.30", ""], { ends: "timeMissing" }],
    [["5/10/2026", "Rapat", "", ""], { starts: "timeMissing" }],
    [["5/10/2026", "Rapat", "", "", "2000"], { minutes: "minutesRange" }],
    [["5/10/2026", "Rapat", "7.30", "9.00", "", "1,5", "laporan"], { quantity: "quantityForm" }],
    [["5/10/2026", "Rapat", "7.30", "9.00", "", "2", ""], { unit: "unitMissing" }],
    [["5/10/2026", "Rapat", "7.30", "9.00", "", "", "", "entah"], { kind: "kindForm" }],
    [["5/10/2026", "Rapat", "7.30", "9.00", "", "", "", "Lain"], { reason: "reasonShort" }],
    [["=TODAY()", "Rapat", "7.30", "9.00"], { date: "formula" }],
    [["5/10/2026", '=CONCAT("a";"b")', "7.30", "9.00"], { description: "formula" }],
  ])("%j say what is wrong and where: %j", (cells, errors) => expect(read(...cells).errors).toEqual(errors));

  it("of the last hundred days are taken, older ones not", () => {
    const at = (days: number) => read(addDays(today, -days), "Rapat", "7.30", "9.00").errors;
    expect([at(0), at(100), at(101)]).toEqual([{}, {}, { date: "dateOld" }]);
  });

  it("beyond the limit are counted and left", () => {
    const rows = Array.from({ length: linesLimit + 7 }, () => ["5/10/2026", "Rapat"]);
    const { lines, left } = linesOf(rows, [], columns);
    expect([lines.length, left]).toEqual([linesLimit, 7]);
  });

  it("are read whatever stands in them, and are ready only when their entry keeps the contract", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom("5/10/2026", "7.30", "09:00", "90", "Rapat koordinasi", "2", "laporan", ""),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 8, maxLength: 8 }), (cells) => {
        const line = read(...cells);
        if (!isReady(line)) return;
        const entry = entryOf(line.draft, { id: "a", version: 1, deviceTime: "t" });
        expect(entry.workDate >= addDays(today, -100) && entry.workDate <= today).toBe(true);
        expect(entry.description.length).toBeGreaterThanOrEqual(3);
        expect((entry.startsAt === undefined) === (entry.endsAt === undefined)).toBe(true);
        expect((entry.minutes === undefined) !== (entry.startsAt === undefined)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
