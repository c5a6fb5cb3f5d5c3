import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { type Fact, type FormField, type Kind } from "./calls.ts";
import { emptyForm, fieldErrors, formFaults, formOf, groupsOf, timeColumns, wishOf } from "./form.ts";
import { fieldTexts, obstacleOf, standingOf, timeText } from "./say.ts";

const text = (id: string, en = id) => ({ id, en });
const field = (name: string, form: FormField["form"], more: Partial<FormField> = {}): FormField => ({
  ...{ name, form, label: text(name), optional: false, otherwise: "", choices: [], usual: [] },
  ...more,
});
const kindOf = (more: Partial<Kind> = {}): Kind => ({
  ...{ kind: "ACTING", label: text("Plt"), purpose: text(""), time: "SPAN", ends: false, decreeRequired: true },
  ...{ shared: false, fields: [], columns: [] },
  ...more,
});
const acting = kindOf({
  fields: [
    field("kind", "TEXT", { choices: [{ value: "plt", label: text("Pelaksana tugas", "Acting") }] }),
    field("class", "CLASS", { label: text("Kelas jabatan", "Class") }),
    field("unit", "TEXT", { optional: true, otherwise: "percent" }),
  ],
});
const fact = (more: Partial<Fact> = {}): Fact => ({
  ...{ factId: "1", agencyId: "a", kind: "ACTING", personId: "p", unitId: "", validFrom: "2026-10-01", validTo: "" },
  ...{ fields: [], decree: "SK 1", withdraws: false, authority: "HUMAN", reason: "surat", fileId: "", line: 0 },
  ...{ recordedBy: "r", recordedAt: "2026-11-05T03:00:00Z", state: "PROPOSED", decidedBy: "", replaces: "" },
  ...more,
});
const w = {
  since: (from: string) => `sejak ${from}`,
  until: (from: string, to: string) => `${from} sampai ${to}`,
  year: (year: string) => `tahun ${year}`,
};
const f = createFormat("id");

describe("a form", () => {
  const filled = {
    ...emptyForm(acting),
    ...{ personId: "p", reason: "Surat 1", cells: { kind: "plt", class: "9", from: "2026-10-01", decree: "SK 1" } },
  };

  it("begins with what the kind takes when nothing is said", () =>
    expect(emptyForm(acting).cells).toEqual({ unit: "percent" }));

  it("names everything that is missing, and nothing once it is there", () => {
    expect(formFaults(acting, emptyForm(acting))).toEqual({
      ...{ kind: "missing", class: "missing", from: "missing", decree: "missing", person: "person", reason: "reason" },
    });
    expect(formFaults(acting, filled)).toEqual({});
    expect(formFaults(kindOf({ shared: true, decreeRequired: false }), { ...filled, personId: "" })).toEqual({});
  });

  it("ends after it begins, and has an end where the kind must end", () => {
    const late = { ...filled, cells: { ...filled.cells, to: "2026-09-30" } };
    expect(formFaults(acting, late)).toEqual({ to: "order" });
    expect(formFaults({ ...acting, ends: true }, filled)).toEqual({ to: "missing" });
  });

  it.each([
    ["SPAN", ["from", "to"]],
    ["MONTHS", ["from_month", "to_month"]],
    ["YEAR", ["year"]],
  ] as const)("says when by %s", (time, names) =>
    expect(timeColumns({ time, ends: false }).map(({ name }) => name)).toEqual(names),
  );

  it("sends only what was said, and whom only where the kind has one", () => {
    const spaced = { ...filled, reason: "  Surat 1 ", cells: { ...filled.cells, class: " 9 ", to: " ", more: "x" } };
    expect(wishOf(acting, spaced)).toEqual({
      ...{ kind: "ACTING", personId: "p", reason: "Surat 1" },
      fields: [
        { name: "from", value: "2026-10-01" },
        { name: "kind", value: "plt" },
        { name: "class", value: "9" },
        { name: "decree", value: "SK 1" },
      ],
    });
    const outage = kindOf({ kind: "OUTAGE", shared: true });
    expect(wishOf(outage, { ...filled, unitId: "u" })).toMatchObject({ unitId: "u" });
    expect(wishOf(outage, filled)).not.toHaveProperty("personId");
  });

  it("of a correction says what the fact says now", () => {
    const said = [{ name: "class", value: "9" }];
    const months = kindOf({ time: "MONTHS" });
    expect(formOf(acting, fact({ fields: said, validTo: "2026-10-31" })).cells).toEqual({
      ...{ class: "9", from: "2026-10-01", to: "2026-10-31", decree: "SK 1" },
    });
    expect(formOf(months, fact()).cells).toEqual({ from_month: "2026-10", to_month: "", decree: "SK 1" });
    expect(formOf(kindOf({ time: "YEAR" }), fact()).cells).toMatchObject({ year: "2026" });
  });

  it("takes the server's words for its fields", () =>
    expect(
      fieldErrors([
        { pointer: "/fields/from", code: "DATE_FORM", detail: "Tanggal keliru" },
        { pointer: "/reason", code: "TEXT_TOO_LONG", detail: "Terlalu panjang" },
        { pointer: "/lines/2/from", code: "DATE_FORM", detail: "lain" },
      ]),
    ).toEqual({ from: "Tanggal keliru", reason: "Terlalu panjang" }));
});

