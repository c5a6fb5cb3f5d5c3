import { Refusal } from "@kinerja/common/errors";

import { type BothWords, causeOf, type KnownPerson } from "../domain/exports/causes.ts";
import { type Difference, differences, differenceText } from "../domain/exports/differences.ts";
import { columnSums, type Totals } from "../domain/exports/file.ts";
import { type FormatId, formats, isOpenFor } from "../domain/exports/formats.ts";
import { parseBankTemplate } from "../domain/exports/bank-template.ts";
import { settingsMissing } from "../domain/exports/build.ts";
import { readAdkTukin } from "../domain/exports/read-adk.ts";
import { readBank } from "../domain/exports/read-bank.ts";
import { readCoretax } from "../domain/exports/read-coretax.ts";
import { readAdkMeals, readAdkOvertime } from "../domain/exports/read-days.ts";
import { readPaymentFile } from "../domain/exports/read-payment.ts";
import { type PaidRow, type ReadFile, rowKey } from "../domain/exports/read-rows.ts";
import { readRecap, readSipd } from "../domain/exports/read-sheets.ts";
import { asOfficer } from "./authorise.ts";
import { type BatchRef, exportDay, type ExportNeeds, openBatch, type OpenBatch } from "./exports-open.ts";
import { type Caller, type StoredBatch } from "./ports.ts";
import { type Ours, ourRows, unpaidOnes } from "./reconcile-ours.ts";

export type ReconcileOrder = BatchRef & { readonly format: FormatId; readonly fileId: string };

export type ShownDifference = {
  readonly kind: Difference["kind"];
  readonly name: string;
  readonly nipSuffix: string;
  readonly personId: string;
  readonly column: string;
  readonly ours: bigint | undefined;
  readonly theirs: bigint | undefined;
  readonly text: BothWords;
  readonly why: BothWords | undefined;
};

export type Reconciliation = {
  readonly differences: readonly ShownDifference[];
  readonly count: number;
  readonly rowsOurs: number;
  readonly rowsTheirs: number;
  readonly sums: readonly {
    readonly column: string;
    readonly ours: bigint;
    readonly theirs: bigint;
    readonly misprinted: boolean;
  }[];
};

/** Uploads are no larger. */
const fileLimitBytes = 20_000_000;
const mostShown = 1_000;
/** People of a run that are compared in memory; a file of more is no file that somebody keeps by hand. */
const mostPeople = 150_000;
/** Of files with a row for each day of a person. */
const mostOfDays = 20_000;
const ofDays: ReadonlySet<FormatId> = new Set(["ADK_MEALS", "ADK_OVERTIME"]);

export type ReconcileNeeds = ExportNeeds & {
  /** Refuses who asks too often. */
  readonly limit: (personId: string) => void;
};

function refuseTooMany(format: FormatId, batches: readonly StoredBatch[]): void {
  const people = batches.reduce((sum, { rows, held }) => sum + rows + held, 0);
  const most = ofDays.has(format) ? mostOfDays : mostPeople;
  if (people > most) throw new Refusal("refused", "RECONCILE_TOO_LARGE", { people, most });
}

const right = ["export", "run"] as const;

type Reader = (bytes: Uint8Array, open: OpenBatch) => ReadFile;

function bankTemplate({ settings }: OpenBatch) {
  const text = settings.get("bank.template");
  if (text === undefined) throw settingsMissing(["bank.template"]);
  return parseBankTemplate(JSON.parse(text));
}

function readerOf({ fileMaker }: ExportNeeds, format: FormatId): Reader | undefined {
  const readers: Partial<Record<FormatId, Reader>> = {
    PAYMENT_CSV: readPaymentFile,
    BANK: (bytes, open) => readBank(bytes, bankTemplate(open)),
    ADK_TUKIN: readAdkTukin,
    ADK_MEALS: readAdkMeals,
    ADK_OVERTIME: readAdkOvertime,
    SIPD_XLSX: (bytes) => readSipd(fileMaker.cells(bytes)),
    RECAP_XLSX: (bytes) => readRecap(fileMaker.cells(bytes)),
    CORETAX_XML: (bytes, { run }) => readCoretax(bytes, run.payoutPeriod),
  };
  return readers[format];
}

