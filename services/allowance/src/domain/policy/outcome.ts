import { type Rupiah } from "@kinerja/common/kernel";
/** What somebody should look at. BLOCK: this row is not paid as it is. WARN: somebody must say that it is right. NOTE: worth knowing. */
export type Severity = "BLOCK" | "WARN" | "NOTE";
export type Flag = {
  readonly code: string;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string>>;
};

/** One step as it was computed; its words are in the policy. */
export type TraceStep = {
  readonly id: string;
  readonly base: string;
  readonly factor: string;
  /** Before rounding. */
  readonly exact: string;
  readonly amount: Rupiah;
  readonly inputs: readonly (readonly [name: string, value: string])[];
};

/** What one result of the policy came to, as the acting pay beside the main one. */
export type ComponentOutcome = {
  readonly component: string;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  /** Months after that of the payout. */
  readonly monthsLate: number;
};

/** gross − cut = net, in whole rupiah, the sums of the components; all zero when a flag blocks. */
export type Outcome = {
  readonly status: "payable" | "blocked";
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly components: readonly ComponentOutcome[];
  readonly trace: readonly TraceStep[];
  readonly flags: readonly Flag[];
};
