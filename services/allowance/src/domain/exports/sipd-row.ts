import { rupiah, type Rupiah } from "@kinerja/common/kernel";

import { factWord, type PaidPerson } from "./paid-person.ts";
import { keyPart } from "./settings.ts";
import { type SipdField, sipdFields, type SipdRow } from "./sipd.ts";

const statuses: Readonly<Record<string, SipdRow["status"]>> = { pns: "PNS", cpns: "CPNS", pppk: "PPPK" };

/** What the record has a column of its own for, whatever the agency says: tax of the employee, and tax that the region bears. */
const taxTaken: SipdField = "potongan_pph_21";
const taxGiven: SipdField = "tunjangan_pph";

/** The row of one person, and the keys of settings without which a line of the payout has no column. */
export function sipdRowOf(
  person: PaidPerson,
  bankCode: string,
  settings: ReadonlyMap<string, string>,
): { readonly row: SipdRow; readonly missingKeys: readonly string[] } {
  const amounts = new Map<SipdField, bigint>();
  const missingKeys: string[] = [];
  const add = (field: SipdField, amount: bigint): void => void amounts.set(field, (amounts.get(field) ?? 0n) + amount);
  const addBy = (key: string, amount: bigint): void => {
    const field = settings.get(key) as SipdField | undefined;
    if (amount === 0n) return;
    if (field && sipdFields.includes(field)) add(field, amount);
    else missingKeys.push(key);
  };
  for (const { id, role, component, amount } of person.payment.lines) {
    if (role === "earned") addBy(`sipd.component.${keyPart(component === "" ? "semua" : component)}`, amount);
    else if (role === "due") addBy("sipd.component.susulan", amount);
    else if (role === "tax") add(taxTaken, 0n - amount);
    else addBy(`sipd.line.${keyPart(role === "recovery" ? "tagihan" : id)}`, 0n - amount);
  }
  for (const { id, role, amount } of person.payment.pairs) {
    if (role !== "tax") addBy(`sipd.line.${keyPart(id)}`, amount);
    else {
      add(taxGiven, amount);
      add(taxTaken, amount);
    }
  }
  const { nip, name, bankName, accountNumber, facts } = person;
  const status = statuses[factWord(facts, "roster.staff_kind")] ?? ("" as SipdRow["status"]);
  return {
    row: {
      ...{ nip, name, status, golongan: factWord(facts, "roster.grade"), bankCode, bankName, accountNumber },
      amounts: Object.fromEntries([...amounts].map(([field, amount]): [SipdField, Rupiah] => [field, rupiah(amount)])),
    },
    missingKeys,
  };
}