describe("proposals", () => {
  it("of a file stand together, all others alone", () => {
    const [one, two, three, four] = [
      fact({ factId: "1" }),
      fact({ factId: "2", fileId: "f", line: 2 }),
      fact({ factId: "3" }),
      fact({ factId: "4", fileId: "f", line: 3 }),
    ] as const;
    expect(groupsOf([one, two, three, four])).toEqual([
      { fileId: "", facts: [one] },
      { fileId: "f", facts: [two, four] },
      { fileId: "", facts: [three] },
    ]);
  });

  it("are decided by somebody else, about somebody else", () => {
    expect(obstacleOf(fact(), "r")).toBe("proposal");
    expect(obstacleOf(fact(), "p")).toBe("person");
    expect(obstacleOf(fact(), "x")).toBeUndefined();
  });

  it.each([
    [{}, "PROPOSED"],
    [{ state: "CONFIRMED" }, "CONFIRMED"],
    [{ state: "REJECTED" }, "REJECTED"],
    [{ state: "CONFIRMED", withdraws: true }, "WITHDRAWN"],
    [{ state: "CONFIRMED", supersededAt: "2026-11-06T03:00:00Z" }, "ENDED"],
    [{ supersededAt: "2026-11-06T03:00:00Z" }, "ENDED"],
  ] as const)("%j stand as %s", (more, standing) => expect(standingOf(fact(more))).toBe(standing));
});

describe("a fact in words", () => {
  it("has the labels of choices and numbers, in the order of the form", () => {
    const fields = [
      { name: "class", value: "9" },
      { name: "kind", value: "plt" },
    ];
    expect(fieldTexts(acting, fields, { language: "id", f })).toEqual(["Pelaksana tugas", "Kelas jabatan 9"]);
    expect(fieldTexts(acting, fields, { language: "en", f })).toEqual(["Acting", "Class 9"]);
    expect(fieldTexts(undefined, fields, { language: "id", f })).toEqual(["9", "plt"]);
  });

  it.each([
    ["RUPIAH", "5000000", "x Rp5.000.000"],
    ["COUNT", "1200", "x 1.200"],
    ["DECIMAL", "95.5", "x 95,5"],
    ["WORD", "cuti_sakit", "Sakit"],
    ["WORDS", "cuti_sakit lain", "Sakit, lain"],
  ] as const)("writes %s %s as %s", (form, value, said) => {
    const kind = kindOf({ fields: [field("x", form, { usual: [{ value: "cuti_sakit", label: text("Sakit") }] })] });
    expect(fieldTexts(kind, [{ name: "x", value }], { language: "id", f })).toEqual([said]);
  });

  it.each([
    ["SPAN", "2026-10-05", "2026-10-07", "5 Okt 2026 sampai 7 Okt 2026"],
    ["SPAN", "2026-10-05", "2026-10-05", "5 Okt 2026"],
    ["SPAN", "2026-10-05", "", "sejak 5 Okt 2026"],
    ["MONTHS", "2026-10-01", "2026-10-31", "Oktober 2026"],
    ["MONTHS", "2026-10-01", "2026-12-31", "Oktober 2026 sampai Desember 2026"],
    ["YEAR", "2026-01-01", "2026-12-31", "tahun 2026"],
  ] as const)("holds by %s from %s to %s: %s", (time, validFrom, validTo, said) =>
    expect(timeText(time, { validFrom, validTo }, w, { f })).toBe(said),
  );
});
