import { anomaliesOf, isOff, ownTableOf } from "../anomalies.ts";
import { type Anomalies, type AnomalySeverity } from "../document.ts";
import { resultsOf } from "../order.ts";
import { type Names } from "./names.ts";
import { keyText, numberText, rupiahText } from "./numbers.ts";

const severities: Readonly<Record<AnomalySeverity, string>> = {
  block: "ditahan",
  warn: "harus dilihat petugas",
  off: "tidak diperiksa",
};

/** A component by the label of its result, where there are several. */
function ownTables({ document, label }: Names): string {
  const results = resultsOf(document.steps);
  const told = results.flatMap((step) => {
    const table = ownTableOf(document, step);
    if (table === undefined) return [];
    return results.length === 1 ? [`angka terbesar tabel ${keyText(table)}`] : [`${label(step.id)}: angka terbesar tabel ${keyText(table)}`]; // prettier-ignore
  });
  return told.length === 0 ? "tidak ada batas yang dapat diambil dari tabel" : told.join("; ");
}

function maximum({ over_maximum: { rupiah, of } }: Required<Anomalies>, names: Names): string {
  if (rupiah !== undefined) return `bruto satu komponen di atas ${rupiahText(rupiah)}`;
  if (of !== undefined) return `bruto satu komponen di atas angka terbesar tabel ${keyText(of)}`;
  return `bruto satu komponen di atas batasnya (${ownTables(names)})`;
}

/** What a run asks about, by the member of `anomalies`; those that the document does not name are told as they are usual. */
export function anomalySentences(names: Names): ReadonlyMap<keyof Anomalies, string> {
  const all = anomaliesOf(names.document);
  const { jump, late_data } = all;
  const ratio = isOff(jump) ? "" : numberText(String(jump.ratio));
  const what: Readonly<Record<keyof Anomalies, string>> = {
    jump: isOff(jump) ? "jumlah yang jauh berbeda dari pembayaran terakhir" : `jumlah ${ratio} kali atau lebih, atau seper-${ratio} atau kurang, dari pembayaran terakhir`, // prettier-ignore
    zero: "jumlah nol",
    negative_base: "potongan atau koreksi lebih besar daripada yang diperoleh",
    over_maximum: maximum(all, names),
    missing_predicate: "predikat kinerja belum ada, padahal tidak diminta aturan ini",
    late_data: isOff(late_data) ? "data bulan itu yang terlambat diputuskan" : `data bulan itu yang diputuskan setelah tanggal ${String(late_data.after_day)} bulan berikutnya`, // prettier-ignore
    by_hand: "hari yang dibayar memakai kehadiran yang dikoreksi petugas, atau sif yang ditetapkan sesudahnya",
    fact_unread: "catatan bulan itu yang sudah dikonfirmasi tetapi tidak dibaca aturan ini",
  };
  const members = Object.keys(what) as (keyof Anomalies)[];
  return new Map(members.map((name) => [name, `${what[name]} (${severities[all[name].severity]})`]));
}
