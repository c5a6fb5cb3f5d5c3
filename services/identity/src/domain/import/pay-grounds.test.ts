import { describe, expect, it } from "@jest/globals";
import { type Day, type PersonId } from "@kinerja/common/kernel";

import { lineOf, type Line, nipOf, personIdOf } from "../../testing/people.ts";
import { asPerson, nothing, planLines, stored } from "../../testing/plan.ts";
import { assertMayApply, needsSecondPerson } from "./pay-grounds.ts";

const head = (more: Line = {}): Line => lineOf(1, { kepala_unit: "1", gol_akhir_nama: "IV/a", ...more });
const staff = (more: Line = {}): Line =>
  lineOf(2, {
    atasan_nip: nipOf(1),
    gol_akhir_nama: "III/a",
    jenis_pegawai_nama: "PNS",
    status_cpns_pns: "PNS",
    ...more,
  });
const second = (more: Line = {}): Line => staff({ jabatan_nama: "Plt. Kepala", utama: "0", ...more });
const person = (n: number): PersonId => asPerson(personIdOf(`PNS${n}`));
const november = { from: "2026-11-01" as Day };
/** Both were there before: line 1 stays as it was. */
const planOf = (...lines: Line[]) => planLines([head(), ...lines], stored([head(), staff()]), november);

describe("what an import changes of the grounds of pay", () => {
  it.each<[string, Line]>([
    ["class", { kelas_jabatan: "9" }],
    ["grade", { gol_akhir_nama: "III/b" }],
    ["kind of staff", { jenis_pegawai_nama: "PPPK", status_cpns_pns: "", kedudukan_hukum_nama: "PPPK Aktif" }],
    ["post", { jabatan_nama: "Auditor" }],
    ["unit", { unor_id: "U2", unor_nama: "Bagian Hukum" }],
    ["an end", { kedudukan_hukum_nama: "Pensiun" }],
  ])("is the own %s of whom it changes", (_, change) => {
    const { payGrounds } = planOf(staff(change));
    expect([...payGrounds.people]).toEqual([person(2)]);
    expect(needsSecondPerson({ payGrounds })).toBe(true);
  });

  it("is the first place of somebody, a first roster's too, and a second post", () => {
    expect([...planLines([head(), staff()], nothing).payGrounds.people]).toEqual([person(1), person(2)]);
    expect([...planOf(staff(), lineOf(3, { atasan_nip: nipOf(1) })).payGrounds.people]).toEqual([person(3)]);
    expect([...planOf(staff(), second()).payGrounds.people]).toEqual([person(2)]);
  });

  it("is a correction from the day on which the place began", () => {
    const plan = planLines([head(), staff({ kelas_jabatan: "8" })], stored([head(), staff()]));
    expect([...plan.payGrounds.people]).toEqual([person(2)]);
  });

  it.each<[string, Line]>([
    ["a unit that goes under another one", { unor_induk_id: "U2" }],
    ["a post that becomes one of another kind", { jenis_jabatan_nama: "Fungsional" }],
  ])("is %s, for who is not in the file too", (_, change) => {
    const above = lineOf(3, { unor_id: "U2", unor_nama: "Biro", jabatan_nama: "Arsiparis" });
    const lone = lineOf(4, { kepala_unit: "" });
    const plan = planLines([{ ...lone, ...change }], stored([above, lone]), november);
    expect(plan.payGrounds).toEqual({ people: new Set(), places: true });
    expect(needsSecondPerson(plan)).toBe(true);
  });

  it("is a unit in another zone", () => {
    const plan = planOf(staff({ zona: "WIT" }), lineOf(5, { unor_id: "U1", zona: "WIT" }));
    expect(needsSecondPerson(plan)).toBe(true);
  });

  it.each<[string, Line]>([
    ["names and titles", { nama: "BERNAMA LAIN", gelar_belakang: "S.H." }],
    ["a number", { nip_baru: nipOf(52) }],
    ["the day of the post", { tmt_jabatan: "01-02-2026" }],
    ["the superior", { atasan_nip: "" }],
    ["the name of the unit", { unor_nama: "Bagian Umum dan Rumah Tangga" }],
  ])("is not %s", (_, change) => {
    const current = stored([head({ unor_id: "U9" }), staff()]);
    const plan = planLines([staff(change)], current, november);
    expect(plan.payGrounds).toEqual({ people: new Set(), places: false });
    expect(needsSecondPerson(plan)).toBe(false);
  });
});

describe("who applies an import", () => {
  const [bringer, other] = [person(8), person(9)];

  it("is another officer than who brought what moves pay", () => {
    const plan = planOf(staff({ kelas_jabatan: "9" }));
    expect(() => assertMayApply(plan, { broughtBy: bringer, by: bringer })).toThrow("SAME_PERSON");
    expect(() => assertMayApply(plan, { broughtBy: bringer, by: other })).not.toThrow();
  });

  it("is nobody whose own place it changes", () => {
    const plan = planOf(staff({ kelas_jabatan: "9" }));
    expect(() => assertMayApply(plan, { broughtBy: bringer, by: person(2) })).toThrow("OWN_ROW");
    expect(() => assertMayApply(plan, { broughtBy: bringer, by: person(1) })).not.toThrow();
  });

  it("is anybody where only names change, also the own", () => {
    const plan = planOf(staff({ nama: "BERNAMA LAIN" }));
    expect(() => assertMayApply(plan, { broughtBy: person(2), by: person(2) })).not.toThrow();
  });
});
