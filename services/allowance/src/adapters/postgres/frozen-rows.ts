import { copyReader, type CopyWriter } from "@kinerja/common/postgres";

import { type FrozenRow, type PackedRow } from "../../domain/frozen.ts";
import { type Shared } from "./computed-rows.ts";

/** In the order of the fields below. */
export const frozenColumns = "person_id, employment_id, days, facts, flags, payout";

/** Writes rows, the shared fields of the range before each. */
export function writeFrozenRows(writer: CopyWriter, shared: Shared, rows: readonly PackedRow[]): void {
  writer.begin();
  for (const { personId, employmentId, days, facts, flags, payout } of rows) {
    writer.row(shared.count + 6);
    writer.fields(shared.bytes);
    writer.uuid(personId);
    writer.uuid(employmentId);
    writer.int4(days);
    writer.bytes(facts);
    writer.text(flags);
    writer.text(payout);
  }
}

/** The rows of a range one by one, as `frozenColumns` in the order of their ids tell them. */
export function* readFrozenRows(data: Buffer): Generator<FrozenRow> {
  const reader = copyReader(data);
  while (reader.next()) {
    const [personId, employmentId, days] = [reader.uuid(), reader.uuid(), reader.int4()];
    const [facts = "", flags, payout] = [reader.text(), reader.text(), reader.text()];
    yield { personId, employmentId, days, facts, flags, payout };
  }
}
