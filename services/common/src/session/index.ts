export { type SessionGuard, startSessionGuard } from "./guard.ts";
export { type Subject, type SubjectEmployment } from "./subject.ts";
export { createVerifier, type VerifierOptions } from "./verify.ts";
