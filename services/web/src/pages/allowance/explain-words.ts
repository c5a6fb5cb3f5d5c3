/** Words of the arithmetic; apart from those of the page, so that they are known without it. */
export const explainId = {
  basis: "Dasar",
  cut: "Potongan",
  addition: "Tambahan",
  value: "Nilai",
  rules: {
    lookup: (facts: string) => `Dari tabel aturan menurut ${facts}.`,
    prorate: (facts: string) => `Dibayar menurut hari dalam jabatan: ${facts}.`,
    share: (percent: string) => `Bagian ini ${percent} dari besaran.`,
    gateMet: (value: string, target: string) => `Syarat terpenuhi: ${value} dari paling sedikit ${target}.`,
    gateMissed: (value: string, target: string) => `Syarat belum terpenuhi: ${value} dari paling sedikit ${target}.`,
    ratioMet: (value: string, target: string) => `Target tercapai: ${value} dari ${target}.`,
    ratioMissed: (value: string, target: string, missing: string) =>
      `${value} dari ${target} tercapai, kurang ${missing}.`,
    table: (fact: string, percent: string) => `Untuk ${fact}, aturan memberi ${percent}.`,
    rate: (fact: string, percent: string) => `${fact}, masing-masing ${percent}.`,
    tier: (fact: string, percent: string) => `${fact}; menurut aturan ${percent}.`,
    never: "Tidak ada kejadian bulan ini, jadi tidak ada potongan.",
    applies: (fact: string, percent: string) => `Berlaku ${percent} karena ${fact}.`,
    appliesNot: (fact: string) => `Tidak berlaku: ${fact}.`,
    clamp: "Potongan melebihi bagiannya; kelebihannya dikembalikan.",
    round: "Dibulatkan ke rupiah penuh.",
  },
  rupiahOf: (share: string) => `× ${share}`,
  share: (fraction: string, percent: string) => `${fraction} (${percent})`,
  fraction: (fraction: string, percent: string) => `${fraction} (sekitar ${percent})`,
};

export type ExplainWords = typeof explainId;

export const explainEn: ExplainWords = {
  basis: "Base",
  cut: "Cut",
  addition: "Addition",
  value: "Value",
  rules: {
    lookup: (facts: string) => `From the rule's table by ${facts}.`,
    prorate: (facts: string) => `Paid by days in the post: ${facts}.`,
    share: (percent: string) => `This part is ${percent} of the amount.`,
    gateMet: (value: string, target: string) => `Condition met: ${value} of at least ${target}.`,
    gateMissed: (value: string, target: string) => `Condition not met: ${value} of at least ${target}.`,
    ratioMet: (value: string, target: string) => `Target reached: ${value} of ${target}.`,
    ratioMissed: (value: string, target: string, missing: string) =>
      `${value} of ${target} reached, ${missing} missing.`,
    table: (fact: string, percent: string) => `For ${fact} the rule gives ${percent}.`,
    rate: (fact: string, percent: string) => `${fact}, ${percent} each.`,
    tier: (fact: string, percent: string) => `${fact}; by the rule ${percent}.`,
    never: "It didn't happen this month, so nothing is cut.",
    applies: (fact: string, percent: string) => `${percent} applies because of ${fact}.`,
    appliesNot: (fact: string) => `Doesn't apply: ${fact}.`,
    clamp: "The cuts exceed their part; the excess is given back.",
    round: "Rounded to whole rupiah.",
  },
  rupiahOf: (share: string) => `× ${share}`,
  share: (fraction: string, percent: string) => `${fraction} (${percent})`,
  fraction: (fraction: string, percent: string) => `${fraction} (about ${percent})`,
};
