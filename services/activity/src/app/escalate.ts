import { type EscalationPolicy } from "../domain/escalation.ts";

/** People of whom one page of a sweep looks at the entries. */
export type Sweep = {
  /** Last person looked at; undefined when there is nobody after them. */
  readonly after: string | undefined;
  readonly approved: number;
  readonly escalated: number;
};

export type EscalationStore = {
  /** Of each agency the policy that holds; those that let entries wait are left out. */
  policies(): Promise<EscalationPolicy[]>;
  /** Looks at the next people of the agency; what waited too long is approved or goes up, each person in one transaction. */
  sweep(policy: EscalationPolicy, after: string | undefined, now: number): Promise<Sweep>;
};

export type EscalationLook = { readonly approved: number; readonly escalated: number };

/** One look at all agencies that have a policy; only the leader looks. Doing it again changes nothing. */
export const createEscalation =
  ({ store, now, isEnding }: { store: EscalationStore; now: () => number; isEnding: () => boolean }) =>
  async (): Promise<EscalationLook> => {
    let [approved, escalated] = [0, 0];
    for (const policy of await store.policies()) {
      let after: string | undefined;
      do {
        const sweep = await store.sweep(policy, after, now());
        approved += sweep.approved;
        escalated += sweep.escalated;
        after = sweep.after;
      } while (after !== undefined && !isEnding());
    }
    return { approved, escalated };
  };
