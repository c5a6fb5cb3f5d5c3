import { Refusal } from "@kinerja/common/errors";
import { rupiah } from "@kinerja/common/kernel";

import { without } from "../../domain/days.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "../authorise.ts";
import { reasonOf } from "../facts/parts.ts";
import { type Caller } from "../ports.ts";
import { type Hold } from "./ports.ts";
import { monthOf } from "./recovery-rule.ts";

export type ReleaseNeeds = OfficerNeeds & { readonly newId: () => string };
export type ReleaseCommand = {
  readonly agencyId: string;
  readonly runId: string;
  readonly personId: string;
  readonly reason: string;
};
export type Released = { readonly amount: Hold["net"]; readonly dueId: string | undefined };

async function releasable({ records }: Acting, { agencyId, runId, personId }: ReleaseCommand, by: string) {
  const hold = await records.corrections.hold(agencyId, runId, personId);
  if (!hold) throw new Refusal("not-found", "HOLD_UNKNOWN");
  if (hold.isReleased) throw new Refusal("refused", "HOLD_RELEASED");
  if (!hold.isPosted) throw new Refusal("refused", "RUN_STATE", { state: "COMPUTED", needed: "POSTED" });
  if (personId === by) throw new Refusal("forbidden", "OWN_ROW");
  if (hold.heldBy === by) throw new Refusal("forbidden", "SAME_PERSON");
  // What has stopped the payment still stands in the statement: it is corrected first, and the correction pays the month.
  if (hold.isBlocked) throw new Refusal("refused", "HOLD_BLOCKED");
  return hold;
}

/** The hold had let go of the days: where another run pays them by now, the statement is no longer true. */
async function claimAgain({ records: { corrections } }: Acting, { run, personId, days }: Hold): Promise<void> {
  await corrections.lockClaims(run);
  const taken = await corrections.takenByOthers(run, personId);
  if (without(days, taken) !== days) throw new Refusal("refused", "HOLD_BLOCKED");
  await corrections.setClaim(run, personId, days);
}

/** Lets go of a person who was held out of a posted batch: the month's net is paid with the next payment, as it was computed then. */
export const releaseHold =
  (needs: ReleaseNeeds) =>
  (caller: Caller, command: ReleaseCommand): Promise<Released> =>
    asOfficer(needs, caller, ["release", "hold"], command.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      const { agencyId, runId, personId } = command;
      const reason = reasonOf(command.reason);
      const answer = await records.once(caller, async () => {
        await records.lock(`correction/${agencyId}/${personId}`);
        const hold = await releasable(acting, command, caller.personId);
        await claimAgain(acting, hold);
        const last = (await records.runs.lastPaid(agencyId)) ?? monthOf(at);
        const label = `Pembayaran yang ditahan ${hold.run.period}`;
        const due = hold.net > 0n ? { id: needs.newId(), amount: hold.net, label, duePeriod: last } : undefined;
        await records.corrections.release(hold, { by: caller.personId, at, markedBy: needs.newId() }, due);
        const detail = { personId, amount: String(hold.net), reason };
        await records.audit(actor, { action: "release", resource: "hold", objectId: runId, agencyId, detail }, at);
        return JSON.stringify([due?.id ?? "", String(hold.net)]);
      });
      const [dueId, amount] = JSON.parse(answer) as [string, string];
      return { amount: rupiah(BigInt(amount)), dueId: dueId === "" ? undefined : dueId };
    });
