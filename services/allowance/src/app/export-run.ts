import { type Outgoing, outgoing } from "./exports-list.ts";
import { createExport } from "./exports-make.ts";
import { type BatchRef, type ExportNeeds } from "./exports-open.ts";
import { type Caller } from "./ports.ts";

export type RunExport = BatchRef & {
  /** As the agency's `csv.bom` has it when missing. */
  readonly withBom?: boolean | undefined;
  /** Why other bytes than before are wanted; without one they are refused with EXPORT_DIFFERS. */
  readonly reason?: string | undefined;
};

/**
 * The payment file of a posted batch, as the exports make and keep it. Accounts are those of today in Jakarta: it is paid now, whenever the month was.
 * Its audit row is written before the first byte leaves.
 */
export const exportRun =
  (needs: ExportNeeds) =>
  async (caller: Caller, { withBom, reason, ...ref }: RunExport): Promise<Outgoing> => {
    const { files } = await createExport(needs)(caller, {
      ...ref,
      format: "PAYMENT_CSV",
      options: { withBom },
      reason,
    });
    const [file] = files;
    if (!file) throw new Error(`run ${ref.runId} has no payment file`);
    return outgoing(needs, file);
  };
