import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { confirm, type CorrectionCase, preview, refuse } from "./case.ts";

const open: CorrectionCase = {
  ...{ id: "case", agencyId: "agency", personId: "person", triggerKind: "OFFICER", triggerKey: "1", note: "surat" },
  ...{ affectedFrom: "2026-09-01" as Day, openedBy: "opener", state: "OPEN", reason: "", letter: "" },
  ...{ previewSha256: undefined, previewedBy: undefined, decidedBy: undefined },
};
const seen = preview(open, "looker", "hash");
const act = { by: "confirmer", sha256: "hash", letter: "", holders: [] as string[] };

describe("a case", () => {
  it("is looked at, again and again, and confirmed by somebody else by the newest look", () => {
    const again = preview(seen, "another", "newer");
    expect(again).toMatchObject({ state: "PREVIEWED", previewedBy: "another", previewSha256: "newer" });
    expect(confirm(again, { ...act, sha256: "newer", letter: "S-1" })).toMatchObject({
      ...{ state: "CONFIRMED", decidedBy: "confirmer", letter: "S-1" },
    });
  });

  it.each([
    ["of whom it is about looks", () => preview(open, "person", "hash"), "OWN_ROW"],
    ["of whom it is about confirms", () => confirm(seen, { ...act, by: "person" }), "OWN_ROW"],
    ["who has looked confirms", () => confirm(seen, { ...act, by: "looker" }), "SAME_PERSON"],
    ["who has opened it confirms", () => confirm(seen, { ...act, by: "opener" }), "SAME_PERSON"],
    ["who has held the person confirms", () => confirm(seen, { ...act, holders: ["confirmer"] }), "SAME_PERSON"],
    ["another look is confirmed", () => confirm(seen, { ...act, sha256: "other" }), "HASH_MISMATCH"],
    ["nobody has looked", () => confirm(open, act), "CORRECTION_STATE"],
    ["it was confirmed already", () => confirm(confirm(seen, act), { ...act, by: "third" }), "CORRECTION_STATE"],
    ["a decided one is looked at", () => preview(confirm(seen, act), "looker", "hash"), "CORRECTION_STATE"],
    ["a decided one is refused", () => refuse(confirm(seen, act), "third", "salah"), "CORRECTION_STATE"],
    ["who has opened it refuses", () => refuse(seen, "opener", "salah"), "SAME_PERSON"],
    ["who has looked refuses", () => refuse(seen, "looker", "salah"), "SAME_PERSON"],
    ["of whom it is about refuses", () => refuse(seen, "person", "salah"), "OWN_ROW"],
    ["one refuses what nobody has looked at", () => refuse(open, "other", "salah"), "CORRECTION_STATE"],
  ])("stands as it is when %s", (_, work, code) => expect(work).toThrow(expect.objectContaining({ code })));

  it("is closed as one without a change where the newest look has found none", () =>
    expect(refuse(seen, "other", "sudah benar", true)).toMatchObject({ state: "NO_CHANGE", reason: "sudah benar" }));

  it("is refused with a reason, by somebody else than who has looked", () => {
    expect(refuse(seen, "other", "tidak menyangkut gaji")).toMatchObject({
      ...{ state: "REFUSED", decidedBy: "other", reason: "tidak menyangkut gaji" },
    });
  });
});
