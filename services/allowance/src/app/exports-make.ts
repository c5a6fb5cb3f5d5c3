import { Refusal } from "@kinerja/common/errors";
import { rupiah } from "@kinerja/common/kernel";

import { readOvertimeList } from "../domain/exports/adk-orders.ts";
import { build, standsIn } from "../domain/exports/build.ts";
import { columnSums, type ExportFile, type Totals } from "../domain/exports/file.ts";
import { type ExportOptions, type FormatId, formats, optionsText } from "../domain/exports/formats.ts";
import { type ExportContext, type PaidPerson } from "../domain/exports/paid-person.ts";
import { paymentFormOf } from "../domain/exports/settings.ts";
import { wholeUnits } from "../domain/exports/units.ts";
import { paymentLines } from "../domain/payment-file.ts";
import { asOfficer } from "./authorise.ts";
import {
  type BatchRef,
  contextOf,
  exportDay,
  type ExportNeeds,
  openBatch,
  type OpenBatch,
  postedAt,
  refuseDay,
  refuseUnlessOpen,
  watermarkOf,
} from "./exports-open.ts";
import { type StoredExport } from "./exports-ports.ts";
import { asksOf, count, inParts, newTally, paidPages, refuseUnlessBalanced, type Tally } from "./exports-read.ts";
import { type AuditNote, type Caller } from "./ports.ts";

export type ExportOrder = BatchRef & {
  readonly format: FormatId;
  readonly options: ExportOptions;
  /** Why it is made again; needed only where the bytes have changed. */
  readonly reason: string | undefined;
};

/** A file whose bytes are in the store. */
type Kept = Pick<StoredExport, "name" | "mediaType" | "rows" | "sha256" | "size"> & { readonly totals: Totals };
type Making = {
  readonly needs: ExportNeeds;
  readonly caller: Caller;
  readonly order: ExportOrder;
  readonly open: OpenBatch;
  readonly context: ExportContext;
  readonly tally: Tally;
  /** People without an account; told in the audit. */
  readonly found: { withoutAccount: number; readonly nips: Set<string> };
};

type Made = Making & { readonly kept: readonly Kept[] };

const right = ["export", "run"] as const;
const marked: ReadonlySet<FormatId> = new Set(["RECAP_XLSX", "PAYSLIPS_ZIP"]);
/** Of an uploaded list. */
const listLimitBytes = 2_000_000;

/** Everybody in the order of the ids; what the making has to know of all of them is counted on the way. */
async function* peopleOf({ needs, caller, order, open, context, tally, found }: Making) {
  const asked = asksOf(formats[order.format], context, order.format === "CORETAX_XML");
  for await (const page of paidPages(needs, caller, open, asked, tally)) {
    for (const { accountNumber, nip } of page) {
      if (accountNumber === "") found.withoutAccount += 1;
      if (context.orders) found.nips.add(nip);
    }
    yield page;
  }
}

/** Some thousand lines are one piece for the store. */
const pieceChars = 65_536;

async function* paymentBytes(making: Making): AsyncGenerator<Uint8Array> {
  const { open, tally, order } = making;
  const lines = paymentLines({ ...paymentFormOf(open.settings), withBom: order.options.withBom ?? false });
  let text = lines.header();
  for await (const page of peopleOf(making)) {
    for (const person of page) text += lines.row(person);
    if (text.length < pieceChars) continue;
    yield Buffer.from(text);
    text = "";
  }
  refuseUnlessBalanced(open, tally, { within: tally, sums: formats[order.format].sums, files: lines.sums() });
  yield Buffer.from(text + lines.total());
}

async function payment(making: Making): Promise<Kept[]> {
  const { needs, open, tally } = making;
  const content = paymentBytes(making);
  const { sha256, size } = await needs.exportStore.put(content);
  const { gross, cut, net, amount, rows } = tally;
  const name = `tunjangan-${open.run.period}-${open.batch.batch}.csv`;
  return [{ name, mediaType: "text/csv; charset=utf-8", rows, sha256, size, totals: { gross, cut, net, amount } }];
}

const ofPart = (name: string, part: number): string =>
  part === 1 ? name : name.replace(/(\.\w+)$/, `-bagian-${part}$1`);

/** What a row of units holds of a person: of a large agency all of them are in memory. */
const slim = (person: PaidPerson): PaidPerson => ({
  ...person,
  facts: { "roster.class": person.facts["roster.class"] ?? "" },
  payment: { ...person.payment, lines: [], pairs: [] },
});

/** Parts of a file by units hold whole ones: everybody must be known before the first is written. */
async function* unitParts(pages: AsyncIterable<readonly PaidPerson[]>, size: number) {
  const people: PaidPerson[] = [];
  for await (const page of pages) for (const person of page) people.push(slim(person));
  yield* wholeUnits(people, size);
}

