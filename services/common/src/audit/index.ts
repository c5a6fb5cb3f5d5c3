export { appendAudit, type AuditRow } from "./row.ts";
export { sealBatch, startSealer } from "./seal.ts";
export { type AuditFault, type ChainLink, verifyChain } from "./chain.ts";
export { type AuditReport, verifyAudit } from "./verify.ts";
