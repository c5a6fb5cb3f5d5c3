/** One person of a payment file. Name, NIP and account are identity's and join here by the person id. */
export type PaymentRow = {
  readonly personId: string;
  readonly gross: bigint;
  readonly cut: bigint;
  readonly net: bigint;
  readonly amount: bigint;
};

const header = "no,person_id,bruto,potongan,neto,dibayarkan";
const lineEnd = "\r\n";

/** A CSV in RFC 4180's form: whole rupiah, and a last line with the sums of the lines above. */
export function* paymentFile(rows: readonly PaymentRow[]): Generator<string> {
  yield header + lineEnd;
  const total = { gross: 0n, cut: 0n, net: 0n, amount: 0n };
  for (const [index, { personId, gross, cut, net, amount }] of rows.entries()) {
    total.gross += gross;
    total.cut += cut;
    total.net += net;
    total.amount += amount;
    yield [index + 1, personId, gross, cut, net, amount].join() + lineEnd;
  }
  yield ["", "jumlah", total.gross, total.cut, total.net, total.amount].join() + lineEnd;
}
