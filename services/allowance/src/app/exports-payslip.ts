import { dayAt, rupiah } from "@kinerja/common/kernel";

import { fileName } from "../domain/exports/file.ts";
import { type Payment, paymentOf } from "../domain/exports/payment.ts";
import { printedSlip } from "../domain/exports/payslip.ts";
import { settingsOn } from "../domain/exports/settings.ts";
import { payslipOf } from "../domain/exports/slips.ts";
import { readPayout } from "../domain/payout-document.ts";
import { type Outgoing } from "./exports-list.ts";
import { postedAt, watermarkOf } from "./exports-open.ts";
import { type FileMaker, type NameOf } from "./exports-ports.ts";
import { statementTeller } from "./exports-read.ts";
import { type Caller, type Records, type Run, type StatementRecord } from "./ports.ts";
import { existingBatch, existingRun } from "./read-runs.ts";
import { getStatement, type StatementNeeds, type StatementQuery } from "./statements.ts";

export type PayslipNeeds = StatementNeeds & {
  readonly fileMaker: FileMaker;
  readonly nameOf: NameOf;
  /** Refuses who asks too often. */
  readonly limit: (personId: string) => void;
};

type Sheet = { readonly slip: (who: { name: string; nipSuffix: string }) => ReturnType<typeof printedSlip>; readonly at: Date }; // prettier-ignore

/** What a held person has earned and was not settled stands there as such: a slip adds up. */
function withHeld(payment: Payment, { held, amount }: StatementRecord): Payment {
  const short = rupiah(payment.lines.reduce<bigint>((rest, line) => rest - line.amount, amount));
  if (!held || short === 0n) return payment;
  const line = { id: "held", role: "other", component: "", label: "Ditahan", cite: "" } as const;
  return { ...payment, lines: [...payment.lines, { ...line, base: short, rate: "", amount: short, inputs: [] }] };
}

/** Slips of one month have names of their own; that of the month's own allowance is the plain one. */
const ofRun = ({ kind, sequence }: Pick<Run, "kind" | "sequence">): string[] =>
  kind === "REGULAR" && sequence === 1 ? [] : [kind.toLowerCase(), String(sequence)];

/** The statement and the payout of one person, in the words of the policy that made them. */
async function sheetOf({ parse }: PayslipNeeds, records: Records, record: StatementRecord): Promise<Sheet> {
  const run = await existingRun(records, record.agencyId, record.runId);
  const batch = await existingBatch(records, run, record.batch);
  const policy = await records.policies.find(run.agencyId, run.policyId);
  const { document } = parse(policy?.document ?? "");
  if (!document) throw new Error(`run ${run.id} has lost its policy`);
  const tell = statementTeller(document, run.layout ?? "");
  const stored = await records.statements.packed(run.id, record.personId);
  const told = stored.map(tell);
  const words = {
    title: document.title,
    citeText: ({ legal, article }: { legal: string; article: string }) => `${document.legal[legal]?.ref ?? legal} ${article}`, // prettier-ignore
    payoutCite: document.payout.cite,
  };
  const parts = told.flatMap((one) => one.parts);
  const payment = withHeld(paymentOf(readPayout(record.packed), record.sha256, parts, words), record);
  const at = postedAt({ run, batch });
  const settings = settingsOn(await records.exports.settings(run.agencyId, "letterhead."), dayAt(at.getTime(), "WIB"));
  const context = { policyKind: document.kind, period: run.period, settings };
  const notes = [
    `Kebijakan: ${document.title} (${run.policySha256})`,
    ...stored.map(({ sha256 }) => `Rincian: ${sha256}`),
    `Dokumen pembayaran: ${record.sha256}`,
    ...(record.held ? ["Pembayaran ini ditahan dan belum dibayarkan."] : []),
  ];
  const statement = told.flatMap((one) => one.lines);
  return {
    at,
    slip: ({ name, nipSuffix }) => {
      const person = { nip: nipSuffix, name, amount: record.amount, statement, payment };
      const slip = printedSlip(payslipOf(person, { ...context, watermark: watermarkOf({ run, batch }, "") }, notes));
      return { ...slip, name: fileName(["slip", run.period, nipSuffix.slice(-3), ...ofRun(run)], "pdf") };
    },
  };
}

/** One month's statement as a page to print: what the statement says, with its law and hashes. By the same rights, and with the same audit row. */
export const getPayslip =
  (needs: PayslipNeeds) =>
  async (caller: Caller, query: StatementQuery): Promise<Outgoing> => {
    needs.limit(caller.personId);
    const { record } = await getStatement(needs)(caller, query);
    const who = (await needs.nameOf(caller, record.personId)) ?? { name: "-", nipSuffix: "" };
    const scope = { agencies: [record.agencyId], person: caller.personId };
    const { slip, at } = await needs.store.transaction(scope, (records) => sheetOf(needs, records, record));
    const file = await needs.fileMaker.finish({ kind: "slip", slip: slip(who) }, at);
    return { name: file.name, mediaType: file.contentType, content: [file.bytes] };
  };
