import { type Nip, nipSuffix } from "@kinerja/common/kernel";

import { byText, columnSums, dotted, type Totals } from "./file.ts";
import { type PaidRow } from "./read-rows.ts";

type Person = { readonly nip: string; readonly name: string };

export type Difference =
  | (Person & { readonly kind: "only-ours" | "only-theirs"; readonly amounts: Totals })
  | (Person & { readonly kind: "amount"; readonly column: string; readonly ours: bigint; readonly theirs: bigint })
  | (Person & { readonly kind: "twice"; readonly side: "ours" | "theirs"; readonly count: number });

/** All rows of a person as one: somebody who stands twice in a file is paid twice. */
type Paid = Person & { readonly count: number; readonly amounts: Totals };

function peopleOf(rows: readonly PaidRow[], columns: readonly string[]): Map<string, Paid> {
  const groups = Map.groupBy(rows, ({ nip }) => nip);
  const people = new Map<string, Paid>();
  for (const [nip, group] of groups) {
    const amounts = columnSums(
      group.map((row) => row.amounts),
      columns,
    );
    const [{ name }] = group as [PaidRow];
    people.set(nip, { nip, name, count: group.length, amounts });
  }
  return people;
}

type Sides = { readonly ours: Paid | undefined; readonly theirs: Paid | undefined };

function twiceOf({ ours, theirs }: Sides): Difference[] {
  const sides = [
    ["ours", ours],
    ["theirs", theirs],
  ] as const;
  return sides.flatMap(([side, paid]): Difference[] =>
    paid !== undefined && paid.count > 1
      ? [{ kind: "twice", nip: paid.nip, name: paid.name, side, count: paid.count }]
      : [],
  );
}

function otherwise({ ours, theirs }: Sides, columns: readonly string[]): Difference[] {
  if (!ours || !theirs) {
    const { nip, name, amounts } = (ours ?? theirs) as Paid;
    return [{ kind: ours ? "only-ours" : "only-theirs", nip, name, amounts }];
  }
  const { nip, name } = ours;
  return columns.flatMap((column): Difference[] => {
    const [a, b] = [ours.amounts[column] as bigint, theirs.amounts[column] as bigint];
    return a === b ? [] : [{ kind: "amount", nip, name, column, ours: a, theirs: b }];
  });
}

/** What two files of the same batch say differently, by NIP and, of one person, by column in the order given. */
export function differences(
  ours: readonly PaidRow[],
  theirs: readonly PaidRow[],
  columns: readonly string[],
): Difference[] {
  const [our, their] = [peopleOf(ours, columns), peopleOf(theirs, columns)];
  const nips = [...new Set([...our.keys(), ...their.keys()])].sort(byText);
  return nips
    .map((nip) => ({ ours: our.get(nip), theirs: their.get(nip) }))
    .flatMap((sides) => [...twiceOf(sides), ...otherwise(sides, columns)]);
}

type Language = "id" | "en";

const columnWords: Readonly<Record<string, readonly [id: string, en: string]>> = {
  gross: ["bruto", "gross"],
  cut: ["potongan", "cut"],
  net: ["neto", "net"],
  amount: ["yang dibayarkan", "amount paid"],
  jumlah_ditransfer: ["jumlah ditransfer", "amount transferred"],
};

const columnWord = (column: string, language: Language): string =>
  columnWords[column]?.[language === "id" ? 0 : 1] ?? column;

const money = (amount: bigint, language: Language): string => {
  const digits = dotted(amount < 0n ? -amount : amount);
  return `${amount < 0n ? "-" : ""}Rp${language === "id" ? digits : digits.replaceAll(".", ",")}`;
};

/** The name, and of the NIP what a screen may show. */
const personWord = ({ nip, name }: Person): string =>
  `${name === "" ? "" : `${name} `}(NIP …${nipSuffix(nip as Nip)})`.replace(/^\((NIP …\d{3})\)$/, "$1");

function amountsWord(amounts: Totals, language: Language): string {
  const words = Object.entries(amounts).map(
    ([column, amount]) => `${columnWord(column, language)} ${money(amount, language)}`,
  );
  return words.length > 0 ? `: ${words.join(", ")}` : "";
}

function inIndonesian(difference: Difference): string {
  const person = personWord(difference);
  switch (difference.kind) {
    case "only-ours":
      return `${person} hanya ada di berkas kita${amountsWord(difference.amounts, "id")}.`;
    case "only-theirs":
      return `${person} hanya ada di berkas mereka${amountsWord(difference.amounts, "id")}.`;
    case "twice":
      return `${person} ada ${difference.count} kali di berkas ${difference.side === "ours" ? "kita" : "mereka"}; jumlahnya yang dibandingkan.`;
    case "amount": {
      const { column, ours, theirs } = difference;
      const by = money(ours > theirs ? ours - theirs : theirs - ours, "id");
      return `${person}: ${columnWord(column, "id")} di berkas kita ${money(ours, "id")}, di berkas mereka ${money(theirs, "id")}; berkas kita ${ours > theirs ? "lebih" : "kurang"} ${by}.`;
    }
  }
}

function inEnglish(difference: Difference): string {
  const person = personWord(difference);
  switch (difference.kind) {
    case "only-ours":
      return `${person} is in our file only${amountsWord(difference.amounts, "en")}.`;
    case "only-theirs":
      return `${person} is in their file only${amountsWord(difference.amounts, "en")}.`;
    case "twice":
      return `${person} stands ${difference.count} times in ${difference.side === "ours" ? "our" : "their"} file; the sum was compared.`;
    case "amount": {
      const { column, ours, theirs } = difference;
      const by = money(ours > theirs ? ours - theirs : theirs - ours, "en");
      return `${person}: ${columnWord(column, "en")} is ${money(ours, "en")} in our file and ${money(theirs, "en")} in theirs; ours is ${by} ${ours > theirs ? "more" : "less"}.`;
    }
  }
}

/** A difference for people. */
export const differenceText = (difference: Difference, language: Language): string =>
  language === "id" ? inIndonesian(difference) : inEnglish(difference);
