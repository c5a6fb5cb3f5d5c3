import { Refusal } from "@kinerja/common/errors";

import { type KnownPerson } from "../domain/exports/causes.ts";
import { type FormatId } from "../domain/exports/formats.ts";
import { ownRows } from "../domain/exports/own-rows.ts";
import { readAdkOvertime } from "../domain/exports/read-days.ts";
import { type PaidRow, rowKey } from "../domain/exports/read-rows.ts";
import { exportDay, type ExportNeeds, type OpenBatch } from "./exports-open.ts";
import { type StoredExport } from "./exports-ports.ts";
import { newTally, paidPages } from "./exports-read.ts";
import { type Caller, type Records } from "./ports.ts";

/** Rows of the batch as the file has them, and everybody whom it pays by NIP. */
export type Ours = {
  readonly rows: readonly PaidRow[];
  readonly known: ReadonlyMap<string, KnownPerson>;
  readonly names: ReadonlyMap<string, string>;
};

/** Of the batch's newest making of a format, newest first among all that was made of the run. */
async function newestMade(
  { exports }: Records,
  { run, batch }: OpenBatch,
  format: FormatId,
): Promise<readonly StoredExport[]> {
  const limit = 200;
  for (let after: string | undefined; ;) {
    const made = await exports.page(run.id, { limit, after });
    const found = made.find((one) => one.batch === batch.batch && one.format === format);
    if (found) return exports.ofExport(found.exportId);
    if (made.length < limit) return [];
    after = made.at(-1)?.id;
  }
}

/** What was worked on whose order stands in the file that was made of it, and nowhere else. */
async function overtimeRows(needs: ExportNeeds, caller: Caller, open: OpenBatch): Promise<PaidRow[]> {
  const scope = { agencies: [open.run.agencyId], person: caller.personId };
  const files = await needs.store.transaction(scope, (records) => newestMade(records, open, "ADK_OVERTIME"));
  if (files.length === 0) throw new Refusal("refused", "RECONCILE_UNMADE");
  const rows: PaidRow[] = [];
  for (const { sha256 } of files) {
    const opened = await needs.exportStore.open(sha256);
    if (!opened) throw new Error(`the store of files has lost ${sha256}`);
    const parts: Uint8Array[] = [];
    for await (const part of opened.content) parts.push(part);
    rows.push(...readAdkOvertime(Buffer.concat(parts)).rows);
  }
  return rows;
}

export async function ourRows(needs: ExportNeeds, caller: Caller, open: OpenBatch, format: FormatId): Promise<Ours> {
  const made = format === "ADK_OVERTIME" ? await overtimeRows(needs, caller, open) : undefined;
  const known = new Map<string, KnownPerson>();
  const names = new Map<string, string>();
  const rows: PaidRow[] = [];
  const asked = {
    ...{ needsFacts: format === "ADK_MEALS", needsTins: format === "CORETAX_XML", day: exportDay(needs, {}) },
  };
  for await (const page of paidPages(needs, caller, open, asked, newTally()))
    for (const person of page) {
      const { personId, nip, gross, net, amount } = person;
      known.set(nip, { personId, amounts: { gross, cut: gross - net, net, amount }, unpaid: undefined });
      names.set(nip, person.name);
      if (!made) rows.push(...ownRows(format, person, open));
    }
  const named = made?.map((row) => ({ ...row, name: names.get(row.nip) ?? "" }));
  return { rows: named ?? rows, known, names };
}

const peopleAtOnce = 5_000;

/** Those of the run whom the batch does not pay, by their NIPs and by their accounts: the other side may have them. */
export async function unpaidOnes(
  needs: ExportNeeds,
  caller: Caller,
  { run, batch }: OpenBatch,
): Promise<Map<string, KnownPerson>> {
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
      const { nip = "", accountNumber = "" } = details.get(personId) ?? {};
      const person = { personId, amounts: undefined, unpaid: { batch: other, reason } };
      if (nip !== "") known.set(nip, person);
      if (accountNumber !== "") known.set(rowKey({ nip, number: { of: "account", digits: accountNumber } }), person);
    }
    after = personIds.at(-1);
  }
}
