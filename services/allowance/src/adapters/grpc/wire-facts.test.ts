import { expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type FactRow } from "../../domain/facts/row.ts";
import { toFact, toOwnFact } from "./wire-facts.ts";

const row = {
  ...{ id: "1", agencyId: "2", kind: "KEY", personId: "3", unitId: undefined, validFrom: "2026-01-01" as Day },
  ...{ validTo: undefined, body: {}, decree: "", withdraws: false, authority: "import", reason: "impor" },
  ...{ fileId: "a".repeat(64), line: 7, recordedBy: "4", recordedAt: 0, state: "PROPOSED", decidedBy: undefined },
  ...{ decidedAt: undefined, replaces: undefined, supersededAt: undefined },
} as unknown as FactRow;

it("the own facts say nothing of the file that names everybody", () => {
  expect(toFact(row)).toMatchObject({ fileId: "a".repeat(64), line: 7 });
  expect(toOwnFact(row)).toEqual({ ...toFact(row), fileId: "", line: 0 });
});
