export { appendAudit, type AuditRow } from "./row.ts";
export { sealBatch, startSealer } from "./seal.ts";
export { type AuditFault, type AuditReport, type ChainLink, verifyAudit, verifyChain } from "./verify.ts";
