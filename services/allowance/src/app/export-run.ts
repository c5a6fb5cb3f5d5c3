import { Refusal } from "@kinerja/common/errors";
import { type Day, dayAt, noRupiah, sumRupiah } from "@kinerja/common/kernel";

import { type NewHash } from "../domain/hashing.ts";
import { payableAccount } from "../domain/ledger.ts";
import { type PaymentDetail, paymentFile, type PaymentRow } from "../domain/payment-file.ts";
import { type BatchNumber } from "../domain/run.ts";
import { asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type Caller, type Records } from "./ports.ts";
import { existingBatch, existingRun, type RunRef } from "./read-runs.ts";

export type PaymentFile = { readonly name: string; readonly lines: readonly string[] };

/** Names, NIPs and accounts of people, by person id; identity writes the audit row of it. */
export type PaymentDetails = (
  caller: Caller,
  query: {
    readonly agencyId: string;
    readonly runId: string;
    readonly day: Day;
    readonly personIds: readonly string[];
  },
) => Promise<ReadonlyMap<string, PaymentDetail>>;

export type ExportNeeds = OfficerNeeds & { readonly paymentDetails: PaymentDetails; readonly newHash: NewHash };
type BatchRef = RunRef & { readonly batch: BatchNumber };
type Paid = { readonly period: string; readonly rows: readonly PaymentRow[] };

/** The rows of a posted batch, only when statements and ledger say the same. */
async function paidRows(records: Records, { agencyId, runId, batch: number }: BatchRef): Promise<Paid> {
  const run = await existingRun(records, agencyId, runId);
  const batch = await existingBatch(records, run, number);
  if (batch.state !== "POSTED") throw new Refusal("refused", "RUN_STATE", { state: batch.state, needed: "POSTED" });
  const rows = await records.rows.payable(runId, number);
  const owed = (await records.ledger.batchTotals(runId, number)).find(({ account }) => account === payableAccount);
  const paid = sumRupiah(rows.map(({ amount }) => amount));
  if (paid + (owed?.amount ?? noRupiah) !== 0n) throw new Error(`the file of run ${runId} does not meet its ledger`);
  return { period: run.period, rows };
}

/**
 * The payment file of a posted batch. Accounts are those of today in Jakarta: it is paid now, whenever the month was. Nothing of the file is kept but its
 * hash, in the audit, which is written before the first byte leaves.
 */
export const exportRun =
  (needs: ExportNeeds) =>
  async (caller: Caller, ref: BatchRef & { readonly withBom: boolean }): Promise<PaymentFile> => {
    const { agencyId, runId, batch, withBom } = ref;
    const right = ["export", "run"] as const;
    const { period, rows } = await asOfficer(needs, caller, right, agencyId, ({ records }) => paidRows(records, ref));
    const day = dayAt(needs.now(), "WIB");
    const personIds = rows.map(({ personId }) => personId);
    const details = await needs.paymentDetails(caller, { agencyId, runId, day, personIds });
    const hash = needs.newHash();
    const lines = [...paymentFile(rows, details, { withBom })];
    for (const line of lines) hash.update(line);
    const withoutAccount = personIds.filter((id) => (details.get(id)?.accountNumber ?? "") === "").length;
    const detail = { batch, rows: rows.length, withoutAccount, sha256: hash.hex() };
    await asOfficer(needs, caller, right, agencyId, ({ records, actor, at }) =>
      records.audit(actor, { action: "export", resource: "run", objectId: runId, agencyId, detail }, at),
    );
    return { name: `tunjangan-${period}-${batch}.csv`, lines };
  };
