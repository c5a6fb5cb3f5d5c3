import { noRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type Tax } from "../policy/document.ts";
import { type Flag } from "../policy/outcome.ts";
import { yearTaxOf } from "./article17.ts";
import { finalTaxOf } from "./final-tax.ts";
import { type From, percentText } from "./lines.ts";
import { endsTaxYear, type MonthSoFar, type PayoutSnapshot, type YearSoFar } from "./snapshot.ts";
import { article17, inForce, occupationCost, ptkp, type PtkpStatus, ter, terCategoryOf } from "./tables.ts";
import { terTaxOf } from "./ter.ts";

type TaxRule = Exclude<Tax, "none">;

/** The tax on a payment, less than 0 where the year has withheld too much; or what is missing to compute it. */
export type TaxFound = {
  readonly tax: Rupiah;
  readonly base: Rupiah;
  readonly rate: string;
  readonly inputs: From;
  /** What somebody should look at, though the tax was found. */
  readonly flags?: readonly Flag[];
};
export type TaxAnswer = TaxFound | { readonly missing: Flag };

export const isMissing = (value: TaxAnswer): value is { readonly missing: Flag } => "missing" in value;

const missing = (input: string, label: string): { readonly missing: Flag } => ({
  missing: { code: "INPUT_MISSING", severity: "BLOCK", params: { input, label } },
});
const noRow = (table: string, key: string): { readonly missing: Flag } => ({
  missing: { code: "TABLE_ROW_MISSING", severity: "BLOCK", params: { table, key } },
});

type Payment = { readonly net: Rupiah; readonly soFar: MonthSoFar };

function monthTax(snapshot: PayoutSnapshot, status: PtkpStatus, { net, soFar }: Payment): TaxAnswer {
  const salary = snapshot.taxedSalary ?? snapshot.salary;
  if (salary === undefined) return missing("salary", "Gaji bulan pembayaran");
  const tables = inForce(ter, snapshot.period);
  if (!tables) return noRow("ter", snapshot.period);
  const category = terCategoryOf[status];
  const allowance = rupiah(soFar.taxed + net);
  const found = terTaxOf(tables.value[category], { salary, allowance, withheld: soFar.tax });
  const rates = `${percentText(found.percent)} dari seluruhnya, ${percentText(found.salaryPercent)} dari gaji`;
  return {
    tax: found.tax,
    base: found.gross,
    rate: `TER ${category}: ${rates}`,
    inputs: [
      ["Gaji", String(salary)],
      ["Tunjangan bulan ini", String(allowance)],
      ["Pajak seluruhnya", String(found.onAll)],
      ["Pajak gaji", String(found.onSalary)],
      ["Sudah dipotong bulan ini", String(soFar.tax)],
      ["PTKP", status],
      ["Tabel", tables.source],
    ],
  };
}

/** Somebody who came within the year: what the months before have paid, and withheld, is not in. */
const partlyKnown = (months: number): Flag => ({
  code: "TAX_YEAR_PARTLY_KNOWN",
  severity: "WARN",
  params: { months: String(months) },
});

function yearTax(snapshot: PayoutSnapshot, status: PtkpStatus, net: Rupiah, year: YearSoFar): TaxAnswer {
  const brackets = inForce(article17, snapshot.period);
  const cost = inForce(occupationCost, snapshot.period);
  const free = inForce(ptkp, snapshot.period);
  if (!brackets || !cost || !free) return noRow("pasal 17", snapshot.period);
  const gross = rupiah(year.gross + net);
  const found = yearTaxOf(brackets.value, cost.value, { ...year, gross, ptkp: free.value[status] });
  return {
    tax: rupiah(found.tax - year.withheld),
    base: found.taxable,
    rate: found.parts.map(({ percent, amount }) => `${percentText(percent)} × ${amount}`).join(" + "),
    inputs: [
      ["Penghasilan bruto setahun", String(gross)],
      ["Biaya jabatan", String(found.cost)],
      ["Iuran pensiun", String(year.pension)],
      [`PTKP ${status}`, String(free.value[status])],
      ["Penghasilan kena pajak", String(found.taxable)],
      ["Pajak setahun", String(found.tax)],
      ["Sudah dipotong", String(year.withheld)],
      ["Tabel", `${brackets.source}; ${free.source}; ${cost.source}`],
    ],
    ...(year.unknownMonths > 0 && { flags: [partlyKnown(year.unknownMonths)] }),
  };
}

/** Monthly rates, and the whole year in its last month. PP 58/2023, PMK 168/2023. */
function terTax(snapshot: PayoutSnapshot, payment: Payment): TaxAnswer {
  const { ptkp: status, yearSoFar } = snapshot;
  if (status === undefined) return missing("ptkp", "Status PTKP");
  if (!endsTaxYear(snapshot)) return monthTax(snapshot, status, payment);
  if (yearSoFar === undefined) return missing("yearSoFar", "Penghasilan dan pajak sejak awal tahun");
  return yearTax(snapshot, status, payment.net, yearSoFar);
}

/** The tax on a payment of `net`, a whole number that is not below 0. */
export function taxOn(rule: TaxRule, snapshot: PayoutSnapshot, payment: Payment): TaxAnswer {
  if (rule.method === "ter") return terTax(snapshot, payment);
  const key = snapshot.keys?.[rule.by];
  if (key === undefined) return missing(rule.by, rule.label);
  const found = finalTaxOf(rule.rows, key, payment.net);
  if (!found) return noRow(rule.id, key);
  return {
    tax: found.tax,
    base: payment.net,
    rate: `final ${percentText(found.percent)}`,
    inputs: [["Golongan", key]],
  };
}

export const noTax: TaxFound = { tax: noRupiah, base: noRupiah, rate: "", inputs: [] };
