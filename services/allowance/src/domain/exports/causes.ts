import { type Difference, isMoney } from "./differences.ts";

/** A sentence in both languages. */
export type BothWords = { readonly id: string; readonly en: string };

/** What the batch knows of a person, beside its rows. */
export type KnownPerson = {
  readonly personId: string;
  /** Amounts of the batch, by column; undefined for whom it does not pay. */
  readonly amounts: Readonly<Record<string, bigint>> | undefined;
  /** Why the batch does not pay. */
  readonly unpaid: { readonly batch: number; readonly reason: string | undefined } | undefined;
};

const otherBatch = (batch: number): BothWords => ({
  id: `Dibayar pada kelompok ${batch}.`,
  en: `Paid in batch ${batch}.`,
});

const held = (reason: string): BothWords => ({
  id: `Ditahan dari pembayaran ini: ${reason}`,
  en: `Held out of this payment: ${reason}`,
});

const sayings = {
  notInRun: {
    id: "Tidak ada dalam proses bayar ini; mungkin pindah instansi, berhenti, atau NIP berbeda.",
    en: "Not in this run: moved, left, or another NIP.",
  },
  notListed: {
    id: "Tidak ada dalam daftar mereka; mungkin pegawai baru atau pindahan yang belum dicatat.",
    en: "Not in their list: perhaps somebody new who is not recorded there yet.",
  },
  numberUnknown: {
    id: "Tidak ada yang dibayar dengan nomor ini; mungkin nomornya berubah, atau orangnya bukan dari kelompok ini.",
    en: "Nobody is paid by this number: it may have changed, or the person is not of this batch.",
  },
  numberNotListed: {
    id: "Nomor ini tidak ada dalam berkas mereka; mungkin pegawai baru, atau nomornya lain di sana.",
    en: "This number is not in their file: perhaps somebody new, or another number there.",
  },
  otherDay: {
    id: "Orangnya dibayar, harinya tidak ada di berkas kita: kehadiran atau perintah lembur hari itu berbeda.",
    en: "The person is paid, the day is not in our file: presence or the order of overtime differ.",
  },
  uncut: {
    id: "Nilai mereka sama dengan bruto: potongan belum dihitung.",
    en: "Theirs is the gross: cuts are not taken.",
  },
  beforeTax: {
    id: "Nilai mereka sama dengan neto: iuran, pajak, atau tagihan belum dipotong.",
    en: "Theirs is the net: contributions, tax or recoveries are not taken.",
  },
  paidOut: {
    id: "Nilai mereka sama dengan yang dibayarkan: iuran, pajak, dan tagihan sudah dipotong.",
    en: "Theirs is what is paid: contributions, tax and recoveries are taken already.",
  },
  nothing: { id: "Nilai mereka kosong atau nol.", en: "Theirs is empty or zero." },
  rounding: { id: "Selisih di bawah Rp10: pembulatan.", en: "Less than Rp10 apart: rounding." },
  sign: { id: "Hanya tandanya yang berbeda.", en: "Only the sign differs." },
  twice: {
    id: "Seseorang dibayar sekali; salah satu baris berlebih.",
    en: "A person is paid once: one of the rows is too many.",
  },
} as const satisfies Record<string, BothWords>;

const roundingLimit = 10n;
const apart = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);

function ofAmount({ ours, theirs }: Extract<Difference, { kind: "amount" }>, known: KnownPerson | undefined) {
  const { gross, net, amount } = known?.amounts ?? {};
  if (apart(ours, theirs) < roundingLimit) return sayings.rounding;
  if (theirs === 0n) return sayings.nothing;
  if (theirs === 0n - ours) return sayings.sign;
  if (theirs === net) return sayings.beforeTax;
  if (theirs === amount) return sayings.paidOut;
  return theirs === gross ? sayings.uncut : undefined;
}

function ofUnpaid({ nip, day }: Difference, known: KnownPerson | undefined): BothWords {
  if (day !== undefined && known?.amounts) return sayings.otherDay;
  if (!known?.unpaid) return nip === "" ? sayings.numberUnknown : sayings.notInRun;
  const { batch, reason } = known.unpaid;
  return reason === undefined ? otherBatch(batch) : held(reason);
}

/** Why two files may differ about a person, as far as amounts, batches and holds tell it. A guess is said as one; nothing is said where nothing suggests it. */
export function causeOf(difference: Difference, known: KnownPerson | undefined): BothWords | undefined {
  switch (difference.kind) {
    case "only-ours":
      if (difference.day !== undefined) return undefined;
      return difference.number ? sayings.numberNotListed : sayings.notListed;
    case "only-theirs":
      return ofUnpaid(difference, known);
    case "twice":
      return sayings.twice;
    case "amount":
      return isMoney(difference.column) ? ofAmount(difference, known) : undefined;
  }
}
