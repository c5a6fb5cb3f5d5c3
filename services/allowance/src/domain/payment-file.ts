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
};

/** Other programs read the file by these names: columns are only ever added at the end. */
const header = "no,nip,nama,bank,nomor_rekening,nama_rekening,bruto,potongan,neto,dibayarkan,person_id";
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

const noDetail: PaymentDetail = { name: "", nip: "", bankName: "", accountNumber: "", holderName: "" };

/** A CSV in RFC 4180's form: whole rupiah, and a last line with the sums of the lines above. */
export function* paymentFile(
  rows: readonly PaymentRow[],
  details: ReadonlyMap<string, PaymentDetail>,
  { withBom }: { readonly withBom: boolean },
): Generator<string> {
  yield (withBom ? byteOrderMark : "") + header + lineEnd;
  const total = { gross: 0n, cut: 0n, net: 0n, amount: 0n };
  for (const [index, { personId, gross, cut, net, amount }] of rows.entries()) {
    total.gross += gross;
    total.cut += cut;
    total.net += net;
    total.amount += amount;
    const { nip, name, bankName, accountNumber, holderName } = details.get(personId) ?? noDetail;
    const texts = [nip, name, bankName, accountNumber, holderName].map(textCell);
    yield [index + 1, ...texts, gross, cut, net, amount, personId].join() + lineEnd;
  }
  yield ["", "", "jumlah", "", "", "", total.gross, total.cut, total.net, total.amount, ""].join() + lineEnd;
}
