import { type Day } from "@kinerja/common/kernel";

import { type NewFact } from "../../app/facts/ports.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";
import { type Authority, type FactBody, type FactRow, type FactState, ranks } from "../../domain/facts/row.ts";

export type Row = {
  id: string;
  agency_id: string;
  person_id: string | null;
  unit_id: string | null;
  kind: FactKind;
  valid_from: Day;
  valid_to: Day | null;
  body: FactBody;
  decree: string;
  withdraws: boolean;
  authority: number;
  reason: string;
  file_sha256: string | null;
  line: number | null;
  recorded_by: string;
  recorded_at: Date;
  state: FactState;
  decided_by: string | null;
  decided_at: Date | null;
  replaces: string | null;
  superseded_at: Date | null;
};

const unchanging =
  "f.id, f.agency_id, f.person_id, f.unit_id, f.kind, f.valid_from, f.valid_to, f.body, f.decree, f.withdraws, f.authority, f.reason, f.file_sha256, f.line, f.recorded_by, f.recorded_at, f.replaces";
export const columns = `${unchanging}, f.state, f.decided_by, f.decided_at, f.superseded_at`;
/** As it was known before the moment in $2; the condition beside it leaves out what was not known or had ended. */
export const columnsThen = `${unchanging},
  case when f.decided_at < $2 then f.state else 'PROPOSED' end as state,
  case when f.decided_at < $2 then f.decided_by end as decided_by,
  case when f.decided_at < $2 then f.decided_at end as decided_at, null::timestamptz as superseded_at`;
export const knownThen = "f.recorded_at < $2 and (f.superseded_at is null or f.superseded_at >= $2)";

const authorities: Readonly<Record<number, Authority>> = { 1: "automatic", 2: "import", 3: "human" };

/** Null in the table is undefined here. */
const known = <Value>(value: Value | null): Value | undefined => value ?? undefined;

export const factOf = (row: Row): FactRow => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: known(row.person_id),
  unitId: known(row.unit_id),
  kind: row.kind,
  validFrom: row.valid_from,
  validTo: known(row.valid_to),
  body: row.body,
  decree: row.decree,
  withdraws: row.withdraws,
  authority: authorities[row.authority] ?? "automatic",
  reason: row.reason,
  fileId: known(row.file_sha256),
  line: known(row.line),
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at.getTime(),
  state: row.state,
  decidedBy: known(row.decided_by),
  decidedAt: row.decided_at?.getTime(),
  replaces: known(row.replaces),
  supersededAt: row.superseded_at?.getTime(),
});

/** For `insertRows`: each column's array type, and what of a new fact stands there. */
export const insertColumns: Readonly<Record<string, readonly [type: string, of: (fact: NewFact) => unknown]>> = {
  id: ["uuid", ({ id }) => id],
  agency_id: ["uuid", ({ agencyId }) => agencyId],
  person_id: ["uuid", ({ personId }) => personId ?? null],
  unit_id: ["uuid", ({ unitId }) => unitId ?? null],
  kind: ["text", ({ kind }) => kind],
  valid_from: ["date", ({ validFrom }) => validFrom],
  valid_to: ["date", ({ validTo }) => validTo ?? null],
  body: ["jsonb", ({ body }) => JSON.stringify(body)],
  decree: ["text", ({ decree }) => decree],
  withdraws: ["bool", ({ withdraws }) => withdraws],
  authority: ["smallint", ({ authority }) => ranks[authority]],
  reason: ["text", ({ reason }) => reason],
  file_sha256: ["text", ({ fileId }) => fileId ?? null],
  line: ["int", ({ line }) => line ?? null],
  recorded_by: ["uuid", ({ recordedBy }) => recordedBy],
  recorded_at: ["timestamptz", ({ recordedAt }) => new Date(recordedAt)],
  replaces: ["uuid", ({ replaces }) => replaces ?? null],
};
