import { describe, expect, it } from "@jest/globals";

import { fact } from "../../testing/pay-facts.ts";
import { shownTo } from "./shown.ts";

const key = fact("KEY", ["2026-07-01"]);
const npwp = { ...key, body: { code: "npwp", value: "012345678901000" } };
const leave = fact("LEAVE", ["2026-07-01", "2026-07-02"]);

describe("a list of facts", () => {
  it.each(["PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER", "AUDITOR"])(
    "shows a tax number by its last digits to %s",
    (role) => {
      expect(shownTo(npwp, role).body).toEqual({ code: "npwp", value: "•••••••••••1000" });
      expect(shownTo({ ...npwp, body: { code: "npwp" } }, role).body["value"]).toBe("");
      expect(shownTo(key, role)).toBe(key);
    },
  );

  it("tells why somebody is on leave to whoever doesn't pay", () => {
    expect([shownTo(leave, "PAY_MAKER").reason, shownTo(leave, "AUDITOR").reason]).toEqual(["", "surat"]);
  });

  it("shows all to who records it", () => {
    expect([shownTo(npwp, "PERSONNEL_OFFICER"), shownTo(leave, "PERSONNEL_OFFICER")]).toEqual([npwp, leave]);
  });
});