/** A call has time for so many parts only. */
function refuseTooLarge({ open, order }: Making, partRows: number): void {
  const { mostParts } = formats[order.format];
  const parts = Math.ceil(open.batch.rows / partRows);
  if (mostParts !== undefined && order.options.part === undefined && parts > mostParts)
    throw new Refusal("refused", "EXPORT_TOO_LARGE", { parts, most: mostParts });
}

/** Further files of one name say so: a person saves them in one folder. */
function namer(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return ofPart(name, count);
  };
}

const keep = async ({ needs }: Making, file: ExportFile, name: string): Promise<Kept> => {
  const { sha256, size } = await needs.exportStore.put([file.bytes]);
  return { name, mediaType: file.contentType, rows: file.rows, sha256, size, totals: file.totals };
};

async function partly(making: Making, format: Exclude<FormatId, "PAYMENT_CSV">): Promise<Kept[]> {
  const { needs, open, context, tally } = making;
  const { partRows = Number.MAX_SAFE_INTEGER, needsUnits = false, sums } = formats[format];
  refuseTooLarge(making, partRows);
  const nameOf = namer();
  const kept: Kept[] = [];
  const within = newTally();
  const { part: wanted } = making.order.options;
  let part = 0;
  const sha256 = (bytes: Uint8Array): string => Buffer.from(needs.digest(bytes)).toString("hex");
  const standing = async function* (): AsyncGenerator<readonly PaidPerson[]> {
    for await (const page of peopleOf(making)) yield page.filter((person) => standsIn(format, person));
  };
  const parts = needsUnits ? unitParts(standing(), partRows) : inParts(standing(), partRows);
  for await (const people of parts) {
    part += 1;
    if (wanted !== undefined && wanted !== part) continue;
    for (const person of people) count(within, person);
    for (const built of build(format, { people, context, sha256 })) {
      const file = await needs.fileMaker.finish(built, postedAt(open));
      kept.push(await keep(making, file, wanted === undefined ? nameOf(file.name) : ofPart(file.name, wanted)));
    }
  }
  const columns = sums.map(([ofFile]) => ofFile);
  const files = columnSums(kept.map(({ totals }) => totals), columns); // prettier-ignore
  refuseUnlessBalanced(open, tally, { within, sums, files });
  return kept;
}

/** Orders about somebody whom the batch does not pay are no small thing: they are told, not left out. */
function refuseStrangers({ context: { orders }, found }: Making): void {
  const strangers = (orders?.orders ?? []).flatMap(({ nip }, index) =>
    found.nips.has(nip) ? [] : [{ pointer: `/orders/${index}/nip`, code: "NIP_NOT_IN_BATCH" }],
  );
  if (strangers.length > 0)
    throw new Refusal("refused", "EXPORT_INCOMPLETE", { count: strangers.length }, strangers.slice(0, 50));
}

async function ordersOf(needs: ExportNeeds, { format, options }: ExportOrder) {
  if (format !== "ADK_OVERTIME") return undefined;
  const bytes = options.ordersFileId && (await needs.exportStore.read(options.ordersFileId, listLimitBytes));
  if (!bytes) throw new Refusal("not-found", "FILE_UNKNOWN");
  return readOvertimeList(new TextDecoder().decode(bytes));
}

async function approverOf(
  { paymentDetails }: ExportNeeds,
  caller: Caller,
  { run, batch }: OpenBatch,
  context: { day: ExportContext["day"] },
) {
  // prettier-ignore
  const { approverId = "" } = batch;
  const query = { agencyId: run.agencyId, runId: run.id, day: context.day, personIds: [approverId] };
  return (await paymentDetails(caller, query)).get(approverId)?.name ?? approverId;
}

/** What was asked for, with the mark of the payment CSV as the agency wants it where nobody chose: what is made is known by it. */
function chosenOrder(order: ExportOrder, { settings }: OpenBatch): ExportOrder {
  if (order.format !== "PAYMENT_CSV") return order;
  const { withBom = paymentFormOf(settings).withBom } = order.options;
  return { ...order, options: { ...order.options, withBom } };
}

async function make(needs: ExportNeeds, caller: Caller, asked: ExportOrder): Promise<Made> {
  // prettier-ignore
  const day = exportDay(needs, asked.options);
  const open = await asOfficer(needs, caller, right, asked.agencyId, ({ records }) =>
    openBatch(needs, records, asked, day),
  );
  refuseUnlessOpen(asked.format, asked.options, open);
  const order = chosenOrder(asked, open);
  refuseDay(needs, open, order);
  const orders = await ordersOf(needs, order);
  const watermark = marked.has(order.format) ? watermarkOf(open, await approverOf(needs, caller, open, { day })) : "";
  const context = contextOf(open, order.format, { options: order.options, day, watermark, orders });
  const tally = newTally();
  const making = { needs, caller, order, open, context, tally, found: { withoutAccount: 0, nips: new Set<string>() } };
  const kept = order.format === "PAYMENT_CSV" ? await payment(making) : await partly(making, order.format);
  refuseStrangers(making);
  if (kept.length === 0) throw new Refusal("refused", "EXPORT_EMPTY");
  return { ...making, kept };
}

