import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import {
  type Account,
  type AccountDetails,
  accountNumberOf,
  type AccountState,
  confirmAccount as confirm,
  rejectAccount as reject,
} from "../domain/account.ts";
import { todayAt } from "../domain/validity.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type Actor, type Caller, type Cause, type NewId, type Page } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

/** With the last day, which is the one before a later account counts. */
export type ListedAccount = Account & { readonly validTo: Day | undefined };
export type AccountQuery = Page & { readonly state: AccountState | undefined; readonly personId: PersonId | undefined };
type Key = { readonly agencyId: AgencyId; readonly accountId: string };

/** A person of a payment file; empty texts without an account that counts on the day. */
export type PaymentDetail = {
  readonly personId: PersonId;
  readonly name: string;
  readonly nip: string;
  readonly bankName: string;
  readonly details: AccountDetails | undefined;
  /** Empty texts where none was asked for, or none is known. */
  readonly unitName: string;
  readonly unitCode: string;
};

/** Accounts of `day`; `unitsOn`: the unit of that day, too, or the last one before it. */
export type DetailDays = { readonly day: Day; readonly unitsOn: Day | undefined };

export interface AccountStore {
  /** Stores the proposal and returns its id; the same one that still waits is given back instead. */
  propose(account: Account, cause: Cause): Promise<string>;
  /** Undefined when there is none. */
  change(key: Key, decide: (account: Account) => Account, cause: Cause): Promise<Account | undefined>;
  /** Newest first. */
  page(agencyId: AgencyId, query: AccountQuery): Promise<readonly ListedAccount[]>;
  /** By person id, those who ever worked in the agency. */
  paymentDetails(agencyId: AgencyId, people: readonly PersonId[], days: DetailDays): AsyncIterable<PaymentDetail>;
}

type Needs = ReadNeeds & { readonly accounts: AccountStore; readonly newId: NewId };

async function officer(
  needs: Needs,
  caller: Caller,
  [action, resource]: readonly [string, string],
  agencyId: AgencyId,
): Promise<{ readonly actor: Actor; readonly cause: Cause }> {
  const at = needs.now();
  const actor = await needs.directory.actor(caller, todayAt(at));
  needs.authorise(actor, action, resource, { agencies: [agencyId] });
  return { actor, cause: causeOf(caller, roleIn(actor, [agencyId]), at) };
}

export type ProposeAccount = (
  caller: Caller,
  command: {
    readonly agencyId: AgencyId;
    readonly personId: PersonId;
    readonly bankName: string;
    readonly accountNumber: string;
    readonly holderName: string;
    readonly validFrom: Day;
    readonly decree: string;
  },
) => Promise<string>;

export const proposeAccount =
  (needs: Needs): ProposeAccount =>
  async (caller, { accountNumber, holderName, ...command }) => {
    const { cause } = await officer(needs, caller, ["propose", "account"], command.agencyId);
    const details = { number: accountNumberOf(accountNumber), holder: holderName };
    const members = await needs.directory.membersOf(command.agencyId, [command.personId], todayAt(cause.at));
    if (members.length === 0) throw new Refusal("not-found", "PERSON_UNKNOWN");
    const account: Account = {
      ...command,
      details,
      id: needs.newId(),
      state: "PROPOSED",
      proposedBy: caller.personId,
      proposedAt: cause.at,
      decidedBy: undefined,
      decidedAt: undefined,
      reason: "",
    };
    return needs.accounts.propose(account, cause);
  };

async function decide(
  needs: Needs,
  caller: Caller,
  key: Key,
  decision: (account: Account, at: number) => Account,
): Promise<void> {
  const { cause } = await officer(needs, caller, ["confirm", "account"], key.agencyId);
  const changed = await needs.accounts.change(key, (account) => decision(account, cause.at), cause);
  if (changed === undefined) throw new Refusal("not-found", "ACCOUNT_UNKNOWN");
}

export type ConfirmAccount = (caller: Caller, key: Key) => Promise<void>;
export const confirmAccount =
  (needs: Needs): ConfirmAccount =>
  (caller, key) =>
    decide(needs, caller, key, (account, at) => confirm(account, { by: caller.personId, at }));

export type RejectAccount = (caller: Caller, key: Key, reason: string) => Promise<void>;
export const rejectAccount =
  (needs: Needs): RejectAccount =>
  (caller, key, reason) =>
    decide(needs, caller, key, (account, at) => reject(account, { by: caller.personId, at, reason }));

export type ListAccounts = (
  caller: Caller,
  agencyId: AgencyId,
  query: AccountQuery,
) => Promise<{ readonly accounts: readonly ListedAccount[]; readonly next: string | undefined }>;

export const listAccounts =
  (needs: Needs): ListAccounts =>
  async (caller, agencyId, query) => {
    const { cause } = await officer(needs, caller, ["list", "account"], agencyId);
    const found = await needs.accounts.page(agencyId, { ...query, limit: query.limit + 1 });
    const accounts = found.slice(0, query.limit);
    const detail = { shown: accounts.map(({ id }) => id) };
    await needs.directory.audit({ action: "list", resource: "account", agencyId, detail }, cause);
    return { accounts, next: found.length > query.limit ? accounts.at(-1)?.id : undefined };
  };

export type PaymentDetails = (
  caller: Caller,
  query: DetailDays & {
    readonly agencyId: AgencyId;
    readonly runId: string;
    readonly people: readonly PersonId[];
  },
) => AsyncIterable<PaymentDetail>;

/** Only for whoever may export the run; the row of the audit is there before the first name leaves. */
export const paymentDetails = (needs: Needs): PaymentDetails =>
  async function* (caller, { agencyId, runId, day, unitsOn, people }) {
    const { cause } = await officer(needs, caller, ["export", "run"], agencyId);
    const detail = { people: people.length, day, ...(unitsOn && { unitsOn }) };
    const entry = { action: "read", resource: "payment-detail", objectId: runId, agencyId, detail };
    await needs.directory.audit(entry, cause);
    yield* needs.accounts.paymentDetails(agencyId, people, { day, unitsOn });
  };
