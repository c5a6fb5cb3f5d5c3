import { rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { type Percent } from "../policy/document.ts";
import { least, notBelowZero, percentOf } from "./lines.ts";
import { type OccupationCost, taxableUnit, type TaxBracket } from "./tables.ts";

/** Rupiah of a tax year, from its first day to the payment, this one included. */
export type TaxYear = {
  readonly gross: Rupiah;
  /** Months of work in the year, 1 to 12. */
  readonly months: number;
  /** Iuran pensiun that the employee has paid. */
  readonly pension: Rupiah;
  readonly ptkp: Rupiah;
};

export type TaxedPart = { readonly amount: Rupiah; readonly percent: Percent; readonly tax: Rupiah };
export type YearTax = {
  readonly cost: Rupiah;
  /** Penghasilan kena pajak, in full thousands downwards. */
  readonly taxable: Rupiah;
  readonly parts: readonly TaxedPart[];
  readonly tax: Rupiah;
};

/** What lies in each bracket. Brackets are whole thousands and so is the taxable income: a whole percent of it is whole rupiah. */
function partsOf(taxable: Rupiah, brackets: readonly TaxBracket[]): TaxedPart[] {
  return brackets.flatMap(({ above, percent }, index): TaxedPart[] => {
    const end = brackets[index + 1]?.above;
    const amount = notBelowZero((end === undefined ? taxable : least(taxable, end)) - above);
    return amount === 0n ? [] : [{ amount, percent, tax: percentOf(amount, percent) }];
  });
}

/** PPh article 17 on a year: gross less biaya jabatan, iuran pensiun and PTKP. */
export function yearTaxOf(
  brackets: readonly TaxBracket[],
  { percent, mostAMonth }: OccupationCost,
  { gross, months, pension, ptkp }: TaxYear,
): YearTax {
  const cost = least(percentOf(gross, percent), rupiah(mostAMonth * BigInt(months)));
  const net = notBelowZero(gross - cost - pension - ptkp);
  const taxable = rupiah(net - (net % taxableUnit));
  const parts = partsOf(taxable, brackets);
  return { cost, taxable, parts, tax: sumRupiah(parts.map(({ tax }) => tax)) };
}
