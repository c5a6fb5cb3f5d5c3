import { type IconName } from "../../components/icon.tsx";
import { type Tone } from "../../components/parts.tsx";
import { type Policy } from "./calls.ts";

/** How the state of a policy looks. */
export const policyStates: Readonly<Record<Policy["state"], readonly [Tone, IconName]>> = {
  DRAFT: ["wait", "clock"],
  REVIEWED: ["wait", "clock"],
  APPROVED: ["wait", "clock"],
  ACTIVE: ["ok", "done"],
  RETIRED: ["plain", "lock"],
  UNSPECIFIED: ["plain", "info"],
};
