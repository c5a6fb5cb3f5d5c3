import { Refusal } from "@kinerja/common/errors";

import { payableAccount } from "../domain/ledger.ts";
import { paymentFile } from "../domain/payment-file.ts";
import { type BatchNumber } from "../domain/run.ts";
import { asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type Caller } from "./ports.ts";
import { existingBatch, existingRun, type RunRef } from "./read-runs.ts";

export type PaymentFile = { readonly name: string; readonly lines: Iterable<string> };

/** The payment file of a posted batch; released only when statements and ledger say the same. */
export const exportRun =
  (needs: OfficerNeeds) =>
  (
    caller: Caller,
    { agencyId, runId, batch: number }: RunRef & { readonly batch: BatchNumber },
  ): Promise<PaymentFile> =>
    asOfficer(needs, caller, ["export", "run"], agencyId, async ({ records, actor, at }) => {
      const run = await existingRun(records, agencyId, runId);
      const batch = await existingBatch(records, run, number);
      if (batch.state !== "POSTED") throw new Refusal("refused", "RUN_STATE", { state: batch.state, needed: "POSTED" });
      const rows = await records.rows.payable(runId, number);
      const owed = (await records.ledger.batchTotals(runId, number)).find(({ account }) => account === payableAccount);
      const paid = rows.reduce((sum, { amount }) => sum + amount, 0n);
      if (paid !== -(owed?.amount ?? 0n)) throw new Error(`the file of run ${runId} does not meet its ledger`);
      const detail = { batch: number, rows: rows.length };
      await records.audit(actor, { action: "export", resource: "run", objectId: runId, agencyId, detail }, at);
      return { name: `tunjangan-${run.period}-${number}.csv`, lines: paymentFile(rows) };
    });
