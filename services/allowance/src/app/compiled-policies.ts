import { type Period } from "@kinerja/common/kernel";

import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type PolicyRecord } from "../domain/policy-state.ts";
import { type ParsePolicy } from "./policies.ts";

export type CompiledPolicy = (policy: Pick<PolicyRecord, "id" | "sha256" | "document">, period: Period) => Policy;

/** Compiling takes some ten milliseconds: the last so many are remembered by hash and month, whoever was used last stays longest. */
export function rememberingCompiler(parse: ParsePolicy, most = 50): CompiledPolicy {
  const known = new Map<string, Policy>();
  return ({ id, sha256, document: text }, period) => {
    const key = `${sha256}/${period}`;
    let policy = known.get(key);
    if (policy === undefined) {
      const { document } = parse(text);
      if (!document) throw new Error(`policy ${id} was active, and can't be read`);
      policy = compilePolicy(document, period);
    }
    known.delete(key);
    known.set(key, policy);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return policy;
  };
}
