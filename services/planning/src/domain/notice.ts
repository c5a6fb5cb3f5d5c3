import { type SkpEventType, type SkpRecord } from "./skp.ts";

export type NoticeCode = "SKP_SUBMITTED" | "SKP_RETURNED" | "SKP_SET" | "SKP_MISSING";

/** What somebody should know; the words come from the reader's language. */
export type Notice = {
  readonly personId: string;
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string>>;
};

/** Whom a decision concerns beside who took it. */
export function noticesOf(type: SkpEventType, { skp }: SkpRecord): Notice[] {
  const params = { skpId: skp.id, year: String(skp.year) };
  switch (type) {
    case "SkpSubmitted":
      return skp.assessorId === undefined
        ? []
        : [{ personId: skp.assessorId, code: "SKP_SUBMITTED", params: { ...params, personId: skp.personId } }];
    case "SkpReturned":
      return [{ personId: skp.personId, code: "SKP_RETURNED", params: { ...params, reason: skp.returnReason ?? "" } }];
    case "SkpSet":
      return [{ personId: skp.personId, code: "SKP_SET", params: { ...params, revision: String(skp.setRevision) } }];
    case "SkpOpened":
    case "SkpSaved":
    case "SkpRevised":
    case "ActionPlanSaved":
      return [];
  }
}
