import { Refusal } from "@kinerja/common/errors";
import { type Day, dayAt, noRupiah } from "@kinerja/common/kernel";

import { settingsMissing } from "../domain/exports/build.ts";
import { chosenOf, type ExportOptions, type FormatId, formats, isOpenFor } from "../domain/exports/formats.ts";
import { type OvertimeList } from "../domain/exports/adk-orders.ts";
import { type ExportContext } from "../domain/exports/paid-person.ts";
import { settingsOn } from "../domain/exports/settings.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type BatchNumber, isPosted } from "../domain/run.ts";
import { type Digest } from "../domain/statement.ts";
import { type OfficerNeeds } from "./authorise.ts";
import { type ExportStore, type FileMaker, type PaymentDetails } from "./exports-ports.ts";
import { type ParsePolicy } from "./policies.ts";
import { type Records, type Run, type StoredBatch } from "./ports.ts";
import { existingBatch, existingRun, type RunRef } from "./read-runs.ts";

export type ExportNeeds = OfficerNeeds & {
  readonly parse: ParsePolicy;
  readonly paymentDetails: PaymentDetails;
  readonly digest: Digest;
  readonly exportStore: ExportStore;
  readonly fileMaker: FileMaker;
  readonly newId: () => string;
  /** People that are read at once. */
  readonly exportPage?: number;
};

export type BatchRef = RunRef & { readonly batch: BatchNumber };

/** A posted batch, and what all of its files share. */
export type OpenBatch = {
  readonly run: Run;
  readonly batch: StoredBatch;
  readonly document: PolicyDocument;
  /** What the ledger owes by it, rupiah. */
  readonly owed: bigint;
  readonly settings: ReadonlyMap<string, string>;
};

/** The batch as it is posted; before that its amounts may still change. */
export async function openBatch(
  { parse }: Pick<ExportNeeds, "parse">,
  records: Records,
  { agencyId, runId, batch: number }: BatchRef,
  day: Day,
): Promise<OpenBatch> {
  const run = await existingRun(records, agencyId, runId);
  const batch = await existingBatch(records, run, number);
  if (!isPosted(batch.state)) throw new Refusal("refused", "RUN_STATE", { state: batch.state, needed: "POSTED" });
  const policy = await records.policies.find(agencyId, run.policyId);
  const { document } = parse(policy?.document ?? "");
  if (!document) throw new Error(`run ${runId} has lost its policy`);
  return {
    ...{ run, batch, document, owed: (await records.exports.owed(runId, number)) ?? noRupiah },
    settings: settingsOn(await records.exports.settings(agencyId), day),
  };
}

/** Files of today pay by the accounts of today in Jakarta, whenever the month was. */
export const exportDay = ({ now }: Pick<OfficerNeeds, "now">, options: ExportOptions): Day =>
  (options.onDate as Day | undefined) ?? dayAt(now(), "WIB");

const dayMs = 86_400_000;
/** Payments are prepared a little before the approval; accounts of older days are nobody's to choose. */
const daysBefore = 31;

/** Accounts of a day near the payment only: a day on which somebody had another account is no way to pay there. Any day but today needs a reason. */
export function refuseDay(
  needs: Pick<OfficerNeeds, "now">,
  open: Pick<OpenBatch, "run" | "batch">,
  { options, reason }: { readonly options: ExportOptions; readonly reason: string | undefined },
): void {
  const [day, to] = [exportDay(needs, options), exportDay(needs, {})];
  if (day === to) return;
  const from = dayAt(postedAt(open).getTime() - daysBefore * dayMs, "WIB");
  const violation =
    day < from || day > to
      ? { pointer: "/options/onDate", code: "EXPORT_DAY_RANGE", params: { from, to } }
      : { pointer: "/reason", code: "EXPORT_DAY_REASON" };
  if (violation.params || (reason ?? "") === "") throw new Refusal("invalid", "REQUEST_INVALID", {}, [violation]);
}

/** Keys that a format needs and the agency has not set. */
export const missingSettings = (format: FormatId, settings: ReadonlyMap<string, string>): string[] =>
  formats[format].settings.filter((key) => !settings.has(key));

/** Refuses what the run's policy does not pay, options that the file does not know, and an agency that has not said enough. */
export function refuseUnlessOpen(
  format: FormatId,
  options: ExportOptions,
  { document, settings }: Pick<OpenBatch, "document" | "settings">,
): void {
  if (!isOpenFor(format, document)) throw new Refusal("refused", "EXPORT_FORMAT_CLOSED", { kind: document.kind });
  const known: readonly string[] = formats[format].options;
  const foreign = Object.entries(options).filter(([name, value]) => value !== undefined && !known.includes(name));
  if (foreign.length > 0) {
    const violations = foreign.map(([name]) => ({ pointer: `/options/${name}`, code: "FIELD_UNKNOWN" }));
    throw new Refusal("invalid", "REQUEST_INVALID", {}, violations);
  }
  const missing = missingSettings(format, settings);
  if (missing.length > 0) throw settingsMissing(missing);
}

const hourMs = 3_600_000;
/** "2026-11-05 10.00 WIB". */
const momentText = (at: Date): string => {
  const text = new Date(at.getTime() + 7 * hourMs).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16).replace(":", ".")} WIB`;
};

/** When the batch was posted: the only time that its files know. */
export const postedAt = ({ run, batch }: Pick<OpenBatch, "run" | "batch">): Date =>
  batch.postedAt ?? run.postedAt ?? run.startedAt;

const hashShown = 12;

/** Which run and batch, by whom and when it was posted, and its hash: the same whenever and by whomever the file is made. */
export const watermarkOf = (open: Pick<OpenBatch, "run" | "batch">, approver: string): string =>
  [
    `Kinerja ${open.run.period} kelompok ${open.batch.batch}`,
    ...(approver === "" ? [] : [`disetujui ${approver}`]),
    momentText(postedAt(open)),
    open.batch.sha256.slice(0, hashShown),
  ].join(" · ");

export function contextOf(
  { run, batch, document, settings }: OpenBatch,
  format: FormatId,
  more: Pick<ExportContext, "options" | "day" | "watermark"> & { readonly orders: OvertimeList | undefined },
): ExportContext {
  const options = chosenOf(format, document, more.options);
  return {
    ...{ runId: run.id, runKind: run.kind, policyKind: document.kind, period: run.period },
    ...{ payoutPeriod: run.payoutPeriod, batch: batch.batch, settings, ...more, options },
  };
}
