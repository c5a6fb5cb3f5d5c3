import { counterexample, properties } from "@kinerja/allowance/agreement";
import { type PolicyDocument } from "@kinerja/allowance/policy";
import { firstDay, lastDay, nextPeriod, type Period } from "@kinerja/common/kernel";
import { firstWholeMonth } from "./example.ts";
import { type Language } from "./options.ts";

export const triedMonths = 200;

/** Whose words are Indonesian; the others are told as they are. */
const inIndonesian: Readonly<Record<string, string>> = {
  "pays whole rupiah between nothing and the gross, and cuts the rest":
    "bayar rupiah utuh antara nol dan bruto; sisanya potongan",
  "explains the way from gross to net without a rupiah left over": "baris-baris menjelaskan bruto ke neto tanpa sisa",
  "comes to the same bytes when it is computed again": "dihitung ulang hasilnya sama",
  "comes to the same bytes when an event is taken away and added back":
    "kejadian yang dihapus lalu ditambahkan lagi tidak mengubah hasil",
  "comes to the same without telling its steps": "tanpa rincian langkah hasilnya sama",
  "does not look at the order of facts or events": "urutan data dan kejadian tidak berpengaruh",
  "never pays more for what the document calls harmful, never less for what it calls good":
    "yang disebut merugikan tidak pernah menambah, yang disebut menguntungkan tidak pernah mengurangi",
  "never pays more for a worse day": "hari yang lebih buruk tidak pernah dibayar lebih",
  "is not changed by leave that it does not name": "cuti yang tidak disebut tidak mengubah hasil",
};

/** Months of the first year in which the document is in force, spread over it: December, too, where rules differ. */
function monthsOf(document: PolicyDocument): Period[] {
  const year = [firstWholeMonth(document)];
  while (year.length < 12) year.push(nextPeriod(year.at(-1) as Period));
  const { from, to } = document.effective;
  const inForce = year.filter((month) => from <= lastDay(month) && (to === null || to >= firstDay(month)));
  const [first] = year;
  const chosen = inForce.filter((month, index) => index % 4 === 0 || month.endsWith("-12"));
  return chosen.length > 0 ? chosen : [first as Period];
}

export type Broken = { readonly property: string; readonly example: string };

/** What must hold of every policy, on random months; the smallest month that breaks it. */
export function tryProperties(document: PolicyDocument, language: Language): readonly Broken[] {
  const months = monthsOf(document);
  const count = Math.ceil(triedMonths / months.length);
  return Object.entries(properties).flatMap(([name, property]): Broken[] => {
    for (const [index, month] of months.entries()) {
      const example = counterexample(document, month, property, { from: 1 + index * count, count });
      if (example !== undefined)
        return [{ property: language === "id" ? (inIndonesian[name] ?? name) : name, example }];
    }
    return [];
  });
}

export const propertyCount = Object.keys(properties).length;