const isSame = (kept: readonly Kept[], before: readonly StoredExport[]): boolean =>
  kept.length === before.length &&
  kept.every(({ name, sha256 }, index) => before[index]?.name === name && before[index].sha256 === sha256);

export type MadeExport = { readonly files: readonly StoredExport[]; readonly madeBefore: boolean };

const sumIn = (totals: Totals, ...names: readonly string[]) =>
  rupiah(names.map((name) => totals[name]).find((amount) => amount !== undefined) ?? 0n);

/** What the columns of a file come to; 0 where it has no such column. */
const amountsIn = (totals: Totals): Pick<StoredExport, "gross" | "cut" | "net" | "amount"> => ({
  ...{ gross: sumIn(totals, "gross"), cut: sumIn(totals, "cut"), net: sumIn(totals, "net") },
  amount: sumIn(totals, "amount", "jumlah_ditransfer"),
});

/** Of the first files; the rows have all of them. */
const hashesTold = 20;

/** Which settings a file follows, by their hash: two files of other ways of money differ there. */
function settingsHash({ needs, open }: Making): string {
  const said = [...open.settings].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.from(needs.digest(Buffer.from(JSON.stringify(said)))).toString("hex");
}

const noteOf = (made: Made, exportId: string): AuditNote => ({
  ...{ action: "export", resource: "run", objectId: made.order.runId, agencyId: made.order.agencyId },
  detail: {
    ...{ batch: made.order.batch, format: made.order.format, export: exportId, files: made.kept.length },
    rows: made.kept.reduce((sum, { rows }) => sum + rows, 0),
    sha256: made.kept
      .slice(0, hashesTold)
      .map(({ sha256 }) => sha256)
      .join(" "),
    withoutAccount: made.found.withoutAccount,
    reason: made.order.reason ?? "",
    settings: settingsHash(made),
  },
});

/** The id of what was made before, when it is the same; undefined: it is to be written down. Other bytes than before need a reason. */
function knownAs({ kept, order }: Made, before: readonly StoredExport[]): string | undefined {
  if (isSame(kept, before)) return before[0]?.exportId;
  if (before.length > 0 && (order.reason ?? "") === "") throw new Refusal("refused", "EXPORT_DIFFERS");
  return undefined;
}

type MakingKey = Pick<StoredExport, "runId" | "batch" | "format" | "options">;

/** Rows of new files, beside those of before. */
function rowsOf(made: Made, exportId: string, isFirst: boolean, at: number): StoredExport[] {
  const { kept, order, context, needs, caller } = made;
  const common = {
    ...{ ...makingOf(order), agencyId: order.agencyId, exportId, parts: kept.length, watermark: context.watermark },
    ...{
      reason: isFirst && order.options.onDate === undefined ? "" : (order.reason ?? ""),
      madeBy: caller.personId,
      madeAt: new Date(at),
    },
  };
  return kept.map(({ totals, ...file }, index) => ({
    ...{ ...common, ...file, ...amountsIn(totals), id: needs.newId(), part: index + 1 },
  }));
}

const makingOf = ({ runId, batch, format, options }: ExportOrder): MakingKey => ({
  ...{ runId, batch, format, options: optionsText(options) },
});

/**
 * The files of a posted batch: made, compared with the ledger, kept under their hash and written down with the audit row before anybody can have them.
 * The same bytes as before are the same files; others need a reason and stand beside them.
 */
export const createExport =
  (needs: ExportNeeds) =>
  async (caller: Caller, order: ExportOrder): Promise<MadeExport> => {
    const made = await make(needs, caller, order);
    const making = makingOf(made.order);
    const scope = { agencies: [order.agencyId], person: caller.personId };
    // What is refused is never kept: it goes with the uploads that nobody needs.
    knownAs(made, await needs.store.transaction(scope, ({ exports }) => exports.latest(making)));
    for (const { sha256 } of made.kept) await needs.exportStore.keep(sha256);
    return asOfficer(needs, caller, right, order.agencyId, async ({ records, actor, at }) => {
      await records.lock(`export/${making.runId}/${making.batch}/${making.format}/${making.options}`);
      let madeBefore = true;
      const exportId = await records.once(caller, async () => {
        const before = await records.exports.latest(making);
        const known = knownAs(made, before);
        const id = known ?? needs.newId();
        await records.audit(actor, noteOf(made, id), at);
        if (known === undefined) await records.exports.insert(rowsOf(made, id, before.length === 0, at));
        madeBefore = known !== undefined;
        return id;
      });
      return { files: await records.exports.ofExport(exportId), madeBefore };
    });
  };
