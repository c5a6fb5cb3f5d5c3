import { type Agreement } from "../domain/agreement.ts";
import { type Cascade } from "../domain/cascade.ts";
import { type Cell } from "../domain/matrix.ts";
import { type GivenRole, type Skp, type SkpDecision, type SkpRecord } from "../domain/skp.ts";
import { type Caller, type Grant, type Need } from "./authorise.ts";

/** A command on its way into a store: who, as what, and what was sent, so that the same request key gives the first answer. */
export type Act = { readonly caller: Caller; readonly grant: Grant; readonly need: Need; readonly command: object };

export type Owner = { readonly personId: string; readonly agencyId: string };

/** What stands above the results that a decision looks at. `set`: as set now. `newest`: as it would be if all drafts were set. */
export type Look = {
  readonly layer: "newest" | "set";
  readonly parents: (record: SkpRecord) => readonly string[];
};

export type CascadeFacts = {
  readonly cascade: Cascade;
  /** Results that role matrices of the year gave the owner a part of. */
  readonly assigned: ReadonlySet<string>;
};

/** Each change is one transaction: state, cascade, notices, fact, audit row. Ids that are not there are refused with NOT_FOUND. */
export type SkpStore = {
  /** Whose it is: what access is decided on. */
  ownerOf(skpId: string): Promise<Owner | undefined>;
  /** Refuses with SKP_EXISTS when there is one for the employment and year. */
  open(
    act: Act,
    key: { readonly employmentId: string; readonly year: number },
    decide: (roles: readonly GivenRole[]) => SkpDecision,
  ): Promise<Skp>;
  /** With `look.layer` "set" no other setting of the cascade's agencies and year runs beside it. */
  change<T>(
    act: Act,
    skpId: string,
    look: Look | undefined,
    decide: (record: SkpRecord, facts: CascadeFacts) => SkpDecision,
    answer: (record: SkpRecord) => T,
  ): Promise<T>;
};

export type AgreementKey =
  | { readonly agencyId: string; readonly unitId: string; readonly year: number }
  | { readonly agencyId: string; readonly agreementId: string };

export type AgreementStore = {
  change(act: Act, key: AgreementKey, decide: (current: Agreement | undefined) => Agreement): Promise<Agreement>;
};

export type MatrixStore = {
  /** Replaces the leader's cells of the year after `check` has seen the leader's results. */
  replace(
    act: Act,
    key: { readonly leaderId: string; readonly year: number },
    cells: readonly Cell[],
    check: (leaderRhks: ReadonlySet<string>) => void,
  ): Promise<number>;
};
