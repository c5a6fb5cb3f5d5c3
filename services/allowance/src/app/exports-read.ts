import { Refusal } from "@kinerja/common/errors";
import { type Day, lastDay } from "@kinerja/common/kernel";

import { type ExportContext, type PaidPerson } from "../domain/exports/paid-person.ts";
import { type FormatSpec, type PaidColumn } from "../domain/exports/formats.ts";
import { type Totals, totalDifferences } from "../domain/exports/file.ts";
import { type EarnedPart, paymentOf, taxesOf } from "../domain/exports/payment.ts";
import { type PayslipLine } from "../domain/exports/payslip.ts";
import { hexOf, type PayoutContent, readPayout } from "../domain/payout-document.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { componentOf, resultsOf } from "../domain/policy/order.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { statementReader } from "../domain/statement.ts";
import { type ExportNeeds, type OpenBatch } from "./exports-open.ts";
import { type PaidRow } from "./exports-ports.ts";
import { type Caller, type PackedStatement, type Records } from "./ports.ts";
import { linesSayer } from "./shown-lines.ts";

/** What the rows of a batch came to while they were read. */
export type Tally = Record<PaidColumn | "cut", bigint> & { rows: number };

export const newTally = (): Tally => ({ rows: 0, gross: 0n, cut: 0n, net: 0n, amount: 0n, tax: 0n });

/** Adds a person to the sums. */
export function count(tally: Tally, { gross, cut, net, amount, tax, taxBorne }: PaidPerson): void {
  tally.rows += 1;
  tally.gross += gross;
  tally.cut += cut;
  tally.net += net;
  tally.amount += amount;
  tally.tax += tax + taxBorne;
}

/** A row is what was hashed when it was computed, and its columns say what its document says; anything else leaves in no file. */
function contentOf(
  { digest }: Pick<ExportNeeds, "digest">,
  { personId, amount, packed, sha256 }: PaidRow,
): PayoutContent {
  const content = Buffer.compare(digest(packed), sha256) === 0 ? readPayout(packed) : undefined;
  if (content?.personId !== personId || content.amount !== amount)
    throw new Refusal("refused", "EXPORT_ALTERED", { personId });
  return content;
}

type Told = { readonly parts: readonly EarnedPart[]; readonly lines: readonly PayslipLine[] };
const nothingTold: Told = { parts: [], lines: [] };
const changes: ReadonlySet<string> = new Set(["BASE", "ADD", "CUT"]);

/** Says a stored statement: the lines that lead to its net, and what each of its results that is due now came to. */
export function statementTeller(
  document: PolicyDocument,
  layout: string,
): (statement: Pick<PackedStatement, "employmentId" | "packed">) => Told {
  const read = statementReader(layout);
  const say = linesSayer(document);
  const labels = new Map(resultsOf(document.steps).map((step) => [componentOf(step), step.label]));
  return ({ employmentId, packed }) => {
    const { trace, components } = read(packed);
    const lines = trace
      .map(say)
      .filter(({ effect, amount }) => changes.has(effect) && amount !== 0n)
      .map(({ label, cite, amount }) => ({ label, cite, amount }));
    const parts = components
      .filter(({ monthsLate }) => monthsLate === 0)
      .map(({ component, net }) => ({ employmentId, component, label: labels.get(component) ?? component, net }));
    return { parts, lines };
  };
}

async function toldOf(
  records: Records,
  { run, document }: OpenBatch,
  rows: readonly PaidRow[],
): Promise<ReadonlyMap<string, Told>> {
  const tell = statementTeller(document, run.layout ?? "");
  const ids = rows.map(({ personId }) => personId);
  const told = new Map<string, Told>();
  for (const statement of await records.exports.statements(run, ids)) {
    const before = told.get(statement.personId) ?? nothingTold;
    const { parts, lines } = tell(statement);
    told.set(statement.personId, { parts: [...before.parts, ...parts], lines: [...before.lines, ...lines] });
  }
  return told;
}

/** Own keys of the agency in which a tax number is kept. */
const tinCode = "npwp";

async function tinsOf(records: Records, { run }: OpenBatch, day: Day, ids: readonly string[]) {
  const facts = await records.facts.known(run.agencyId, "KEY", ids);
  const inForce = facts.filter(
    ({ state, supersededAt, withdraws, body, validFrom, validTo }) =>
      state === "CONFIRMED" &&
      !withdraws &&
      supersededAt === undefined &&
      body["code"] === tinCode &&
      validFrom <= day &&
      (validTo === undefined || validTo >= day),
  );
  return new Map(inForce.map(({ personId, body }) => [personId ?? "", String(body["value"])]));
}

type Known = Pick<PaidPerson, "facts" | "tin"> & { readonly told: Told };

