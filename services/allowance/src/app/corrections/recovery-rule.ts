import { Refusal } from "@kinerja/common/errors";
import { dayAt, type Period, periodOf } from "@kinerja/common/kernel";

import { type Payout } from "../../domain/policy/document.ts";
import { policyInForce } from "../../domain/policy-state.ts";
import { type Acting } from "../authorise.ts";
import { type ParsePolicy } from "../policies.ts";

/** The month in the west of the country, where the clock of offices is the latest. */
export const monthOf = (at: number): Period => periodOf(dayAt(at, "WIB"));

/**
 * How much of a month's net may be taken back, by the policy that pays the agency's months now; undefined when that policy has no such rule, or
 * there is none in force.
 */
export async function recoveryRule(
  { records, at }: Acting,
  parse: ParsePolicy,
  agencyId: string,
): Promise<Payout["recovery"]> {
  const active = await records.policies.active(agencyId);
  try {
    const { document } = parse(policyInForce(active, monthOf(at)).document);
    return document?.payout.recovery;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
