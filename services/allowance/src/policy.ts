/** What the command line needs of the pay engine: no server, no database. */
export { digest, sha256 } from "./adapters/ids.ts";
export { type LocatedFault, readSource } from "./adapters/policy/positions.ts";
export { readPolicy } from "./adapters/policy/read-policy.ts";
export { policySchema } from "./adapters/policy/schema.ts";
export { hashOf } from "./domain/hashing.ts";
export { type PayoutResult, type PayoutSnapshot, settle } from "./domain/payout/settle.ts";
export { type PtkpStatus, ptkpStatuses } from "./domain/payout/tables.ts";
export { payoutPeriodOf } from "./domain/run-documents.ts";
export { compilePolicy, type Derived, engineVersion, type Policy } from "./domain/policy/compile.ts";
export type * from "./domain/policy/document.ts";
export { type PolicyFault } from "./domain/policy/fault.ts";
export { type Flag, type Outcome, type TraceStep } from "./domain/policy/outcome.ts";
export {
  type DayFact,
  type Facts,
  type FactValue,
  type Form,
  sourceOf,
  type SourceName,
  type SpanFact,
  type Unit,
} from "./domain/policy/sources.ts";
export { orderSteps } from "./domain/policy/order.ts";
export { type Effect, isOfRule, type StepWords, wordsOf } from "./domain/policy/words.ts";
export { runExamples } from "./domain/policy/worked-examples.ts";
export { statementMaker } from "./domain/statement.ts";