/** What a format asks beside the payouts, read with the page. */
async function knownOf(
  records: Records,
  open: OpenBatch,
  rows: readonly PaidRow[],
  { needsFacts, needsStatements = false, needsTins = false, day }: PageNeeds,
): Promise<(personId: string) => Known> {
  const ids = rows.map(({ personId }) => personId);
  const facts = needsFacts ? await records.exports.facts(open.run, ids) : new Map<string, Facts>();
  const told = needsStatements ? await toldOf(records, open, rows) : new Map<string, Told>();
  const tins = needsTins ? await tinsOf(records, open, day, ids) : new Map<string, string>();
  return (personId) => ({
    facts: facts.get(personId) ?? {},
    tin: tins.get(personId) ?? "",
    told: told.get(personId) ?? nothingTold,
  });
}

export type PageNeeds = Pick<FormatSpec, "needsFacts" | "needsStatements"> & {
  readonly needsTins?: boolean;
  readonly day: Day;
  readonly unitsOn?: Day | undefined;
};

const peopleAtOnce = 2_000;
const nobody = { name: "", nip: "", bankName: "", accountNumber: "", holderName: "" };

/**
 * The people whom a batch pays, page by page in the order of their ids, each row compared with its hash and its document. Names and accounts come in
 * pages too: of a large agency nothing but a page is in memory.
 */
export async function* paidPages(
  needs: ExportNeeds,
  caller: Caller,
  open: OpenBatch,
  asked: PageNeeds,
  tally: Tally,
): AsyncGenerator<readonly PaidPerson[]> {
  const { run, batch, document } = open;
  const { agencyId, id: runId } = run;
  const limit = needs.exportPage ?? peopleAtOnce;
  const citeText = ({ legal, article }: { legal: string; article: string }): string =>
    `${document.legal[legal]?.ref ?? legal} ${article}`;
  const words = { title: document.title, citeText, payoutCite: document.payout.cite };
  for (let after: string | undefined; ;) {
    const scope = { agencies: [agencyId], person: caller.personId };
    const page = { limit, after };
    const { rows, knowing } = await needs.store.transaction(scope, async (records) => {
      const found = await records.rows.payable(run.id, batch.batch, page);
      return { rows: found, knowing: await knownOf(records, open, found, asked) };
    });
    if (rows.length === 0) return;
    const contents = rows.map((row) => contentOf(needs, row));
    const personIds = rows.map(({ personId }) => personId);
    const { day, unitsOn } = asked;
    const details = await needs.paymentDetails(caller, { agencyId, runId, day, unitsOn, personIds });
    const people = rows.map(({ packed: _, sha256, ...row }, index): PaidPerson => {
      const { told, ...known } = knowing(row.personId);
      const payment = paymentOf(contents[index] as PayoutContent, hexOf(sha256), told.parts, words);
      const detail = details.get(row.personId) ?? nobody;
      return { ...row, ...detail, ...known, ...taxesOf(payment), statement: told.lines, payment };
    });
    for (const person of people) count(tally, person);
    yield people;
    after = personIds.at(-1);
  }
}

/** The people in parts of at most `size`. */
export async function* inParts<T>(pages: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<readonly T[]> {
  let held: T[] = [];
  for await (const page of pages) {
    for (const one of page) {
      held.push(one);
      if (held.length < size) continue;
      yield held;
      held = [];
    }
  }
  if (held.length > 0) yield held;
}

/** Of the batch, as its ranges were added up when it was computed. */
const sumsOf = ({ batch }: OpenBatch): Totals => ({
  ...{ rows: BigInt(batch.rows), gross: batch.gross, net: batch.net, amount: batch.amount },
  tax: batch.tax + batch.taxBorne,
});
const compared = ["rows", "gross", "net", "tax", "amount"];

const unbalanced = (column: string, amounts: Readonly<Record<string, bigint | undefined>>): Refusal =>
  new Refusal("refused", "EXPORT_UNBALANCED", {
    column,
    found: Object.entries(amounts)
      .map(([source, amount]) => `${source} ${amount ?? "-"}`)
      .join(", "),
  });

/** Ledger, payouts and the rows of the files say the same of each sum, or nothing is kept and nothing leaves. `within`: who stands in the files, where only a part of them is made. */
export function refuseUnlessBalanced(
  open: OpenBatch,
  tally: Tally,
  { within, sums, files }: { readonly within: Tally; readonly sums: FormatSpec["sums"]; readonly files: Totals },
): void {
  const payouts: Totals = { ...tally, rows: BigInt(tally.rows) };
  const [first] = [
    ...totalDifferences({ ledger: { amount: open.owed }, payouts }, ["amount"]),
    ...totalDifferences({ batch: sumsOf(open), payouts }, compared),
    ...sums.flatMap(([ofFile, ofPayouts]) =>
      totalDifferences({ payouts: { [ofFile]: within[ofPayouts] }, file: files }, [ofFile]),
    ),
  ];
  if (first) throw unbalanced(first.column, first.amounts);
}

/** What a page must know for a format. */
export const asksOf = (
  spec: FormatSpec,
  { day, period }: Pick<ExportContext, "day" | "period">,
  needsTins: boolean,
): PageNeeds => ({
  unitsOn: spec.needsUnits ? lastDay(period) : undefined,
  ...{ needsFacts: spec.needsFacts, needsStatements: spec.needsStatements ?? false, needsTins, day },
});
