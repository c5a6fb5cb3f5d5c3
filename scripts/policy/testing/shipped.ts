import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type PolicyDocument, readPolicy } from "@kinerja/allowance/policy";

const root = join(__dirname, "../../..");
export const policyFolder = join(root, "services/allowance/policies");
export const exampleFolder = join(root, "docs/policy/contoh");

/** Ids of the policies that come with the platform. */
export const shippedIds = readdirSync(policyFolder).map((name) => name.replace(/\.yaml$/, ""));
export const policyFile = (id: string): string => join(policyFolder, `${id}.yaml`);
export const policyText = (id: string): string => readFileSync(policyFile(id), "utf8");

export function documentOf(text: string): PolicyDocument {
  const { document, faults } = readPolicy(text);
  if (!document) throw new Error(JSON.stringify(faults));
  return document;
}
export const shipped = (id: string): PolicyDocument => documentOf(policyText(id));
