import { type Rupiah } from "@kinerja/common/kernel";
/** One person of a payment file. Name, NIP and account are identity's and join here by the person id. */
export type PaymentRow = {
  readonly personId: string;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly amount: Rupiah;
};

/** What identity knows of the person; empty texts where no account is confirmed. */
export type PaymentDetail = {
  readonly name: string;
  readonly nip: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly holderName: string;
  /** Of the last day that is paid, where the file asks for units; empty where identity knows none. */
  readonly unitName?: string;
  readonly unitCode?: string;
};

/** Other programs read the file by these names: columns are only ever added at the end. */
export const paymentColumns = [
  ...["no", "nip", "nama", "bank", "nomor_rekening", "nama_rekening", "bruto", "potongan", "neto", "dibayarkan"],
  "person_id",
] as const;
const lineEnd = "\r\n";
const byteOrderMark = "\u{feff}";

/** How a spreadsheet knows a formula, also after blanks and in full width. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const control = /[\u0000-\u001f\u007f]+/g;

/** A text of somebody else: an apostrophe before it keeps a spreadsheet from computing it. */
export function textCell(text: string): string {
  const plain = text.replaceAll(control, " ");
  const safe = formula.test(plain) ? `'${plain}` : plain;
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type PaidColumns = Pick<PaymentRow, "gross" | "cut" | "net" | "amount">;

/** What stands between cells. A text that holds either of them is quoted in both forms. */
export const csvDelimiters = { comma: ",", semicolon: ";" } as const;

export type PaymentForm = {
  readonly withBom: boolean;
  /** A comma when missing. */
  readonly delimiter?: keyof typeof csvDelimiters | undefined;
};

/** A CSV in RFC 4180's form but for its delimiter, line by line: whole rupiah, and a last line with the sums of the lines above. */
export function paymentLines({ withBom, delimiter = "comma" }: PaymentForm): {
  readonly header: () => string;
  readonly row: (row: PaymentRow & PaymentDetail) => string;
  readonly total: () => string;
  /** Of the rows so far. */
  readonly sums: () => Readonly<Record<keyof PaidColumns, bigint>>;
} {
  let number = 0;
  const lineOf = (cells: readonly (string | number | bigint)[]): string =>
    cells.join(csvDelimiters[delimiter]) + lineEnd;
  const sums = { gross: 0n, cut: 0n, net: 0n, amount: 0n };
  return {
    header: () => (withBom ? byteOrderMark : "") + lineOf(paymentColumns),
    row({ personId, gross, cut, net, amount, nip, name, bankName, accountNumber, holderName }) {
      number += 1;
      sums.gross += gross;
      sums.cut += cut;
      sums.net += net;
      sums.amount += amount;
      const texts = [nip, name, bankName, accountNumber, holderName].map(textCell);
      return lineOf([number, ...texts, gross, cut, net, amount, personId]);
    },
    total: () => lineOf(["", "", "jumlah", "", "", "", sums.gross, sums.cut, sums.net, sums.amount, ""]),
    sums: () => ({ ...sums }),
  };
}

const noDetail: PaymentDetail = { name: "", nip: "", bankName: "", accountNumber: "", holderName: "" };

/** The whole file of rows that are at hand. */
export function* paymentFile(
  rows: readonly PaymentRow[],
  details: ReadonlyMap<string, PaymentDetail>,
  options: PaymentForm,
): Generator<string> {
  const { header, row, total } = paymentLines(options);
  yield header();
  for (const one of rows) yield row({ ...one, ...(details.get(one.personId) ?? noDetail) });
  yield total();
}
