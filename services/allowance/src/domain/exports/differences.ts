import { type Nip, nipSuffix } from "@kinerja/common/kernel";

import { byText, columnSums, dotted, type Totals } from "./file.ts";
import { type PaidRow, rowKey, type RowOf } from "./read-rows.ts";

type Person = RowOf;

export type Difference =
  | (Person & { readonly kind: "only-ours" | "only-theirs"; readonly amounts: Totals })
  | (Person & { readonly kind: "amount"; readonly column: string; readonly ours: bigint; readonly theirs: bigint })
  | (Person & { readonly kind: "twice"; readonly side: "ours" | "theirs"; readonly count: number });

/** All rows of a person as one: somebody who stands twice in a file is paid twice. */
type Paid = Person & { readonly count: number; readonly amounts: Totals };

function peopleOf(rows: readonly PaidRow[], columns: readonly string[]): Map<string, Paid> {
  const groups = Map.groupBy(rows, rowKey);
  const people = new Map<string, Paid>();
  for (const [key, group] of groups) {
    const amounts = columnSums(
      group.map((row) => row.amounts),
      columns,
    );
    const [first] = group as [PaidRow];
    people.set(key, { ...first, count: group.length, amounts });
  }
  return people;
}

const personOf = ({ nip, name, number, day }: Paid): Person => ({ nip, name, number, day });

type Sides = { readonly ours: Paid | undefined; readonly theirs: Paid | undefined };

function twiceOf({ ours, theirs }: Sides): Difference[] {
  const sides = [
    ["ours", ours],
    ["theirs", theirs],
  ] as const;
  return sides.flatMap(([side, paid]): Difference[] =>
    paid !== undefined && paid.count > 1 ? [{ kind: "twice", ...personOf(paid), side, count: paid.count }] : [],
  );
}

function otherwise({ ours, theirs }: Sides, columns: readonly string[]): Difference[] {
  if (!ours || !theirs) {
    const paid = (ours ?? theirs) as Paid;
    return [{ kind: ours ? "only-ours" : "only-theirs", ...personOf(paid), amounts: paid.amounts }];
  }
  return columns.flatMap((column): Difference[] => {
    const [a, b] = [ours.amounts[column] as bigint, theirs.amounts[column] as bigint];
    return a === b ? [] : [{ kind: "amount", ...personOf(ours), column, ours: a, theirs: b }];
  });
}

/** What two files of the same batch say differently, by NIP (or the number or day by which they know a row) and, of one person, by column in the order given. */
export function differences(
  ours: readonly PaidRow[],
  theirs: readonly PaidRow[],
  columns: readonly string[],
): Difference[] {
  const [our, their] = [peopleOf(ours, columns), peopleOf(theirs, columns)];
  const keys = [...new Set([...our.keys(), ...their.keys()])].sort(byText);
  return keys
    .map((key) => ({ ours: our.get(key), theirs: their.get(key) }))
    .flatMap((sides) => [...twiceOf(sides), ...otherwise(sides, columns)]);
}

type Language = "id" | "en";

const columnWords: Readonly<Record<string, readonly [id: string, en: string]>> = {
  gross: ["bruto", "gross"],
  cut: ["potongan", "cut"],
  net: ["neto", "net"],
  amount: ["yang dibayarkan", "amount paid"],
  jumlah_ditransfer: ["jumlah ditransfer", "amount transferred"],
  base: ["dasar pengenaan", "tax base"],
  rate: ["tarif", "rate"],
  days: ["hari makan", "meal days"],
  hours: ["jam lembur", "hours of overtime"],
};

const columnWord = (column: string, language: Language): string =>
  columnWords[column]?.[language === "id" ? 0 : 1] ?? column;

const money = (amount: bigint, language: Language): string => {
  const digits = dotted(amount < 0n ? -amount : amount);
  return `${amount < 0n ? "-" : ""}Rp${language === "id" ? digits : digits.replaceAll(".", ",")}`;
};

