/** Short names for the messages of the allowance page. Rupiah come as texts and stay bigint: they are never numbers. */
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;
type Inputs = { inputs: Readonly<Record<string, string>> };

export type Step = With<Schemas["StatementStep"], Inputs>;
export type PayoutLine = With<Schemas["PayoutLine"], Inputs>;
export type Version = With<Schemas["InputVersion"], { factIds: readonly string[] }>;
export type Statement = With<
  Schemas["Statement"],
  {
    steps: readonly Step[];
    flags: readonly string[];
    payoutLines: readonly PayoutLine[];
    versions: readonly Version[];
  }
>;
export type Summary = Readonly<Schemas["StatementSummary"]>;
export type Policy = Readonly<Schemas["Policy"]>;

export type Change = Readonly<Schemas["SimulatedChange"]>;
export type Side = With<Schemas["SimulatedTotals"], { flags: readonly string[] }>;
export interface ChangedLine {
  readonly before?: Step;
  readonly after?: Step;
}
export type Assumption = With<Schemas["Assumption"], { params: Readonly<Record<string, string>> }>;
export type Simulated = With<
  Schemas["SimulateMonthResponse"],
  { before: Side; after: Side; lines: readonly ChangedLine[]; assumptions: readonly Assumption[] }
>;

export type Objection = With<
  Schemas["Objection"],
  { evidenceFileIds: readonly string[]; evidenceFileNames: readonly string[] }
>;
