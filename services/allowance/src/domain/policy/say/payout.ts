import { type Contribution, type PolicyDocument, type Tax } from "../document.ts";
import { type Names } from "./names.ts";
import { keyText, percentText, rupiahText } from "./numbers.ts";
import { type Item } from "./item.ts";

const bearers = { state: "ditanggung negara", region: "ditanggung daerah", employee: "dipotong dari pegawai" } as const;

function contribution({ label, cite, ...rule }: Contribution, names: Names): Item {
  const salary = rule.already_deducted_in === "salary" ? "; bagian gaji sudah dipotong pada pembayaran gaji" : "";
  const base = `dari gaji dan tunjangan, dasar paling banyak ${rupiahText(rule.cap_rupiah)} sebulan${salary}`;
  const employer = `pemberi kerja ${percentText(rule.employer_percent)}`;
  return { text: `${label}: ${percentText(rule.percent)} ${base}; ${employer}.`, cite: names.cite(cite) };
}

function tax(rule: Exclude<Tax, "none">, names: Names): Item {
  const cite = names.cite(rule.cite);
  if (rule.method === "ter")
    return {
      ...{
        text: `${rule.label}: tarif efektif bulanan, pasal 17 pada bulan terakhir tahun pajak; ${bearers[rule.borne_by]}.`,
        cite,
      },
    };
  const rows = Object.entries(rule.rows).map(([key, percent]) => `${keyText(key)} ${percentText(percent)}`);
  return {
    text: `${rule.label}: final menurut ${names.label(rule.by)}: ${rows.join("; ")}; ${bearers[rule.borne_by]}.`,
    cite,
  };
}

const formats: Readonly<Record<NonNullable<PolicyDocument["exports"]>[number]["format"], string>> = {
  "adk-tukin": "ADK tunjangan kinerja",
  "adk-meals": "ADK uang makan",
  "adk-overtime": "ADK uang lembur",
  sipd: "SIPD",
  "bank-csv": "CSV bank",
  coretax: "Coretax",
  recap: "rekapitulasi",
};
const timeouts = {
  approve: "dianggap disetujui",
  escalate: "diteruskan ke atasan berikutnya",
  reject: "dianggap ditolak",
} as const;

const taken = "Kelebihan bayar diambil kembali, yang tertua dahulu, paling banyak";

/** When it is paid, and what is taken from it then. */
export function payoutItems(names: Names): Item[] {
  const { payout, exports: files = [], approval_timeout: timeout } = names.document;
  const { recovery } = payout;
  const items: Item[] = [
    {
      text: `Dibayar pada ${payout.month === "same" ? "bulan yang sama" : "bulan berikutnya"}.`,
      cite: names.cite(payout.cite),
    },
    ...(payout.contributions ?? []).map((one) => contribution(one, names)),
    payout.tax === "none" ? { text: "Pajak tidak dihitung di sini." } : tax(payout.tax, names),
  ];
  if (recovery)
    items.push({
      text: `${taken} ${percentText(recovery.cap_percent)} dari jumlah bersih sebulan.`,
      cite: names.cite(recovery.cite),
    });
  if (timeout)
    items.push({
      text: `Kegiatan yang tidak dinilai atasan dalam ${timeout.days} hari ${timeouts[timeout.on_timeout]}.`,
      cite: names.cite(timeout.cite),
    });
  if (files.length > 0) items.push({ text: `Berkas: ${files.map(({ format }) => formats[format]).join(", ")}.` });
  return items;
}
