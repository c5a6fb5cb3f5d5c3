/** What a person is writing, as the form holds it, and the entry that it becomes. */
import { type Entry, type EntryKind, type Place } from "../api/types.ts";
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
  /** Empty when it is not named. */
  readonly place: Place | "";
  /** Task of a superior; only with the kinds that stand for tasks. */
  readonly taskId: string;
  /** SHA-256 of the files of evidence, which the device keeps until the server has them. */
  readonly files: readonly string[];
  /** What they are called, by their hash. */
  readonly fileNames?: Readonly<Record<string, string>>;
}

/** Kinds of work that a superior gives as a task. */
export const isForTask = ({ kind }: Pick<Draft, "kind">): boolean => kind === "ASSIGNED" || kind === "ADDITIONAL";

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
  place: "",
  taskId: "",
  files: [],
});

const textOf = (value: number | undefined): string => (value === undefined ? "" : String(value));

const namesById = (ids: readonly string[], names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(ids.map((id, at) => [id, names[at] ?? ""]));

/** An entry as the form holds it. */
export function draftOf(entry: Entry): Draft {
  const { id, version, employmentId, workDate, kind, description, quantity, minutes, evidenceUrls = [] } = entry;
  const { planItemId, quantityUnit, startsAt, endsAt, reason, place, taskId, evidenceFileIds = [] } = entry;
  const named = { planItemId, quantityUnit, startsAt, endsAt, reason, place, taskId, files: evidenceFileIds };
  return {
    ...emptyDraft(employmentId, workDate),
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    ...{ id, baseVersion: version, kind, description },
    quantity: textOf(quantity),
    timing: (startsAt ?? "") === "" ? "minutes" : "span",
    minutes: textOf(minutes === 0 ? undefined : minutes),
    evidence: evidenceUrls.join("\n"),
    ...(evidenceFileIds.length > 0 && { fileNames: namesById(evidenceFileIds, entry.evidenceFileNames) }),
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
  files: [],
  fileNames: {},
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

/** What is there under its name, and nothing where it is empty: the contract wants no empty fields. */
const unlessEmpty = <Name extends string, Value extends string | readonly string[]>(
  name: Name,
  value: Value,
): { readonly [Key in Name]?: Exclude<Value, ""> } =>
  (value.length === 0 ? {} : { [name]: value }) as { readonly [Key in Name]?: Exclude<Value, ""> };

const nameLimit = 120;

/** The name of a file as others see it: short, without a path and without what can't be seen. */
export function cleanFileName(name: string): string {
  const letters = Array.from((name.split(/[\\/]/).at(-1) ?? "").replace(/[\p{Cc}\p{Cf}\ufffd]/gu, "").trim());
  const kept = letters.length <= nameLimit ? letters : [...letters.slice(0, nameLimit - 10), "…", ...letters.slice(-9)];
  return kept.join("");
}

/** None where no file has one. */
function fileNamesOf({ files, fileNames = {} }: Draft): string[] {
  const names = files.map((id) => cleanFileName(fileNames[id] ?? ""));
  return names.some((name) => name !== "") ? names : [];
}

/** The entry of a draft without errors. */
export function entryOf(draft: Draft, { id, version, deviceTime }: Stamp): Entry {
  return {
    id,
    version,
    employmentId: draft.employmentId,
    workDate: draft.workDate,
    kind: draft.kind,
    ...unlessEmpty("planItemId", draft.planItemId),
    description: draft.description.trim(),
    ...(draft.quantity.trim() === "" ? {} : { quantity: Number(draft.quantity) }),
    ...unlessEmpty("quantityUnit", draft.quantityUnit.trim()),
    ...(draft.timing === "span"
      ? { startsAt: draft.startsAt, endsAt: draft.endsAt }
      : { minutes: Number(draft.minutes) }),
    ...unlessEmpty("evidenceUrls", evidenceOf(draft.evidence)),
    ...(draft.kind === "FREE" ? { reason: draft.reason.trim() } : {}),
    ...unlessEmpty("place", draft.place),
    ...unlessEmpty("taskId", isForTask(draft) ? draft.taskId : ""),
    ...unlessEmpty("evidenceFileIds", draft.files),
    ...unlessEmpty("evidenceFileNames", fileNamesOf(draft)),
    deviceTime,
  };
}
