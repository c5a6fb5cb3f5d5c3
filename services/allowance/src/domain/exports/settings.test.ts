import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { mandiriBulk } from "./bank-template.ts";
import { chosenOf, formatIds, formats, isOpenFor, optionsText } from "./formats.ts";
import { keyPart, roomFaults, type Said, settingKeys, settingLimits, settingsOn, settingSpec } from "./settings.ts";

const faults = (key: string, value: string): string[] =>
  (settingSpec(key)?.faults(value) ?? []).map(({ code }) => code);

describe("settings of files", () => {
  it.each([
    ["satker", "019011", []],
    ["satker", "19011", ["TEXT_TOO_SHORT"]],
    ["satker", "01901A", ["EXPECTED_DIGITS"]],
    ["span.bank_contoh", "520009000990", []],
    ["bank.debit_account", "12", ["ACCOUNT_NUMBER_FORM"]],
    ["bank.template", JSON.stringify(mandiriBulk), []],
    ["bank.template", "{", ["EXPECTED_OBJECT"]],
    ["bank.template", "[]", ["EXPECTED_OBJECT"]],
    ["bank.note", "Tukin 10-2026", []],
    ["bank.note", "1234567890", ["TEMPLATE_DIGITS"]],
    ["overtime.rounding", "down", []],
    ["overtime.rounding", "often", ["CHOICE_UNKNOWN"]],
    ["meals.statuses", "HADIR, DINAS_DALAM", []],
    ["meals.statuses", "", ["CHOICE_UNKNOWN"]],
    ["meals.statuses", "hadir", ["CHOICE_UNKNOWN"]],
    ["meals.statuses", "HADIR,,DINAS_DALAM", ["CHOICE_UNKNOWN"]],
    ["meals.statuses", `HADIR, ${"A".repeat(41)}`, ["CHOICE_UNKNOWN"]],
    ["meals.statuses", "HADIR, HADIR", ["TEMPLATE_TWICE"]],
    ["meals.statuses", Array.from({ length: 21 }, (_, n) => `S${n}`).join(), ["LIST_TOO_LONG"]],
    ["tax.object", "21-100-01", []],
    ["tax.object", "21", ["CHOICE_UNKNOWN"]],
    ["sipd.component.main", "tpp_beban_kerja", []],
    ["sipd.line.bpjs", "jumlah_tpp", ["CHOICE_UNKNOWN"]],
    ["letterhead.1", "PROVINSI\nCONTOH", ["TEXT_CONTROL_CHARACTER"]],
  ])("%s takes %p: %p", (key, value, codes) => expect(faults(key, value)).toEqual(codes));

  it("are each refused when they are longer than any file can hold", () => {
    for (const key of Object.keys(settingKeys))
      expect(faults(key.replace("*", "a"), "1".repeat(4_001))).not.toEqual([]);
    expect(settingSpec(`span.${"a".repeat(61)}`)).toBeUndefined();
    const columns = [...mandiriBulk.columns, ...Array.from({ length: 100 }, () => ({ text: "" }))];
    expect(faults("bank.template", JSON.stringify({ ...mandiriBulk, columns }))).toEqual(["LIST_TOO_LONG"]);
    expect(faults("bank.template", JSON.stringify({ ...mandiriBulk, id: "a".repeat(201) }))).toEqual(["TEXT_TOO_LONG"]);
  });

  it("have keys that some file asks for", () => {
    for (const key of ["kode", "span.", "span.Bank", "span.*", "bank_code.*", "sipd.component.a.b", "constructor"])
      expect(settingSpec(key)).toBeUndefined();
    for (const format of formatIds) for (const key of formats[format].settings) expect(settingKeys[key]?.formats).toContain(format); // prettier-ignore
    expect(keyPart("Bank Contoh (Persero), Tbk.")).toBe("bank_contoh_persero_tbk");
  });

  it("hold from their first day until another or an end", () => {
    const say = (key: string, value: string, from: string) => ({ key, value, validFrom: from as Day });
    const all = [
      say("satker", "2", "2026-06-01"),
      say("satker", "1", "2026-01-01"),
      say("satker", "3", "2026-06-01"),
      say("decree", "A", "2026-01-01"),
      say("decree", "", "2026-07-01"),
    ];
    const on = (day: string) => Object.fromEntries(settingsOn(all, day as Day));
    expect(on("2025-12-31")).toEqual({});
    expect(on("2026-05-31")).toEqual({ satker: "1", decree: "A" });
    expect(on("2026-06-01")).toEqual({ satker: "3", decree: "A" });
    expect(on("2026-07-01")).toEqual({ satker: "3" });
  });
});

