import { describe, expect, it } from "@jest/globals";

import { staffKindOf, type StaffTexts } from "./staff-kind.ts";

const silent: StaffTexts = { kind: "", status: "", standing: "", isAppointed: false };
const kind = (texts: Partial<StaffTexts>) => staffKindOf({ ...silent, ...texts });

describe("the kind of a civil servant", () => {
  it.each<[Partial<StaffTexts>, string]>([
    [{}, ""],
    [{ kind: "PNS Daerah Kab/Kota" }, "PNS"],
    [{ kind: "PNS" }, "PNS"],
    [{ kind: "Pegawai Negeri Sipil Daerah" }, "PNS"],
    [{ kind: "Pegawai Pemerintah dengan Perjanjian Kerja" }, "PPPK"],
    [{ status: "P" }, "PNS"],
    [{ status: "PNS", standing: "Aktif" }, "PNS"],
    [{ isAppointed: true }, "PNS"],
    [{ status: "C" }, "CPNS"],
    [{ status: "c", kind: "PNS Daerah" }, "CPNS"],
    [{ kind: "CPNS" }, "CPNS"],
    [{ standing: "Calon pegawai" }, "CPNS"],
    [{ kind: "PPPK" }, "PPPK"],
    [{ kind: "P3K Guru" }, "PPPK"],
    [{ standing: "PPPK Aktif", status: "P" }, "PPPK"],
    [{ standing: "PPPK Aktif", isAppointed: true }, "PPPK"],
    [{ kind: "Titipan" }, ""],
  ])("of %j is %j", (texts, expected) => {
    expect(kind(texts)).toEqual({ kind: expected, isStale: false });
  });

  it("is PNS when the day of appointment has come, whatever the forgotten status says", () => {
    expect(kind({ status: "C", isAppointed: true })).toEqual({ kind: "PNS", isStale: true });
    expect(kind({ kind: "CPNS", isAppointed: true })).toEqual({ kind: "PNS", isStale: true });
  });
});
