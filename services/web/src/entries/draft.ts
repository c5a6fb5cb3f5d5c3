/** What a person is writing, as the form holds it, and the entry that it becomes. */
import { type Entry, type EntryKind } from "../api/types.ts";
import { minutesOf } from "../time/dates.ts";

export interface Draft {
  /** Empty for a new entry. */
  readonly id: string;
  /** Version that is changed; 0 for a new entry. */
  readonly baseVersion: number;
  readonly employmentId: string;
  readonly workDate: string;
  readonly kind: EntryKind;
  readonly planItemId: string;
  readonly description: string;
  readonly quantity: string;
  readonly quantityUnit: string;
  readonly timing: "span" | "minutes";
  readonly startsAt: string;
  readonly endsAt: string;
  readonly minutes: string;
  readonly evidence: string;
  readonly reason: string;
}

export type DraftField =
  "workDate" | "description" | "quantity" | "quantityUnit" | "startsAt" | "endsAt" | "minutes" | "evidence" | "reason";

export type DraftError =
  | "descriptionShort"
  | "descriptionLong"
  | "dateMissing"
  | "dateFuture"
  | "timeMissing"
  | "timeOrder"
  | "minutesRange"
  | "quantityWhole"
  | "unitLong"
  | "unitMissing"
  | "unitWithoutQuantity"
  | "evidenceAddress"
  | "evidenceMany"
  | "reasonShort"
  | "reasonLong";

export type DraftErrors = Partial<Record<DraftField, DraftError>>;

export const emptyDraft = (employmentId: string, workDate: string): Draft => ({
  id: "",
  baseVersion: 0,
  employmentId,
  workDate,
  kind: "PLANNED",
  planItemId: "",
  description: "",
  quantity: "",
  quantityUnit: "",
  timing: "span",
  startsAt: "",
  endsAt: "",
  minutes: "",
  evidence: "",
  reason: "",
});

const textOf = (value: number | undefined): string => (value === undefined || value === 0 ? "" : String(value));

/** An entry as the form holds it. */
export function draftOf(entry: Entry): Draft {
  const { planItemId = "", quantityUnit = "", startsAt = "", endsAt = "", reason = "", evidenceUrls = [] } = entry;
  return {
    id: entry.id,
    baseVersion: entry.version,
    employmentId: entry.employmentId,
    workDate: entry.workDate,
    kind: entry.kind,
    planItemId,
    description: entry.description,
    quantity: entry.quantity === undefined ? "" : String(entry.quantity),
    quantityUnit,
    timing: startsAt === "" ? "minutes" : "span",
    startsAt,
    endsAt,
    minutes: textOf(entry.minutes),
    evidence: evidenceUrls.join("\n"),
    reason,
  };
}

/** The same work on another day, as a new entry. */
export const repeated = (entry: Entry, employmentId: string, workDate: string): Draft => ({
  ...draftOf(entry),
  id: "",
  baseVersion: 0,
  employmentId,
  workDate,
  evidence: "",
});

const lengthOf = (text: string): number => Array.from(text.trim()).length;

export const evidenceOf = (text: string): string[] => text.split(/\s+/).filter((part) => part !== "");

function isAddress(text: string): boolean {
  if (!URL.canParse(text) || text.length > 500) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}

function timingErrors(draft: Draft): DraftErrors {
  if (draft.timing === "minutes") {
    const minutes = Number(draft.minutes);
    return Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440 ? {} : { minutes: "minutesRange" };
  }
  const starts = minutesOf(draft.startsAt);
  const ends = minutesOf(draft.endsAt);
  if (starts === undefined) return { startsAt: "timeMissing" };
  if (ends === undefined) return { endsAt: "timeMissing" };
  return ends > starts ? {} : { endsAt: "timeOrder" };
}

function quantityErrors({ quantity, quantityUnit }: Draft): DraftErrors {
  const text = quantity.trim();
  if (text !== "" && (!/^\d+$/.test(text) || Number(text) > 1_000_000)) return { quantity: "quantityWhole" };
  if (lengthOf(quantityUnit) > 40) return { quantityUnit: "unitLong" };
  if (text !== "" && quantityUnit.trim() === "") return { quantityUnit: "unitMissing" };
  return text === "" && quantityUnit.trim() !== "" ? { quantity: "unitWithoutQuantity" } : {};
}

function evidenceErrors({ evidence }: Draft): DraftErrors {
  const addresses = evidenceOf(evidence);
  if (addresses.length > 5) return { evidence: "evidenceMany" };
  return addresses.every(isAddress) ? {} : { evidence: "evidenceAddress" };
}

function reasonErrors({ kind, reason }: Draft): DraftErrors {
  if (kind !== "FREE") return {};
  if (lengthOf(reason) < 3) return { reason: "reasonShort" };
  return lengthOf(reason) > 300 ? { reason: "reasonLong" } : {};
}

function dateErrors({ workDate }: Draft, today: string): DraftErrors {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(workDate)) return { workDate: "dateMissing" };
  return workDate > today ? { workDate: "dateFuture" } : {};
}

function descriptionErrors({ description }: Draft): DraftErrors {
  if (lengthOf(description) < 3) return { description: "descriptionShort" };
  return lengthOf(description) > 1000 ? { description: "descriptionLong" } : {};
}

/** What has to change before the draft can be kept; empty when nothing. */
export const errorsOf = (draft: Draft, today: string): DraftErrors => ({
  ...descriptionErrors(draft),
  ...dateErrors(draft, today),
  ...timingErrors(draft),
  ...quantityErrors(draft),
  ...evidenceErrors(draft),
  ...reasonErrors(draft),
});

export interface Stamp {
  readonly id: string;
  readonly version: number;
  readonly deviceTime: string;
}

/** The entry of a draft without errors. What is empty is left out, as the contract wants. */
export function entryOf(draft: Draft, { id, version, deviceTime }: Stamp): Entry {
  const evidenceUrls = evidenceOf(draft.evidence);
  const quantityUnit = draft.quantityUnit.trim();
  return {
    id,
    version,
    employmentId: draft.employmentId,
    workDate: draft.workDate,
    kind: draft.kind,
    ...(draft.planItemId === "" ? {} : { planItemId: draft.planItemId }),
    description: draft.description.trim(),
    ...(draft.quantity.trim() === "" ? {} : { quantity: Number(draft.quantity) }),
    ...(quantityUnit === "" ? {} : { quantityUnit }),
    ...(draft.timing === "span"
      ? { startsAt: draft.startsAt, endsAt: draft.endsAt }
      : { minutes: Number(draft.minutes) }),
    ...(evidenceUrls.length === 0 ? {} : { evidenceUrls }),
    ...(draft.kind === "FREE" ? { reason: draft.reason.trim() } : {}),
    deviceTime,
  };
}
