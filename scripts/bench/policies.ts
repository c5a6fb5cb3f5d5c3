import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { type PolicyDocument, readPolicy } from "@kinerja/allowance/policy";

const folder = join(import.meta.dirname, "../../services/allowance/policies");

/** Paths of the shipped documents, by name. */
export const shippedPolicies: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .toSorted()
  .map((name) => join(folder, name));

export const policyName = (path: string): string => basename(path, ".yaml");

export function policyAt(path: string): PolicyDocument {
  const { document, faults } = readPolicy(readFileSync(path, "utf8"));
  if (!document) throw new Error(`${path} has faults: ${JSON.stringify(faults)}`);
  return document;
}
