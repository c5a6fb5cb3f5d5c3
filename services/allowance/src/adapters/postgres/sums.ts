import { type Rupiah } from "@kinerja/common/kernel";

import { type LedgerSums } from "../../domain/ledger.ts";

/** Amounts of a payout, a range's part of a batch, or a batch, as their tables name them. */
export const sumColumns = "gross, cut, net, contribution, employer, tax, tax_borne, recovery, amount";

export type SumsRow = Omit<LedgerSums, "taxBorne"> & { readonly tax_borne: Rupiah };

export const sumsOfRow = ({ gross, cut, net, contribution, employer, tax, tax_borne, recovery, amount }: SumsRow): LedgerSums => ({
  ...{ gross, cut, net, contribution, employer, tax, taxBorne: tax_borne, recovery, amount },
}); // prettier-ignore

/** In the order of `sumColumns`. */
export const sumValues = ({ gross, cut, net, contribution, employer, tax, taxBorne, recovery, amount }: LedgerSums): Rupiah[] => [
  ...[gross, cut, net, contribution, employer, tax, taxBorne, recovery, amount],
]; // prettier-ignore
