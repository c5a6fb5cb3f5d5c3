import { type CopyWriter } from "@kinerja/common/postgres";

import { type ComputedPerson } from "../../app/range-ports.ts";
import { sumColumns } from "./sums.ts";

/** The shared fields that stand before those of each row. */
export type Shared = { readonly count: number; readonly bytes: Buffer };

/** In the order of the fields below. */
export const entitlementColumns = "person_id, employment_id, status, gross, cut, net, late, packed, sha256";
export const payoutColumns = `person_id, batch, ${sumColumns}, packed, sha256`;

/** Returns the number of rows. */
export function writeEntitlements(writer: CopyWriter, shared: Shared, { entitlements }: ComputedPerson): number {
  for (const one of entitlements) {
    writer.row(shared.count + 9);
    writer.fields(shared.bytes);
    writer.uuid(one.personId);
    writer.uuid(one.employmentId);
    writer.int2(one.status === "payable" ? 1 : 2);
    writer.int8(one.gross);
    writer.int8(one.cut);
    writer.int8(one.net);
    writer.int8(one.late);
    writer.bytes(one.packed);
    writer.bytes(one.sha256);
  }
  return entitlements.length;
}

/** One row. The amounts in the order of `sumColumns`. */
export function writePayout(writer: CopyWriter, shared: Shared, { personId, batch, payout }: ComputedPerson): void {
  writer.row(shared.count + 13);
  writer.fields(shared.bytes);
  writer.uuid(personId);
  writer.int2(batch);
  writer.int8(payout.gross);
  writer.int8(payout.cut);
  writer.int8(payout.net);
  writer.int8(payout.contribution);
  writer.int8(payout.employer);
  writer.int8(payout.tax);
  writer.int8(payout.taxBorne);
  writer.int8(payout.recovery);
  writer.int8(payout.amount);
  writer.bytes(payout.packed);
  writer.bytes(payout.sha256);
}
