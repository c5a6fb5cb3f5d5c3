import { type Messages } from "../../i18n/id.ts";
import { type Finding } from "./use-inbox.ts";
import { type words } from "./words.ts";

/** What is said of a finding before its flags. */
export function remarksOf(
  { stored, isEscalated, isReadOnly }: Finding,
  t: Messages,
  w: (typeof words)["id"],
): string[] {
  return [
    ...(isEscalated ? [t.team.escalatedText] : []),
    ...(isReadOnly ? [w.readOnlyText] : []),
    ...(stored.lateVersion > 0 ? [w.lateBehind] : []),
  ];
}
