import { describe, expect, it } from "@jest/globals";
import { noRupiah, rupiah } from "@kinerja/common/kernel";

import { answer, lineOf, type Objection, withdraw } from "./objection.ts";

const filed: Objection = {
  ...{ id: "o", agencyId: "a", personId: "p", runId: "r", period: "2026-10", employmentId: "e", lineId: "cut.late" },
  ...{ label: "Terlambat", amount: rupiah(-394_092n), statementSha256: "h", reason: "Saya bertugas di luar kantor" },
  ...{ evidence: [], evidenceNames: [], state: "FILED", filedAt: new Date("2026-11-03T02:00:00Z") },
  ...{ answer: undefined, accepted: undefined, answeredBy: undefined, answeredAt: undefined },
};
const said = { by: "officer", at: new Date("2026-11-04T02:00:00Z"), accepted: true, answer: "Surat tugas ditemukan" };

describe("an objection", () => {
  it("is answered once, by somebody else", () => {
    const answered = answer(filed, said);
    expect(answered).toMatchObject({ state: "ANSWERED", accepted: true, answeredBy: "officer", answeredAt: said.at });
    expect(() => answer(answered, said)).toThrow("OBJECTION_STATE");
    expect(() => answer(filed, { ...said, by: "p" })).toThrow("OWN_ROW");
  });

  it("can be taken back until it is answered, and stays as it is then", () => {
    const gone = withdraw(filed);
    expect(gone.state).toBe("WITHDRAWN");
    expect(() => withdraw(gone)).toThrow("OBJECTION_STATE");
    expect(() => withdraw(answer(filed, said))).toThrow("OBJECTION_STATE");
    expect(() => answer(gone, said)).toThrow("OBJECTION_STATE");
  });
});

describe("the line that an objection is to", () => {
  const late = { id: "cut.late", employmentId: "e", statementSha256: "h", label: "Terlambat", amount: noRupiah };
  const tax = { ...late, id: "tax", employmentId: undefined, statementSha256: "pay" };

  it("is the one of the employment and the statement that were read", () => {
    expect(lineOf([{ ...late, employmentId: "other" }, late, tax], late)).toBe(late);
    expect(lineOf([late, tax], { ...tax })).toBe(tax);
    expect(() => lineOf([late], { ...late, employmentId: undefined })).toThrow("OBJECTION_LINE_UNKNOWN");
    expect(() => lineOf([late], { ...late, id: "gone" })).toThrow("OBJECTION_LINE_UNKNOWN");
    expect(() => lineOf([late], { ...late, statementSha256: "older" })).toThrow("HASH_MISMATCH");
  });
});