const units: Readonly<Record<string, readonly [id: string, en: string]>> = {
  days: ["hari", "days"],
  hours: ["jam", "hours"],
};

/** Whether a column holds rupiah; the others are days, hours, and rates in hundredths of a percent. */
export const isMoney = (column: string): boolean => column !== "rate" && !Object.hasOwn(units, column);

const percent = (amount: bigint, language: Language): string => {
  const text = `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`.replace(/\.?0+$/, "");
  return `${language === "id" ? text.replace(".", ",") : text}%`;
};

/** An amount of a column in its unit. */
function amountWord(column: string, amount: bigint, language: Language): string {
  if (column === "rate") return percent(amount, language);
  const unit = units[column]?.[language === "id" ? 0 : 1];
  return unit === undefined ? money(amount, language) : `${amount} ${unit}`;
}

const numberWords = {
  account: { id: "rekening", en: "account" },
  tin: { id: "NPWP/NIK", en: "NPWP/NIK" },
} as const;

/** Of a NIP and of any other number what a screen may show: its last three digits. */
function numberWord({ nip, number }: Person, language: Language): string {
  if (nip !== "" || !number) return `NIP …${nipSuffix(nip as Nip)}`;
  return `${numberWords[number.of][language]} …${number.digits.slice(-3)}`;
}

/** The name with the number, and the day where the row is of one. */
function personWord(person: Person, language: Language): string {
  const number = numberWord(person, language);
  const who = person.name === "" ? number : `${person.name} (${number})`;
  return person.day === undefined ? who : `${who}, ${person.day}`;
}

function amountsWord(amounts: Totals, language: Language): string {
  const words = Object.entries(amounts).map(
    ([column, amount]) => `${columnWord(column, language)} ${amountWord(column, amount, language)}`,
  );
  return words.length > 0 ? `: ${words.join(", ")}` : "";
}

function inIndonesian(difference: Difference): string {
  const person = personWord(difference, "id");
  switch (difference.kind) {
    case "only-ours":
      return `${person} hanya ada di berkas kita${amountsWord(difference.amounts, "id")}.`;
    case "only-theirs":
      return `${person} hanya ada di berkas mereka${amountsWord(difference.amounts, "id")}.`;
    case "twice":
      return `${person} ada ${difference.count} kali di berkas ${difference.side === "ours" ? "kita" : "mereka"}; jumlahnya yang dibandingkan.`;
    case "amount": {
      const { column, ours, theirs } = difference;
      const by = amountWord(column, ours > theirs ? ours - theirs : theirs - ours, "id");
      return `${person}: ${columnWord(column, "id")} di berkas kita ${amountWord(column, ours, "id")}, di berkas mereka ${amountWord(column, theirs, "id")}; berkas kita ${ours > theirs ? "lebih" : "kurang"} ${by}.`;
    }
  }
}

function inEnglish(difference: Difference): string {
  const person = personWord(difference, "en");
  switch (difference.kind) {
    case "only-ours":
      return `${person} is in our file only${amountsWord(difference.amounts, "en")}.`;
    case "only-theirs":
      return `${person} is in their file only${amountsWord(difference.amounts, "en")}.`;
    case "twice":
      return `${person} stands ${difference.count} times in ${difference.side === "ours" ? "our" : "their"} file; the sum was compared.`;
    case "amount": {
      const { column, ours, theirs } = difference;
      const by = amountWord(column, ours > theirs ? ours - theirs : theirs - ours, "en");
      return `${person}: ${columnWord(column, "en")} is ${amountWord(column, ours, "en")} in our file and ${amountWord(column, theirs, "en")} in theirs; ours is ${by} ${ours > theirs ? "more" : "less"}.`;
    }
  }
}

/** A difference for people. */
export const differenceText = (difference: Difference, language: Language): string =>
  language === "id" ? inIndonesian(difference) : inEnglish(difference);
