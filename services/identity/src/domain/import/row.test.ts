import { describe, expect, it } from "@jest/globals";

import { lineOf, nipOf } from "../../testing/people.ts";
import { nothing, planLines, told } from "../../testing/plan.ts";

const foundIn = (more: Parameters<typeof lineOf>[1]): string[] =>
  told(planLines([lineOf(1, { atasan_nip: nipOf(2), ...more }), lineOf(2, { kepala_unit: "1" })], nothing)).map(
    (text) => text.slice(2),
  );

describe("one line", () => {
  it("is taken without a word when all is well", () => {
    expect(foundIn({})).toEqual([]);
    expect(foundIn({ nip_baru: "19870314 201101 2 901" })).toEqual([]);
    expect(foundIn({ nip_baru: "'198703142011012901" })).toEqual([]);
  });

  it.each([
    [{ nip_baru: "" }, "NIP_MISSING"],
    [{ nip_baru: "1.98703142011013E+17" }, "NIP_SCIENTIFIC"],
    [{ nip_baru: "1,98703E+17" }, "NIP_SCIENTIFIC"],
    [{ nip_baru: ["198703142011012", "000"].join("") }, "NIP_ROUNDED"],
    [{ nip_baru: "19870314201101290" }, "NIP_LENGTH"],
    [{ nip_baru: "19870314201101290O" }, "NIP_DIGITS"],
    [{ pns_id: "" }, "PNS_ID_MISSING"],
    [{ pns_id: "x".repeat(43) }, "TEXT_TOO_LONG"],
    [{ nama: "" }, "NAME_MISSING"],
    [{ nama: "x".repeat(301) }, "TEXT_TOO_LONG"],
    [{ nama: "SITI\u0000RAHMA" }, "TEXT_CONTROL_CHARACTER"],
    [{ unor_id: "" }, "UNIT_MISSING"],
    [{ instansi_kerja_id: "" }, "AGENCY_MISSING"],
  ])("is left out: %j is %s", (more, code) => {
    expect(foundIn(more)).toContain(`ERROR ${code}`);
    expect(planLines([lineOf(1, more)], nothing).people).toEqual([]);
  });

  it.each([
    [{ tanggal_lahir: "31-02-1987" }, "DATE_IMPOSSIBLE"],
    [{ tanggal_lahir: "15-03-1987" }, "BIRTH_DATE_DIFFERS"],
    [{ nip_baru: "198713142011012901" }, "NIP_BIRTH_DATE"],
    [{ nip_baru: "198703142011992901" }, "NIP_MONTH"],
    [{ nip_baru: "198703142011013901" }, "NIP_SEX"],
    [{ tmt_jabatan: "99-99-9999" }, "DATE_IMPOSSIBLE"],
    [{ kelas_jabatan: "18" }, "CLASS_UNKNOWN"],
    [{ kedudukan_hukum_nama: "Aktip" }, "STANDING_UNKNOWN"],
    [{ jenis_pegawai_nama: "Honorer" }, "STAFF_KIND_UNKNOWN"],
    [{ status_cpns_pns: "X" }, "STAFF_KIND_UNKNOWN"],
    [{ zona: "WIBA" }, "ZONE_UNKNOWN"],
    [{ jabatan_nama: "" }, "POSITION_MISSING"],
    [{ unor_nama: "" }, "UNIT_NAME_MISSING"],
    [{ atasan_nip: "12" }, "NIP_LENGTH"],
    [{ atasan_nip: nipOf(50) }, "SUPERIOR_UNKNOWN"],
    [{ atasan_nip: nipOf(1) }, "SUPERIOR_SELF"],
    [{ atasan_nip: "" }, "SUPERIOR_MISSING"],
  ])("is taken, and somebody should look: %j is %s", (more, code) => {
    expect(foundIn(more)).toContain(`WARNING ${code}`);
    expect(planLines([lineOf(1, more)], nothing).people).toHaveLength(1);
  });

  it("is taken without a word when its kind and standing are known", () => {
    const kinds = ["", "PNS Pusat DPK", "PPPK", "Pegawai Negeri Sipil Daerah", "CPNS"];
    for (const jenis_pegawai_nama of kinds) expect(foundIn({ jenis_pegawai_nama })).toEqual([]);
    expect(foundIn({ status_cpns_pns: "C", kedudukan_hukum_nama: "Tugas Belajar" })).toEqual([]);
  });

  it("keeps an impossible date as it was written", () => {
    const [employment] = planLines([lineOf(1, { tmt_jabatan: "31-02-2026" })], nothing).employments;
    expect(employment).toMatchObject({ positionSince: undefined, positionSinceRaw: "31-02-2026" });
  });

  it("a PPPK's contract code in place of the month is no oddity", () => {
    expect(foundIn({ nip_baru: "199111212022211903", tanggal_lahir: "21-11-1991" })).toEqual([]);
  });

  it("says nothing of a number in its findings", () => {
    const odd = [{ nip_baru: "1987031420110129011" }, { nip_baru: "198713142011012901" }, { nip_baru: "1.98703E+17" }];
    const findings = odd.flatMap((more) => planLines([lineOf(1, more)], nothing).findings);
    expect(findings.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(findings)).not.toMatch(/1987/);
  });
});
