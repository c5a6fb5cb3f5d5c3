import { type EscalationPolicy } from "../domain/escalation.ts";
import { type MonthKey } from "./close.ts";

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
  /** The same of one agency. */
  policyOf(agencyId: string): Promise<EscalationPolicy | undefined>;
  /** Looks at the next people of the agency; what waited too long is approved or goes up, each person in one transaction. */
  sweep(policy: EscalationPolicy, after: string | undefined, now: number): Promise<Sweep>;
  /** The same for all that is open in a month that is being closed, as if the clock had run out; `escalated` stays open, with a mark. */
  sweepMonth(policy: EscalationPolicy, month: MonthKey, after: string | undefined, now: number): Promise<Sweep>;
};

export type EscalationLook = { readonly approved: number; readonly escalated: number };

type Needs = {
  readonly store: EscalationStore;
  readonly now: () => number;
  readonly isEnding: () => boolean;
  /** One agency could not be looked at to its end; the others are. */
  readonly onTrouble: (error: unknown, agencyId: string) => void;
};

async function allPages(
  page: (after: string | undefined) => Promise<Sweep>,
  isEnding: () => boolean,
): Promise<EscalationLook> {
  let [approved, escalated] = [0, 0];
  let after: string | undefined;
  do {
    const sweep = await page(after);
    approved += sweep.approved;
    escalated += sweep.escalated;
    after = sweep.after;
  } while (after !== undefined && !isEnding());
  return { approved, escalated };
}

/** One look at all agencies that have a policy, also behind one that meets an error; only the leader looks. Doing it again changes nothing. */
export const createEscalation =
  ({ store, now, isEnding, onTrouble }: Needs) =>
  async (): Promise<EscalationLook> => {
    let [approved, escalated] = [0, 0];
    for (const policy of await store.policies()) {
      if (isEnding()) break;
      const page = async (after: string | undefined): Promise<Sweep> => {
        const sweep = await store.sweep(policy, after, now());
        approved += sweep.approved;
        escalated += sweep.escalated;
        return sweep;
      };
      await allPages(page, isEnding).catch((error: unknown) => onTrouble(error, policy.agencyId));
    }
    return { approved, escalated };
  };

/** What becomes of the entries that nobody has decided when their month is about to be sealed. Doing it again changes nothing. */
export const createLastLook =
  ({ store, now }: Pick<Needs, "store" | "now">) =>
  async ({ agencyId, period }: MonthKey): Promise<EscalationLook> => {
    const policy = await store.policyOf(agencyId);
    if (policy === undefined) return { approved: 0, escalated: 0 };
    return allPages(
      (after) => store.sweepMonth(policy, { agencyId, period }, after, now()),
      () => false,
    );
  };
