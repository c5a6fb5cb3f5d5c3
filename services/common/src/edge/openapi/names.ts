import { type DescEnum, type DescMessage } from "@bufbuild/protobuf";

import { type Contract, type Rpc } from "../contract.ts";

/** Which messages and enums stand in requests, and which in answers. */
export interface Uses {
  readonly inRequests: ReadonlySet<DescMessage>;
  readonly inAnswers: ReadonlySet<DescMessage>;
}

function reach(roots: readonly DescMessage[]): ReadonlySet<DescMessage> {
  const found = new Set<DescMessage>();
  const visit = (desc: DescMessage): void => {
    if (found.has(desc) || desc.typeName.startsWith("google.")) return;
    found.add(desc);
    for (const field of desc.fields) if (field.message) visit(field.message);
  };
  roots.forEach(visit);
  return found;
}

export const usesOf = (rpcs: readonly Rpc[]): Uses => ({
  inRequests: reach(rpcs.map(({ input }) => input)),
  inAnswers: reach(rpcs.filter(({ kind }) => kind === "unary").map(({ output }) => output)),
});

/** Names of schemas: the short name, with the domain before it where two domains have the same one. */
export function schemaNames(contract: Contract): (desc: DescMessage | DescEnum) => string {
  const owners = new Map<string, Set<string>>();
  for (const type of contract.registry) {
    if (type.kind !== "message" && type.kind !== "enum") continue;
    owners.set(type.name, (owners.get(type.name) ?? new Set()).add(type.typeName));
  }
  return ({ name, typeName }) => {
    if ((owners.get(name)?.size ?? 0) < 2) return name;
    const domain = typeName.split(".")[1] ?? "";
    return domain.charAt(0).toUpperCase() + domain.slice(1) + name;
  };
}
