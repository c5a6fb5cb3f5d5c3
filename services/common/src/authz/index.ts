export { can, type Facts, type RelationKind, type Role, type Verdict } from "./can.ts";
export { type Capacity, policy } from "./policy.ts";