describe("kinds of file", () => {
  it("are those that the policy names, or else those of whoever takes what it pays", () => {
    expect(isOpenFor("SIPD_XLSX", { kind: "tukin" })).toBe(false);
    expect(isOpenFor("SIPD_XLSX", { kind: "tpp" })).toBe(true);
    expect(isOpenFor("ADK_TUKIN", { kind: "tpp" })).toBe(false);
    expect(isOpenFor("PAYMENT_CSV", { kind: "rapel" })).toBe(true);
    const exports = [{ format: "adk-tukin", header: true, number_column: false }] as const;
    expect(isOpenFor("ADK_TUKIN", { kind: "tpp", exports })).toBe(true);
    expect(isOpenFor("ADK_MEALS", { kind: "tukin", exports })).toBe(false);
    expect(isOpenFor("RECAP_XLSX", { kind: "tukin", exports })).toBe(true);
    expect(chosenOf("ADK_TUKIN", { kind: "tukin", exports }, {})).toEqual({ withHeader: true, withNumbers: false });
    const chosen = { withHeader: false, withNumbers: true };
    expect(chosenOf("ADK_TUKIN", { kind: "tukin", exports }, chosen)).toEqual(chosen);
    expect(chosenOf("ADK_TUKIN", { kind: "tukin" }, {})).toEqual({ withHeader: false, withNumbers: true });
  });

  it("are chosen in one spelling", () => {
    expect(optionsText({ withBom: true, onDate: "2026-11-05" })).toBe('{"onDate":"2026-11-05","withBom":true}');
    expect(optionsText({ onDate: "2026-11-05", withBom: true })).toBe('{"onDate":"2026-11-05","withBom":true}');
    expect(optionsText({ withBom: false, onDate: undefined })).toBe("{}");
    expect(optionsText({ withHeader: false })).toBe('{"withHeader":false}');
  });
});

describe("room for what is said of a setting", () => {
  const [today, tomorrow] = ["2026-11-05", "2026-11-06"] as [Day, Day];
  const full: Said = {
    keys: settingLimits.keys,
    isCounted: true,
    days: settingLimits.days,
    values: settingLimits.values,
  };
  const fresh = { value: "1", validFrom: tomorrow, isKnownDay: false, today };
  const codes = (saying: Partial<typeof fresh>, said: Partial<Said> = {}): string[] =>
    roomFaults({ ...fresh, ...saying }, { ...full, ...said }).map(({ code }) => code);

  it("is there below each limit, and at it no more", () => {
    expect(codes({}, { isCounted: false })).toEqual(["SETTING_KEYS_FULL"]);
    expect(codes({}, { isCounted: false, keys: settingLimits.keys - 1 })).toEqual([]);
    expect(codes({})).toEqual(["SETTING_DAYS_FULL"]);
    expect(codes({}, { days: settingLimits.days - 1 })).toEqual([]);
    expect(codes({ isKnownDay: true })).toEqual(["SETTING_VALUES_FULL"]);
    expect(codes({ isKnownDay: true }, { values: settingLimits.values - 1 })).toEqual([]);
  });

  it("is always there for the end of what is in use, from today or a day that it has", () => {
    expect(codes({ value: "", validFrom: today })).toEqual([]);
    expect(codes({ value: "", isKnownDay: true })).toEqual([]);
    expect(codes({ value: "" })).toEqual(["SETTING_DAYS_FULL"]);
    expect(codes({ value: "", validFrom: today }, { isCounted: false })).toEqual(["SETTING_KEYS_FULL"]);
  });
});
