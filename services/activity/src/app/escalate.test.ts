import { describe, expect, it } from "@jest/globals";

import { type EscalationPolicy } from "../domain/escalation.ts";
import { createEscalation, type EscalationStore } from "./escalate.ts";

const policyOf = (agencyId: string) => ({ agencyId }) as EscalationPolicy;

describe("a look at silent superiors", () => {
  it("goes on behind an agency that meets an error, names it and counts what was done before", async () => {
    const swept: string[] = [];
    const store: Pick<EscalationStore, "policies" | "sweep"> = {
      policies: () => Promise.resolve(["a", "b"].map(policyOf)),
      sweep({ agencyId }, after) {
        if (agencyId === "a" && after !== undefined) return Promise.reject(new Error("broken"));
        swept.push(agencyId);
        return Promise.resolve({ after: agencyId === "a" ? "someone" : undefined, approved: 1, escalated: 2 });
      },
    };
    const troubles: unknown[] = [];
    const onTrouble = (error: unknown, agencyId: string) => void troubles.push([agencyId, (error as Error).message]);
    const needs = { store: store as EscalationStore, now: () => 0, isEnding: () => false, onTrouble };
    expect(await createEscalation(needs)()).toEqual({ approved: 2, escalated: 4 });
    expect([swept, troubles]).toEqual([["a", "b"], [["a", "broken"]]]);
  });
});