const sideOf = (
  difference: Difference,
): { readonly column: string; readonly ours: bigint | undefined; readonly theirs: bigint | undefined } =>
  // prettier-ignore
  difference.kind === "amount" ? difference : { column: "", ours: undefined, theirs: undefined };

/** A file without names has people of the batch all the same. */
const named = (difference: Difference, { names }: Ours): Difference =>
  difference.name === "" ? { ...difference, name: names.get(difference.nip) ?? "" } : difference;

function shown(difference: Difference, known: KnownPerson | undefined): ShownDifference {
  const { kind, name, nip } = difference;
  const { column, ours, theirs } = sideOf(difference);
  return {
    ...{ kind, name, nipSuffix: nip.slice(-3), personId: known?.personId ?? "", column, ours, theirs },
    text: { id: differenceText(difference, "id"), en: differenceText(difference, "en") },
    why: causeOf(difference, known),
  };
}

function sumsOf(ours: Ours, { rows, printed }: ReadFile, columns: readonly string[]): Reconciliation["sums"] {
  const amountsOf = (all: readonly PaidRow[]): Totals => columnSums(all.map(({ amounts }) => amounts), columns); // prettier-ignore
  const [our, their] = [amountsOf(ours.rows), amountsOf(rows)];
  // Rates add up to nothing that means anything.
  return columns
    .filter((column) => column !== "rate")
    .map((column) => {
      const theirs = their[column] ?? 0n;
      const told = printed?.[column];
      return { column, ours: our[column] ?? 0n, theirs, misprinted: told !== undefined && told !== theirs };
    });
}

/**
 * A file of somebody beside the batch: who is missing, who is too many, which amounts differ and why it may be. It writes nothing but its audit row,
 * which is there before the first difference leaves.
 */
export const reconcileExport =
  (needs: ReconcileNeeds) =>
  async (caller: Caller, order: ReconcileOrder): Promise<Reconciliation> => {
    const { agencyId, runId, batch, format, fileId } = order;
    const { compared } = formats[format];
    needs.limit(caller.personId);
    const read = readerOf(needs, format);
    const open = await asOfficer(needs, caller, right, agencyId, async ({ records, actor, at }) => {
      const found = await openBatch(needs, records, order, exportDay(needs, {}));
      const { kind } = found.document;
      if (!read || !isOpenFor(format, found.document)) throw new Refusal("refused", "EXPORT_FORMAT_CLOSED", { kind });
      refuseTooMany(format, await records.runs.batches(runId));
      const detail = { batch, format, sha256: fileId };
      await records.audit(actor, { action: "reconcile", resource: "run", objectId: runId, agencyId, detail }, at);
      return found;
    });
    const bytes = await needs.exportStore.read(fileId, fileLimitBytes);
    if (!bytes || !read || !compared) throw new Refusal("not-found", "FILE_UNKNOWN");
    const theirs = read(bytes, open);
    const ours = await ourRows(needs, caller, open, format);
    const found = differences(ours.rows, theirs.rows, compared);
    const unpaid = found.some(({ kind }) => kind === "only-theirs")
      ? await unpaidOnes(needs, caller, open)
      : new Map<string, KnownPerson>();
    return {
      differences: found
        .slice(0, mostShown)
        .map((one) => named(one, ours))
        .map((one) => shown(one, ours.known.get(one.nip) ?? unpaid.get(rowKey(one)) ?? unpaid.get(one.nip))),
      ...{ count: found.length, rowsOurs: ours.rows.length, rowsTheirs: theirs.rows.length },
      sums: sumsOf(ours, theirs, compared),
    };
  };
