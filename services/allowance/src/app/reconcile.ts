import { Refusal } from "@kinerja/common/errors";

import { type BothWords, causeOf, type KnownPerson } from "../domain/exports/causes.ts";
import { type Difference, differences, differenceText } from "../domain/exports/differences.ts";
import { columnSums, type Totals } from "../domain/exports/file.ts";
import { type FormatId, formats, isOpenFor } from "../domain/exports/formats.ts";
import { readAdkTukin } from "../domain/exports/read-adk.ts";
import { readPaymentFile } from "../domain/exports/read-payment.ts";
import { type PaidRow, type ReadFile } from "../domain/exports/read-rows.ts";
import { readRecap, readSipd } from "../domain/exports/read-sheets.ts";
import { asOfficer } from "./authorise.ts";
import { type BatchRef, exportDay, type ExportNeeds, openBatch, type OpenBatch } from "./exports-open.ts";
import { newTally, paidPages } from "./exports-read.ts";
import { type Caller, type StoredBatch } from "./ports.ts";

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

export type ReconcileNeeds = ExportNeeds & {
  /** Refuses who asks too often. */
  readonly limit: (personId: string) => void;
};

function refuseTooMany(batches: readonly StoredBatch[]): void {
  const people = batches.reduce((sum, { rows, held }) => sum + rows + held, 0);
  if (people > mostPeople) throw new Refusal("refused", "RECONCILE_TOO_LARGE", { people, most: mostPeople });
}
const right = ["export", "run"] as const;

function readerOf(needs: ExportNeeds, format: FormatId): ((bytes: Uint8Array) => ReadFile) | undefined {
  const readers: Partial<Record<FormatId, (bytes: Uint8Array) => ReadFile>> = {
    PAYMENT_CSV: readPaymentFile,
    ADK_TUKIN: readAdkTukin,
    SIPD_XLSX: (bytes) => readSipd(needs.fileMaker.cells(bytes)),
    RECAP_XLSX: (bytes) => readRecap(needs.fileMaker.cells(bytes)),
  };
  return readers[format];
}

/** Everybody of the run by NIP: who is paid with the amounts, who is not with the reason. */
type Ours = { readonly rows: readonly PaidRow[]; readonly known: ReadonlyMap<string, KnownPerson> };

async function paidOnes(needs: ExportNeeds, caller: Caller, open: OpenBatch): Promise<Ours> {
  const day = exportDay(needs, {});
  const known = new Map<string, KnownPerson>();
  const rows: PaidRow[] = [];
  const tally = newTally();
  for await (const page of paidPages(needs, caller, open, { needsFacts: false, day }, tally))
    for (const { personId, nip, name, gross, net, amount } of page) {
      const amounts = { gross, cut: gross - net, net, amount, jumlah_ditransfer: amount };
      known.set(nip, { personId, amounts, unpaid: undefined });
      rows.push({ nip, name, amounts });
    }
  return { rows, known };
}

const peopleAtOnce = 5_000;

/** Those of the run whom the batch does not pay, with their NIPs: the other side may have them. */
async function unpaidOnes(needs: ExportNeeds, caller: Caller, open: OpenBatch): Promise<Map<string, KnownPerson>> {
  const { run, batch } = open;
  const scope = { agencies: [run.agencyId], person: caller.personId };
  const known = new Map<string, KnownPerson>();
  for (let after: string | undefined; ;) {
    const page = { limit: peopleAtOnce, after };
    const rows = await needs.store.transaction(scope, ({ exports }) => exports.unpaid(run, batch.batch, page));
    if (rows.length === 0) return known;
    const personIds = rows.map(({ personId }) => personId);
    const query = { agencyId: run.agencyId, runId: run.id, day: exportDay(needs, {}), personIds };
    const details = await needs.paymentDetails(caller, query);
    for (const { personId, batch: other, reason } of rows) {
      const { nip = "" } = details.get(personId) ?? {};
      if (nip !== "") known.set(nip, { personId, amounts: undefined, unpaid: { batch: other, reason } });
    }
    after = personIds.at(-1);
  }
}

const sideOf = (
  difference: Difference,
): { readonly column: string; readonly ours: bigint | undefined; readonly theirs: bigint | undefined } =>
  // prettier-ignore
  difference.kind === "amount" ? difference : { column: "", ours: undefined, theirs: undefined };

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
  return columns.map((column) => {
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
      refuseTooMany(await records.runs.batches(runId));
      const detail = { batch, format, sha256: fileId };
      await records.audit(actor, { action: "reconcile", resource: "run", objectId: runId, agencyId, detail }, at);
      return found;
    });
    const bytes = await needs.exportStore.read(fileId, fileLimitBytes);
    if (!bytes || !read || !compared) throw new Refusal("not-found", "FILE_UNKNOWN");
    const theirs = read(bytes);
    const ours = await paidOnes(needs, caller, open);
    const found = differences(ours.rows, theirs.rows, compared);
    const unpaid = found.some(({ kind }) => kind === "only-theirs")
      ? await unpaidOnes(needs, caller, open)
      : new Map<string, KnownPerson>();
    return {
      differences: found.slice(0, mostShown).map((one) => shown(one, ours.known.get(one.nip) ?? unpaid.get(one.nip))),
      ...{ count: found.length, rowsOurs: ours.rows.length, rowsTheirs: theirs.rows.length },
      sums: sumsOf(ours, theirs, compared),
    };
  };
